"""Every span that a value of the model names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

from twosource.model.span import Span


def spans_of(value: Any) -> Iterator[Span]:
    """The spans in a value, in the order of its fields; one that is named twice comes twice."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans_of(item)
    elif is_dataclass(value):
        for name in _field_names(_kind(value)):
            part = getattr(value, name)
            if part is not None and not isinstance(part, (str, int, float, Enum)):
                yield from spans_of(part)


@cache
def _field_names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _kind(value: Any) -> Any:
    return type(value)
