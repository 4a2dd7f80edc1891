"""What a noun phrase is as a source, and which earlier source of the document it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from twosource.analysis.attribution_draft import Link
from twosource.analysis.attribution_tree import Tree
from twosource.analysis.layers import Analysis, Mention
from twosource.analysis.lexicon import SourceWord, SourceWords
from twosource.model.attribution import Source
from twosource.model.span import Extent, Span
from twosource.model.vocabulary import Naming, SourceKind

UNSPECIFIED = Source("", SourceKind.UNSPECIFIED, Naming.BARE, None)
CARRIERS = frozenset({SourceKind.OUTLET, SourceKind.NEWS_AGENCY, SourceKind.STATE_MEDIA})
"""Kinds that pass on what others say."""

_AGENCIES = frozenset({SourceKind.NEWS_AGENCY, SourceKind.STATE_MEDIA})
_DETERMINERS = frozenset(
    {"a", "an", "the", "this", "that", "these", "those", "some", "any", "all", "both", "another"}
)
_COUNTS = frozenset({"one", "two", "three", "four", "five", "several", "many", "few", "most", "more"})
_ORDERS = frozenset({"first", "second", "third", "other", "same", "said"})
_NAMELESS = frozenset({"anonymous", "unnamed", "unidentified"})
_PLAIN = _DETERMINERS | _COUNTS | _ORDERS | _NAMELESS
"""Words beside a head noun that do not describe whom it means."""
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their", "same"})
_HE = frozenset({"he", "she", "him", "her", "his", "hers"})
_THEY = frozenset({"they", "them", "their", "theirs"})
_IT = frozenset({"it", "its"})
_PERSONAL = _HE | _THEY | _IT
_ANIMATE = ("er", "or", "ist", "ian", "man", "woman", "ant", "ee")
_MEDIA_WORDS = frozenset(
    {"agency", "paper", "newspaper", "daily", "weekly", "magazine", "broadcaster", "channel", "station", "portal", "site"}
)
"""Common nouns by which a text takes up an outlet that it has named."""
_GIVERS = ("from", "by")


@dataclass(frozen=True, slots=True)
class Described:
    """A source with what coreference compares: its head's lemma, all its content words, and those before the head."""

    source: Source
    head: str
    words: frozenset[str]
    own: frozenset[str]
    definite: bool
    pronoun: str = ""
    apposed: frozenset[str] = frozenset()
    """The head nouns of its appositions ("the Orlin Monitor, a rights group")."""
    is_aside: bool = False
    """Whether it only passed the words on: no pronoun takes it up."""
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


class Describer:
    """Describes noun phrases of one document as sources."""

    def __init__(self, analysis: Analysis, tree: Tree, words: SourceWords) -> None:
        self.tree = tree
        self._tree = tree
        self._words = words
        self._mentions: dict[int, Mention] = {}
        for mention in analysis.mentions:
            self._mentions.setdefault(mention.head, mention)
        self._by_start = sorted(analysis.mentions, key=lambda mention: mention.at.start)

    def speaks(self, head: int) -> bool:
        """Whether the noun at a token may speak: a person, a body, a document; not "the move"."""
        token = self._tree.tokens[head]
        if token.tag in ("NNP", "NNPS", "PRP") or head in self._mentions:
            return token.text.lower() not in _IT
        if self._words.heads.get(token.lemma) is not None or token.lemma.endswith(("ist", "analyst")):
            return True
        beside = range(max(0, head - 2), min(head + 3, len(self._tree.tokens)))
        near = " ".join(self._tree.tokens[i].text.lower() for i in beside)
        return any(row.word in near for row in self._words.phrases)

    def may_be_cited(self, head: int) -> bool:
        """Whether the noun may be one who is cited: who may speak, or a person by the word's ending ("a driver")."""
        token = self._tree.tokens[head]
        return self.speaks(head) or (len(token.lemma) > 4 and token.lemma.endswith(_ANIMATE))

    def is_document(self, head: int) -> bool:
        """Whether the head noun is a document's or a recording's: an order, a report, an intercepted call."""
        row = self._words.heads.get(self._tree.tokens[head].lemma)
        if row is None and self._tree.tokens[head].tag == "NN":
            tokens = self._tree.tokens
            near = " ".join(tokens[i].text.lower() for i in range(max(0, self._tree.left[head]), head + 1))
            row = next((one for one in self._words.phrases if one.word in near), None)
        return row is not None and row.kind in (SourceKind.DOCUMENT, SourceKind.INTERCEPT)

    def conduit(self, link: Link, phrase: Sequence[int]) -> Described | None:
        """Who passed words on; None for one who is no conduit in that place ("told the recruits").

        A name that no table knows is an outlet's there ("told the Orlin Lamp", "a memo seen by Meridian").
        """
        one = replace(self.describe(link.head, phrase), is_aside=True)
        source, token = one.source, self._tree.tokens[link.head]
        if one.pronoun:
            if link.whose == "speaker":
                return replace(one, is_aside=False)
            return one if one.pronoun in _IT else None
        if source.kind in CARRIERS:
            return None if link.whose == "through" and token.tag == "NNS" else one
        if source.naming is Naming.NAMED and self._is_agency(link.head):
            known = replace(source, kind=SourceKind.NEWS_AGENCY, id=f"news_agency:{source.name.casefold()}")
            return replace(one, source=known)
        if self._is_unknown(link.head, phrase):
            article = self._tree.tokens[phrase[0]].text.lower() == "the" and token.entity != "GPE"
            if article or (link.whose != "carrier" and token.entity != "PERSON") or token.entity == "ORG":
                known = replace(source, kind=SourceKind.OUTLET, id=f"outlet:{source.name.casefold()}")
                return replace(one, source=known)
        listed = token.tag[:3] == "NNP" or self.may_be_cited(link.head)
        if link.whose in ("all", "through"):
            return one if listed else None
        if source.kind in (SourceKind.BODY, SourceKind.GROUP, SourceKind.ANALYSTS):
            collects = any(self._tree.tokens[i].lemma in self._words.collectors for i in phrase)
            return one if collects or (link.whose == "any" and listed) else None
        return None

    def _is_agency(self, head: int) -> bool:
        """Whether a name is an agency's and nothing in it says of what ("Zeta Agency", not "the Space Agency")."""
        words = self._proper(head).lower().split()
        return 1 < len(words) < 4 and words[-1] == "agency" and not any(w in self._words.functions for w in words)

    def _is_unknown(self, head: int, phrase: Sequence[int]) -> bool:
        """Whether nothing says what the name at a token is: no table, no word of it, no title before it."""
        tokens = self._tree.tokens
        mention = self._mentions.get(head)
        if tokens[head].tag != "NNP" or (
            mention is not None
            and not self._is_titled_outlet(mention)
            and (mention.kind is not SourceKind.PERSON or " " in mention.name)
        ):
            return False
        if any(i < head and self._words.heads.get(tokens[i].lemma) for i in phrase):
            return False
        words = self._proper(head).replace("-", " ").lower().split()
        return not any(word in self._words.names for word in words)

    def carries(self, head: int) -> bool:
        """Whether the noun is an outlet by name, or a state's ("on Radio Orlin", "on state television")."""
        source = self.describe(head, self._tree.phrase(head)).source
        named = source.naming is Naming.NAMED or source.kind is SourceKind.STATE_MEDIA
        apposed = self._tree.child(head, "appos")
        named = named or (apposed is not None and self._tree.tokens[apposed].tag == "NNP")
        return source.kind in CARRIERS and named

    def describe(self, head: int, phrase: Sequence[int]) -> Described:
        """The source that the noun phrase is, before coreference."""
        tree = self._tree
        token = tree.tokens[head]
        at = tree.span(phrase)
        lower = token.text.lower()
        lemmas = (
            frozenset(
                tree.tokens[i].lemma
                for i in phrase
                if tree.tokens[i].pos in ("NOUN", "PROPN", "ADJ", "VERB", "NUM")
            )
            - _PLAIN
        )
        beside = {head, *(i for i in tree.kids[head] if i < head and tree.tokens[i].dep != "poss")}
        own = frozenset(tree.tokens[i].lemma for i in beside if tree.tokens[i].lemma in lemmas)
        first = tree.tokens[phrase[0]].text.lower()
        definite = first in _DEFINITE or tree.child(head, "poss") is not None
        if lower in _PERSONAL:
            kind = (
                SourceKind.PERSON if lower in _HE else SourceKind.GROUP if lower in _THEY else SourceKind.BODY
            )
            source = Source(at.of(tree.text), kind, Naming.BARE, at, plural=lower in _THEY)
            return Described(source, lower, lemmas, own, True, lower, head_at=head)
        source = self._source(head, phrase, at)
        apposed = frozenset(tree.tokens[at].lemma for at in tree.children(head, "appos") if tree.tokens[at].tag == "NN")
        return Described(source, token.lemma, lemmas, own, definite, apposed=apposed, head_at=head)

    def _source(self, head: int, phrase: Sequence[int], at: Span) -> Source:
        source = self._by_words(head, phrase, at)
        if source.kind in CARRIERS and source.kind is not SourceKind.STATE_MEDIA:
            words = {self._tree.tokens[i].text.lower() for i in phrase} | set(
                at.of(self._tree.text).lower().split()
            )
            text = at.of(self._tree.text).lower()
            if words & self._words.owners or any(" " in one and one in text for one in self._words.owners):
                return replace(source, kind=SourceKind.STATE_MEDIA)
        return source

    def _by_words(self, head: int, phrase: Sequence[int], at: Span) -> Source:
        tree = self._tree
        token = tree.tokens[head]
        words = at.of(tree.text)
        plural = token.tag in ("NNS", "NNPS") or tree.child(head, "conj") is not None
        mention = self._mentions.get(head)
        country = mention.country if mention else self._country(at)
        titled = self._titled(head, phrase)
        if titled is not None and (mention is None or mention.kind is SourceKind.PERSON or mention.id is None):
            name = self._proper(head)
            return Source(name, titled, Naming.NAMED, at, self._key(titled, Naming.NAMED, name), country, plural)
        read = mention is not None and mention.id is not None and not self._is_titled_outlet(mention)
        if read and mention is not None:
            return Source(mention.name, mention.kind, mention.naming, at, mention.id, country, mention.plural)
        giver = self._giver(head)
        if giver is not None:
            return replace(giver, at=at)
        low = words.lower()
        for row in self._words.phrases:
            if row.word in low and not self._is_person(head):
                naming = row.naming or Naming.BARE
                if row.naming in (None, Naming.BARE) and self._is_described(head, phrase, besides=row):
                    naming = Naming.ROLE_ONLY
                if token.tag in ("NNP", "NNPS") and row.naming is not Naming.METONYM:
                    naming, words = Naming.NAMED, self._proper(head)
                return Source(
                    words, row.kind, naming, at, self._key(row.kind, naming, words), country, plural
                )
        if token.tag in ("NNP", "NNPS"):
            return self._named(head, phrase, at, country)
        kind, naming = self._common(head, phrase)
        human = kind in (SourceKind.ROLE, SourceKind.GROUP, SourceKind.ANALYSTS)
        names = (a for a in tree.children(head, "appos") if tree.tokens[a].tag == "NNP")
        apposed = next((a for a in names if human or self._is_person(a)), None)
        if apposed is not None and not plural:
            name = self._proper(apposed)
            return Source(name, SourceKind.PERSON, Naming.NAMED, at, f"person:{name.casefold()}", country)
        return Source(words, kind, naming, at, None, country, plural)

    def _titled(self, head: int, phrase: Sequence[int]) -> SourceKind | None:
        """What the common noun right before a name says it is, an outlet or agency ("the weekly Kestrel"); else None."""
        tokens = self._tree.tokens
        if tokens[head].tag not in ("NNP", "NNPS"):
            return None
        first = head
        while first - 1 in phrase and tokens[first - 1].tag in ("NNP", "NNPS", "HYPH", "CD"):
            first -= 1
        title = first - 1
        if title not in phrase or not tokens[title].text.islower():
            return None
        row = self._words.heads.get(tokens[title].lemma)
        if row is not None and row.kind in CARRIERS:
            return row.kind
        if row is not None and row.kind is SourceKind.BODY and tokens[title].lemma in ("tank", "charity", "group", "firm", "company"):
            return SourceKind.BODY
        functional = any(tokens[i].lemma in self._words.functions for i in phrase if i < title)
        if tokens[title].lemma == "agency" and not functional:
            return SourceKind.NEWS_AGENCY
        return None

    def _is_titled_outlet(self, mention: Mention) -> bool:
        """Whether what was read as a person's name has an organisation's word ("Gossip Weekly", "the Engineer Regiment")."""
        words = mention.name.lower().split()
        if mention.kind is not SourceKind.PERSON or len(words) < 2:
            return False
        ends = [row for word in (words[0], words[-1]) if (row := self._words.names.get(word)) is not None]
        if any(row.kind in CARRIERS for row in ends):
            return True
        first = self._tree.phrase(mention.head)[0]
        return words[-1] in self._words.names and self._tree.tokens[first].text.lower() == "the"

    def _named(self, head: int, phrase: Sequence[int], at: Span, country: str | None) -> Source:
        tree = self._tree
        token = tree.tokens[head]
        name = self._proper(head)
        plural = token.tag == "NNPS" or tree.child(head, "conj") is not None
        rows = [
            row
            for word in name.replace("-", " ").split()
            if word[:1].isupper() and (row := self._words.names.get(word.lower().strip(".,()"))) is not None
        ]
        numbered = [i for i in phrase if tree.tokens[i].lemma in self._words.heads and self._is_numbered(i)]
        if numbered and self._words.heads[tree.tokens[numbered[0]].lemma].kind is SourceKind.DOCUMENT:
            words = at.of(tree.text)
            return Source(words, SourceKind.DOCUMENT, Naming.NAMED, at, f"document:{words.casefold()}", country)
        if self._is_agency(head):
            return Source(name, SourceKind.NEWS_AGENCY, Naming.NAMED, at, f"news_agency:{name.casefold()}", country)
        # An agency is one wherever its name stands; else the last word decides ("Orlin News University").
        row = next((one for one in rows if one.kind in _AGENCIES), rows[-1] if rows else None)
        apposed = self._apposed_kind(head) if row is None or row.kind in CARRIERS else None
        if apposed is not None:
            return Source(name, apposed, Naming.NAMED, at, f"{apposed.value}:{name.casefold()}", country, plural)
        if row is None and token.entity != "GPE" and self._has_capital_article(phrase):
            return Source(name, SourceKind.OUTLET, Naming.NAMED, at, f"outlet:{name.casefold()}", country)
        suffix = self._suffix(name) if row is None and not self._is_in_title(head, phrase) else None
        if suffix is not None:
            naming = suffix.naming or Naming.NAMED
            return Source(name, suffix.kind, naming, at, self._key(suffix.kind, naming, name), country, plural)
        if token.entity == "PERSON" and (
            row is None or (len(name.split()) > 1 and row.word != name.split()[-1].lower())
        ):
            return Source(
                name, SourceKind.PERSON, Naming.NAMED, at, f"person:{name.casefold()}", country, plural
            )
        if row is not None:
            naming = row.naming or Naming.NAMED
            return Source(name, row.kind, naming, at, self._key(row.kind, naming, name), country, plural)
        if token.entity in ("GPE", "LOC"):
            return Source(
                name,
                SourceKind.GOVERNMENT,
                Naming.METONYM,
                at,
                f"government:{name.casefold()}",
                country,
                plural,
            )
        if token.entity == "NORP" or (token.tag == "NNPS" and token.entity != "ORG"):
            return Source(at.of(tree.text), SourceKind.GROUP, Naming.BARE, at, None, country, True)
        head_row = self._words.heads.get(token.lemma)
        if head_row is not None and token.entity != "PERSON":
            whole = tree.object_of(head, "of") is not None or head - 1 in phrase and tree.tokens[head - 1].tag == "NNP"
            institution = head_row.kind in (SourceKind.BODY, SourceKind.MILITARY)
            institution = institution or (head_row.kind is SourceKind.GOVERNMENT and whole)
            naming = Naming.NAMED if institution else Naming.ROLE_ONLY
            return Source(at.of(tree.text), head_row.kind, naming, at, None, country, plural)
        kind = SourceKind.BODY if token.entity == "ORG" and not self._is_like_person(head, phrase) else SourceKind.PERSON
        prefix = "person" if kind is SourceKind.PERSON else kind.value
        return Source(name, kind, Naming.NAMED, at, f"{prefix}:{name.casefold()}", country, plural)

    def _is_in_title(self, head: int, phrase: Sequence[int]) -> bool:
        return any(self._words.heads.get(self._tree.tokens[i].lemma) for i in phrase if i < head)

    def _suffix(self, name: str) -> SourceWord | None:
        """What the end of a single unknown name says that it is ("Tarnpress"); a web address is an outlet's."""
        word = name.lower()
        if " " in word:
            return None
        if "." in word.strip(".") and word.replace(".", "").isalnum() and word[-1] != ".":
            return SourceWord(word, SourceKind.OUTLET, "suffix")
        return next((row for row in self._words.suffixes if word.endswith(row.word) and len(word) > len(row.word) + 2), None)

    def _is_like_person(self, head: int, phrase: Sequence[int]) -> bool:
        """Whether a name that the parser calls an organisation's looks like a person's: a title, "who", two plain words."""
        tree = self._tree
        if any(self._words.heads.get(tree.tokens[i].lemma) for i in phrase if i < head):
            return True
        if any(tree.tokens[tree.left[at]].text.lower() == "who" for at in tree.children(head, "relcl")):
            return True
        words = self._proper(head).split()
        plain = all(word[:1].isupper() and word[1:].islower() and word.isalpha() for word in words)
        article = tree.tokens[phrase[0]].text.lower() == "the"
        return len(words) == 2 and plain and not article and not words[-1].endswith("s")

    def _apposed_kind(self, head: int) -> SourceKind | None:
        """The kind that an apposition gives a name ("ORTA, the state agency"), where it is an organisation's."""
        tree = self._tree
        for at in tree.children(head, "appos"):
            if tree.tokens[at].tag != "NN":
                continue
            words = {tree.tokens[i].text.lower() for i in tree.subtree(at)}
            text = tree.span(tree.subtree(at)).of(tree.text).lower()
            row = self._words.heads.get(tree.tokens[at].lemma)
            if row is None or row.kind not in CARRIERS | {SourceKind.BODY}:
                continue
            media = row.kind in CARRIERS or (row.word == "agency" and not words & self._words.functions - {"state"})
            if media and (words & self._words.owners or any(" " in one and one in text for one in self._words.owners)):
                return SourceKind.STATE_MEDIA
            return row.kind if row.kind in CARRIERS else None
        return None

    def _has_capital_article(self, phrase: Sequence[int]) -> bool:
        """Whether a name has its article in capitals inside a sentence, as papers write theirs ("told The Dish")."""
        first = phrase[0]
        sentence = self._tree.sentences[self._tree.sentence_of[first]]
        return self._tree.tokens[first].text == "The" and first > sentence.first + 1

    def _common(self, head: int, phrase: Sequence[int]) -> tuple[SourceKind, Naming]:
        tree = self._tree
        row = self._row(head)
        if row is None and head - 1 in phrase and tree.tokens[head - 1].tag == "NNS":
            # "farmers downstream": the parser takes the adverb for the head.
            row, head = self._row(head - 1), head - 1
        token = tree.tokens[head]
        if token.pos in ("NUM", "DET", "PRON") and (of := tree.object_of(head, "of")) is not None and not tree.is_verb(of):
            # "one of the advisers"
            row = self._row(of)
            kind = row.kind if row is not None else self._common(of, phrase)[0]
            return kind, Naming.ROLE_ONLY
        described = self._is_described(head, phrase)
        plural = token.tag == "NNS"
        if any(tree.tokens[i].text.lower() in self._words.overheard for i in tree.children(head, "amod")):
            return SourceKind.INTERCEPT, Naming.ROLE_ONLY
        if row is not None and row.word == "report" and plural and self._is_nobodys(head):
            return SourceKind.UNSPECIFIED, Naming.BARE
        if row is not None and row.kind is SourceKind.OUTLET and self._is_nameless(phrase):
            return SourceKind.UNKNOWN_PUBLISHER, Naming.ROLE_ONLY
        if row is not None:
            default = row.naming or Naming.ROLE_ONLY
            kind = row.plural if plural and row.plural is not None else row.kind
            numbered = row.kind is SourceKind.DOCUMENT and token.text[:1].isupper() and self._is_numbered(head)
            return kind, Naming.NAMED if numbered else Naming.ROLE_ONLY if described else default
        if token.lemma.endswith(_ANIMATE):
            return SourceKind.GROUP if plural else SourceKind.ROLE, Naming.ROLE_ONLY
        return SourceKind.GROUP if plural else SourceKind.BODY, Naming.ROLE_ONLY

    def _is_nobodys(self, head: int) -> bool:
        """Whether reports are nobody's: no owner, no maker, no kind of maker before them ("unconfirmed reports say")."""
        tree = self._tree
        kids = [tree.tokens[i] for i in tree.kids[head]]
        return not any(kid.dep in ("poss", "compound", "acl", "relcl", "prep") for kid in kids)

    def _is_nameless(self, phrase: Sequence[int]) -> bool:
        return any(self._tree.tokens[i].text.lower() in _NAMELESS | {"unsigned", "unknown"} for i in phrase)

    def _row(self, head: int) -> SourceWord | None:
        """The lexicon's row for a head noun, by form, by lemma, by the last part of a compound."""
        token = self._tree.tokens[head]
        row = self._words.heads.get(token.text.lower()) or self._words.heads.get(token.lemma)
        if row is None and "-" in token.lemma:
            row = self._words.heads.get(token.lemma.rsplit("-", 1)[-1])
        return row

    def _is_numbered(self, head: int) -> bool:
        after = self._tree.tokens[head + 1] if head + 1 < len(self._tree.tokens) else None
        return after is not None and (after.tag == "CD" or after.text in ("No", "No.", "Nr."))

    def _is_described(self, head: int, phrase: Sequence[int], *, besides: SourceWord | None = None) -> bool:
        """Whether words say more than the head does; those of a phrase that is a name of its own kind do not."""
        tree = self._tree
        known = besides.word.split() if besides is not None and besides.naming is not None else []
        return any(
            i != head
            and tree.tokens[i].text.lower() not in known
            and tree.tokens[i].lemma not in _PLAIN
            and tree.tokens[i].pos in ("NOUN", "PROPN", "ADJ", "VERB")
            for i in phrase
        )

    def _giver(self, head: int) -> Source | None:
        """Whose report it is, where a document names its maker ("the report from the Orlin Post")."""
        tree = self._tree
        row = self._words.heads.get(tree.tokens[head].lemma)
        if row is None or row.kind is not SourceKind.DOCUMENT:
            return None
        for prep in tree.children(head, "prep"):
            inner = tree.child(prep, "pobj")
            if tree.tokens[prep].text.lower() in _GIVERS and inner is not None:
                maker = self._source(inner, tree.phrase(inner), tree.span(tree.phrase(inner)))
                if maker.kind in CARRIERS or (
                    maker.kind is SourceKind.PERSON and maker.naming is Naming.NAMED
                ):
                    return maker
        for owner in tree.children(head, "poss", "compound"):
            if tree.tokens[owner].tag in ("NNP", "NNPS"):
                maker = self._source(owner, tree.subtree(owner), tree.tokens[owner].at)
                if maker.kind in CARRIERS:
                    return maker
        return None

    def _is_person(self, index: int) -> bool:
        token = self._tree.tokens[index]
        return token.entity == "PERSON" and token.tag == "NNP"

    def _proper(self, head: int) -> str:
        """The proper name that ends at ``head``, with what a preposition adds to an organisation."""
        tree = self._tree
        low = head
        while low > 0 and tree.tokens[low - 1].tag in ("NNP", "NNPS") and tree.tokens[low - 1].start >= 0:
            if tree.tokens[low - 1].head not in range(low - 1, head + 1):
                break
            low -= 1
        entity = tree.tokens[head].entity
        while entity == "PERSON" and low < head and tree.tokens[low].entity != "PERSON":
            low += 1
        high = head
        if entity != "PERSON":
            prep = tree.child(head, "prep")
            inner = tree.child(prep, "pobj") if prep is not None and tree.tokens[prep].text == "of" else None
            if inner is not None and tree.tokens[inner].tag in ("NNP", "NNPS"):
                high = inner
        return Span(tree.tokens[low].start, tree.tokens[high].end).of(tree.text)

    def _key(self, kind: SourceKind, naming: Naming, name: str) -> str | None:
        if naming in (Naming.NAMED, Naming.METONYM) and kind is not SourceKind.UNNAMED:
            return f"{kind.value}:{name.casefold()}"
        return None

    def _country(self, at: Span) -> str | None:
        for mention in self._by_start:
            if mention.at.start >= at.end:
                break
            if at.contains(mention.at) and mention.country:
                return mention.country
        return None


def resolve(described: Sequence[Described]) -> list[Source]:
    """The sources in the order given, each with ``first``: where the document first names the same one as a source.

    A later short form, definite description or pronoun takes over kind, id and name of the first. An indefinite
    phrase is always a new source.
    """
    out: list[Source] = []
    for number, one in enumerate(described):
        source = one.source
        if source.at is None:
            out.append(source)
            continue
        earlier = _earlier(one, described[:number], out)
        if earlier is None:
            out.append(replace(source, first=source.at))
        else:
            prior = out[earlier]
            keeps_own = source.naming in (Naming.NAMED, Naming.METONYM) and prior.naming not in (
                Naming.NAMED,
                Naming.METONYM,
            )
            base = source if keeps_own else prior
            naming = source.naming if not one.pronoun else prior.naming
            out.append(replace(base, at=source.at, first=prior.first or prior.at, naming=naming))
            if keeps_own and prior.kind is SourceKind.DOCUMENT and source.kind in CARRIERS:
                # "A report says", and only then whose report it is.
                out = [_renamed(had, out[-1]) for had in out]
    return out


def _renamed(had: Source, known: Source) -> Source:
    if had.first is None or had.first != known.first or had.kind is not SourceKind.DOCUMENT:
        return had
    return replace(had, name=known.name, kind=known.kind, id=known.id, country=known.country)


def _earlier(one: Described, before: Sequence[Described], sources: Sequence[Source]) -> int | None:
    """The last that means the same; those only spoken of come last, and for pronouns and names alone."""
    weak: int | None = None
    for number in range(len(before) - 1, -1, -1):
        prior = sources[number]
        if prior.at is None or prior.kind is SourceKind.UNSPECIFIED:
            continue
        if one.pronoun and any(span.contains(prior.at) for span in one.says):
            continue
        if before[number].is_weak and not one.is_weak:
            if weak is None and (one.pronoun or prior.kind is SourceKind.PERSON) and _is_same(one, before[number], prior):
                weak = number
            continue
        if prior.at == one.source.at or _is_same(one, before[number], prior):
            return number
    return weak


def _is_same(one: Described, other: Described, prior: Source) -> bool:
    source = one.source
    if one.pronoun:
        if one.is_aside:
            return not other.pronoun and prior.kind in CARRIERS
        if other.stands_for:
            return one.pronoun in _IT
        return not other.pronoun and not other.is_aside and _fits(one.pronoun, prior)
    if other.pronoun:
        return False
    if source.id is not None and source.id == prior.id:
        return True
    if source.kind is SourceKind.PERSON and prior.kind is SourceKind.PERSON and not other.stands_for:
        family, known = source.name.split()[-1:], prior.name.split()[-1:]
        return family == known != [] or (bool(family and known) and family[0].casefold() == known[0].casefold())
    if not one.definite or source.naming in (Naming.METONYM,) or source.plural != prior.plural:
        return False
    if source.naming is Naming.NAMED and prior.naming is Naming.NAMED:
        return False
    if one.head in _MEDIA_WORDS and one.own == {one.head} and prior.naming is Naming.NAMED:
        agency = prior.kind in _AGENCIES
        return agency if one.head == "agency" else prior.kind in CARRIERS
    if one.head in other.apposed and one.own == {one.head}:
        return True
    if one.head == other.head:
        return one.own <= other.words | {one.head} or (other.own <= one.words and len(other.own) > 1)
    titled = prior.kind in (SourceKind.PERSON, SourceKind.ROLE)
    human = source.kind in (SourceKind.PERSON, SourceKind.ROLE)
    return human and titled and one.head in other.own and one.own <= other.words


def _fits(pronoun: str, prior: Source) -> bool:
    human = prior.kind in (SourceKind.PERSON, SourceKind.ROLE, SourceKind.UNNAMED)
    if pronoun in _HE:
        return human and not prior.plural
    if pronoun in _THEY:
        return prior.plural or prior.kind in (SourceKind.GROUP, SourceKind.STATE_MEDIA, SourceKind.ANALYSTS)
    return not human and not prior.plural
