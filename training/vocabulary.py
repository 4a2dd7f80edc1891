"""The word pieces that the encoder keeps of its forerunner's: those that news uses, and every single sign.

    python -m training.vocabulary VOCAB.txt GOLD_FOLDER --keep 9500 --out src/twosource/data/encoder.vocab.txt

A word whose piece is dropped is cut into smaller pieces, down to single letters.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Tokenizer

from twosource.analysis.encoder_words import wordpieces_of

MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def main() -> None:
    """Count the pieces of the gold's news texts and write the commonest in the forerunner's order."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("vocabulary", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--keep", type=int, default=9500)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    known = chosen.vocabulary.read_text(encoding="utf-8").splitlines()
    kept = choose(known, texts(chosen.gold), chosen.keep)
    chosen.out.write_text("\n".join(kept) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(kept)} of {len(known)} pieces kept\n")


def choose(known: list[str], lines: Iterator[str], keep: int) -> list[str]:
    """The marks, the single signs of Latin text and the commonest pieces, in the order of ``known``."""
    wordpieces: Tokenizer = wordpieces_of(known)
    seen: Counter[str] = Counter()
    for line in lines:
        seen.update(wordpieces.encode(line, add_special_tokens=False).tokens)
    single = {piece for piece in known if len(piece.removeprefix("##")) == 1 and ord(piece[-1]) < 0x250}
    chosen = set(MARKS) | single
    for piece, _ in sorted(seen.items(), key=lambda row: (-row[1], row[0])):
        if len(chosen) >= keep:
            break
        chosen.add(piece)
    return [piece for piece in known if piece in chosen]


def texts(gold: Path) -> Iterator[str]:
    """Lines of news from the training parts of the gold: US politics, the world outside the West, a summit."""
    for path in sorted((gold / "polnear" / "train" / "text").glob("*.txt")):
        yield from path.read_text(encoding="utf-8").splitlines()
    for path in sorted((gold / "worldwide-ner" / "train").glob("*.tsv")):
        words = (row.split("\t")[0] for row in path.read_text(encoding="utf-8").splitlines())
        yield from [" ".join(words)] * 4
    csv.field_size_limit(10_000_000)
    with (gold / "helsinki" / "articles.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            yield from row
    with (gold / "factuality" / "UDS_IH2" / "train.jsonl").open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)["text"]


if __name__ == "__main__":
    main()
