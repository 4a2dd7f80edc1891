"""Stored JSON is packed, and what an older program packed is read as well."""

from __future__ import annotations

import zlib

import pytest
import sqlalchemy as sa

from twosource.errors import LedgerError
from twosource.store.packing import Packed, packed_text, unpacked_json, unpacked_text

TEXT = '{"act":"assert","because":"the ferry’s log","certainty":"certain","chain":[]}'


def test_text_comes_back_as_it_was():
    assert unpacked_text(packed_text(TEXT)) == TEXT


def test_a_short_text_takes_less_than_without_the_words_given_beforehand():
    assert len(packed_text(TEXT)) < len(zlib.compress(TEXT.encode(), 6)) * 3 / 4


def test_what_was_packed_without_them_is_read():
    assert unpacked_json(zlib.compress(b'{"a":[1,2]}', 6)) == {"a": [1, 2]}


@pytest.mark.parametrize(
    "blob",
    [b"", b"no stream", packed_text(TEXT)[:-3], packed_text(TEXT) + b"x", zlib.compress(b"\xff\xfe")],
    ids=("empty", "foreign", "cut", "longer", "no text"),
)
def test_a_damaged_row_is_told(blob):
    with pytest.raises(LedgerError, match="damaged"):
        unpacked_text(blob)


def test_a_packed_column_holds_bytes_and_gives_text():
    table = sa.Table("t", sa.MetaData(), sa.Column("body", Packed))
    with sa.create_engine("sqlite://").begin() as connection:
        table.create(connection)
        connection.execute(sa.insert(table), [{"body": TEXT}, {"body": None}])

        assert list(connection.execute(sa.select(table.c.body)).scalars()) == [TEXT, None]
        (kept, _) = connection.exec_driver_sql("SELECT body FROM t").scalars()
        assert kept == packed_text(TEXT)
