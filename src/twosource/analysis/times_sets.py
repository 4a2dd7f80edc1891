"""Repetition: "daily", "every other Friday", "twice a week"."""

from __future__ import annotations

from twosource.analysis.times_amount import duration_of, number_at
from twosource.analysis.times_expression import Found, Reader

_TIMES = ("once", "twice", "thrice")


def repeated(reader: Reader, index: int) -> list[Found]:
    """ "daily", "every day", "each Friday", "every two weeks", "per month"."""
    if row := reader.row(index, "set"):
        if reader.is_capital(index) and (index or reader.is_capital(index + 1)):
            return []  # a paper's name ("Daily ...")
        return [(index + 1, reader.expression(index, index + 1, kind="set", value=row["value"]))]
    if (phrase := reader.phrase(index)) and phrase[1] == "set":
        return [(phrase[0], reader.expression(index, phrase[0], kind="set", value=phrase[2]["value"]))]
    if reader.low(index) in _TIMES:
        after = index + 1
        per = reader.low(after) == "a" or reader.row(after, "repeat") is not None
        unit = reader.row(after + 1, "unit") if per else None
        value = duration_of(unit, 1) if unit else ""
        return [(after + 2, reader.expression(index, after + 2, kind="set", value=value))] if unit else []
    if reader.row(index, "repeat") is None:
        return []
    after = index + 1
    if reader.low(after) == "single":
        after += 1
    count = number_at(reader, after)
    if reader.low(after) == "other":
        count = (after + 1, 2.0)
    elif (nth := reader.lexicon.ordinals.get(reader.low(after))) and nth > 1:
        count = (after + 1, float(nth))
    if count:
        after = count[0]
    if weekday := reader.row(after, "weekday"):
        return [
            (
                after + 1,
                reader.expression(index, after + 1, kind="set", value=f"XXXX-WXX-{weekday['number']}"),
            )
        ]
    if unit := reader.row(after, "unit"):
        if reader.low(index) == "each" and reader.low(index - 1) in ("killed", "wounded"):
            return []
        value = duration_of(unit, count[1] if count else 1)
        return [(after + 1, reader.expression(index, after + 1, kind="set", value=value))]
    month = reader.row(after, "month")
    if month and reader.is_capital(after) and not count:
        value = f"XXXX-{month['number']:02d}"
        return [(after + 1, reader.expression(index, after + 1, kind="set", value=value))]
    if reader.row(after, "part") or reader.row(after, "season"):
        return [
            (
                after + 1,
                reader.expression(
                    index, after + 1, kind="set", value="P1D" if reader.row(after, "part") else "P1Y"
                ),
            )
        ]
    return []
