"""Times counted from another: "last week", "the same year", "yesterday"; and references."""

from __future__ import annotations

from twosource.analysis.times_amount import code_of, duration_of, number_at
from twosource.analysis.times_expression import HERE, NOW, TEXT, Expression, Found, Reader, Shift
from twosource.analysis.times_lexicon import Row

_STILL_WITHIN = 7
"""How many words before "today" a "still" makes it the present ("is still in force today")."""


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
    still = any(reader.low(index - step) == "still" for step in range(1, _STILL_WITHIN))
    if reader.low(index) == "today" and (still or reader.low(index - 1) == "even"):
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
        if reader.row(after, "unit") or number_at(reader, after) or reader.row(after, "month"):
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
    if row.get("ahead") and "as" in (reader.low(index - 1), reader.low(after)):
        return []  # "as soon as it opens"
    return [(after, _reference(reader, index, after, row))]


def _reference(reader: Reader, first: int, after: int, row: Row) -> Expression:
    value = row["value"]
    attributive, ahead = bool(row.get("attributive")), bool(row.get("ahead"))
    return reader.expression(first, after, kind="ref", value=value, attributive=attributive, ahead=ahead)


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
    if reader.low(index) == "last" and first == index and _is_verb(reader, index):
        return []
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
            code_of(unit), -1, basis
        )  # "the past week": the seven days up to now, not the week before
        value = duration_of(unit, 1)
        return [(index + 1, reader.expression(first, index + 1, kind="duration", value=value, shift=shift))]
    return _named(reader, first, index, count, basis, modifier) or _counted(
        reader, first, index, count, basis, low
    )


def _is_verb(reader: Reader, index: int) -> bool:
    """Whether "last" tells how long ("will last two weeks", "is expected to last months")."""
    before = reader.low(index - 1)
    unit = reader.row(index + 1, "unit")
    length = number_at(reader, index + 1) is not None or (
        unit is not None and reader.low(index + 1) != unit["lemma"]
    )
    helper = reader.row(index - 1, "future")
    return length and (
        before in ("to", "did", "not") or (helper is not None and helper["lemma"] == "future auxiliary")
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
        if unit["code"] == "2W" and count:
            shift = Shift("2W", count, basis)
            return [(after, reader.expression(first, after, kind="duration", value="P2W", shift=shift))]
        if reader.low(index) == "days" or unit["code"] in ("2W",):
            return []
        if reader.low(index - 1) in ("last", "first") and unit["code"] == "D":
            return []  # "our last day here": of something, and no yesterday
        if (
            reader.low(index - 1) == "last"
            and reader.low(index - 2) == "the"
            and unit["code"] in ("DE", "CE")
        ):
            value = duration_of(unit, 1)
            shift = Shift(str(unit["code"]), -1, basis)
            return [(after, reader.expression(first, after, kind="duration", value=value, shift=shift))]
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
        if unit["code"] == "WE" and reader.low(index - 1) in ("coming", "upcoming"):
            shift = Shift("WE", 0, basis)
            return [(after, reader.expression(first, after, shift=shift, pick=1))]
        weekday = reader.row(after + (reader.low(after) == "on"), "weekday") if unit["code"] == "W" else None
        if weekday and not modifier and reader.is_capital(after + (reader.low(after) == "on")):
            ended = after + (reader.low(after) == "on") + 1
            return [(ended, reader.expression(first, ended, weekday=int(weekday["number"]), outer=shift))]
        found = [(after, reader.expression(first, after, shift=shift, modifier=modifier))]
        or_next = (
            reader.low(after) in ("or", "and")
            and reader.low(after + 1) == "next"
            and count == 0
            and basis == NOW
        )
        if or_next and reader.kind(after + 2) != "word":  # "this week or next"
            shift = Shift(str(unit["code"]), 1, basis)
            found.append((after + 2, reader.expression(after + 1, after + 2, shift=shift)))
        return found
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
    if (month := reader.row(index, "month")) and reader.is_name(index, month):
        if reader.low(after) == "." and reader.low(index) in month["forms"][1:]:
            after += 1
        number = reader.low(after)
        day = (
            int(number)
            if reader.kind(after) == "number"
            and number.isdigit()
            and len(number) <= 2
            and 1 <= int(number) <= 31
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
    if (weekday := reader.row(index, "weekday")) and reader.is_name(index, weekday):
        fields = {"weekday": int(weekday["number"]), "pick": count, "pick_basis": basis}
        if part := reader.row(after, "part"):
            fields["part"], after = part["code"], after + 1
        return [(after, reader.expression(first, after, **fields))]
    season = reader.row(index, "season")
    if season and not (season["guarded"] and reader.low(after) == "of"):
        fields = {"stretch": season["code"], "pick": count, "pick_basis": basis, "modifier": modifier}
        return [(after, reader.expression(first, after, **fields))]
    position = reader.lexicon.ordinals.get(reader.low(index), 0)
    ordinal = {"quarter": "Q", "half": "H"}.get(reader.low(index + 1))
    if ordinal and 1 <= position <= (4 if ordinal == "Q" else 2):
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
    number = number_at(reader, index)
    plural = reader.row(index, "unit")
    if number is None and not (plural and count and reader.low(index) != plural["lemma"]):
        return []
    after, value = number if number else (index, None)
    unit = reader.row(after, "unit")
    if unit is not None and number is None and not unit["clock"] and basis == NOW:
        side = "PAST_REF" if count < 0 else "FUTURE_REF"  # "the coming weeks", "past years": no length
        return [(after + 1, reader.expression(first, after + 1, kind="ref", value=side))]
    if unit is None or low == "that" or (low in ("this", "same") and number is None):
        return []
    kind = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1}.get(low, 1)
    if low == "this" and count == 0:
        return []
    shift = Shift(code_of(unit), None if value is None else int(value) * kind, basis)
    if value is not None and value != int(value):
        return []
    return [
        (
            after + 1,
            reader.expression(first, after + 1, kind="duration", value=duration_of(unit, value), shift=shift),
        )
    ]
