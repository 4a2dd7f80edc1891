"""The manifest."""

from __future__ import annotations

from pathlib import Path

import pytest

from twosource.errors import ManifestError
from twosource.intake.manifest import Stated, load_manifest


def written(folder: Path, text: str) -> Path:
    path = folder / "manifest.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_are_found_by_path_then_by_base_name(tmp_path: Path) -> None:
    manifest = load_manifest(
        written(tmp_path, "file,publisher,published\nwest/a.txt,Oster Ledger,2031-04-02\nb.txt,,XXXX-12-21\n")
    )

    assert manifest.stated(tmp_path / "west" / "a.txt") == Stated("Oster Ledger", "2031-04-02")
    assert manifest.stated(Path("/elsewhere/b.txt")) == Stated(published="XXXX-12-21")
    assert manifest.stated(Path("/elsewhere/b.txt"), base_is_unique=False) is None
    assert manifest.stated(tmp_path / "c.txt") is None


def test_base_name_of_two_rows_is_not_unique(tmp_path: Path) -> None:
    manifest = load_manifest(written(tmp_path, "file,publisher\nwest/a.txt,One\neast/a.txt,Two\n"))

    assert manifest.stated(Path("/elsewhere/a.txt")) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "line 1: the manifest is empty"),
        ("file,editor\na.txt,x\n", "line 1: unknown column 'editor'"),
        ("publisher\nx\n", "line 1: there is neither a column file"),
        ("file,file\na,b\n", "line 1: a column stands twice"),
        ("file,published\na.txt,2031-04-02\nb.txt,yesterday\n", "line 3: published: not a date"),
        ("file,published\na.txt,2031-02-30\n", "line 2: published"),
        ("file,publisher\na.txt\n", "line 2: 1 fields where the header has 2"),
        ("file,publisher\n,x\n", "line 2: neither a file nor an address"),
        ('file,publisher\na.txt,"x\n', "line 2"),
        ("file\na.txt\na.txt\n", "a.txt has two rows"),
    ],
)
def test_bad_manifest_is_refused_with_its_line(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(ManifestError, match=reason):
        load_manifest(written(tmp_path, text))


def test_missing_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="cannot be read"):
        load_manifest(tmp_path / "none.csv")
