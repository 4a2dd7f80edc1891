"""The JSON of every type: canonical, and back again.

A dataclass is an object of its fields; what is None or an empty tuple is left out. A span is ``[start,
end]``, a piece of a raw map four numbers, a `Decimal` a string, a member of a closed list its token. Equal
values give the same text.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from twosource.model.capture import digest
from twosource.model.document import Piece
from twosource.model.span import Span

Json = Any
T = TypeVar("T")


def to_json(value: Any) -> Json:
    """The value as dicts, lists, strings and numbers; TypeError for a type that is not the model's."""
    kind: Any = type(value)
    return _encoder(kind)(value)


def from_json(kind: type[T], data: Json) -> T:
    """The value of this type that `to_json` wrote; ValueError, naming the field, for anything else."""
    key: Any = kind
    decoded: T = _decoder(key)(data)
    return decoded


def dumps(value: Any) -> str:
    """The value's canonical JSON: keys sorted, no spaces, no escapes but those that JSON asks for."""
    return canonical(to_json(value))


def loads(kind: type[T], text: str) -> T:
    """The value of this type from its JSON text."""
    return from_json(kind, json.loads(text))


def canonical(data: Json) -> str:
    """JSON data as canonical text."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def content_hash(value: Any) -> str:
    """The first 16 hex digits of the SHA-256 of the value's canonical JSON."""
    return digest(dumps(value).encode("utf-8"))[:16]


def _decimal_text(value: Decimal) -> str:
    if not value.is_finite():
        raise ValueError(f"not a finite number: {value}")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _float(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError(f"not a finite number: {value}")
    return float(value) + 0.0  # -0.0 equals 0.0 and must read the same


def _same(value: Any) -> Any:
    return value


@cache
def _encoder(kind: Any) -> Callable[[Any], Json]:
    """How a value of this type, or of this annotation, is written."""
    if kind in (str, int, bool, NoneType):
        return _same
    if kind is float:
        return _float
    if kind is Decimal:
        return _decimal_text
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return str
    if kind is Span:
        return lambda span: [span.start, span.end]
    if kind is Piece:
        return lambda piece: [piece.start, piece.end, piece.raw_start, piece.raw_end]
    if get_origin(kind) is tuple:
        return _tuple_encoder(get_args(kind))
    if get_origin(kind) in (Union, UnionType):
        inner = _encoder(_optional(kind))
        return lambda value: None if value is None else inner(value)
    if is_dataclass(kind):
        return _object_encoder(kind)
    raise TypeError(f"no JSON for {kind}")


def _tuple_encoder(args: tuple[Any, ...]) -> Callable[[Any], Json]:
    if len(args) == 2 and args[1] is Ellipsis:
        inner = _encoder(args[0])
        if inner is _same:
            return list
        return lambda values: [inner(value) for value in values]
    each = tuple(_encoder(arg) for arg in args)
    return lambda values: [encode(value) for encode, value in zip(each, values, strict=True)]


def _object_encoder(kind: Any) -> Callable[[Any], Json]:
    hints = get_type_hints(kind)
    rows = tuple((field.name, _encoder(hints[field.name])) for field in fields(kind))

    def encode(value: Any) -> Json:
        out = {}
        for name, inner in rows:
            part = getattr(value, name)
            if part is not None and part != ():
                out[name] = part if inner is _same else inner(part)
        return out

    return encode


def _optional(kind: Any) -> Any:
    """The one type beside None in a union; TypeError for another union or for an optional tuple."""
    inner = [arg for arg in get_args(kind) if arg is not NoneType]
    if len(inner) != 1 or get_origin(inner[0]) is tuple:
        raise TypeError(f"no JSON for {kind}: an empty tuple would read as None")
    return inner[0]


@cache
def _decoder(kind: Any) -> Callable[[Json], Any]:
    """How a value of this type, or of this annotation, is read."""
    if kind in (str, int, bool, NoneType):
        return _exactly(kind)
    if kind is float:
        return _read_float
    if kind is Decimal:
        return _read_decimal
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    if kind is Span:
        return _read_span
    if kind is Piece:
        return lambda data: Piece(*_whole_numbers(data))
    if get_origin(kind) is tuple:
        return _tuple_decoder(get_args(kind))
    if get_origin(kind) in (Union, UnionType):
        inner = _decoder(_optional(kind))
        return lambda data: None if data is None else inner(data)
    if is_dataclass(kind):
        return _object_decoder(kind)
    raise TypeError(f"no JSON for {kind}")


def _exactly(kind: type) -> Callable[[Json], Any]:
    def decode(data: Json) -> Any:
        if type(data) is not kind:
            raise ValueError(f"expected {kind.__name__}, got {data!r:.40}")
        return data

    return decode


def _read_float(data: Json) -> float:
    if type(data) not in (int, float):
        raise ValueError(f"expected a number, got {data!r:.40}")
    return float(data)


def _read_decimal(data: Json) -> Decimal:
    if type(data) is not str:
        raise ValueError(f"expected a number in a string, got {data!r:.40}")
    try:
        return Decimal(data)
    except ArithmeticError as error:
        raise ValueError(f"not a number: {data!r:.40}") from error


def _read_span(data: Json) -> Span:
    # By far the commonest value: no generator over two numbers.
    if type(data) is list and len(data) == 2 and type(data[0]) is int and type(data[1]) is int:
        return Span(data[0], data[1])
    raise ValueError(f"expected two whole numbers, got {data!r:.40}")


def _whole_numbers(data: Json) -> list[int]:
    if type(data) is not list or any(type(item) is not int for item in data):
        raise ValueError(f"expected a list of whole numbers, got {data!r:.40}")
    return data


def _tuple_decoder(args: tuple[Any, ...]) -> Callable[[Json], Any]:
    if len(args) == 2 and args[1] is Ellipsis:
        inner = _decoder(args[0])
        return lambda data: tuple([inner(item) for item in _list(data)])
    each = tuple(_decoder(arg) for arg in args)
    return lambda data: tuple([decode(item) for decode, item in zip(each, _list(data), strict=True)])


def _list(data: Json) -> list[Any]:
    if type(data) is not list:
        raise ValueError(f"expected a list, got {data!r:.40}")
    return data


def _object_decoder(kind: Any) -> Callable[[Json], Any]:
    hints = get_type_hints(kind)
    decoders = {field.name: _decoder(hints[field.name]) for field in fields(kind)}
    absent = {field.name: _absent(field, hints[field.name]) for field in fields(kind)}

    def decode(data: Json) -> Any:
        if type(data) is not dict:
            raise ValueError(f"expected an object for {kind.__name__}, got {data!r:.40}")
        values = {}
        for name, value in data.items():
            if name not in decoders:
                raise ValueError(f"{kind.__name__} has no field {name}")
            try:
                values[name] = decoders[name](value)
            except (ValueError, TypeError) as error:
                raise ValueError(f"{kind.__name__}.{name}: {error}") from error
        for name, value in absent.items():
            if name not in values:
                if value is MISSING:
                    raise ValueError(f"{kind.__name__} lacks {name}")
                values[name] = value
        return kind(**values)

    return decode


def _absent(field: Any, hint: Any) -> Any:
    """What a field that was left out holds; MISSING where it may not be left out."""
    if get_origin(hint) is tuple:
        return ()
    if get_origin(hint) in (Union, UnionType):
        return None
    return field.default
