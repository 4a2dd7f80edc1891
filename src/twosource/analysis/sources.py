"""What a noun phrase is as a source, and which earlier source of the document it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from twosource.analysis.attribution_draft import Link
from twosource.analysis.attribution_tree import Tree
from twosource.analysis.layers import Analysis, Mention
from twosource.analysis.lexicon import SourceWord, SourceWords
from twosource.analysis.sources_described import AGENCIES, CARRIERS, HE, IT, THEY, Described
from twosource.analysis.sources_names import Names
from twosource.model.attribution import Source
from twosource.model.span import Span
from twosource.model.vocabulary import Naming, SourceKind

_DETERMINERS = frozenset(
    {"a", "an", "the", "this", "that", "these", "those", "some", "any", "all", "both", "another"}
)
_COUNTS = frozenset({"one", "two", "three", "four", "five", "several", "many", "few", "most", "more"})
_ORDERS = frozenset({"first", "second", "third", "other", "same", "said"})
_NAMELESS = frozenset({"anonymous", "unnamed", "unidentified"})
_PLAIN = _DETERMINERS | _COUNTS | _ORDERS | _NAMELESS
"""Words beside a head noun that do not describe whom it means."""
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their", "same"})
_PERSONAL = HE | THEY | IT
_ANIMATE = ("er", "or", "ist", "ian", "man", "woman", "ant", "ee")
_GIVERS = ("from", "by")


class Describer:
    """Describes noun phrases of one document as sources."""

    def __init__(self, analysis: Analysis, tree: Tree, words: SourceWords) -> None:
        self.tree = tree
        self._tree = tree
        self._words = words
        self._mentions: dict[int, Mention] = {}
        for mention in analysis.mentions:
            self._mentions.setdefault(mention.head, mention)
        self._names = Names(tree, words, self._mentions)
        self._by_start = sorted(analysis.mentions, key=lambda mention: mention.at.start)

    def speaks(self, head: int) -> bool:
        """Whether the noun at a token may speak: a person, a body, a document; not "the move"."""
        token = self._tree.tokens[head]
        if token.tag in ("NNP", "NNPS", "PRP") or head in self._mentions:
            return token.text.lower() not in IT
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
        row = self._row(head)
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
                return replace(one, is_aside=False, wants_speaker=True)
            return one if one.pronoun in IT else None
        if source.kind in CARRIERS:
            return None if link.whose == "through" and token.tag == "NNS" else one
        if one.head == "agency" and one.own == {"agency"}:
            return replace(one, source=replace(source, kind=SourceKind.NEWS_AGENCY))
        if source.naming is Naming.NAMED and self._names.is_agency(link.head):
            known = replace(source, kind=SourceKind.NEWS_AGENCY, id=f"news_agency:{source.name.casefold()}")
            return replace(one, source=known)
        if self._names.is_unknown(link.head, phrase):
            article = self._tree.tokens[phrase[0]].text.lower() == "the" and token.entity != "GPE"
            person = (token.entity == "PERSON" and not article) or self._names.is_like_person(
                link.head, phrase
            )
            if article or not person:
                known = replace(source, kind=SourceKind.OUTLET, id=f"outlet:{source.name.casefold()}")
                return replace(one, source=known)
        listed = token.tag[:3] == "NNP" or self.may_be_cited(link.head)
        if link.whose in ("all", "through"):
            return one if listed else None
        if source.kind in (SourceKind.BODY, SourceKind.GROUP, SourceKind.ANALYSTS):
            collects = any(self._tree.tokens[i].lemma in self._words.collectors for i in phrase)
            return one if collects or (link.whose == "any" and listed) else None
        return None

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
                SourceKind.PERSON if lower in HE else SourceKind.GROUP if lower in THEY else SourceKind.BODY
            )
            source = Source(at.of(tree.text), kind, Naming.BARE, at, plural=lower in THEY)
            return Described(source, lower, lemmas, own, True, lower, head_at=head)
        source = self._source(head, phrase, at)
        apposed = frozenset(
            tree.tokens[at].lemma for at in tree.children(head, "appos") if tree.tokens[at].tag == "NN"
        )
        given = self._given(source)
        return Described(
            source, token.lemma, lemmas, own, definite, given=given, apposed=apposed, head_at=head
        )

    def _given(self, source: Source) -> str:
        """The given name of a person named in full; empty where a title or nothing stands before the family name."""
        words = source.name.casefold().split()
        if source.kind is not SourceKind.PERSON or len(words) < 2 or words[-2] in self._words.heads:
            return ""
        return words[-2]

    def _source(self, head: int, phrase: Sequence[int], at: Span) -> Source:
        source = self._by_words(head, phrase, at)
        may_be = source.kind in CARRIERS or (
            source.kind is SourceKind.BODY and self._tree.tokens[head].lemma == "agency"
        )
        if may_be and source.kind is not SourceKind.STATE_MEDIA:
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
        titled = self._names.titled_kind(head, phrase)
        if titled is not None and (
            mention is None or mention.kind is SourceKind.PERSON or mention.id is None
        ):
            name = self._names.proper(head)
            return Source(
                name, titled, Naming.NAMED, at, self._key(titled, Naming.NAMED, name), country, plural
            )
        read = mention is not None and mention.id is not None and not self._names.is_titled_outlet(mention)
        if read and mention is not None:
            return Source(mention.name, mention.kind, mention.naming, at, mention.id, country, mention.plural)
        if token.tag == "NN" and token.text[:1].isupper() and self._names.has_capital_article(phrase):
            name = token.text
            return Source(name, SourceKind.OUTLET, Naming.NAMED, at, f"outlet:{name.casefold()}", country)
        giver = self._giver(head)
        if giver is not None:
            return replace(giver, at=at)
        low = words.lower()
        for row in self._words.phrases:
            if row.word in low and not self._names.is_person(head):
                naming = row.naming or Naming.BARE
                if row.naming in (None, Naming.BARE) and self._is_described(head, phrase, besides=row):
                    naming = Naming.ROLE_ONLY
                if token.tag in ("NNP", "NNPS") and row.naming is not Naming.METONYM:
                    naming, words = Naming.NAMED, self._names.proper(head)
                return Source(
                    words, row.kind, naming, at, self._key(row.kind, naming, words), country, plural
                )
        if token.tag in ("NNP", "NNPS"):
            return self._named(head, phrase, at, country)
        kind, naming = self._common(head, phrase)
        human = kind in (SourceKind.ROLE, SourceKind.GROUP, SourceKind.ANALYSTS)
        names = (a for a in tree.children(head, "appos") if tree.tokens[a].tag == "NNP")
        apposed = next(
            (a for a in names if human or (self._row(head) is None and self._names.is_person(a))), None
        )
        if apposed is not None and not plural:
            name = self._names.proper(apposed)
            return Source(name, SourceKind.PERSON, Naming.NAMED, at, f"person:{name.casefold()}", country)
        return Source(words, kind, naming, at, None, country, plural)

    def _named(self, head: int, phrase: Sequence[int], at: Span, country: str | None) -> Source:
        tree = self._tree
        token = tree.tokens[head]
        name = self._names.proper(head)
        plural = token.tag == "NNPS" or tree.child(head, "conj") is not None
        rows = [
            row
            for word in name.replace("-", " ").split()
            if word[:1].isupper() and (row := self._words.names.get(word.lower().strip(".,()"))) is not None
        ]
        numbered = [
            i for i in phrase if tree.tokens[i].lemma in self._words.heads and self._names.is_numbered(i)
        ]
        if numbered and self._words.heads[tree.tokens[numbered[0]].lemma].kind is SourceKind.DOCUMENT:
            words = at.of(tree.text)
            return Source(
                words, SourceKind.DOCUMENT, Naming.NAMED, at, f"document:{words.casefold()}", country
            )
        if self._names.is_agency(head):
            return Source(
                name, SourceKind.NEWS_AGENCY, Naming.NAMED, at, f"news_agency:{name.casefold()}", country
            )
        # An agency is one wherever its name stands; else the last word decides ("Orlin News University").
        row = next((one for one in rows if one.kind in AGENCIES), rows[-1] if rows else None)
        apposed = self._names.apposed_kind(head) if row is None or row.kind in CARRIERS else None
        if apposed is not None:
            return Source(
                name, apposed, Naming.NAMED, at, f"{apposed.value}:{name.casefold()}", country, plural
            )
        if row is None and token.entity != "GPE" and self._names.has_capital_article(phrase):
            return Source(name, SourceKind.OUTLET, Naming.NAMED, at, f"outlet:{name.casefold()}", country)
        suffix = (
            self._names.suffix_of(name) if row is None and not self._names.is_in_title(head, phrase) else None
        )
        if suffix is not None:
            naming = suffix.naming or Naming.NAMED
            return Source(
                name, suffix.kind, naming, at, self._key(suffix.kind, naming, name), country, plural
            )
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
            whole = tree.object_of(head, "of") is not None or (
                head - 1 in phrase and tree.tokens[head - 1].tag == "NNP"
            )
            institution = head_row.kind in (SourceKind.BODY, SourceKind.MILITARY)
            institution = institution or (head_row.kind is SourceKind.GOVERNMENT and whole)
            naming = Naming.NAMED if institution else Naming.ROLE_ONLY
            return Source(at.of(tree.text), head_row.kind, naming, at, None, country, plural)
        kind = (
            SourceKind.BODY
            if token.entity == "ORG" and not self._names.is_like_person(head, phrase)
            else SourceKind.PERSON
        )
        prefix = "person" if kind is SourceKind.PERSON else kind.value
        return Source(name, kind, Naming.NAMED, at, f"{prefix}:{name.casefold()}", country, plural)

    def _common(self, head: int, phrase: Sequence[int]) -> tuple[SourceKind, Naming]:
        tree = self._tree
        row = self._row(head)
        if row is None and head - 1 in phrase and tree.tokens[head - 1].tag == "NNS":
            # "farmers downstream": the parser takes the adverb for the head.
            row, head = self._row(head - 1), head - 1
        token = tree.tokens[head]
        if (
            token.pos in ("NUM", "DET", "PRON")
            and (of := tree.object_of(head, "of")) is not None
            and not tree.is_verb(of)
        ):
            # "one of the advisers"
            row = self._row(of)
            kind = row.kind if row is not None else self._common(of, phrase)[0]
            return kind, Naming.ROLE_ONLY
        described = self._is_described(head, phrase)
        plural = token.tag == "NNS"
        if any(tree.tokens[i].text.lower() in self._words.overheard for i in phrase if i < head):
            return SourceKind.INTERCEPT, Naming.ROLE_ONLY
        if row is not None and row.word == "report" and plural and self._is_nobodys(head):
            return SourceKind.UNSPECIFIED, Naming.BARE
        if row is not None and row.kind is SourceKind.OUTLET and self._is_nameless(phrase):
            return SourceKind.UNKNOWN_PUBLISHER, Naming.ROLE_ONLY
        if row is not None:
            default = row.naming or Naming.ROLE_ONLY
            kind = row.plural if plural and row.plural is not None else row.kind
            numbered = (
                row.kind is SourceKind.DOCUMENT and token.text[:1].isupper() and self._names.is_numbered(head)
            )
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
