"""What must be said of a claim, whose name counts as told, and whether a date or a tag holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from twosource.model.attribution import Hop, Source
from twosource.model.claim import Claim
from twosource.model.vocabulary import Act, Certainty, Modality, Polarity, Role
from twosource.store.base import ClaimRow
from twosource.views.brief_words import ClaimWords, Wording, holds, load_wording, tokens_of
from twosource.views.wording import MONTHS, UNDATED

_DAY = re.compile(r"^(?:(?P<day>\d{1,2}) )?(?P<month>[A-Z][a-z]{2})?(?: ?(?P<year>\d{4}))?$")

DENYING = (Act.DENY, Act.DISMISS)
SILENT = (Act.DECLINE_TO_CONFIRM, Act.NO_COMMENT, Act.EQUIVOCATE)
AHEAD = {
    Modality.PLANNED: "planned",
    Modality.ORDERED: "ordered",
    Modality.EXPECTED: "expected",
    Modality.POSSIBLE: "possible",
    Modality.CONDITIONAL: "conditional",
}

Run = tuple[int, int]
"""The first token told and the one behind the last."""


def is_name(parts: Sequence[Sequence[str]], name: Sequence[str], wording: Wording) -> bool:
    """Whether the parts of a mention are a name: all of it, its beginning up to where a phrase ends, or its
    beginning and its end."""
    first, last = list(parts[0]), list(parts[-1])
    if list(name[: len(first)]) != first or not set(first) - wording.dangling:
        return False
    if len(parts) == 1:
        return len(name) == len(first) or name[len(first)] in wording.boundary
    return len(parts) == 2 and len(name) > len(first) + len(last) and list(name[-len(last) :]) == last


def names_of(hop: Hop, row: ClaimRow, cited: Sequence[ClaimRow]) -> list[list[str]]:
    """The words by which a hop is known: its own, those of the same source in the claims cited beside it,
    and its name where the page has it."""
    found = [row.words_of(span) for span in hop.at]
    for other in cited:
        if other.document == row.document:
            found.extend(
                other.words_of(span)
                for one in other.claim.chain
                if _same(one.source, hop.source)
                for span in one.at
            )
    name = hop.source.name
    if name and name.casefold() in row.within.text.casefold():
        found.append(name)
    if not hop.at and name:
        found.append(name)
    found.extend([words.split(",", 1)[0] for words in found if "," in words])
    return [[token.key for token in tokens_of(words)] for words in found]


def _same(left: Source, right: Source) -> bool:
    return left == right or (left.id is not None and left.id == right.id)


def names_in_runs(hop: Hop, words: ClaimWords, runs: Sequence[Run]) -> bool:
    """Whether the words told hold the name of a hop, or its last word ("the ministry")."""
    told = [key for start, end in runs for key in words.keys(start, end)]
    names = names_of(hop, words.row, (words.row,))
    return any(name and (holds(told, (tuple(name),)) or name[-1] in told) for name in names)


def is_told(row: ClaimRow, words: ClaimWords, runs: Sequence[Run]) -> bool:
    """Whether the word that a claim turns on is among the words told."""
    at = row.claim.head
    return any(
        token.start < at.end and at.start < token.end
        for start, end in runs
        for token in words.tokens[start:end]
    )


def is_holder_told(hop: Hop, words: ClaimWords, runs: Sequence[Run]) -> bool:
    """Whether the words told hold those that name a hop, in the very place where they name it."""
    inside = {index for start, end in runs for index in range(start, end)}
    own = words.covered(hop.at)
    return bool(own) and set(own) <= inside


def silent_names(row: ClaimRow) -> tuple[str, ...]:
    """The names on the page of the party that a claim says gave no answer: its words, then its name."""
    page = row.within.text.casefold()
    silent = [actor for actor in row.claim.participants if actor.role is Role.SILENT]
    return tuple(
        name for actor in silent for name in (row.words_of(actor.at), actor.name) if name.casefold() in page
    )


def is_silent_told(words: ClaimWords, runs: Sequence[Run]) -> bool:
    """Whether the words told name who gave no answer, by more than a pronoun; true where nobody is said to."""
    silent = [actor for actor in words.row.claim.participants if actor.role is Role.SILENT]
    names = silent_names(words.row)
    if not silent or all(name.casefold() in load_wording().pronoun for name in names):
        return True
    inside = {index for start, end in runs for index in range(start, end)}
    return any(
        (own := words.covered(actor.at))
        and set(own) <= inside
        and words.tokens[own[-1]].key not in load_wording().pronoun
        for actor in silent
    )


def is_of_chain(row: ClaimRow, lead: ClaimRow) -> bool:
    """Whether a claim was had through the chain of another, or through that and who acts in it."""
    own, other = ([hop.source for hop in one.claim.chain] for one in (row, lead))
    shorter = min(len(own), len(other))
    inner = (*row.claim.chain, *lead.claim.chain)[shorter:]
    return own[:shorter] == other[:shorter] and (
        len(own) == len(other) or all(hop.is_actor for hop in inner[-1:])
    )


def tags_of(row: ClaimRow) -> set[str]:
    """The tags that a claim licenses."""
    claim = row.claim
    tags = {AHEAD[claim.modality]} if claim.modality in AHEAD else set()
    held = {
        "denied": claim.act in DENYING,
        "doubted": claim.polarity is Polarity.NEGATIVE and claim.act not in DENYING,
        "forbidden": is_forbidden(claim),
        "unanswered": claim.act in SILENT,
        "threatened": claim.act is Act.THREATEN,
        "promised": claim.act is Act.PROMISE,
    }
    return tags | {tag for tag, holds_ in held.items() if holds_}


def is_forbidden(claim: Claim) -> bool:
    """Whether what the claim tells was ordered not to be."""
    return claim.modality is Modality.ORDERED and claim.polarity is Polarity.NEGATIVE


def missing_marks(row: ClaimRow, words: ClaimWords, runs: Sequence[Run], wording: Wording) -> list[set[str]]:
    """For each thing that a claim is and that the words told do not say, the marks and tags that say it."""
    claim = row.claim
    told = [key for start, end in runs for key in words.keys(start, end)]
    inside = {index for start, end in runs for index in range(start, end)}
    is_act = len(claim.chain) > 1 and is_holder_told(claim.holder, words, runs)
    missing: list[set[str]] = []
    if claim.act in DENYING:
        negates = wording.negates([token.key for token in tokens_of(row.words_of(claim.head))])
        if not is_act and not negates:
            missing.append({"denied"})
        if negates or is_act:
            return missing
    elif claim.act in SILENT:
        if not wording.negates(told) and not any(words.tokens[i].key.startswith("equivocat") for i in inside):
            missing.append({"unanswered"})
    elif claim.polarity is Polarity.NEGATIVE and not wording.negates(told):
        missing.append({"forbidden" if is_forbidden(claim) else "doubted"})
    spoken = [words.tokens[index].key for index in sorted(inside & set(words.covered(claim.hedges)))]
    hedged = any(not holds((key,), wording.ahead) or key in ("may", "might", "could") for key in spoken)
    if claim.certainty in (Certainty.PROBABLE, Certainty.POSSIBLE) and not hedged:
        missing.append({str(claim.certainty)})
    if claim.modality in AHEAD and not is_forbidden(claim) and not holds(told, wording.ahead):
        missing.append({AHEAD[claim.modality], "condition"} | (tags_of(row) & {"threatened", "promised"}))
    if claim.condition is not None:
        keys = [token.key for token in tokens_of(row.words_of(claim.condition.at))]
        if not holds(told, (tuple(keys),)):
            missing.append({"condition"})
    return missing


def is_published(words: str, row: ClaimRow) -> bool:
    """Whether some words ("22 Oct 2024", "Oct 2024", "undated") give the publication date of a claim's page."""
    published = row.published
    if words == UNDATED:
        return published is None or published.end is None
    found = _DAY.match(words)
    if found is None or published is None or published.start is None or published.end is None:
        return False
    days = (date.fromisoformat(published.start[:10]), date.fromisoformat(published.end[:10]))
    first, is_day = days[0], published.value[8:10].isdigit()
    if is_day:
        first = date.fromisoformat(published.value[:10])
    given = (found["year"], found["month"], found["day"])
    own = (
        str(first.year),
        MONTHS[first.month - 1] if is_day or published.value[5:7].isdigit() else None,
        str(first.day) if is_day else None,
    )
    return any(given) and all(one in (None, other) for one, other in zip(given, own, strict=True))
