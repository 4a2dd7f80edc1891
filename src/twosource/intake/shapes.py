"""What a line is by its shape and place, where no pattern of the lexicon knows its words.

Only lines that are no prose are judged: short ones without a full stop, and those that speak to the reader outside quotation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from twosource.intake.dates import find_written_dates
from twosource.intake.furniture import Furniture
from twosource.model.vocabulary import BlockKind

_WORD = re.compile(r"[\w’']+")
_SENTENCE_END = re.compile(r"[.!?…;,][\"'”’)\]]*$")
_QUOTED = re.compile(r"[“\"«].*[”\"»]|‘.{8,}’|(?<!\w)'.{8,}'(?!\w)")
_READER = re.compile(r"\b(?:you|your|yours|you['’](?:ll|re|ve|d))\b", re.IGNORECASE)
_OUTLET = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\U0001f1e6-\U0001f1ff]")
_THREAD = re.compile(
    r"^\(?\d{1,2}/(?:\d{1,2})?\)?\s+\S|\s\(?\d{1,2}/\d{1,2}\)?$|^(?:thread|rt @\w+)\b\s?:?", re.IGNORECASE
)
_PLATFORM = re.compile(
    r"\b(?:Telegram|Facebook|Twitter|Instagram|TikTok|VKontakte|WhatsApp|YouTube|Threads|Bluesky|Mastodon|Weibo|X)\b"
)
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?(?:\s*\(?(?:[A-Z]{2,4}|local(?: time)?)\)?)?(?!\d)", re.IGNORECASE
)
_LABELLED_ITEMS = re.compile(r"\s*[,;|·•]\s*|\s+[/–—-]\s+")
_CAPITALS = re.compile(r"^[A-Z][A-Z’'-]+(?:[ -][A-Z][A-Z’'-]*){0,2}$")
_ACRONYM = re.compile(r"^\(?[A-Z]{2,5}(?:/[A-Z]{2,5})?\)?$")
_TWO_NAMES = re.compile(r"^[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?, [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?$")
_PERSON_PLACE = re.compile(
    r"^[A-Z][\w’'-]+ (?:[A-Z]\. )?[A-Z][\w’'-]+(?: and [A-Z][\w’'-]+ [A-Z][\w’'-]+)?(?:, | \(| in | and agencies)"
)
_NAME = re.compile(
    r"^[—–-]{0,2}\s?[A-Z][\w’'-]+ (?:[A-Z]\. )?[A-Z][\w’'-]+(?: and [A-Z][\w’'-]+ [A-Z][\w’'-]+)?$"
)
_TRANSCRIPT = re.compile(r"^(?:[A-Z][A-Z .’'-]+|Q|A|[A-Z][a-z]+(?: [A-Z][a-z]+)?):")
_SPOKEN_MOST_WORDS = 30
_SHORT = 14


def shape_of(
    text: str, *, furniture: Furniture, is_top: bool, is_end: bool, under_title: bool
) -> tuple[BlockKind, str] | None:
    """The kind of a line and the reason, or None where its shape does not tell.

    ``is_top`` is before the first long line, ``is_end`` behind the last, ``under_title`` between a title and the first prose.
    """
    words = [word.lower() for word in _WORD.findall(text)]
    if not words or _QUOTED.search(text):
        return None
    is_prose_end = _SENTENCE_END.search(text) is not None
    if not furniture.reporting_words.isdisjoint(words) and len(words) > 4:
        return None
    if len(words) <= _SHORT and not is_prose_end:
        found = _short(text, words, furniture, is_top=is_top, is_end=is_end, under_title=under_title)
        if found is not None:
            return found
    return _spoken(text, words, furniture, is_end=is_end)


def _short(
    text: str, words: Sequence[str], furniture: Furniture, *, is_top: bool, is_end: bool, under_title: bool
) -> tuple[BlockKind, str] | None:
    """What a short line without a full stop is."""
    small = [word for word in words if word in furniture.function_words]
    dates = list(find_written_dates(text))
    if (dates or _CLOCK.search(text)) and len(small) <= 2 and not _PLATFORM.search(text):
        rest = _CLOCK.sub("", text)
        for written in reversed(list(find_written_dates(rest))):
            rest = rest[: written.start] + rest[written.end :]
        if len(_WORD.findall(rest)) <= 5 and (is_top or is_end or len(_WORD.findall(rest)) <= 2):
            return BlockKind.DATELINE, "a date or time and little else"
    if (
        not is_top
        and words[0] in furniture.call_words
        and len(words) >= 2
        and not known_subject(words, furniture)
    ):
        return BlockKind.CALL_TO_ACTION, "opens like a call to the reader"
    if (_PLATFORM.search(text) and len(words) <= 10 and not (is_top and not under_title)) or _EMOJI.search(
        text
    ):
        return BlockKind.SOCIAL_EMBED, "names a platform or carries an emoji"
    if (
        (is_top or is_end)
        and not furniture.byline_words.isdisjoint(words)
        and len(words) <= 9
        and len(small) <= 3
    ):
        return BlockKind.BYLINE, "a short line with a word for reporters"
    if under_title:
        if _ACRONYM.match(text) or (_CAPITALS.match(text) and len(words) == 1):
            return BlockKind.DATELINE, "a place or agency in capitals below the title"
        if _PERSON_PLACE.match(text) and len(words) <= 8:
            return BlockKind.BYLINE, "a name and a place below the title"
        if _TWO_NAMES.match(text):
            return BlockKind.DATELINE, "a place and its country below the title"
    if is_end:
        return _closing(text, words, small)
    return None


def known_subject(words: Sequence[str], furniture: Furniture) -> bool:
    """Whether a word shows the line to be prose about others."""
    return not furniture.function_subjects.isdisjoint(words)


def _closing(text: str, words: Sequence[str], small: Sequence[str]) -> tuple[BlockKind, str] | None:
    """What a short line below the last prose is."""
    if _ACRONYM.match(text):
        return BlockKind.DATELINE, "an agency below the text"
    items = [item for item in _LABELLED_ITEMS.split(text) if item]
    if len(items) >= 2 and all(len(item.split()) <= 3 for item in items) and len(small) <= 1:
        return BlockKind.TAG_LINE, "a row of words below the text"
    if len(words) >= 4 and not small and text[1:] == text[1:].lower():
        return BlockKind.TAG_LINE, "a row of words below the text"
    if _NAME.match(text):
        return BlockKind.BYLINE, "a name below the text"
    if len(words) <= 4:
        return BlockKind.BOILERPLATE, "a heading with nothing below it"
    return None


def _spoken(
    text: str, words: Sequence[str], furniture: Furniture, *, is_end: bool
) -> tuple[BlockKind, str] | None:
    """What a line that speaks to the reader is: an advert, a call, a paywall, or the outlet about itself."""
    known = set(words)
    if _EMOJI.search(text) or _THREAD.search(text):
        return BlockKind.SOCIAL_EMBED, "carries an emoji or the number of a thread"
    if len(words) > _SPOKEN_MOST_WORDS or _TRANSCRIPT.match(text):
        return None
    sells = len(known & furniture.sales_words)
    asks = len(known & furniture.reading_words)
    to_reader = _READER.search(text) is not None
    if text.rstrip(")]").endswith("!") and len(words) <= 30 and not known & furniture.function_subjects:
        return (
            BlockKind.CALL_TO_ACTION if asks > sells else BlockKind.ADVERTISEMENT
        ), "an exclamation outside speech"
    if to_reader and sells > asks:
        return BlockKind.ADVERTISEMENT, "speaks to the reader and of things for sale"
    if to_reader and asks and not known & furniture.function_subjects:
        if known & furniture.access_words:
            return BlockKind.STUB, "speaks to the reader of access"
        return BlockKind.CALL_TO_ACTION, "speaks to the reader of reading"
    if is_end and _OUTLET.search(text) and asks and not known & furniture.function_subjects:
        return BlockKind.BOILERPLATE, "the outlet speaks of itself below the text"
    return None
