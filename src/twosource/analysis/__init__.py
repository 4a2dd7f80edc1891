"""One document read: a stage a module, a layer a stage; the table below is the registry."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from twosource.analysis.actors import load_actors
from twosource.analysis.anonymity import load_anonymity
from twosource.analysis.attribution import find_attributions
from twosource.analysis.chains import find_chains
from twosource.analysis.claims import find_claims
from twosource.analysis.gazetteer import load_gazetteer
from twosource.analysis.layers import Analysis, Tags
from twosource.analysis.lexicon import load_cues, load_source_words
from twosource.analysis.meaning import load_meaning
from twosource.analysis.mentions import find_mentions
from twosource.analysis.names import find_names
from twosource.analysis.parse import MODEL, find_parse, load_parser
from twosource.analysis.places import find_places
from twosource.analysis.plausibility import load_magnitudes
from twosource.analysis.predicates import find_predicates
from twosource.analysis.quantities import find_quantities
from twosource.analysis.quantities_lexicon import load_quantity_words
from twosource.analysis.quotations import find_quotations
from twosource.analysis.silences import find_silences
from twosource.analysis.stage import Stage, analyse, check_order
from twosource.analysis.times import find_times
from twosource.analysis.times_lexicon import load_time_words

__all__ = ["Stage", "analyse", "check_order", "stages"]


def stages(
    language: str = "en", *, profile: str = "full", parser: str = MODEL, gazetteers: tuple[Path, ...] = ()
) -> tuple[Stage, ...]:
    """The stages that read a document of a language, in order, with their resources bound.

    ``profile`` is ``full``, or ``rules`` for the same without the encoder, whose layer is then empty.
    ``gazetteers`` are a reader's own files of places and actors, added to the shipped ones.
    """
    actors, gazetteer = load_actors(gazetteers), load_gazetteer(gazetteers)
    cues, words = load_cues(language), load_source_words(language)
    meaning = load_meaning(language)
    timewords, counted = load_time_words(language), load_quantity_words(language)
    rows = (
        #     writes          reads                                  version
        Stage("parse", (), 2, partial(find_parse, parser=load_parser(parser))),
        Stage("quotations", ("parse",), 1, find_quotations),
        Stage("tags", ("parse", "quotations"), 1, _tagger(profile)),
        Stage("names", ("parse", "tags"), 1, partial(find_names, actors=actors, gazetteer=gazetteer)),
        Stage("mentions", ("parse", "names"), 2, partial(find_mentions, actors=actors, gazetteer=gazetteer)),
        Stage("times", ("parse",), 2, partial(find_times, words=timewords, counted=counted)),
        Stage("places", ("parse", "mentions"), 2, partial(find_places, gazetteer=gazetteer, actors=actors)),
        Stage("quantities", ("parse", "times"), 2, partial(find_quantities, words=counted)),
        Stage(
            "attributions",
            ("parse", "quotations", "tags", "mentions"),
            2,
            partial(find_attributions, cues=cues, words=words),
        ),
        Stage(
            "chains",
            ("parse", "quotations", "attributions"),
            2,
            partial(find_chains, words=load_anonymity(language)),
        ),
        Stage(
            "predicates",
            ("parse", "attributions", "quantities"),
            2,
            partial(find_predicates, meaning=meaning),
        ),
        Stage(
            "claims",
            ("predicates", "chains", "mentions", "times", "places", "quantities"),
            2,
            partial(
                find_claims,
                meaning=meaning,
                actors=actors,
                magnitudes=load_magnitudes(),
                timewords=timewords,
                counted=counted,
            ),
        ),
        Stage("silences", ("claims",), 1, find_silences),
    )
    check_order(rows)
    return rows


def _tagger(profile: str) -> Callable[[Analysis], Tags]:
    """The encoder's stage; its weights, and the runtime that runs them, are loaded only where they are asked for."""
    if profile == "rules":
        return no_tags
    from twosource.analysis.encoder import find_tags, load_encoder

    return partial(find_tags, encoder=load_encoder())


def no_tags(analysis: Analysis) -> Tags:
    """The layer where no encoder runs: nothing."""
    return Tags()
