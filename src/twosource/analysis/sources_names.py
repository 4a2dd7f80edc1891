"""What a name is: an outlet's, an agency's, a person's, by the words in it and beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from twosource.analysis.attribution_tree import Tree
from twosource.analysis.layers import Mention
from twosource.analysis.lexicon import SourceWord, SourceWords
from twosource.analysis.sources_described import CARRIERS
from twosource.model.span import Span
from twosource.model.vocabulary import SourceKind


class Names:
    """The names of one document, read by their words; what a table knows of them is not asked."""

    def __init__(self, tree: Tree, words: SourceWords, mentions: Mapping[int, Mention]) -> None:
        self._tree = tree
        self._words = words
        self._mentions = mentions

    def is_agency(self, head: int) -> bool:
        """Whether a name is an agency's and nothing in it says of what ("Zeta Agency", not "the Space Agency")."""
        words = self.proper(head).lower().split()
        return (
            1 < len(words) < 4
            and words[-1] == "agency"
            and not any(w in self._words.functions for w in words)
        )

    def is_unknown(self, head: int, phrase: Sequence[int]) -> bool:
        """Whether nothing says what the name at a token is: no table, no word of it, no title before it."""
        tokens = self._tree.tokens
        mention = self._mentions.get(head)
        if tokens[head].tag != "NNP" or (
            mention is not None
            and not self.is_titled_outlet(mention)
            and (
                mention.kind is not SourceKind.PERSON
                or (" " in mention.name and not self._has_article(head, phrase))
            )
        ):
            return False
        if any(i < head and self._words.heads.get(tokens[i].lemma) for i in phrase):
            return False
        words = self.proper(head).replace("-", " ").lower().split()
        return not any(word in self._words.names for word in words)

    def _has_article(self, head: int, phrase: Sequence[int]) -> bool:
        """Whether "the" stands right before the name, as it does before no person's ("the Orlin Kestrel")."""
        first = head
        while first - 1 in phrase and self._tree.tokens[first - 1].tag == "NNP":
            first -= 1
        return first - 1 in phrase and self._tree.tokens[first - 1].text.lower() == "the"

    def titled_kind(self, head: int, phrase: Sequence[int]) -> SourceKind | None:
        """What the common noun right before a name says it is, an outlet or agency ("the weekly Kestrel"); else None."""
        tokens = self._tree.tokens
        numbered = tokens[head].tag == "CD" and head > 0 and tokens[head - 1].tag in ("NNP", "HYPH")
        if tokens[head].tag not in ("NNP", "NNPS") and not numbered:
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
        if (
            row is not None
            and row.kind is SourceKind.BODY
            and tokens[title].lemma in ("tank", "charity", "group", "firm", "company")
        ):
            return SourceKind.BODY
        functional = any(tokens[i].lemma in self._words.functions for i in phrase if i < title)
        if tokens[title].lemma == "agency" and not functional:
            return SourceKind.NEWS_AGENCY
        return None

    def is_titled_outlet(self, mention: Mention) -> bool:
        """Whether what was read as a person's name has an organisation's word ("Gossip Weekly", "the Engineer Regiment")."""
        words = mention.name.lower().split()
        if mention.kind is not SourceKind.PERSON or len(words) < 2:
            return False
        ends = [row for word in (words[0], words[-1]) if (row := self._words.names.get(word)) is not None]
        if any(row.kind in CARRIERS for row in ends):
            return True
        first = self._tree.phrase(mention.head)[0]
        return words[-1] in self._words.names and self._tree.tokens[first].text.lower() == "the"

    def is_in_title(self, head: int, phrase: Sequence[int]) -> bool:
        return any(self._words.heads.get(self._tree.tokens[i].lemma) for i in phrase if i < head)

    def suffix_of(self, name: str) -> SourceWord | None:
        """What the end of a single unknown name says that it is ("Tarnpress"); a web address is an outlet's."""
        word = name.lower()
        if " " in word:
            return None
        if "." in word.strip(".") and word.replace(".", "").isalnum() and word[-1] != ".":
            return SourceWord(word, SourceKind.OUTLET, "suffix")
        return next(
            (
                row
                for row in self._words.suffixes
                if word.endswith(row.word) and len(word) > len(row.word) + 2
            ),
            None,
        )

    def is_like_person(self, head: int, phrase: Sequence[int]) -> bool:
        """Whether a name that the parser calls an organisation's looks like a person's: a title, "who", two plain words."""
        tree = self._tree
        if any(self._words.heads.get(tree.tokens[i].lemma) for i in phrase if i < head):
            return True
        if any(tree.tokens[tree.left[at]].text.lower() == "who" for at in tree.children(head, "relcl")):
            return True
        words = self.proper(head).split()
        plain = all(word[:1].isupper() and word[1:].islower() and word.isalpha() for word in words)
        article = tree.tokens[phrase[0]].text.lower() == "the"
        return len(words) == 2 and plain and not article and not words[-1].endswith("s")

    def apposed_kind(self, head: int) -> SourceKind | None:
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
            media = row.kind in CARRIERS or (
                row.word == "agency" and not words & self._words.functions - {"state"}
            )
            if media and (
                words & self._words.owners or any(" " in one and one in text for one in self._words.owners)
            ):
                return SourceKind.STATE_MEDIA
            return row.kind if row.kind in CARRIERS else None
        return None

    def has_capital_article(self, phrase: Sequence[int]) -> bool:
        """Whether a name has its article in capitals inside a sentence, as papers write theirs ("told The Dish")."""
        first = phrase[0]
        sentence = self._tree.sentences[self._tree.sentence_of[first]]
        return self._tree.tokens[first].text == "The" and first > sentence.first + 1

    def is_numbered(self, head: int) -> bool:
        after = self._tree.tokens[head + 1] if head + 1 < len(self._tree.tokens) else None
        return after is not None and (after.tag == "CD" or after.text in ("No", "No.", "Nr."))

    def is_person(self, index: int) -> bool:
        token = self._tree.tokens[index]
        return token.entity == "PERSON" and token.tag == "NNP"

    def proper(self, head: int) -> str:
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
            if inner is not None and inner > head and tree.tokens[inner].tag in ("NNP", "NNPS"):
                high = inner
        return Span(tree.tokens[low].start, tree.tokens[high].end).of(tree.text)
