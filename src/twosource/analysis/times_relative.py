"""Times counted from another: "last week", "two days later", "the same year"; durations, sets and references."""

from __future__ import annotations

from twosource.analysis.times_expression import BASE, HERE, NOW, TEXT, Expression, Found, Reader, Shift
from twosource.analysis.times_lexicon import Row

_VAGUE = ("several", "few", "many", "some", "couple")


def deictic(reader: Reader, index: int) -> list[Found]:
    """ "yesterday", "tomorrow morning", "the day before yesterday", "tonight", "overnight"."""
    first = index
    if (
        reader.low(index) == "the"
        and reader.low(index + 1) == "day"
        and reader.low(index + 2) in ("before", "after")
    ):
        row = reader.row(index + 3, "deictic")
        if row and row["shift"]:
            step = -1 if reader.low(index + 2) == "before" else 1
            shift = Shift("D", int(row["shift"]) + step, NOW)
            return [(index + 4, reader.expression(first, index + 4, shift=shift))]
        return []
    narrowing = reader.row(index, "narrowing")
    if narrowing and reader.row(index + 1, "deictic"):
        index += 1
    row = reader.row(index, "deictic")
    if row is None:
        return []
    after = index + 1
    part = str(row["part"])
    if ahead := reader.row(after, "part"):
        part, after = str(ahead["code"]), after + 1
    if reader.low(index) == "today" and reader.low(index - 1) in ("still", "even"):
        return [(after, reader.expression(first, after, kind="ref", value="PRESENT_REF"))]
    shift = Shift("D", int(row["shift"]), NOW)
    if reader.low(after) == "week" and reader.low(index - 1) == "a":
        return []
    return [(after, reader.expression(first, after, shift=shift, part=part))]


def reference(reader: Reader, index: int) -> list[Found]:
    """ "currently", "so far", "the future": no date at all. "recent weeks" and "recent years" are references too."""
    phrase = reader.phrase(index)
    if phrase and phrase[1] == "reference":
        after, _, row = phrase
        if reader.row(after, "unit") or _number(reader, after) or reader.row(after, "month"):
            return []
        if reader.low(after) == "-" and reader.touches(after):
            return []
    elif one := reader.row(index, "reference"):
        after, row = index + 1, one
    else:
        return []
    if row["lemma"] == "recent":
        if not (reader.row(after, "unit") or reader.row(after, "month")):
            return [(after, _reference(reader, index, after, row))]
        first = index - 1 if reader.low(index - 1) == "more" else index
        return [(after + 1, _reference(reader, first, after + 1, row))]
    if row["lemma"] == "current" and reader.row(after, "unit"):
        return []
    if row["lemma"] == "future" and reader.low(index - 1) == "the":
        return []
    return [(after, _reference(reader, index, after, row))]


def _reference(reader: Reader, first: int, after: int, row: Row) -> Expression:
    value = row["value"]
    attributive = bool(row.get("attributive"))
    return reader.expression(first, after, kind="ref", value=value, attributive=attributive)


def repeated(reader: Reader, index: int) -> list[Found]:
    """ "daily", "every day", "each Friday", "every two weeks", "per month"."""
    if row := reader.row(index, "set"):
        if reader.is_capital(index) and (index or reader.is_capital(index + 1)):
            return []  # a paper's name ("Daily ...")
        return [(index + 1, reader.expression(index, index + 1, kind="set", value=row["value"]))]
    if reader.row(index, "repeat") is None:
        return []
    after = index + 1
    if reader.low(after) in ("other", "single"):
        after += 1
    count = _number(reader, after)
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
        value = _duration(unit, count[1] if count else 1)
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


def relative(reader: Reader, index: int) -> list[Found]:
    """ "last week", "the same day", "earlier this year", "next Friday", "that spring", "the past two weeks"."""
    first = index
    modifier = None
    if reader.low(index) in ("earlier", "later", "early", "late", "mid") and (
        reader.low(index + 1) in ("this", "last", "next", "that", "in", "-", "the")
        or reader.row(index + 1, "relative")
    ):
        modifier = {"early": "START", "late": "END", "mid": "MID"}.get(reader.low(index), reader.low(index))
        index += 1
        if reader.low(index) in ("in", "-"):
            index += 1
        if reader.low(index) == "the" and (unit := reader.row(index + 1, "unit")) and not unit["clock"]:
            after = index + 2
            return [
                (
                    after,
                    reader.expression(first, after, shift=Shift(unit["code"], 0, HERE), modifier=modifier),
                )
            ]
    if reader.low(index) == "the":
        index += 1
    row = reader.row(index, "relative")
    if row is None or (
        first == index
        and reader.low(index) in ("same", "following", "previous", "past", "current", "prior", "coming")
        and reader.low(index - 1) in ("a",)
    ):
        return []
    count, basis, low = int(row["shift"]), str(row["basis"]), reader.low(index)
    if low == "next" and first != index and reader.low(first) == "the":
        basis = TEXT
    index += 1
    if low in ("that", "this") and reader.low(index) in ("same", "very", "past", "coming"):
        past = {"past": -1, "coming": 1}.get(reader.low(index))
        count, index = (past if past is not None else count), index + 1
    if low == "past" and (unit := reader.row(index, "unit")) and reader.low(index) == unit["lemma"]:
        shift = Shift(
            _code(unit), -1, basis
        )  # "the past week": the seven days up to now, not the week before
        value = _duration(unit, 1)
        return [(index + 1, reader.expression(first, index + 1, kind="duration", value=value, shift=shift))]
    return _named(reader, first, index, count, basis, modifier) or _counted(
        reader, first, index, count, basis, low
    )


def _named(
    reader: Reader, first: int, index: int, count: int, basis: str, modifier: str | None
) -> list[Found]:
    """What stands after "last", "this", "next", "that": a unit, a month, a weekday, a season, a part of the day."""
    after = index + 1
    if unit := reader.row(index, "unit"):
        if (
            reader.low(index).endswith("s")
            and reader.low(index) != "days"
            and unit["lemma"] + "s" == reader.low(index)
        ):
            return []
        if reader.low(index) == "days" or unit["code"] in ("2W",):
            return []
        if unit["clock"]:
            return []
        if reader.low(after) == "'s" and reader.low(after + 1) == "end":
            return [
                (
                    after + 2,
                    reader.expression(
                        first, after + 2, shift=Shift(unit["code"], count, basis), modifier="END"
                    ),
                )
            ]
        shift = Shift(str(unit["code"]), count, basis)
        weekday = reader.row(after + (reader.low(after) == "on"), "weekday") if unit["code"] == "W" else None
        if weekday and not modifier and reader.is_capital(after + (reader.low(after) == "on")):
            ended = after + (reader.low(after) == "on") + 1
            return [(ended, reader.expression(first, ended, weekday=int(weekday["number"]), outer=shift))]
        return [(after, reader.expression(first, after, shift=shift, modifier=modifier))]
    if part := reader.row(index, "part"):
        shift = Shift(
            "D",
            count
            if basis == NOW
            else 0
            if count in (0, -1) and reader.low(index - 1) not in ("previous", "preceding")
            else count,
            basis,
        )
        return [(after, reader.expression(first, after, shift=shift, part=part["code"]))]
    if (month := reader.row(index, "month")) and reader.is_capital(index):
        if reader.low(after) == "." and reader.low(index) in month["forms"][1:]:
            after += 1
        number = reader.low(after)
        day = (
            int(number)
            if reader.kind(after) == "number"
            and number.isdigit()
            and 1 <= int(number) <= 31
            and len(number) <= 2
            else None
        )
        after += 1 if day else 0
        fields = {
            "month": int(month["number"]),
            "day": day,
            "pick": count,
            "pick_basis": basis,
            "modifier": modifier,
        }
        return [(after, reader.expression(first, after, **fields))]
    if (weekday := reader.row(index, "weekday")) and reader.is_capital(index):
        fields = {"weekday": int(weekday["number"]), "pick": count, "pick_basis": basis}
        if part := reader.row(after, "part"):
            fields["part"], after = part["code"], after + 1
        return [(after, reader.expression(first, after, **fields))]
    if season := reader.row(index, "season"):
        fields = {"stretch": season["code"], "pick": count, "pick_basis": basis, "modifier": modifier}
        return [(after, reader.expression(first, after, **fields))]
    ordinal = (
        {"quarter": "Q", "half": "H"}.get(reader.low(index + 1))
        if reader.lexicon.ordinals.get(reader.low(index))
        else None
    )
    if ordinal:
        position = reader.lexicon.ordinals[reader.low(index)]
        return [
            (
                after + 1,
                reader.expression(
                    first, after + 1, stretch=f"{ordinal}{position}", pick=count, pick_basis=basis
                ),
            )
        ]
    return []


def _counted(reader: Reader, first: int, index: int, count: int, basis: str, low: str) -> list[Found]:
    """ "the past two weeks", "the next few days", "the last month" with a number: a duration with an end."""
    number = _number(reader, index)
    plural = reader.row(index, "unit")
    if number is None and not (plural and count):
        return []
    after, value = number if number else (index, None)
    unit = reader.row(after, "unit")
    if unit is None or (low in ("that", "this", "same") and number is None):
        return []
    kind = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1}.get(low, 1)
    if low == "this" and count == 0:
        return []
    shift = Shift(_code(unit), None if value is None else int(value) * kind, basis)
    if value is not None and value != int(value):
        return []
    return [
        (
            after + 1,
            reader.expression(first, after + 1, kind="duration", value=_duration(unit, value), shift=shift),
        )
    ]


def counted_time(reader: Reader, index: int) -> list[Found]:
    """ "two weeks ago", "a day after", "ten days", "a two-year", "months-long", "hours later"."""
    first = index
    if reader.low(index) in ("less", "more", "fewer") and reader.low(index + 1) == "than":
        index += 2
    elif reader.low(index) in ("about", "nearly", "almost", "over", "some", "just", "only") and _number(
        reader, index + 1
    ):
        index += 1
    elif reader.low(index) == "the" and _number(reader, index + 1) is None and reader.row(index + 1, "unit"):
        return _the_unit(reader, index)
    elif reader.low(index) == "the" and _number(reader, index + 1):
        index += 1
    number = _number(reader, index)
    bare_unit = reader.row(index, "unit")
    if number is None:
        if bare_unit is None or not reader.low(index).endswith("s") or reader.low(index) in ("hrs", "mins"):
            return _long(reader, first, index, bare_unit)
        number = (index, None)
    after, value = number
    hyphened = reader.low(after) == "-" and reader.row(after + 1, "unit") is not None
    if hyphened:
        after += 1
    for skipped in (
        "more",
        "bloody",
        "long",
        "full",
        "straight",
        "consecutive",
        "whole",
        "further",
        "additional",
        "calendar",
    ):
        if reader.low(after) == skipped and reader.row(after + 1, "unit"):
            after += 1
    unit = reader.row(after, "unit")
    if unit is None or reader.low(after) in ("min", "hr") or unit["code"] == "Q":
        return []
    after += 1
    half = reader.low(after) == "and" and reader.low(after + 1) == "a" and reader.low(after + 2) == "half"
    if half and value is not None:
        value, after = value + 0.5, after + 3
    if reader.low(after) == "'" or reader.low(after) == "'s":
        after += 1 if reader.low(after) == "'" and reader.low(after + 1) != "time" else 0
    if hyphened:
        first = first + 1 if reader.low(first) == "the" else first
        if reader.low(after) == "-" and reader.low(after + 1) in ("old", "olds"):
            return []
        if reader.low(after) == "-" and reader.low(after + 1) == "long":
            after += 2
        return [
            (
                after,
                reader.expression(
                    first, after, kind="duration", value=_duration(unit, value), attributive=True
                ),
            )
        ]
    if reader.low(after) == "-" and reader.low(after + 1) == "long" and reader.touches(after):
        value_of = _duration(unit, value)
        return [
            (
                after + 2,
                reader.expression(first, after + 2, kind="duration", value=value_of, attributive=True),
            )
        ]
    if reader.low(after) in ("old",) or (reader.low(after) == "of" and reader.low(after + 1) == "age"):
        return []
    return _offset(reader, first, after, unit, value) or [
        (after, reader.expression(first, after, kind="duration", value=_duration(unit, value)))
    ]


def _long(reader: Reader, first: int, index: int, unit: Row | None) -> list[Found]:
    """ "month-long", "year-end"."""
    if unit is None or reader.low(index + 1) != "-" or not reader.touches(index + 1):
        return []
    if reader.low(index + 2) == "long":
        value = _duration(unit, 1)
        return [
            (index + 3, reader.expression(first, index + 3, kind="duration", value=value, attributive=True))
        ]
    if reader.low(index + 2) == "end" and unit["code"] in ("Y", "M"):
        shift = Shift(unit["code"], 0, HERE)
        return [(index + 3, reader.expression(first, index + 3, shift=shift, modifier="END"))]
    return []


def _the_unit(reader: Reader, index: int) -> list[Found]:
    """ "the day before", "the year after", "the day after 3 May": a unit that "the" names, counted from a time."""
    unit = reader.row(index + 1, "unit")
    assert unit is not None
    if reader.low(index + 1) != unit["lemma"] or unit["clock"]:
        return []
    return _offset(reader, index, index + 2, unit, 1)


def _offset(reader: Reader, first: int, after: int, unit: Row, value: float | None) -> list[Found]:
    row = reader.row(after, "offset")
    ended = after + 1
    if row is None and (phrase := reader.phrase(after)) and phrase[1] == "offset":
        ended, _, row = phrase
    if row is None or reader.low(after) == "on":
        return []
    if row["takes"] and reader.low(ended).endswith("ing"):
        return []  # "a week before moving on": a length, then what came next
    if value is not None and value != int(value):
        return []
    sign = int(row["sign"])
    count = None if value is None else sign * int(value)
    shift = Shift(_code(unit), count, BASE if row["takes"] else str(row["basis"]))
    if count is None:
        shift = Shift(_code(unit), sign * 10_000, shift.basis)
    return [(ended, reader.expression(first, ended, shift=shift, apposed=bool(row["takes"])))]


def _number(reader: Reader, index: int) -> tuple[int, float | None] | None:
    """A number at ``index``: the index after it and its value, None where it is vague ("several")."""
    low = reader.low(index)
    if reader.kind(index) == "number":
        if reader.low(index + 1) in ("million", "billion") or len(low) > 9:
            return None
        return index + 1, float(low.replace(",", ""))
    if low == "half" and reader.low(index + 1) in ("a", "an"):
        return index + 2, 0.5
    if low in ("a", "an"):
        if reader.low(index + 1) in ("few", "couple"):
            after = index + 2
            return (after + 1 if reader.low(after) == "of" else after), None
        if reader.low(index + 1) == "dozen":
            return index + 2, 12
        if reader.low(index + 1) == "single":
            return index + 2, 1
        if reader.low(index + 1) == "half":
            return index + 2, 0.5
        return index + 1, 1
    if low in _VAGUE:
        after = index + 1
        return (after + 1 if reader.low(after) == "of" else after), None
    value = reader.lexicon.numbers.get(low)
    if value is None:
        return None
    if (
        reader.low(index + 1) == "-"
        and (more := reader.lexicon.numbers.get(reader.low(index + 2)))
        and value >= 20
        and more < 10
    ):
        return index + 3, value + more
    if reader.low(index + 1) == "dozen":
        return index + 2, value * 12
    if reader.low(index + 1) == "hundred":
        return index + 2, value * 100
    return index + 1, value


def _code(unit: Row) -> str:
    code, clock = str(unit["code"]), unit["clock"]
    return f"T{code}" if clock else code


def _duration(unit: Row, value: float | None) -> str:
    """The TIMEX3 duration: ``P2W``, ``PT3H``, ``PXD``; a fortnight is two weeks."""
    code = _code(unit)
    if code == "2W":
        code, value = "W", None if value is None else value * 2
    if value == 0.5 and code in ("Y", "D"):
        code, value = ("M", 6) if code == "Y" else ("TH", 12)
    count = "X" if value is None else f"{value:g}"
    if code == "DE" and value is not None:
        return f"P{count}DE"
    return f"PT{count}{code[1:]}" if code.startswith("T") else f"P{count}{code}"
