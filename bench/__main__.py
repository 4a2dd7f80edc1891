"""Print how fast Twosource reads beside the parser it is built on. Nothing here is asserted: a clock is not a test."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from bench.articles import NoArticlesError, load_articles
from bench.measure import (
    Pace,
    Whole,
    interleave,
    keep_to_one_core,
    load_parser,
    load_twosource,
    pipes_left_out,
    read_whole,
    stages,
    start_s,
)

NEWS = Path(__file__).resolve().parents[1] / ".." / "shared" / "gold" / "helsinki"
"""News text that nothing was tuned on, beside the checkout on machines that have it."""


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 0 when done, 2 for a folder without articles."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument(
        "--data",
        type=Path,
        default=NEWS if NEWS.is_dir() else None,
        help="folder of .txt files or .csv files with a text column (default: the news kept beside the checkout, "
        "where it is at hand, else generated articles)",
    )
    parser.add_argument(
        "--generated", action="store_true", help="read generated articles whatever is at hand"
    )
    parser.add_argument(
        "--characters", type=int, default=2_000_000, help="how much to read (default: 2,000,000)"
    )
    parser.add_argument(
        "--profile", default="full", help="the profile of Twosource to measure (default: full)"
    )
    parser.add_argument("--json", action="store_true", dest="as_json", help="print one JSON object")
    options = parser.parse_args(arguments)
    folder = None if options.generated else options.data
    try:
        articles = load_articles(folder, options.characters)
    except NoArticlesError as error:
        print(error, file=sys.stderr)
        return 2
    keep_to_one_core()
    start = start_s()
    twosource = load_twosource(
        options.profile, articles[0]
    )  # first, so that its load time has the parser's import in it
    below, ours = interleave((load_parser(articles[0]), twosource), articles)
    whole = read_whole(articles, options.profile)
    left_out = pipes_left_out()
    spent = stages(options.profile, articles[:40])
    if options.as_json:
        told = {
            "articles": len(articles),
            "generated": folder is None,
            "ratio": ours.per_second / below.per_second,
            "parser": asdict(below),
            "twosource": asdict(ours),
            "whole": asdict(whole),
            "start_s": start,
            "pipes_left_out": left_out,
            "stages": spent,
        }
        print(json.dumps(told))
    else:
        print(_report(len(articles), below, ours, whole, start, left_out))
        shares = (f"{row['stage']} {row['share']:.0%}" for row in spent)
        print(f"where the time goes           {', '.join(shares)}")
    return 0


def _report(
    count: int, below: Pace, ours: Pace, whole: Whole, start: float, left_out: tuple[str, ...]
) -> str:
    """The figures as lines of text; the ledger's pace has the command's start and our loading taken off."""
    reading_s = max(whole.wall_s - ours.load_s - start, 1e-9)
    with_ledger = whole.characters / reading_s
    rows = [f"{count} articles, {below.characters:,} characters, one core, one document a call"]
    for pace in (below, ours):
        rows.append(
            f"  {pace.name:<28}{pace.per_second:>10,.0f} characters/s   loaded in {pace.load_s:.1f} s"
        )
    rows += [
        f"  {'... into a fresh ledger':<28}{with_ledger:>10,.0f} characters/s   whole command {whole.wall_s:.1f} s",
        f"ratio to the parser           {ours.per_second / below.per_second:.2f}"
        f" (processor time {below.cpu_s / ours.cpu_s:.2f}, into a ledger {with_ledger / below.per_second:.2f})",
        f"pipes left out                {', '.join(left_out) or 'none'}",
        f"peak memory                   {whole.peak_bytes / 2**20:,.0f} MiB",
        f"ledger on disk                {whole.ledger_bytes / 2**20:,.1f} MiB",
        f"command line starts in        {start:.2f} s",
    ]
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())
