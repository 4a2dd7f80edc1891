"""The gold as the encoder is trained on it: each text's tokens as at run time, with their labels.

    python -m training.prepare GOLD_FOLDER --out build/encoder

writes ``polnear-train.pkl`` and its like: lists of `Example`. Parsing takes some minutes.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evals.polnear import adapter as polnear
from twosource.analysis.encoder_input import Labels, Shown, show
from twosource.analysis.encoder_labels import DEPS, NAMES, ROLES, TAGS
from twosource.analysis.encoder_words import wordpieces_of
from twosource.analysis.layers import Analysis, Token
from twosource.analysis.parse import find_parse, load_parser
from twosource.analysis.quotations import find_quotations

VOCABULARY = Path("src/twosource/data/encoder.vocab.txt")

Segments = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Example:
    """A text: what the encoder is shown, and the labels that its gold has (None where it has none).

    ``roles`` and ``names`` give each token a tag's index; ``links`` are attributions as token ranges by role;
    ``certainty`` are (token, value) pairs.
    """

    name: str
    shown: Shown
    roles: list[int] | None = None
    links: list[dict[str, Segments]] | None = None
    names: list[int] | None = None
    certainty: list[tuple[int, float]] | None = None


def main() -> None:
    """Prepare every corpus that the encoder learns from or is tuned on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--only", help="one corpus: polnear, names or certainty")
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    reader = Reader()
    makers = {"certainty": certainty, "names": names, "polnear": attributions}
    for corpus, make in makers.items():
        if chosen.only not in (None, corpus):
            continue
        for split in ("dev", "train"):
            rows = list(make(chosen.gold, split, reader))
            with (chosen.out / f"{corpus}-{split}.pkl").open("wb") as file:
                pickle.dump(rows, file)
            sys.stdout.write(f"{corpus} {split}: {len(rows)} texts\n")
            sys.stdout.flush()


class Reader:
    """Reads a text as the stages before the encoder do."""

    def __init__(self) -> None:
        self.parser = load_parser()
        self.parser.disable_pipe("ner")  # the encoder is not shown the parser's names
        self.wordpieces = wordpieces_of(VOCABULARY.read_text(encoding="utf-8").splitlines())
        self.labels = Labels(
            {name: i + 1 for i, name in enumerate(TAGS)}, {name: i + 1 for i, name in enumerate(DEPS)}
        )

    def read(self, text: str) -> tuple[Analysis, Shown]:
        """The analysis of the text up to its quotations, and what the encoder is shown of it."""
        analysis = Analysis(polnear.document(text))
        analysis = replace(analysis, parse=find_parse(analysis, parser=self.parser))
        analysis = replace(analysis, quotations=find_quotations(analysis))
        return analysis, show(analysis, wordpieces=self.wordpieces, labels=self.labels)


def attributions(gold: Path, split: str, reader: Reader) -> Iterator[Example]:
    """PolNeAR: an example an annotator."""
    for article in polnear.articles(gold / "polnear", split):
        analysis, shown = reader.read(article.text)
        tokens = analysis.parse.tokens
        for number, marked in enumerate(article.gold):
            roles = [0] * len(tokens)
            links = []
            for one in marked:
                parts = {
                    role: [span for at in getattr(one, role) if (span := covered(tokens, at))]
                    for role in ROLES
                }
                for role, spans in parts.items():
                    for first, last in spans:
                        begin = 1 + 2 * ROLES.index(role)
                        roles[first:last] = [begin] + [begin + 1] * (last - first - 1)
                links.append(parts)
            yield Example(f"{article.name}:{number}", shown, roles=roles, links=links)


def names(gold: Path, split: str, reader: Reader) -> Iterator[Example]:
    """Newswire from outside the West: the nine kinds of name."""
    for path in sorted((gold / "worldwide-ner" / split).glob("*.tsv")):
        text, spans = "", []
        for line in path.read_text(encoding="utf-8").splitlines():
            word, _, tag = line.partition("\t")
            if not word.strip():
                text = text.rstrip(" ") + "\n"
                continue
            tight = word[0] in ",.;:!?)%’'" or text[-1:] in "($“\n" or not text
            text = text.rstrip(" ") if tight and word[0] in ",.;:!?)%’'" else text
            spans.append((len(text), len(text) + len(word), tag.strip() or "O"))
            text += word + ("" if word in ("(", "$", "“") else " ")
        analysis, shown = reader.read(text)
        tokens = analysis.parse.tokens
        tags = [0] * len(tokens)
        for first, last, kind in _joined(spans):
            if kind in NAMES and (at := covered(tokens, (first, last))):
                begin = 1 + 2 * NAMES.index(kind)
                tags[at[0] : at[1]] = [begin] + [begin + 1] * (at[1] - at[0] - 1)
        yield Example(path.name.removesuffix(".txt.tsv"), shown, names=tags)


def certainty(gold: Path, split: str, reader: Reader) -> Iterator[Example]:
    """UDS-IH2: how sure it is that what a word names happened, from -3 to 3; forty sentences a text."""
    lines = (gold / "factuality" / "UDS_IH2" / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()
    for start in range(0, len(lines), 40):
        text, marks = "", []
        for line in lines[start : start + 40]:
            row = json.loads(line)
            words = row["text"].split(" ")
            offsets = []
            for word in words:
                offsets.append((len(text), len(text) + len(word)))
                text += word + " "
            text += "\n"
            marks += [(offsets[one["span1"][0]], float(one["label"])) for one in row["targets"]]
        analysis, shown = reader.read(text)
        found = [(at[0], value) for span, value in marks if (at := covered(analysis.parse.tokens, span))]
        yield Example(f"{split}-{start}", shown, certainty=found)


def covered(tokens: Sequence[Token], at: tuple[int, int]) -> tuple[int, int] | None:
    """The tokens ``[first, last)`` at least half of which lies in a range of code points."""
    inside = [
        one.i for one in tokens if 2 * (min(one.end, at[1]) - max(one.start, at[0])) >= one.end - one.start
    ]
    return (inside[0], inside[-1] + 1) if inside else None


def _joined(spans: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    held: tuple[int, int, str] | None = None
    for start, end, tag in [*spans, (0, 0, "O")]:
        mark, _, kind = tag.partition("-")
        if held and mark == "I" and kind == held[2]:
            held = (held[0], end, kind)
            continue
        if held:
            yield held
        held = (start, end, kind) if mark in "BI" and kind else None


if __name__ == "__main__":
    main()
