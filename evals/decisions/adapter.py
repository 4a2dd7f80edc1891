"""Do decisions find their claims again after a reading anew by another cleaner, splitter and attribution?

A decision is made of every claim of the invented examples, of generated articles, and of the news texts where they are at
hand. Then everything is read again by a pipeline that changes a tenth of the blocks, of the sentence bounds and of the
innermost sources, each alone and all at once, under several seeds. ``kept`` is the share of decisions found again,
``orphaned`` the rest, ``wrong`` how many are found on what is not their claim.

Wrong is told without asking how a decision follows: by the predicate's word, the sentence that it stood in and the source.
The baseline follows ids alone: the same anchor or nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.articles import SEED as ARTICLES
from bench.articles import generate_articles
from evals.decisions.perturb import cleaned, other_stages
from evals.scoring import Report
from twosource.analysis import analyse
from twosource.analysis.layers import Analysis
from twosource.analysis.parse import MODEL, load_parser
from twosource.analysis.stage import Stage
from twosource.batch.program import load_program
from twosource.intake.inputs import find_inputs
from twosource.intake.manifest import load_manifest
from twosource.intake.read import documents_of
from twosource.linking.following import Followed, follow_all, mark_of
from twosource.linking.judgements import Found, Judgements
from twosource.model.capture import Capture
from twosource.model.claim import Claim
from twosource.model.decision import ClaimMark, Decision
from twosource.model.document import Document
from twosource.model.span import Span
from twosource.model.vocabulary import DecisionKind

LAYERS = ("tags", "blocks", "parse", "attributions", "chains", "predicates", "claims", "following")
DATA = Path("examples")
SPLITS = ("all",)
NEWS = Path("../shared/news")
"""Read too where it is at hand, from the repository's root."""
GENERATED = 12
"""How many generated articles are read."""
SEEDS = (20261122, 20261123, 20261124)
CHANGES = {
    "cleaner": (True, False, False),
    "splitter": (False, True, False),
    "attribution": (False, False, True),
    "together": (True, True, True),
}
"""What is changed: the cleaner, the splitter, the attribution."""
LINK_EVERY = 5
"""Every fifth decision joins its claim to the one before it."""


@dataclass(frozen=True, slots=True)
class Read:
    """One document as one pipeline read it."""

    document: Document
    claims: tuple[Claim, ...]
    sentences: tuple[Span, ...]
    """The raw range of each sentence."""

    @classmethod
    def of(cls, document: Document, stages: Sequence[Stage]) -> Read:
        """The document read by these stages."""
        found: Analysis = analyse(document, stages)
        raw = document.raw_map.raw
        ranges = [raw(sentence.at) for sentence in found.parse.sentences]
        return cls(
            document, found.claims, tuple(Span(each[0].start, each[-1].end) for each in ranges if each)
        )


def evaluate(data: Path, split: str, *, limit: int | None = None) -> Report:
    """Score how decisions follow; ``limit`` reads the first pages only, and neither news nor generated articles."""
    del split
    own = tuple(str(path) for path in (data / "gazetteer.toml",) if path.is_file())
    stages = load_program("rules", MODEL, own).stages
    parser = load_parser(MODEL)
    before = [Read.of(document, stages) for document in _documents(data, limit)]
    report = Report()
    report.scores["decisions.count"] = float(sum(1 for read in before for _ in decide(read)))
    for name, (cleans, splits, attributes) in CHANGES.items():
        total: Counter[str] = Counter()
        for seed in SEEDS:
            others, splitter, attribution = other_stages(
                stages, parser, seed, splits=splits, attributes=attributes
            )
            for read in before:
                document, changed = cleaned(read.document, seed) if cleans else (read.document, 0)
                total["blocks"] += sum(not block.kind.is_noise for block in read.document.blocks)
                total["blocks changed"] += changed
                total += compare(read, Read.of(document, others), report, f"{name} {seed}")
            total["bounds"] += splitter.bounds
            total["bounds changed"] += splitter.changed
            total["sources"] += attribution.sources
            total["sources changed"] += attribution.changed
        _put(report, name, total)
    return report


def _put(report: Report, name: str, total: Counter[str]) -> None:
    count = max(1, total["decisions"])
    report.scores[f"{name}.kept.accuracy"] = round(total["kept"] / count, 4)
    report.scores[f"{name}.orphaned"] = round(total["orphaned"] / count, 4)
    report.scores[f"{name}.none_wrong.exact"] = float(total["wrong"] == 0)
    report.scores[f"{name}.found_wrong"] = float(total["wrong"])
    report.baseline[f"{name}.kept.accuracy"] = round(total["same id"] / count, 4)
    report.notes.append(f"{name}: " + ", ".join(f"{what} {total[what]}" for what in sorted(total)))


def decide(read: Read) -> Iterator[Decision]:
    """A decision of each claim of a document, every fifth one a link to the claim before."""
    marks = [mark_of(claim, read.document, read.claims) for claim in read.claims]
    for number, mark in enumerate(marks):
        if number % LINK_EVERY == LINK_EVERY - 1:
            yield _decision(DecisionKind.MUST_LINK, (marks[number - 1], mark))
        else:
            yield _decision(DecisionKind.GRADE_CLAIM, (mark,))


def _decision(kind: DecisionKind, claims: tuple[ClaimMark, ...]) -> Decision:
    value = "2" if kind is DecisionKind.GRADE_CLAIM else None
    return Decision(kind, "an evaluation", "2031-01-01T00:00:00Z", "to be followed", claims, value=value)


def compare(before: Read, after: Read, report: Report, what: str) -> Counter[str]:
    """How many of the decisions of one reading are kept, orphaned and wrong in the other."""
    made = tuple(decide(before))
    found = follow_all((mark for one in made for mark in one.claims), after.claims, after.document)
    orphans = {one.id for one in Judgements.of(made, Found(found)).orphans}
    was = {claim.anchor.claim_id: claim for claim in before.claims}
    now = {claim.id: claim for claim in after.claims}
    taken = _taken(found)
    total: Counter[str] = Counter()
    for decision in made:
        total["decisions"] += 1
        total["same id"] += all(mark.anchor.claim_id in now for mark in decision.claims)
        if decision.id in orphans:
            total["orphaned"] += 1
            continue
        bad = []
        for mark in decision.claims:
            followed = found[mark]
            total[followed.how] += 1
            claim = was[mark.anchor.claim_id]
            landed = now[followed.claim or ""]
            if taken[landed.id] > 1 or not _is_right(claim, landed, before, after):
                bad.append((claim, landed, followed))
        total["wrong" if bad else "kept"] += 1
        for claim, landed, followed in bad:
            report.predictions.append(_shown(what, claim, landed, followed, before, after))
    return total


def _taken(found: Mapping[ClaimMark, Followed]) -> Counter[str]:
    """How many different claims each claim is taken for."""
    takers: dict[str, set[str]] = defaultdict(set)
    for mark, one in found.items():
        if one.claim is not None:
            takers[one.claim].add(mark.anchor.claim_id)
    return Counter({claim: len(marks) for claim, marks in takers.items()})


def _is_right(claim: Claim, landed: Claim, before: Read, after: Read) -> bool:
    """Whether the claim that a decision landed on is the one that it was made of.

    It is where both come of one predicate's word in the raw page, and, where the first reading had several claims on that
    word, of one source's words. On another word it is only where that word stands in the same sentence of the first reading,
    had no claim of its own there, and the question is the same in every slot.
    """
    word, other = _head(claim, before), _head(landed, after)
    if word == other:
        twins = [one for one in before.claims if _head(one, before) == word]
        return len(twins) == 1 or _source(claim, before) == _source(landed, after)
    if any(_head(one, before) == other for one in before.claims):
        return False
    within = next((at for at in before.sentences if at.contains(word)), None)
    return within is not None and within.contains(other) and claim.question == landed.question


def _head(claim: Claim, read: Read) -> Span:
    raw = read.document.raw_map.raw(claim.head)
    return Span(raw[0].start, raw[-1].end)


def _source(claim: Claim, read: Read) -> tuple[Span, ...]:
    """Where the words of the innermost source with words stand in the raw page."""
    hop = next((hop for hop in reversed(claim.chain) if hop.at), None)
    return read.document.raw_map.raw(hop.at[0]) if hop is not None else ()


def _shown(
    what: str, claim: Claim, landed: Claim, followed: Followed, before: Read, after: Read
) -> Mapping[str, object]:
    return {
        "document": claim.document,
        "layer": "following",
        "id": what,
        "fields": {
            "how": followed.how,
            "was": [span.of(before.document.text) for span in (claim.head, *claim.extent)],
            "is": [span.of(after.document.text) for span in (landed.head, *landed.extent)],
        },
    }


def _documents(data: Path, limit: int | None) -> Iterator[Document]:
    for folder in (data,) if limit else (data, NEWS):
        yield from _of_folder(folder, limit)
    if limit:
        return
    for number, text in zip(range(GENERATED), generate_articles(ARTICLES), strict=False):
        capture = Capture.of(text.encode(), name=f"generated-{number}.txt")
        yield from (one for one in documents_of(capture) if one.skipped is None)


def _of_folder(folder: Path, limit: int | None) -> Iterator[Document]:
    if not folder.is_dir():
        return
    manifest = folder / "manifest.csv"
    pages = sorted(path for path in folder.iterdir() if path.suffix in (".txt", ".html", ".md", ".eml"))
    listed = load_manifest(manifest) if manifest.is_file() else None
    for given in find_inputs(pages[:limit], manifest=listed):
        if given.capture is not None:
            found = documents_of(given.capture, stated=given.stated)
            yield from (one for one in found if one.skipped is None)
