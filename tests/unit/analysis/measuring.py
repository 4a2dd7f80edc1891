"""The layers that the measures need, and no more: parse, times, quantities."""

from __future__ import annotations

from tests.unit.analysis.building import document_of, english
from twosource.analysis import analyse
from twosource.analysis.layers import Analysis
from twosource.model.measure import Quantity, When

LAYERS = ("parse", "times", "quantities")
WEDNESDAY = "2031-06-18"


def measured(text: str, *, published: str | None = WEDNESDAY) -> Analysis:
    """The analysis of a text as far as its quantities."""
    rows = [stage for stage in english() if stage.writes in LAYERS]
    return analyse(document_of(text, published=published), rows)


def times_of(text: str, *, published: str | None = WEDNESDAY) -> dict[str, When]:
    """The times of a text by their words."""
    return {when.at.of(text): when for when in measured(text, published=published).times if when.at}


def quantities_of(text: str) -> dict[str, Quantity]:
    """The quantities of a text by their words."""
    return {quantity.at.of(text): quantity for quantity in measured(text).quantities}
