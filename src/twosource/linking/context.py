"""What linking knows of a document beside its claims."""

from __future__ import annotations

from dataclasses import dataclass

from twosource.model.document import Published


@dataclass(frozen=True, slots=True)
class Context:
    """A document as linking sees it: metadata and the body's fingerprint, never the page.

    ``publisher_id`` is the actor table's key where the publisher is known, else a key built from its name,
    None for an unknown publisher. ``credit`` is the agency whose copy it is.
    """

    document: str
    publisher: str | None
    publisher_id: str | None
    published: Published | None
    fingerprint: tuple[int, ...] = ()
    credit: str | None = None

    def __hash__(self) -> int:
        return hash(self.document)  # the fingerprint is long, and contexts are asked about in pairs

    @property
    def order(self) -> tuple[int, str, str]:
        """The canonical order of documents: dated first, by day, then by id."""
        start = self.published.start if self.published and self.published.end else None
        return (0 if start else 1, start or "", self.document)
