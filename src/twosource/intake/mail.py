"""A mail as its text parts, each with its number, kind, bytes and declared encoding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from email.policy import default
from email.utils import parsedate_to_datetime

from twosource.errors import InputError
from twosource.intake.decode import check_size

_LEAST_PLAIN_WORDS = 25
_MOST_PARTS = 2000


@dataclass(frozen=True, slots=True)
class MailPart:
    """One text part of a mail after its transfer encoding is undone; ``number`` is its path, such as ``"0.1"``."""

    number: str
    kind: str
    content: bytes
    declared: str | None


@dataclass(frozen=True, slots=True)
class MailHead:
    """What the headers say; ``sent`` is RFC 3339 with the sender's own offset."""

    subject: str | None = None
    sender: str | None = None
    sent: str | None = None


def mail_head(content: bytes, *, name: str) -> MailHead:
    """The subject, the sender's display name and the date of a mail."""
    message = _parsed(content, name)
    sent = None
    date = _header(message, "date")
    if date:
        try:
            sent = parsedate_to_datetime(date).isoformat()
        except (TypeError, ValueError):
            sent = None
    sender = _header(message, "from")
    shown = sender.rsplit("<", 1)[0].strip().strip('"').strip() if sender and "<" in sender else None
    return MailHead(_header(message, "subject"), shown or None, sent)


def mail_parts(content: bytes, *, name: str) -> tuple[MailPart, ...]:
    """The text parts that are read, in order; of alternatives the plain one, unless it is a stub of the other.

    Raises InputError where there is no text part and LimitError where a part is too large.
    """
    message = _parsed(content, name)
    try:
        parts = tuple(_walk(message, "0", name))
    except RecursionError as error:
        raise InputError(name, "is nested too deeply to be read as a mail") from error
    if not parts:
        raise InputError(name, "is a mail without a text part")
    return parts


def mail_part(content: bytes, number: str, *, name: str) -> MailPart:
    """The part of this number; raises InputError where there is none."""
    for part in mail_parts(content, name=name):
        if part.number == number:
            return part
    raise InputError(name, f"has no part {number}")


def _parsed(content: bytes, name: str) -> Message:
    try:
        message: Message = message_from_bytes(content, policy=default)
    except (MessageError, RecursionError, ValueError, LookupError) as error:
        raise InputError(name, "cannot be read as a mail") from error
    return message


def _header(message: Message, key: str) -> str | None:
    try:
        value = message[key]
    except (MessageError, ValueError, LookupError, IndexError, AttributeError):
        return None
    words = " ".join(str(value).split()) if value is not None else ""
    return words or None


def _walk(message: Message, number: str, name: str) -> Iterator[MailPart]:
    kind = message.get_content_type()
    if message.is_multipart():
        children = message.get_payload()
        if not isinstance(children, list):
            return
        inner = [
            tuple(_walk(child, f"{number}.{index}", name))
            for index, child in enumerate(children[:_MOST_PARTS], start=1)
            if isinstance(child, Message)
        ]
        if kind == "multipart/alternative":
            yield from _chosen(inner)
        else:
            for parts in inner:
                yield from parts
        return
    part = _leaf(message, number if "." in number else f"{number}.1", name)
    if part is not None:
        yield part


def _chosen(alternatives: list[tuple[MailPart, ...]]) -> tuple[MailPart, ...]:
    """The plain alternative if it says something; else the last, which RFC 2046 makes the richest."""
    filled = [parts for parts in alternatives if parts]
    for parts in filled:
        if all(part.kind == "text" for part in parts):
            words = sum(len(part.content.split()) for part in parts)
            richest = sum(len(part.content.split()) for part in filled[-1])
            if words >= _LEAST_PLAIN_WORDS or words * 2 >= richest:
                return parts
    return filled[-1] if filled else ()


def _leaf(message: Message, number: str, name: str) -> MailPart | None:
    kind = message.get_content_type()
    if message.get_content_maintype() != "text":
        return None
    content = message.get_payload(decode=True)
    if not isinstance(content, bytes) or not content.strip():
        return None
    check_size(len(content), name=f"{name} part {number}")
    kinds = {"text/html": "html", "text/markdown": "markdown", "text/plain": "text"}
    if kind not in kinds:
        return None
    return MailPart(number, kinds[kind], content, message.get_content_charset())


def is_mail(content: bytes) -> bool:
    """Whether bytes of an unknown ending begin as a mail does: header lines, a sender or subject among them."""
    head = content[:4096].replace(b"\r\n", b"\n").split(b"\n\n", 1)[0].split(b"\n")
    keys = [line.split(b":", 1)[0].lower() for line in head if line[:1] not in (b" ", b"\t")]
    if not all(b":" in line for line in head if line[:1] not in (b" ", b"\t")):
        return False
    return (
        len(
            {b"from", b"subject", b"date", b"mime-version", b"content-type", b"message-id"}.intersection(keys)
        )
        >= 3
    )
