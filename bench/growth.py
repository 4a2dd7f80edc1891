"""How a ledger behaves as it grows: ``python -m bench.growth`` (``make bench``). Nothing is asserted: a clock is not a test.

Prints what linking one more document takes at a thousand and at ten thousand documents, and beside it in one situation that
grows; what a claim takes on disk, and in which tables; and how long the first page of every question takes.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sqlalchemy.engine import Engine

from bench.readings import entries, growing
from twosource.store.base import ClaimQuestion, Entry, Lens
from twosource.store.connection import connect, reading, writing
from twosource.store.derive import follow_up
from twosource.store.ledger import Ledger
from twosource.store.record import record

SIZES = (1_000, 10_000)
LAST = 100
"""The cost at a size is the median over this many documents before it."""
PAGE = 20
TIMES = 7
"""How often each page is asked for; the median counts."""
PAST_TIMES = 3
PATIENCE_S = 5.0


@dataclass(frozen=True, slots=True)
class Cost:
    """What the last documents up to a size took each: linking alone, and the whole transaction; processor time, medians."""

    documents: int
    claims: int
    linking_ms: float
    whole_ms: float


@dataclass(frozen=True, slots=True)
class Disk:
    """A ledger on disk: bytes, and the tables and indexes that take the most, by bytes a claim."""

    claims: int
    size: int
    tables: tuple[tuple[str, float], ...]

    @property
    def of_100_000(self) -> float:
        """Megabytes that 100,000 such claims take."""
        return self.size / self.claims / 10


@dataclass(frozen=True, slots=True)
class Page:
    """How long a page of a question takes: milliseconds of the processor, the median, and when it was asked first.

    What is asked twice is in memory; answers that count over all claims are kept until the ledger changes.
    """

    question: str
    first_ms: float
    now_ms: float
    as_of_ms: float | None = None
    known_by_ms: float | None = None


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 0 when done."""
    parser = argparse.ArgumentParser(prog="bench.growth", description=__doc__)
    parser.add_argument("--seed", type=int, default=2031)
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=list(SIZES), help="documents (default: 1000 10000)"
    )
    parser.add_argument("--situation", type=int, default=300, help="reports of one situation (default: 300)")
    parser.add_argument("--ledger", type=Path, help="measure the pages of this ledger, and nothing else")
    parser.add_argument("--past", action="store_true", help="pages as of a change and known by a day too")
    parser.add_argument("--json", action="store_true", dest="as_json", help="print one JSON object")
    options = parser.parse_args(arguments)
    told: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as name:
        ledger = options.ledger
        if ledger is None:
            ledger = Path(name) / "many.db"
            told["many"] = grow(ledger, entries(options.seed, max(options.sizes)), options.sizes)
            steps = [options.situation // 3, options.situation]
            told["one"] = grow(Path(name) / "one.db", growing(options.seed, options.situation), steps)
        told["disk"] = measure_disk(ledger)
        told["pages"] = measure_pages(ledger, past=options.past)
    if options.as_json:
        print(json.dumps({key: _plain(value) for key, value in told.items()}))
    else:
        print("\n".join(_report(told)))
    return 0


def grow(path: Path, documents: Iterable[Entry], sizes: Sequence[int]) -> tuple[Cost, ...]:
    """Record documents into a fresh ledger one by one, and tell what they took at some sizes."""
    engine = connect(path, create=True)
    Ledger(engine).relink()  # an empty ledger knows no linking yet: the first document would be derived whole
    linking: list[float] = []
    whole: list[float] = []
    found: list[Cost] = []
    claims = 0
    for number, entry in enumerate(documents, start=1):
        started = time.process_time()
        with writing(engine, "recorded") as transaction:
            record(transaction, entry)
            appended = time.process_time()
            follow_up(transaction)
            linking.append(time.process_time() - appended)
        whole.append(time.process_time() - started)
        claims += 0 if entry.reading is None else len(entry.reading.claims)
        if number in sizes:
            last = (1_000 * statistics.median(each[-LAST:]) for each in (linking, whole))
            found.append(Cost(number, claims, *last))
            print(f"{number} documents: {found[-1].linking_ms:.1f} ms", file=sys.stderr)
    engine.dispose()
    return tuple(found)


def measure_disk(path: Path) -> Disk:
    """What a ledger takes once its journal is taken into it."""
    engine = connect(path, create=False)
    with reading(engine) as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        claims: int = connection.exec_driver_sql(
            "SELECT count(*) FROM claims WHERE closed IS NULL"
        ).scalar_one()
        rows = connection.exec_driver_sql(
            "SELECT name, sum(pgsize) AS size FROM dbstat GROUP BY name ORDER BY size DESC"
        ).all()
    engine.dispose()
    return Disk(
        claims, sum(row.size for row in rows), tuple((row.name, row.size / claims) for row in rows[:24])
    )


# ---------------------------------------------------------------------- pages

Ask = Callable[[Ledger], object]


def questions(ledger: Ledger) -> Iterator[tuple[str, Ask]]:
    """The first page of every question, and of some that narrow."""
    first = ClaimQuestion(limit=PAGE)
    some = ledger.claims(ClaimQuestion(limit=PAGE))
    claim, place = some[len(some) // 2], next((row.claim.where[0] for row in some if row.claim.where), None)
    source = replace(first, source=claim.claim.chain[-1].source.name)
    for name in (
        "claims", "statements", "relations", "figures", "positions", "events", "gaps", "due", "drifts",
        "sources", "origins", "network",
    ):  # fmt: skip
        yield name, lambda asked, name=name: getattr(asked, name)(first)  # type: ignore[misc]
    for name in ("claims", "statements", "positions", "sources", "origins"):
        yield f"{name} of a source", lambda asked, name=name: getattr(asked, name)(source)  # type: ignore[misc]
    yield "claims with words", lambda asked: asked.claims(replace(first, words="bridges"))
    if place is not None:
        at = replace(first, place=place.name)
        yield "claims at a place", lambda asked: asked.claims(at)
    of = replace(first, document=claim.document)
    yield "claims of a document", lambda asked: asked.claims(of)
    yield "claims, a later page", lambda asked: asked.claims(replace(first, offset=5_000))
    yield "documents", lambda asked: asked.documents(PAGE)
    yield "why", lambda asked: asked.why(claim.id)
    yield "document", lambda asked: asked.document(claim.document)
    yield "runs", lambda asked: asked.runs()
    yield "counts", lambda asked: asked.counts()


def measure_pages(path: Path, *, past: bool = False) -> tuple[Page, ...]:
    """How long each question takes inside one process; ``past``: also half-way back, as recorded and as known by a day."""
    engine = connect(path, create=False)
    now = Ledger(engine)
    as_of, day = _half_way(engine)
    found = []
    for name, ask in questions(now):
        page = Page(name, _median_ms(now, ask, 1), _median_ms(now, ask, TIMES))
        if past:
            page = replace(
                page,
                as_of_ms=_median_ms(now.at(Lens(as_of=as_of)), ask, PAST_TIMES),
                known_by_ms=_median_ms(now.at(Lens(known_by=day)), ask, PAST_TIMES),
            )
        found.append(page)
        print(f"{name}: {page.now_ms:.1f} ms", file=sys.stderr)
    engine.dispose()
    return tuple(found)


def _half_way(engine: Engine) -> tuple[int, str]:
    with reading(engine) as connection:
        change: int = connection.exec_driver_sql("SELECT max(number) / 2 FROM changes").scalar_one()
        day: str = connection.exec_driver_sql(
            "SELECT published FROM claims ORDER BY published LIMIT 1 OFFSET (SELECT count(*) / 2 FROM claims)"
        ).scalar_one()
    return change, day


def _median_ms(ledger: Ledger, ask: Ask, times: int) -> float:
    """The median of so many; what takes longer than `PATIENCE_S` is asked once."""
    taken: list[float] = []
    while len(taken) < times and not (taken and taken[0] > PATIENCE_S):
        started = time.process_time()
        ask(ledger)
        taken.append(time.process_time() - started)
    return 1_000 * statistics.median(taken)


# ---------------------------------------------------------------------- telling


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return asdict(value) if isinstance(value, Cost | Disk | Page) else value


def _report(told: dict[str, object]) -> Iterator[str]:
    for key, title in (("many", "situations growing in number"), ("one", "one situation growing")):
        costs = told.get(key)
        if isinstance(costs, tuple):
            yield title
            for cost in costs:
                yield (
                    f"  {cost.documents:>7,} documents, {cost.claims:>8,} claims: linking {cost.linking_ms:.1f} ms a document,"
                    f" with recording {cost.whole_ms:.1f} ms"
                )
            yield f"  ratio of the last to the first: {costs[-1].linking_ms / costs[0].linking_ms:.2f}"
    disk = told["disk"]
    assert isinstance(disk, Disk)
    yield f"on disk: {disk.size / 1e6:,.0f} MB for {disk.claims:,} claims, {disk.of_100_000:,.0f} MB for 100,000"
    yield from (f"  {name:<32}{size:>8,.0f} bytes a claim" for name, size in disk.tables)
    yield "first page of each question, processor time in one process, median"
    pages = told["pages"]
    assert isinstance(pages, tuple)
    for page in pages:
        past = (
            ""
            if page.as_of_ms is None
            else f"   as of half-way {page.as_of_ms:,.0f}, known by {page.known_by_ms:,.0f}"
        )
        yield f"  {page.question:<28}{page.now_ms:>9,.1f} ms, first {page.first_ms:,.1f}{past}"


if __name__ == "__main__":
    sys.exit(main())
