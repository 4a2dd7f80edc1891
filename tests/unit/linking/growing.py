"""Ledgers of any size for the tests of cost: many situations of a fixed size, or one that grows."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from statistics import mean

from tests.unit.linking.made import chain, claim, context, day, number, place, source
from tests.unit.linking.shelf import Record
from twosource.linking.context import Context
from twosource.model.claim import Claim, Question
from twosource.model.vocabulary import Act, Modality, Polarity, SourceKind

A_SITUATION = 20
"""How many documents tell of one situation."""

AT_ONCE = 10
"""How many situations are told of at one time."""

A_MONTH = 700
"""How many documents are published in a month."""

PAPERS = tuple(f"Paper {n}" for n in range(40))


def documents(
    count: int, *, growing: bool = False, seed: int = 7
) -> Iterator[tuple[str, tuple[Context, tuple[Claim, ...]]]]:
    """Documents in the order of their publication; of ``growing``, all tell of one situation."""
    rand = random.Random(seed)
    for n in range(count):
        situation = 0 if growing else n // (A_SITUATION * AT_ONCE) * AT_ONCE + rand.randrange(AT_ONCE)
        yield f"doc{n:06d}", _document(f"doc{n:06d}", n, situation, rand)


def _document(name: str, n: int, situation: int, rand: random.Random) -> tuple[Context, tuple[Claim, ...]]:
    first, second = f"A{situation}", f"B{situation}"
    paper = rand.choice(PAPERS)
    date = f"{2031 + n // (12 * A_MONTH)}-{1 + n // A_MONTH % 12:02d}-{1 + n % A_MONTH * 27 // A_MONTH:02d}"
    voices = (
        source(f"body:{first} command", at=105),
        source(f"body:{second} command", at=115),
        source(f"body:observers {situation}", at=125),
        source("yonhap", SourceKind.NEWS_AGENCY, at=135),
        source(None, SourceKind.UNNAMED, at=145),
    )
    questions = (
        Question("deploy", first, second, "troop"),
        Question("attack", first, second, None),
        Question("mobilize", first, None, "unit"),
        Question("attack", first, None, None),
        Question("open", "~village", first, "gate"),
    )
    claims = []
    for head in range(0, rand.randrange(40, 90), 10):
        act = rand.choice((*[Act.ASSERT] * 8, Act.DENY))
        question = (
            rand.choice(questions) if rand.random() < 0.97 else Question("injure", None, None, "person")
        )
        count = rand.choice((None, 12, 3000, 5000))
        claims.append(
            claim(
                name,
                head,
                chain(paper, rand.choice(voices)),
                question=question,
                act=act,
                polarity=Polarity.NEGATIVE if act is Act.DENY else Polarity.POSITIVE,
                modality=rand.choice((Modality.DONE, Modality.PRESENT, Modality.PLANNED)),
                when=day(date) if rand.random() < 0.5 else None,
                where=(place(f"g{situation}"),) if rand.random() < 0.5 else (),
                count=number(count) if count and question.counted else None,
            )
        )
    prints = tuple(rand.randrange(1 << 31) for _ in range(64))
    made = context(name, date, paper, fingerprint=prints)
    return made, tuple(claims)


def cost_of_one(
    record: Record, rest: list[tuple[str, tuple[Context, tuple[Claim, ...]]]]
) -> dict[str, float]:
    """What one more document costs, on the average: milliseconds of the processor, claims read, questions asked, rows written."""
    asks, read, written = record.asks, record.read, record.written
    times = []
    for name, given in rest:
        start = time.process_time()
        record.change(documents={name: given})
        times.append(time.process_time() - start)
    count = len(rest)
    return {
        "ms": 1000 * mean(times),
        "read": (record.read - read) / count,
        "asks": (record.asks - asks) / count,
        "written": (record.written - written) / count,
    }


def filled(count: int, extra: int, *, growing: bool = False) -> dict[str, float]:
    """What one more costs when there are so many."""
    rows = list(documents(count + extra, growing=growing))
    record = Record()
    record.fill(rows[:count])
    return cost_of_one(record, rows[count:])


def main() -> None:
    """Print what one more document costs at 1,000 and at 10,000, and with one situation growing."""
    few, many = filled(1000, 200), filled(10_000, 200)
    for name, cost in (("1,000", few), ("10,000", many)):
        print(f"{name} documents:", ", ".join(f"{key} {value:.1f}" for key, value in cost.items()))
    print("ratio:", ", ".join(f"{key} {many[key] / few[key]:.2f}" for key in few))
    for count in (50, 100, 200):
        cost = filled(count, 5, growing=True)
        print(f"one situation of {count}:", ", ".join(f"{key} {value:.1f}" for key, value in cost.items()))


if __name__ == "__main__":
    main()
