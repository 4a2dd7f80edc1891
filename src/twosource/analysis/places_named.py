"""What the mentions of a document say of the words of a toponym: a person's, a state's, a capital's that acts."""

from __future__ import annotations

from dataclasses import dataclass, field

from twosource.analysis.gazetteer import normal
from twosource.analysis.layers import Analysis, Mention
from twosource.model.vocabulary import Naming, SourceKind


@dataclass(frozen=True, slots=True)
class Named:
    """Token index to mention: names that are no place; states; capitals that act. ``families`` are the last words of
    the names of persons.
    """

    blocked: dict[int, Mention] = field(default_factory=dict)
    states: dict[int, Mention] = field(default_factory=dict)
    capitals: dict[int, Mention] = field(default_factory=dict)
    families: frozenset[str] = frozenset()

    def covers(self, i: int) -> bool:
        """Whether a mention holds the token."""
        return i in self.blocked or i in self.states or i in self.capitals


def named_in(analysis: Analysis) -> Named:
    """The mentions of a document by the tokens that they hold."""
    out = Named(families=_families(analysis))
    tokens = analysis.parse.tokens
    at = {token.start: token.i for token in tokens}
    for mention in analysis.mentions:
        i = at.get(mention.at.start)
        if i is None:
            continue
        members = []
        while i < len(tokens) and tokens[i].start < mention.at.end:
            members.append(i)
            i += 1
        if mention.kind is SourceKind.GOVERNMENT and mention.naming is Naming.METONYM:
            out.capitals.update(dict.fromkeys(members, mention))
            continue
        is_state = (
            mention.id is not None
            and mention.country is not None
            and mention.kind is SourceKind.GOVERNMENT
            and "." not in mention.id
        )
        if is_state and mention.naming is Naming.NAMED:
            out.states.update(dict.fromkeys(members, mention))
        elif not is_state and (mention.naming is Naming.NAMED or mention.kind is SourceKind.PERSON):
            out.blocked.update(dict.fromkeys(members, mention))
    return out


def _families(analysis: Analysis) -> frozenset[str]:
    persons = (one.name.split() for one in analysis.mentions if one.kind is SourceKind.PERSON)
    return frozenset(normal(parts[-1]) for parts in persons if len(parts) > 1)
