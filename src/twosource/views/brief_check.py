"""Does a line of a briefing say what its claims say? Its words are read against theirs, one by one.

A line is our words, from a closed list, and theirs. Between two citations stand: a joint, the chain that it
was had through, a mark, the words of the first claim cited, and tags in brackets::

    Pub (3 Mar 2031), via A, citing B: reportedly, the words of the claim (2 reports, one origin) [3f9a,77b1]

Each chain's names are looked for in the words of the hops, in order, all of them; the content must be whole
runs of the claim's own words, an ellipsis wherever words between them are left out, and what is left out
may hold no negation, hedge or bound. Where a claim is denied, hedged or still to come and its words do not
say so, the line must. Dates and counts are compared with the values, never with a line made anew.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from twosource.errors import UnsupportedLineError
from twosource.model.attribution import Hop
from twosource.model.vocabulary import Act, FlagKind, Polarity, RelationKind, SourceKind
from twosource.store.base import ClaimRow
from twosource.views.brief_rules import (
    AHEAD,
    DENYING,
    SILENT,
    Run,
    is_holder_told,
    is_name,
    is_of_chain,
    is_published,
    is_silent_told,
    is_told,
    missing_marks,
    names_in_runs,
    names_of,
    silent_names,
    tags_of,
)
from twosource.views.brief_words import GAP, ClaimWords, Wording, holds, load_wording, runs_of, tokens_of

_CITATION = re.compile(r"\[([0-9a-f]+(?:,[0-9a-f]+)*)\]")
_DATED = re.compile(r"^(?P<name>.*?) \((?P<date>[^()]*)\)$")
_REPORTS = re.compile(r"^(?P<reports>\d+) (?P<word>\w+)(?:, (?P<rest>.+))?$")
_ORIGINS = re.compile(r"^(?P<origins>\d+) (?P<words>[a-z ]+)$")

JOINT_RELATIONS: dict[str, tuple[RelationKind, ...]] = {
    "revises": (RelationKind.REVISES,),
    "retracts": (RelationKind.RETRACTS,),
    "denies": (RelationKind.DENIES, RelationKind.DECLINES),
    "conflicts": (RelationKind.CONFLICTS, RelationKind.DIFFERS, RelationKind.INCONSISTENT),
    "qualifies": (RelationKind.QUALIFIES,),
}
WITHOUT_WORDS = ("also", "gone", "headline", "undated")
"""Labels of lines that only say which claims of whom are not told."""


@dataclass(frozen=True, slots=True)
class Support:
    """What a briefing may rest on: claims by id, and which relations hold from which claim to which."""

    claims: Mapping[str, ClaimRow]
    relations: frozenset[tuple[str, str, RelationKind]]
    ids: tuple[str, ...]
    """The claims' ids, sorted."""

    @classmethod
    def of(
        cls, claims: Mapping[str, ClaimRow], relations: Iterable[tuple[str, str, RelationKind]] = ()
    ) -> Support:
        """These claims and relations."""
        return cls(claims, frozenset(relations), tuple(sorted(claims)))

    def related(self, left: str, right: str, kinds: Iterable[RelationKind]) -> bool:
        """Whether one of these relations holds from the first to the second."""
        return any((left, right, kind) in self.relations for kind in kinds)

    def cited(self, prefix: str) -> ClaimRow:
        """The claim whose id begins so; UnsupportedLineError for none or several."""
        at = bisect_left(self.ids, prefix)
        found = [key for key in self.ids[at : at + 2] if key.startswith(prefix)]
        if len(found) != 1:
            raise UnsupportedLineError(
                f"[{prefix}] is the beginning of {'several' if found else 'no'} claims"
            )
        return self.claims[found[0]]


@dataclass(frozen=True, slots=True)
class _Frame:
    """The chain that a line names: publisher first, then each mention, and who is only told about."""

    mentions: tuple[str, ...]
    told_of: str | None
    dated: str | None
    document: str | None


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands between two citations, and the claims cited."""

    joint: str | None
    text: str
    cited: tuple[ClaimRow, ...]

    @property
    def lead(self) -> ClaimRow:
        return self.cited[0]


def check_line(line: str, support: Support, wording: Wording | None = None) -> None:
    """Return where every word of the line is supported; UnsupportedLineError, with the reason, where not."""
    words = wording or load_wording()
    _Check(line, support, words).run()


class _Check:
    """One line being read."""

    def __init__(self, line: str, support: Support, wording: Wording) -> None:
        self.line = line.strip()
        self.support = support
        self.wording = wording
        self.frame: _Frame | None = None

    def run(self) -> None:
        """Read the parts in order: a chain named once holds until another is named."""
        label, parts = self._parts()
        cited = [row for part in parts for row in part.cited]
        if label in WITHOUT_WORDS:
            for part in parts:
                self._check_unsummarised(part, label)
            return
        if label is not None:
            self._check_label(label, cited)
        before: _Part | None = None
        for part in parts:
            if part.joint not in (None, "plain") and before is not None:
                self._check_joint(part, before)
            if label != "withdrawn" and part.joint != "retracts":
                self._check_stands(part)
            self._check_part(part, cited, before)
            before = part

    def _refuse(self, reason: str) -> UnsupportedLineError:
        return UnsupportedLineError(f"{reason}: {self.line}")

    # -------------------------------------------------------------- the shape of a line

    def _parts(self) -> tuple[str | None, list[_Part]]:
        text = self.line
        label = _opening(text, self.wording.labels)
        if label is not None:
            text = text[len(self.wording.labels[label]) :].strip()
        parts: list[_Part] = []
        position = 0
        for found in _CITATION.finditer(text):
            piece = text[position : found.start()].strip()
            joint = None
            if parts:
                joint = _opening(piece, self.wording.joints)
                if joint is None:
                    raise self._refuse(f"nothing joins “{piece}” to what stands before it")
                piece = piece[len(self.wording.joints[joint]) :].strip()
            cited = tuple(self.support.cited(prefix) for prefix in found.group(1).split(","))
            parts.append(_Part(joint, piece, cited))
            position = found.end()
        if not parts:
            raise self._refuse("it cites no claim")
        if text[position:].strip(" .") or "[" in "".join(part.text for part in parts):
            raise self._refuse("words stand behind the last claim cited")
        return label, parts

    def _check_label(self, label: str, cited: Sequence[ClaimRow]) -> None:
        lead = cited[0]
        held = {
            "supported": lead.independent_origins >= 2,
            "alone": lead.independent_origins <= 1,
            "changed": self._any_relation(cited, (RelationKind.REVISES, RelationKind.RETRACTS)),
            "disputed": any(row.claim.act in (*DENYING, *SILENT) for row in cited)
            or any(row.claim.polarity is Polarity.NEGATIVE for row in cited)
            or self._any_relation(cited, (*JOINT_RELATIONS["denies"], *JOINT_RELATIONS["conflicts"])),
            "ahead": lead.claim.modality in AHEAD or lead.claim.act in (Act.THREATEN, Act.PROMISE),
            "withdrawn": all(row.withdrawn is not None for row in cited),
        }
        if not held[label]:
            raise self._refuse(f"“{self.wording.labels[label]}” does not hold")

    def _check_stands(self, part: _Part) -> None:
        for row in part.cited:
            if row.withdrawn is not None:
                raise self._refuse(f"{row.id} was taken back, and the line does not say so")

    def _any_relation(self, cited: Sequence[ClaimRow], kinds: Sequence[RelationKind]) -> bool:
        ids = {row.id for row in cited}
        return any(
            kind in kinds and (left in ids or right in ids) for left, right, kind in self.support.relations
        )

    def _check_joint(self, part: _Part, before: _Part) -> None:
        joint = part.joint or ""
        if joint == "independent":
            same = part.lead.statement is not None and part.lead.statement == before.lead.statement
            if not same or part.lead.independent_origins < 2 or part.lead.document == before.lead.document:
                raise self._refuse("the two are not known to be independent")
            return
        kinds = JOINT_RELATIONS[joint]
        forward = any(
            self.support.related(left.id, right.id, kinds) for left in before.cited for right in part.cited
        )
        either = joint in ("conflicts", "qualifies")
        backward = either and any(
            self.support.related(right.id, left.id, kinds) for left in before.cited for right in part.cited
        )
        if not (forward or backward):
            raise self._refuse(f"“{self.wording.joints[joint]}” is a relation that does not hold")

    # -------------------------------------------------------------- one part

    def _check_unsummarised(self, part: _Part, label: str) -> None:
        for row in part.cited:
            if part.text != (row.publisher or self.wording.chain["nobody"]):
                raise self._refuse(f"{part.text} is not who published {row.id}")
            if (label == "gone") != (row.withdrawn is not None) and label in ("gone", "also"):
                raise self._refuse(f"{row.id} is {'not ' if label == 'gone' else ''}taken back")
            if label == "headline" and not row.claim.has_flag(FlagKind.HEADLINE):
                raise self._refuse(f"{row.id} is no headline")
            if label == "undated" and not row.claim.has_flag(FlagKind.UNDATED):
                raise self._refuse(f"{row.id} has a date")

    def _check_part(self, part: _Part, cited: Sequence[ClaimRow], before: _Part | None) -> None:
        rest = self._named(part, cited, before)
        marks, rest = self._marks(rest, part.lead)
        tags, rest = self._tags(rest, part)
        if not tokens_of(rest):
            raise self._refuse("it says nothing")
        mates = [
            row
            for row in part.cited[1:]
            if row.document == part.lead.document and is_of_chain(row, part.lead)
        ]
        words = ClaimWords.of(part.lead)
        runs = runs_of(words, rest, self.wording)
        if runs is None:
            words = ClaimWords.of(part.lead, mates)
            runs = runs_of(words, rest, self.wording)
        if runs is None:
            raise self._refuse(f"“{rest}” are not the words of {part.lead.id}")
        told = [row for row in (part.lead, *mates) if is_told(row, words, runs)]
        if part.lead not in told:
            raise self._refuse(f"the word that {part.lead.id} turns on is left out")
        self._check_left_out(words, told, runs)
        needs = [need for row in told for need in missing_marks(row, words, runs, self.wording)]
        for need in needs:
            if not need & (marks | tags):
                raise self._refuse(f"it is {' or '.join(sorted(need))}, and the line does not say so")
        if not marks <= set().union(*needs):
            raise self._refuse("it is hedged twice")
        self._check_holder(words, runs, cited)
        self._check_echoes(part, told, tags)

    def _named(self, part: _Part, cited: Sequence[ClaimRow], before: _Part | None) -> str:
        """What stands behind the chain; whose it is is checked when the words told are known."""
        for found in re.finditer(r": ", part.text):
            frame = self._frame_of(part.text[: found.start()], before)
            if frame is not None and self._misfit(frame, part.lead, cited) is None:
                self.frame = frame
                return part.text[found.end() :]
        first = part.text.split(": ", 1)[0]
        if self.frame is None:
            frame = self._frame_of(first, before)
            reason = self._misfit(frame, part.lead, cited) if frame else "it names no report"
            raise self._refuse(f"the chain is not that of {part.lead.id} ({reason})")
        reason = self._misfit(self.frame, part.lead, cited)
        if reason is not None:
            raise self._refuse(f"the chain is not that of {part.lead.id} ({reason})")
        return part.text

    def _frame_of(self, text: str, before: _Part | None) -> _Frame | None:
        """The chain that some words name; "the same report" is that of the part before."""
        chain = self.wording.chain
        told_of = None
        if chain["on"] in text:
            text, told_of = text.rsplit(chain["on"], 1)
        if before is not None and text.startswith((chain["via"].lstrip(", "), chain["citing"].lstrip(", "))):
            text = f"{chain['same']}, {text}"
        pieces = [piece for part in text.split(chain["via"]) for piece in part.split(chain["citing"])]
        if pieces[0] == chain["same"]:
            if before is None:
                return None
            return _Frame(
                (before.lead.publisher or chain["nobody"], *pieces[1:]), told_of, None, before.lead.document
            )
        dated = _DATED.match(pieces[0])
        name, day = (dated["name"], dated["date"]) if dated else (pieces[0], None)
        return _Frame((name, *pieces[1:]), told_of, day, None)

    def _misfit(self, frame: _Frame, row: ClaimRow, cited: Sequence[ClaimRow]) -> str | None:
        """Why the chain named cannot be the claim's; None where it can. The holder may be named by the claim itself."""
        hops = [hop for hop in row.claim.chain if not hop.is_actor]
        if not len(hops) - 1 <= len(frame.mentions) <= len(hops):
            return f"{len(frame.mentions)} named, {len(hops)} in the chain"
        for index, (hop, mention) in enumerate(zip(hops, frame.mentions, strict=False)):
            if not (
                self._is_publisher(mention, row) if index == 0 else self._names(mention, hop, row, cited)
            ):
                return f"“{mention}” is not {hop.source.name}"
        if frame.dated is not None and not is_published(frame.dated, row):
            return f"it was not published {frame.dated}"
        if frame.document is not None and frame.document != row.document:
            return "it is another report"
        return None

    def _is_publisher(self, mention: str, row: ClaimRow) -> bool:
        name = row.publisher or self.wording.chain["nobody"]
        return mention in (name, name[:1].upper() + name[1:])

    def _names(self, mention: str, hop: Hop, row: ClaimRow, cited: Sequence[ClaimRow]) -> bool:
        if hop.source.kind is SourceKind.UNSPECIFIED and mention == self.wording.chain["hearsay"]:
            return True
        parts = [[token.key for token in tokens_of(part)] for part in mention.split(GAP)]
        return all(parts) and any(is_name(parts, keys, self.wording) for keys in names_of(hop, row, cited))

    def _marks(self, text: str, row: ClaimRow) -> tuple[set[str], str]:
        """The hedges of ours that the words open with, and the rest."""
        marks: set[str] = set()
        while (mark := _opening(text, self.wording.marks)) is not None and mark not in marks:
            if mark != row.claim.certainty:
                raise self._refuse(f"“{self.wording.marks[mark]}” is more than {row.id} says")
            marks.add(mark)
            text = text[len(self.wording.marks[mark]) :].strip()
        return marks, text

    def _tags(self, text: str, part: _Part) -> tuple[set[str], str]:
        tags: set[str] = set()
        while text.endswith(")"):
            for found in reversed(list(re.finditer(r"(?:^| )\(", text))):
                tag = self._tag(text[found.end() : -1], part)
                if tag is not None:
                    tags.add(tag)
                    text = text[: found.start()].strip()
                    break
            else:
                break
        return tags, text

    def _tag(self, text: str, part: _Part) -> str | None:
        """Which tag the words in brackets are; None for words of the claim's own."""
        row = part.lead
        for key, words in self.wording.tags.items():
            if text == words and key in tags_of(row):
                return key
            for flag in row.claim.flags:
                if flag.kind == key and text in (words, f"{words}: {flag.because}"):
                    return f"flag {key}"
        if row.claim.condition is not None:
            condition = [token.key for at in row.claim.condition.at for token in tokens_of(row.words_of(at))]
            given = [token.key for token in tokens_of(text)]
            if len(given) > 1 and condition[: len(given)] == given:
                return "condition"
        return "reports" if self._counts_hold(text, part) else None

    def _counts_hold(self, text: str, part: _Part) -> bool:
        """Whether the words in brackets count the reports and origins of the statement, and count them right."""
        tags, lead = self.wording.tags, part.lead
        found = _REPORTS.match(text)
        rest: str | None = text
        if found and found["word"] == tags["reports"]:
            if int(found["reports"]) != len({row.document for row in part.cited}):
                raise self._refuse(f"{found['reports']} is not how many reports are cited")
            rest = found["rest"]
        elif not _ORIGINS.match(text):
            return False
        if rest is None:
            return True
        if rest == tags["one_origin"]:
            origins = {row.origin.id if row.origin else row.id for row in part.cited}
            if len(origins) == 1 and lead.independent_origins <= 1:
                return True
            raise self._refuse("they are not of one origin")
        origin = _ORIGINS.match(rest)
        if origin and origin["words"] == tags["independent"]:
            if int(origin["origins"]) == lead.independent_origins >= 2:
                return True
            raise self._refuse(f"{origin['origins']} is not how many origins are independent")
        return False

    # -------------------------------------------------------------- what a line may not lose

    def _check_left_out(self, words: ClaimWords, told: Sequence[ClaimRow], runs: Sequence[Run]) -> None:
        hedges = {index for row in told for index in words.covered(row.claim.hedges)}
        position = 0
        for start, end in runs:
            keys = words.keys(position, start)
            if (
                self.wording.negates(keys)
                or holds(keys, self.wording.ahead)
                or hedges & set(range(position, start))
            ):
                raise self._refuse(f"a negation, hedge or plan of {words.row.id} is left out")
            if words.cuts_a_bound(start, end, self.wording):
                raise self._refuse(f"a number of {words.row.id} has lost its bound")
            position = end
        if hedges & set(range(position, len(words.tokens))):
            raise self._refuse(f"a hedge of {words.row.id} is left out")

    def _check_holder(self, words: ClaimWords, runs: Sequence[Run], cited: Sequence[ClaimRow]) -> None:
        """Whoever the chain leaves unnamed must be named by the words told, in the place that makes them the source."""
        row, frame = words.row, self.frame
        assert frame is not None
        hops = [hop for hop in row.claim.chain if not hop.is_actor]
        if len(frame.mentions) < len(hops) and not is_holder_told(hops[-1], words, runs):
            raise self._refuse(f"{hops[-1].source.name}, whom {row.id} rests on, is not named")
        actors = [hop for hop in row.claim.chain if hop.is_actor]
        if frame.told_of is not None and not (
            any(self._names(frame.told_of, hop, row, cited) for hop in actors)
            or frame.told_of.casefold() in {name.casefold() for name in silent_names(row)}
        ):
            raise self._refuse(f"“{frame.told_of}” is not whom {row.id} tells of")
        if frame.told_of is None and not is_silent_told(words, runs):
            raise self._refuse(f"it does not say who gave no answer in {row.id}")
        for hop in actors:
            if frame.told_of is None and not names_in_runs(hop, words, runs):
                raise self._refuse(f"{hop.source.name}, whom {row.id} tells of, is not named")

    def _check_echoes(self, part: _Part, told: Sequence[ClaimRow], tags: set[str]) -> None:
        lead = part.lead
        for row in part.cited[1:]:
            same = row.statement is not None and row.statement == lead.statement
            if not (row in told and is_of_chain(row, lead)) and not same and not self._is_near(lead, row):
                raise self._refuse(f"{row.id} is not what the words say")
        if len({row.document for row in part.cited}) > 1 and "reports" not in tags:
            raise self._refuse("it does not say how many reports it cites")

    def _is_near(self, lead: ClaimRow, row: ClaimRow) -> bool:
        """Whether a relation that keeps the words true holds between the two."""
        kinds = (RelationKind.REPEATS, RelationKind.CORROBORATES, RelationKind.PART_OF)
        return self.support.related(lead.id, row.id, kinds) or self.support.related(row.id, lead.id, kinds)


def _opening(text: str, table: Mapping[str, str]) -> str | None:
    """The key whose words the text begins with, the longest first."""
    for key in sorted(table, key=lambda key: -len(table[key])):
        words = table[key]
        if text.startswith(words) and (len(text) == len(words) or text[len(words)] == " "):
            return key
    return None
