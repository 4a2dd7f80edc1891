"""A source on its way: what coreference compares of it."""

from __future__ import annotations

from dataclasses import dataclass

from twosource.model.attribution import Source
from twosource.model.span import Extent
from twosource.model.vocabulary import Naming, SourceKind

UNSPECIFIED = Source("", SourceKind.UNSPECIFIED, Naming.BARE, None)
CARRIERS = frozenset({SourceKind.OUTLET, SourceKind.NEWS_AGENCY, SourceKind.STATE_MEDIA})
"""Kinds that pass on what others say."""
AGENCIES = frozenset({SourceKind.NEWS_AGENCY, SourceKind.STATE_MEDIA})
HE = frozenset({"he", "she", "him", "her", "his", "hers"})
THEY = frozenset({"they", "them", "their", "theirs"})
IT = frozenset({"it", "its"})


@dataclass(frozen=True, slots=True)
class Described:
    """A source with what coreference compares: its head's lemma, all its content words, and those before the head."""

    source: Source
    head: str
    words: frozenset[str]
    own: frozenset[str]
    definite: bool
    pronoun: str = ""
    given: str = ""
    """The given name of a person named in full."""
    apposed: frozenset[str] = frozenset()
    """The head nouns of its appositions ("the Orlin Monitor, a rights group")."""
    is_aside: bool = False
    """Whether it only passed the words on: no pronoun takes it up."""
    wants_speaker: bool = False
    """Whether it can only be one who spoke before."""
    stands_for: bool = False
    """Whether it is a document that stands for its maker."""
    is_weak: bool = False
    """Whether it is only spoken of: a pronoun takes it up where it finds nobody who spoke."""
    head_at: int = -1
    says: Extent = ()
    """What it says: whom it takes up does not first stand there."""

    @property
    def start(self) -> int:
        """Where its words start."""
        return self.source.at.start if self.source.at is not None else -1
