"""Incremental linking gives what linking of everything gives, after any changes in any order."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.unit.linking.made import chain, claim, context, day, number, place, source
from tests.unit.linking.shelf import Record
from twosource.linking import link
from twosource.linking.constraints import Constraints, Word, pair_of
from twosource.model.claim import Claim, Flag, Question, StatedLink
from twosource.model.span import Span
from twosource.model.vocabulary import Act, Certainty, FlagKind, Modality, Polarity, RelationKind, SourceKind

PAPERS = ("Gazette", "Courier", None)
DAYS = ("2031-03-04", "2031-03-05", "2031-03-20", "2031-04-20", None)
PRINTS = (tuple(range(64)), (*range(40), *range(100, 124)), tuple(range(200, 264)), ())
SOURCES = (
    source("XA", SourceKind.GOVERNMENT, at=101),
    source("XA.ministry:defence", at=105),
    source("XA.ministry:foreign", at=125),
    source("XB", SourceKind.GOVERNMENT, at=135),
    source("body:observer mission", at=145),
    source("yonhap", SourceKind.NEWS_AGENCY, at=165),
    source(None, SourceKind.UNNAMED, at=175),
)
QUESTIONS = (
    Question("deploy", "XA", "XB", "troop"),
    Question("deploy", "XA", None, "troop"),
    Question("mobilize", "XA", "XB", "unit"),
    Question("attack", "XA", None, None),
    Question("open", "~village", "XA", "gate"),
    Question("injure", None, None, "person"),
    Question("urge", "XA", "XB", None),
)
HEADS = tuple(range(0, 80, 10))
DOCUMENTS = tuple(f"d{n}" for n in range(6))


@st.composite
def contexts(draw: st.DrawFn, document: str):
    return context(
        document,
        draw(st.sampled_from(DAYS)),
        draw(st.sampled_from(PAPERS)),
        fingerprint=draw(st.sampled_from(PRINTS)),
        credit=draw(st.sampled_from((None, None, None, "Courier"))),
    )


def _id(document: str, head: int) -> str:
    return claim(document, head, chain("Gazette")).id


@st.composite
def one_claim(draw: st.DrawFn, document: str, head: int) -> Claim:
    hops = draw(st.lists(st.sampled_from(SOURCES), max_size=2, unique_by=lambda one: one.at))
    act = draw(
        st.sampled_from((*[Act.ASSERT] * 5, Act.DENY, Act.NO_COMMENT, Act.RETRACT, Act.CORRECT, Act.CONDEMN))
    )
    when = draw(st.sampled_from((None, "2031-03-01", "2031-03-04", "2031-04-10")))
    said = draw(st.sampled_from((None, None, "2031-03-02", "2031-04-20")))
    count = draw(st.sampled_from((None, 12, 3000, 3000, 10_000)))
    others = st.sampled_from(HEADS).map(lambda at: _id(document, at))
    kinds = st.sampled_from(
        (RelationKind.REVISES, RelationKind.RESPONDS_TO, RelationKind.RETRACTS, RelationKind.QUALIFIES)
    )
    links = draw(st.lists(st.builds(StatedLink, kinds, others, st.just(Span(990, 993))), max_size=1))
    via = chain("Gazette", *hops)
    made = claim(
        document,
        head,
        via,
        question=draw(st.sampled_from(QUESTIONS)),
        act=act,
        polarity=Polarity.NEGATIVE if act is Act.DENY else Polarity.POSITIVE,
        modality=draw(st.sampled_from((Modality.DONE, Modality.PRESENT, Modality.PLANNED))),
        certainty=draw(st.sampled_from((Certainty.CERTAIN, Certainty.POSSIBLE))),
        when=day(when) if when else None,
        said=day(said) if said else None,
        where=draw(st.sampled_from(((), (place("g1"),), (place("g2", "Port", country="XB"),)))),
        count=number(count) if count else None,
        silent="XA" if act is Act.NO_COMMENT else None,
        refers_to=tuple(draw(st.lists(others, max_size=1))),
        links=tuple(links),
        flags=(Flag(FlagKind.HEADLINE, "a title"),) if draw(st.integers(0, 9)) == 0 else (),
    )
    if made.quantities and draw(st.integers(0, 4)) == 0:
        made = replace(made, quantities=(replace(made.quantities[0], part_of_at=Span(960, 964)),))
    return made


@st.composite
def readings(draw: st.DrawFn, document: str):
    heads = draw(st.lists(st.sampled_from(HEADS), max_size=6, unique=True))
    return draw(contexts(document)), tuple(draw(one_claim(document, head)) for head in heads)


class Relinking(RuleBasedStateMachine):
    """A record that is read into, re-read, emptied and judged; after each step its rows are those of `link` of all."""

    def __init__(self) -> None:
        super().__init__()
        self.record = Record(noise=3)

    def _claims(self) -> list[str]:
        return sorted(self.record.told)

    @rule(document=st.sampled_from(DOCUMENTS), data=st.data())
    def read(self, document: str, data: st.DataObject) -> None:
        self.record.change(documents={document: data.draw(readings(document))})

    @rule(documents=st.lists(st.sampled_from(DOCUMENTS), min_size=2, max_size=3, unique=True), data=st.data())
    def read_some(self, documents: list[str], data: st.DataObject) -> None:
        self.record.change(documents={one: data.draw(readings(one)) for one in documents})

    @precondition(lambda self: self.record.told)
    @rule(data=st.data())
    def read_one_claim_anew(self, data: st.DataObject) -> None:
        old = self.record.told[data.draw(st.sampled_from(self._claims()))]
        new = data.draw(one_claim(old.claim.document, old.claim.head.start))
        same = [
            one.claim
            for one in self.record.told.values()
            if one.claim.document == new.document and one.id != new.id
        ]
        self.record.change(documents={new.document: (old.context, [*same, new])})

    @precondition(lambda self: self.record.told)
    @rule(data=st.data())
    def take_away(self, data: st.DataObject) -> None:
        held = sorted({one.claim.document for one in self.record.told.values()})
        self.record.change(documents={data.draw(st.sampled_from(held)): None})

    @precondition(lambda self: self.record.told)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        ids = data.draw(st.lists(st.sampled_from(self._claims()), min_size=1, max_size=3, unique=True))
        decided = self.record.decided
        gone = {**decided.withdrawn, **{one: Word("A. Reviewer", "it was made up") for one in ids}}
        self.record.change(decided=replace(decided, withdrawn=gone))

    @precondition(lambda self: self.record.decided.withdrawn)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        decided = self.record.decided
        back = data.draw(st.sampled_from(sorted(decided.withdrawn)))
        gone = {key: word for key, word in decided.withdrawn.items() if key != back}
        self.record.change(decided=replace(decided, withdrawn=gone))

    @precondition(lambda self: len(self.record.told) > 1)
    @rule(data=st.data(), parts=st.booleans())
    def decide_a_link(self, data: st.DataObject, parts: bool) -> None:
        ids = st.lists(st.sampled_from(self._claims()), min_size=2, max_size=2, unique=True)
        pair = {pair_of(*data.draw(ids)): Word("A. Reviewer", "as the pictures show")}
        decided = self.record.decided
        if parts:
            self.record.change(decided=replace(decided, cannot={**decided.cannot, **pair}))
        else:
            self.record.change(decided=replace(decided, must={**decided.must, **pair}))

    @precondition(lambda self: self.record.decided.must or self.record.decided.cannot)
    @rule(data=st.data())
    def undo_a_link(self, data: st.DataObject) -> None:
        decided = self.record.decided
        pair = data.draw(st.sampled_from(sorted({*decided.must, *decided.cannot})))
        self.record.change(
            decided=Constraints(
                {key: word for key, word in decided.must.items() if key != pair},
                {key: word for key, word in decided.cannot.items() if key != pair},
                decided.withdrawn,
            )
        )

    @invariant()
    def rows_are_those_of_everything(self) -> None:
        claims = [one.claim for one in self.record.told.values()]
        whole = link(claims, self.record.contexts, constraints=self.record.decided)
        assert self.record.differs_from(whole) == {}


TestRelinking = Relinking.TestCase
TestRelinking.settings = settings(
    max_examples=40,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
