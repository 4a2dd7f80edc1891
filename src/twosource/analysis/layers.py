"""The layers of an analysis that are not entries of the ledger, and the analysis itself."""

from __future__ import annotations

from dataclasses import dataclass

from twosource.model.attribution import Attribution, Chain
from twosource.model.claim import Claim
from twosource.model.document import Document
from twosource.model.measure import Quantity, When, Where
from twosource.model.span import Extent, Span
from twosource.model.vocabulary import Certainty, Modality, NameKind, Naming, Polarity, SourceKind


@dataclass(frozen=True, slots=True)
class Token:
    """One token of the parse. ``head`` is the index of its syntactic head in the document's tokens; its own
    index for a root.

    ``pos`` is the universal tag, ``tag`` the Penn tag, ``dep`` the parser's label (ClearNLP style),
    ``entity`` the parser's entity label or empty. ``lemma`` is lower case.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str

    @property
    def at(self) -> Span:
        """Its position."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence.

    Its span, its tokens ``[first, last)`` in the document's tokens, and the index of its block.
    """

    at: Span
    first: int
    last: int
    block: int


@dataclass(frozen=True, slots=True)
class Parse:
    """Tokens and sentences of the blocks that claims may rest on, in text order. Noise is not parsed."""

    tokens: tuple[Token, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    children: tuple[tuple[int, ...], ...] = ()
    """For each token the indices of its syntactic children, in text order."""

    def of(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of a sentence."""
        return self.tokens[sentence.first : sentence.last]

    def subtree(self, index: int) -> tuple[int, ...]:
        """Indices of a token and all that hangs on it, in text order."""
        found = [index]
        todo = [index]
        while todo:
            for child in self.children[todo.pop()]:
                found.append(child)
                todo.append(child)
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks, marks left out.

    ``closed`` is False where the mark never closes (a quotation that goes on in the next paragraph). A
    quotation that runs over several paragraphs, each opened anew, is one per paragraph with ``continues``
    set on all but the first. ``is_speech`` is False for scare quotes and names of one or two words without
    a verb.
    """

    at: Span
    closed: bool = True
    continues: bool = False
    is_speech: bool = True


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A proper name in the text with what it names, by one reader of names or by all of them together.

    The span has no article, title or possessive ending. ``score`` (0 to 1) is the reader's own; 1 for tables and
    rules that are sure. ``because`` says which reader: ``parser``, ``table``, ``rule``, ``again``, ``model``.
    """

    at: Span
    kind: NameKind
    score: float = 1.0
    because: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of an actor, resolved where the shipped table or the document itself settles who is meant.

    ``id`` is a key of the actor table (``"KP"`` a state, ``"KP.government"``, ``"KP.military"``,
    ``"yonhap"``), a key built from the words for a named person or office that the table does not know
    (``"person:NAME"``, ``"KR.office:vice-minister"``), or None (unnamed, unresolved). ``kind`` is what it
    is as a source. ``head`` is the index of its head token. ``reading`` is ``"actor"``, or ``"place"``
    where the words name a place that does not act here, or ``"either"``. ``same_as`` is the index of the
    first mention of the same actor in the layer (coreference: "the ministry", "he"), its own index for a
    first mention.
    """

    at: Span
    name: str
    id: str | None
    kind: SourceKind
    naming: Naming
    country: str | None
    head: int
    reading: str = "actor"
    same_as: int = -1
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Predicate:
    """A clause's predicate: the word that heads a possible claim, with its arguments and how it is
    presented before any attribution.

    ``head`` is a token index. ``extent`` are the words of the proposition (its subtree less reporting
    frames and clauses that are predicates of their own). ``subject`` and ``objects`` are token indices of
    the logical arguments (passives turned round). ``frame`` is the index in the attributions of the
    innermost one whose content holds it, None for the publisher's own voice.
    """

    head: int
    lemma: str
    extent: Extent
    subject: int | None
    objects: tuple[int, ...]
    certainty: Certainty
    polarity: Polarity
    modality: Modality
    hedges: Extent
    frame: int | None
    passive: bool = False
    nominal: bool = False
    condition: Extent = ()
    imperative: bool = False
    """Whether the clause commands instead of telling."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Why a sentence gave no claim: its index in the sentences and the reason."""

    sentence: int
    because: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """An attribution as the trained tagger sees it: spans alone, quotation marks and "that" included, as in PolNeAR.

    Source or content may be empty, not both.
    """

    source: Extent
    cue: Extent
    content: Extent


@dataclass(frozen=True, slots=True)
class Tags:
    """What the encoder's heads see in a document, each tuple in text order; all empty where no encoder ran.

    ``certainty`` has a number for each token of the parse: how certain it is that what the word names happens, from -3
    (it does not) to 3 (it does), where the word names something that can.
    """

    attributions: tuple[Tagged, ...] = ()
    names: tuple[NameSpan, ...] = ()
    certainty: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the stages found in one document so far.

    One layer a stage, each in text order, none ever changed.
    """

    document: Document
    parse: Parse = Parse()
    names: tuple[NameSpan, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    tags: Tags = Tags()
    mentions: tuple[Mention, ...] = ()
    times: tuple[When, ...] = ()
    places: tuple[Where, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    chains: tuple[Chain, ...] = ()
    """The chain of each attribution, parallel to ``attributions``, from the publisher inward."""
    predicates: tuple[Predicate, ...] = ()
    claims: tuple[Claim, ...] = ()
    silences: tuple[Silence, ...] = ()

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text
