"""How a claim is told in a line: its chain, its own words cut to length, and what they do not say themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from twosource.model.attribution import Hop
from twosource.model.vocabulary import FlagKind, SourceKind
from twosource.store.base import ClaimRow
from twosource.views.brief_rules import (
    Run,
    is_holder_told,
    is_of_chain,
    is_silent_told,
    is_told,
    missing_marks,
    names_in_runs,
    silent_names,
)
from twosource.views.brief_words import (
    GAP,
    ClaimWords,
    Token,
    Wording,
    holds,
    is_number,
    load_wording,
    tokens_of,
)
from twosource.views.wording import UNDATED, published_words

LONGEST_NAME = 7
"""Words of a source's name that are told before it is cut."""
LONGEST_CONDITION = 8
WORTH_A_COMMA = 6
"""Words that may be given up to end where the page has a comma."""
LONGEST_REASON = 26
"""Words of a flag's reason beyond which it is left to ``why``."""

_REASONED = (FlagKind.IMPLAUSIBLE, FlagKind.INCONSISTENT, FlagKind.CORRECTED)
"""Flags whose reason says more than their name."""


@dataclass(frozen=True, slots=True)
class Told:
    """A claim told in words: chain, marks, content, tags."""

    row: ClaimRow
    frame: str
    body: str
    words: ClaimWords
    runs: tuple[Run, ...]

    def tells(self, other: ClaimRow) -> bool:
        """Whether the words also tell another claim of the same page and chain."""
        return (
            other.document == self.row.document
            and is_of_chain(other, self.row)
            and is_told(other, self.words, self.runs)
        )


@dataclass(frozen=True, slots=True)
class Style:
    """How long and how full lines are."""

    longest: int
    """Words of a claim."""
    is_dated: bool = True
    has_year: bool = True


def tell(words: ClaimWords, style: Style, wording: Wording) -> Told:
    """A claim, and those beside it as far as there is room, in at most about ``style.longest`` of their own words."""
    row = words.row
    runs = _cut(words, style.longest, wording)
    told = [one for one in words.rows if is_told(one, words, runs)]
    missing = [need for one in told for need in missing_marks(one, words, runs, wording)]
    marks = [mark for mark in wording.marks if {mark} in missing]
    tags = _tags(told, [need for need in missing if not need & set(wording.marks)], style, wording)
    content = _written(words, runs, wording)
    body = " ".join([*(wording.marks[mark] for mark in marks), content, *(f"({tag})" for tag in tags)])
    return Told(row, frame_of(row, words, runs, style, wording), body, words, runs)


def _tags(rows: Sequence[ClaimRow], missing: Sequence[set[str]], style: Style, wording: Wording) -> list[str]:
    tags = []
    conditional = next((row for row in rows if row.claim.condition is not None), None)
    for need in missing:
        if "condition" in need and conditional is not None:
            tags.append(_condition(conditional, wording))
        else:
            tag = next(tag for tag in wording.tags if tag in need)
            tags.append(wording.tags[tag])
    for flag in rows[0].claim.flags if rows else ():
        if flag.kind in (FlagKind.HEADLINE, FlagKind.UNDATED):
            continue
        words = wording.tags[flag.kind]
        brief = len(flag.because.split()) <= LONGEST_REASON and not set("()[]") & set(flag.because)
        tags.append(f"{words}: {flag.because}" if brief and flag.kind in _REASONED else words)
    return list(dict.fromkeys(tags))


def _condition(row: ClaimRow, wording: Wording) -> str:
    assert row.claim.condition is not None
    at = row.claim.condition.at[0]
    tokens = tokens_of(row.within.text, at.start, at.end)
    end = len(tokens)
    if end > LONGEST_CONDITION:
        end = _boundary(tokens, 2, LONGEST_CONDITION, row.within.text, wording)
    return _clean(row.within.text[tokens[0].start : tokens[end - 1].end])


# ------------------------------------------------------------------ the words


def _cut(words: ClaimWords, longest: int, wording: Wording) -> tuple[Run, ...]:
    """The runs of a claim's words that are told: its opening and its end cut off where that loses nothing."""
    count, text = len(words.tokens), words.row.within.text
    start = _start(words, wording)
    least = _least_end(words, start)
    end = _undangled(words.tokens, least, count, wording)
    if end - start > longest:
        end = _boundary(words.tokens, max(least, start + 2), start + longest, text, wording)
        end = _undangled(words.tokens, least, end, wording)
        while end < count and _cuts(words, start, end, wording):
            end = _boundary(words.tokens, end + 1, end + 1, text, wording)
    edges = [start, *sorted(cut for cut in words.breaks if start < cut < end), end]
    return tuple(pairwise(edges))


def _start(words: ClaimWords, wording: Wording) -> int:
    """The first token told: words that only join the clause to its sentence are left out."""
    head = words.head
    start = _after_fronted(words, _after_dateline(words), wording)
    while start < head and words.tokens[start].key in wording.opening:
        start += 1
    start = _after_fronted(words, start, wording)
    skipped = words.keys(0, start)
    hedges = {index for row in words.rows for index in words.covered(row.claim.hedges)}
    loses = wording.negates(skipped) or holds(skipped, wording.ahead) or hedges & set(range(start))
    return 0 if loses or _cuts(words, start, len(words.tokens), wording) else start


def _after_dateline(words: ClaimWords) -> int:
    """Behind a place in capitals and what else stands before the dash that opens a report."""
    text = words.row.within.text
    if not words.tokens or not words.tokens[0].text.isupper() or len(words.tokens[0].text) < 3:
        return 0
    for index in range(1, min(words.head, 9) + 1):
        between = text[words.tokens[index - 1].end : words.tokens[index].start]
        if any(dash in between for dash in ("—", "–", " - ", "--")):
            return index
    return 0


def _after_fronted(words: ClaimWords, start: int, wording: Wording) -> int:
    """Behind a phrase that stands before the clause and a comma, where it holds no name and no number."""
    if start >= len(words.tokens) or words.tokens[start].key not in wording.fronted:
        return start
    text = words.row.within.text
    for index in range(start + 1, words.head):
        before, token = words.tokens[index - 1], words.tokens[index]
        if token.text[0].isupper() or is_number(token):
            return start
        if "," in text[before.end : token.start]:
            return index
    return start


def _least_end(words: ClaimWords, start: int) -> int:
    """The end before which nothing may be cut: behind the head, the hedges, the numbers and what they count."""
    claim = words.row.claim
    need = {words.head, *words.covered(claim.hedges)}
    for quantity in claim.quantities[:2]:
        need.update(words.covered(quantity.at))
        need.update(words.covered(quantity.of_at))
    return max(max(need) + 1, start + 1)


def _boundary(tokens: Sequence[Token], least: int, most: int, text: str, wording: Wording) -> int:
    """Where to end: the last place at or before ``most`` at which a clause can end, else the first after it."""
    good = [end for end in range(least, len(tokens) + 1) if _can_end(tokens, end, text, wording)]
    before = [end for end in good if end <= most]
    if before:
        commas = [end for end in before if text[tokens[end - 1].end :].lstrip("”’\"'").startswith(",")]
        return commas[-1] if commas and commas[-1] > before[-1] - WORTH_A_COMMA else before[-1]
    return good[0] if good else len(tokens)


def _undangled(tokens: Sequence[Token], least: int, end: int, wording: Wording) -> int:
    """The end without words on which a clause cannot end."""
    while end > least and tokens[end - 1].key in wording.dangling:
        end -= 1
    return end


def _can_end(tokens: Sequence[Token], end: int, text: str, wording: Wording) -> bool:
    if end == len(tokens):
        return True
    last = tokens[end - 1]
    pause = "," in text[last.end : tokens[end].start]
    return (pause or tokens[end].key in wording.boundary) and last.key not in wording.dangling


def _cuts(words: ClaimWords, start: int, end: int, wording: Wording) -> bool:
    return start < end and words.cuts_a_bound(start, end, wording)


def _written(words: ClaimWords, runs: Sequence[Run], wording: Wording) -> str:
    """The runs as they stand on the page, an ellipsis between them."""
    text = words.row.within.text
    parts = []
    for start, end in runs:
        first, last = words.tokens[start], words.tokens[end - 1]
        part = text[first.start : last.end]
        opening = text[max(0, first.start - 1) : first.start]
        closing = text[last.end : last.end + 1]
        if opening in ("“", '"', "‘") and first.start - 1 >= words.row.claim.extent[0].start:
            part = opening + part
        if closing in ("”", '"', "’") or (closing == "." and "." in last.text):
            part += closing
        parts.append(part)
    content = _clean(f" {GAP} ".join(parts))
    first = words.tokens[runs[0][0]]
    if first.key in wording.small and content.startswith(first.text):
        content = first.key + content[len(first.text) :]
    return content


def _clean(text: str) -> str:
    """The text in one line, without brackets of ours and without quotation marks that have lost their fellow."""
    flat = " ".join(text.replace("[", "").replace("]", "").split())
    for left, right in (("“", "”"), ("(", ")")):
        if flat.count(left) != flat.count(right):
            flat = flat.replace(left, "").replace(right, "")
    if flat.count('"') % 2:
        flat = flat.replace('"', "")
    return flat.rstrip(" ,;:–—")


# ------------------------------------------------------------------ the chain


def frame_of(row: ClaimRow, words: ClaimWords, runs: Sequence[Run], style: Style, wording: Wording) -> str:
    """The chain in words: "Pub (3 Mar 2031), via A, citing B"; a holder whom the words told name is left to them."""
    chain = [hop for hop in row.claim.chain if not hop.is_actor]
    actors = [hop for hop in row.claim.chain if hop.is_actor]
    frame = publisher_words(row, wording)
    if style.is_dated:
        shown = _date(row, style)
        frame = f"{frame} ({shown})" if shown else frame
    if len(chain) > 1 and is_holder_told(chain[-1], words, runs):
        chain.pop()
    return frame + chain_words(chain[1:], row, wording) + _told_of(actors, row, words, runs, wording)


def chain_words(hops: Sequence[Hop], row: ClaimRow, wording: Wording) -> str:
    """The chain behind the publisher."""
    inner = [_mention(hop, row, wording) for hop in hops]
    via = "".join(wording.chain["via"] + name for name in inner[:-1])
    return via + (wording.chain["citing"] + inner[-1] if inner else "")


def _told_of(
    actors: Sequence[Hop], row: ClaimRow, words: ClaimWords, runs: Sequence[Run], wording: Wording
) -> str:
    """Whom the witness tells of, where the words told do not name them."""
    if all(names_in_runs(hop, words, runs) for hop in actors):
        if is_silent_told(words, runs):
            return ""
        names = [
            name for name in silent_names(row) if name.casefold() not in wording.pronoun and "," not in name
        ]
        return wording.chain["on"] + names[0] if names else ""
    return wording.chain["on"] + _mention(actors[-1], row, wording)


def publisher_words(row: ClaimRow, wording: Wording) -> str:
    """Who published the page."""
    return row.publisher or wording.chain["nobody"]


def _date(row: ClaimRow, style: Style) -> str:
    """The day of publication; empty where it is neither known nor wholly unknown."""
    if row.published is None or row.published.end is None:
        return UNDATED
    shown = published_words(row.published)
    if " to " in shown or "," in shown or not shown[:1].isalnum():
        return ""
    day, _, year = shown.rpartition(" ")
    return day if day and year.isdigit() and not style.has_year else shown


def _mention(hop: Hop, row: ClaimRow, wording: Wording) -> str:
    if hop.source.kind is SourceKind.UNSPECIFIED:
        return wording.chain["hearsay"]
    name = hop.source.name
    words = row.words_of(hop.at[0]) if hop.at else name
    on_page = name.casefold() in row.within.text.casefold()
    if on_page and (hop.source.id is None or hop.source.kind in _OUTLETS or _is_pronoun(words)):
        words = name
    return _short_name(words, wording)


_OUTLETS = (SourceKind.OUTLET, SourceKind.NEWS_AGENCY, SourceKind.PERSON)
"""Sources whose full name says more than the words that refer to them here ("a new report", "he")."""


def _is_pronoun(words: str) -> bool:
    tokens = tokens_of(words)
    return len(tokens) == 1 and tokens[0].key in load_wording().pronoun


def _short_name(words: str, wording: Wording) -> str:
    """A source's name up to the first comma; of a long one its beginning and the name that it ends on."""
    words = _clean(words.split(",", 1)[0].split(": ", 1)[0].replace("(", "").replace(")", ""))
    tokens = tokens_of(words)
    if not tokens:
        return words
    short = words[tokens[0].start : tokens[-1].end]
    if len(tokens) > LONGEST_NAME:
        end = _boundary(tokens, 2, LONGEST_NAME, words, wording)
        short = words[tokens[0].start : tokens[end - 1].end]
        last = len(tokens)
        while last > end and tokens[last - 1].text[0].isupper():
            last -= 1
        if end < last < len(tokens):
            short = f"{words[tokens[0].start : tokens[end].end]} {GAP} {words[tokens[last].start : tokens[-1].end]}"
    first = tokens[0]
    if first.key in wording.small and short.startswith(first.text):
        short = first.key + short[len(first.text) :]
    return short


# ------------------------------------------------------------------ counts


def reports_tag(cited: Sequence[ClaimRow], wording: Wording) -> str | None:
    """How many reports the claims cited are, and of how many origins; None for a single one."""
    lead = cited[0]
    documents = len({row.document for row in cited})
    independent = f"{lead.independent_origins} {wording.tags['independent']}"
    if documents < 2:
        return independent if lead.independent_origins >= 2 else None
    reports = f"{documents} {wording.tags['reports']}"
    if lead.independent_origins >= 2:
        return f"{reports}, {independent}"
    origins = {row.origin.id if row.origin else row.id for row in cited}
    return f"{reports}, {wording.tags['one_origin']}" if len(origins) == 1 else reports


def citation(rows: Iterable[ClaimRow], short: dict[str, str]) -> str:
    """The claims cited, by the beginnings of their ids."""
    return f"[{','.join(short[row.id] for row in rows)}]"
