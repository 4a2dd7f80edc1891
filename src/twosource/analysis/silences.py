"""Why a sentence gave no claim."""

from __future__ import annotations

from twosource.analysis.layers import Analysis, Silence
from twosource.analysis.scopes import VERBAL


def find_silences(analysis: Analysis) -> tuple[Silence, ...]:
    """One row for each sentence in which no claim has its head, with the reason. Reads parse, attributions and claims."""
    parse = analysis.parse
    heads = [claim.head.start for claim in analysis.claims]
    out = []
    for number, sentence in enumerate(parse.sentences):
        if any(sentence.at.holds(head) for head in heads):
            continue
        tokens = parse.of(sentence)
        framed = any(
            span.overlaps(sentence.at) for attribution in analysis.attributions for span in attribution.cue
        )
        if tokens[-1].text == "?":
            because = "a question asserts nothing"
        elif not any(token.pos in VERBAL for token in tokens):
            because = "no verb: a fragment or a heading"
        elif framed:
            because = "says only who reports, or what was said without a clause that can be checked"
        else:
            because = "no clause in it says that something happened, holds or is to happen"
        out.append(Silence(number, because))
    return tuple(out)
