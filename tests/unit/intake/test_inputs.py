"""What there is to read, and what cannot be."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from twosource.errors import LimitError
from twosource.intake.inputs import find_inputs
from twosource.intake.manifest import Stated, load_manifest
from twosource.intake.read import documents_of


def test_folder_is_read_in_sorted_order_without_data_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "sub/c.md", "manifest.csv", ".hidden.txt", "sub/x.json"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")

    found = list(find_inputs([tmp_path]))

    assert [one.capture.name for one in found if one.capture] == ["a.html", "b.txt", "c.md"]


def test_missing_path_is_an_outcome_and_not_an_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")

    missing, there = find_inputs([tmp_path / "none.txt", tmp_path / "a.txt"])

    assert missing.error is not None
    assert "does not exist" in str(missing.error)
    assert there.capture is not None


def test_empty_folder_says_so(tmp_path: Path) -> None:
    (one,) = find_inputs([tmp_path])

    assert "nothing to read" in str(one.error)


def test_large_file_is_refused_by_name_of_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_bytes(b"x" * 20_000_001)

    (one,) = find_inputs([path])

    assert isinstance(one.error, LimitError)
    assert "limit of 20 MB" in str(one.error)


def test_standard_input_is_read() -> None:
    (one,) = find_inputs(["-"], standard_input=BytesIO(b"The quay was shut."))

    assert one.capture is not None
    assert one.capture.content == b"The quay was shut."


def test_row_of_the_manifest_beats_what_holds_for_all(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "manifest.csv").write_text("file,publisher\na.txt,Oster Ledger\n")

    (one,) = find_inputs(
        [tmp_path / "a.txt"],
        manifest=load_manifest(tmp_path / "manifest.csv"),
        stated=Stated(publisher="Velm Post", published="2031"),
    )

    assert one.stated == Stated("Oster Ledger", "2031")


def test_folder_with_broken_files_gives_the_rest(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number:03}.txt").write_text(
            f"The quay at Oster was shut for day {number}, the harbour office said."
        )
    (tmp_path / "007.txt").write_bytes(b"")
    (tmp_path / "008.txt").write_bytes(b"a\0b")
    (tmp_path / "009.txt").write_bytes(b"\x81\x8d\x8f")
    read, broken = 0, []
    for one in find_inputs([tmp_path]):
        assert one.capture is not None
        try:
            read += len(documents_of(one.capture))
        except ValueError:
            raise
        except Exception as error:
            broken.append(str(error))

    assert read == 37
    assert [reason.split(":")[0] for reason in broken] == ["007.txt", "008.txt", "009.txt"]


@pytest.mark.parametrize("folder", ["one", "two"])
def test_capture_does_not_know_its_folder(tmp_path: Path, folder: str) -> None:
    path = tmp_path / folder / "a.txt"
    path.parent.mkdir()
    path.write_text("The quay was shut.")

    (one,) = find_inputs([path])

    assert one.capture is not None
    assert one.capture.name == "a.txt"
