"""Whether a retelling altered words between quotation marks; a shortening that shows itself, or takes off an end, is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from twosource.linking.drift_words import Passage, load_retelling, stem, stems
from twosource.model.span import Span

Plain = tuple[str, ...]
"""Words as quotations are compared."""

_QUOTED = re.compile(
    r"“([^”]+)”|\"([^\"]+)\"|„([^“”]+)[“”]|«([^»]+)»|(?<!\w)‘([^’]+(?:’\w[^’]*)*)’(?!\w)|(?<!\w)'([^']+(?:'\w[^']*)*)'(?!\w)"
)
_GAP = re.compile(r"\.\s?\.\s?\.|…|\[[^\]]*\]|\([^)]*\)")


_LEAST_SHARED = 0.5
"""The share of a child's quoted words that a quotation of the parent must hold for the one to be an altering of the other."""

_LEAST_WORDS = 2
"""How many words of content two quotations share at the least, unless one holds all of the other's."""

_LEAST_ONLY = 0.34
"""The share of all words from which the only quotations of two passages are one."""

_SPEECH = 4
"""From so many words on a quotation of what the parent told in its own words is one of its making."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between quotation marks, marks left out, and where they stand."""

    at: Span
    words: str


@dataclass(frozen=True, slots=True)
class Altered:
    """A quotation and what a retelling made of it."""

    parent: Span
    child: Span
    because: str


def quoted_in(passage: Passage) -> Iterator[Quoted]:
    """The quotations of a passage, in order."""
    for found in _QUOTED.finditer(passage.words):
        group = next(number for number in range(1, 7) if found.group(number) is not None)
        yield Quoted(passage.span(found.start(group), found.end(group)), found.group(group))


def find_altered(parent: Sequence[Passage], child: Passage) -> Altered | None:
    """The first quotation of the child that is one of the parent's with other words; None where each is the parent's or new."""
    heard = [quoted for passage in parent for quoted in quoted_in(passage)]
    texts = [_plain(passage.words) for passage in parent]
    for quoted in quoted_in(child):
        pieces = [piece for part in _GAP.split(quoted.words) if (piece := _plain(part))]
        if not pieces:
            continue
        if any(_holds(text, pieces) for text in texts):
            lost = _lost_in_gap([_plain(one.words) for one in heard], pieces)
            source = _closest(heard, [word for piece in pieces for word in piece])
            if lost is not None and source is not None:
                return Altered(source[0].at, quoted.at, f"“{lost}” was left out")
            continue
        words = [word for piece in pieces for word in piece]
        source = _closest(heard, words)
        if not heard and len(words) >= _SPEECH:
            source = _closest(list(_sentences(parent)), words)
        only = len(heard) == 1 and len(list(quoted_in(child))) == 1
        if source is not None and (_is_close(source[0], words) or (only and source[1] >= _LEAST_ONLY)):
            because = _difference(_plain(source[0].words), words)
            return Altered(source[0].at, quoted.at, because)
    return None


def _sentences(passages: Sequence[Passage]) -> Iterator[Quoted]:
    """The sentences of passages, as if they were quotations."""
    for passage in passages:
        for found in re.finditer(r"[^.!?]+", passage.words):
            if found.group().strip():
                yield Quoted(passage.span(*found.span()), found.group())


@lru_cache(maxsize=1 << 12)
def _plain(text: str) -> Plain:
    """The words of a quotation as they are compared: no case, no marks, one spelling, short forms written out."""
    lexicon = load_retelling()
    text = text.replace("’", "'")
    out: list[str] = []
    for word in re.findall(r"[^\W_]+(?:['.,-](?=[^\W_])[^\W_]+)*", text.casefold()):
        full = lexicon.shorts.get(word, word)
        if full.endswith("n't") and full not in lexicon.shorts:
            full = f"{full[:-3]} not"
        for british, american in lexicon.spellings.items():
            if len(full) > len(british) + 2 and full.endswith(british):
                full = full[: -len(british)] + american
        out += full.replace("-", " ").split()
    return tuple(out)


def _holds(text: Plain, pieces: Sequence[Plain]) -> bool:
    """Whether the pieces stand in the text, each whole, in order."""
    at = 0
    for piece in pieces:
        found = next(
            (n for n in range(at, len(text) - len(piece) + 1) if text[n : n + len(piece)] == piece), None
        )
        if found is None:
            return False
        at = found + len(piece)
    return True


def _lost_in_gap(heard: Sequence[Plain], pieces: Sequence[Plain]) -> str | None:
    """A word between two pieces of a shortened quotation without which it says something else."""
    turning = load_retelling().sets["turning"]
    for text in heard:
        if not _holds(text, pieces):
            continue
        at = 0
        for number, piece in enumerate(pieces):
            found = next(n for n in range(at, len(text)) if text[n : n + len(piece)] == piece)
            if number:
                lost = next((word for word in text[at:found] if word in turning), None)
                if lost is not None and _is_short(text[at:found]):
                    return lost
            at = found + len(piece)
        if at < len(text) and text[at] in load_retelling().sets["turns_after"]:
            return " ".join(text[at : at + _SHOWN])
    return None


_SHOWN = 4
"""How many words of what was cut off a reason shows."""


def _is_short(gap: Sequence[str]) -> bool:
    """Whether a gap is too short to hold a clause of its own, so that its word turns what is left."""
    return len(gap) <= 3


def _closest(heard: Sequence[Quoted], words: Sequence[str]) -> tuple[Quoted, float] | None:
    """The quotation that shares most of the words, with the share."""
    mine = {stem(word) for word in words}
    best: tuple[Quoted, float] | None = None
    for quoted in heard:
        its = {stem(word) for word in _plain(quoted.words)}
        share = len(mine & its) / max(1, min(len(mine), len(its)))
        if best is None or share > best[1]:
            best = (quoted, share)
    return best


def _is_close(quoted: Quoted, words: Sequence[str]) -> bool:
    """Whether two quotations share so much of their content that one is the other altered."""
    mine, its = stems(" ".join(words)), stems(" ".join(_plain(quoted.words)))
    shared, least = len(mine & its), min(len(mine), len(its))
    return least > 0 and (shared == least or (shared >= _LEAST_WORDS and shared / least >= _LEAST_SHARED))


def _difference(parent: Sequence[str], child: Sequence[str]) -> str:
    match = SequenceMatcher(a=parent, b=child, autojunk=False)
    for tag, start, end, first, last in match.get_opcodes():
        if tag == "replace":
            return f"“{' '.join(parent[start:end])}” became “{' '.join(child[first:last])}”"
        if tag == "insert":
            return f"“{' '.join(child[first:last])}” was put in"
        if tag == "delete" and start > 0 and end < len(parent):
            return f"“{' '.join(parent[start:end])}” was left out without a sign"
    return "the words are not those of the source"
