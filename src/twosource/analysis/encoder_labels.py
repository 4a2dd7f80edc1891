"""The labels that the encoder's heads give and its features know, in the order of its weights.

They are the shape of the trained file, not a lexicon: to change one is to train anew.
"""

from __future__ import annotations

METADATA = "twosource"
"""The key of the weights' metadata under which what decoding needs is kept, as JSON."""

ROLES = ("source", "cue", "content")
"""The tags of the attribution head are O, then B and I of each role."""

NAMES = ("Person", "Organization", "Location", "NORP", "Facility", "Product", "Misc", "Date", "Money")
"""The kinds of the name head, tags likewise: the classes of the gold that it learns from."""

TAGS = (
    "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "HYPH",
    "IN", "JJ", "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP",
    "PRP$", "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT",
    "WP", "WP$", "WRB", "XX", "_SP", "``",
)  # fmt: skip
"""The parser's Penn tags."""

DEPS = (
    "ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass",
    "case", "cc", "ccomp", "compound", "conj", "csubj", "csubjpass", "dative", "dep", "det", "dobj",
    "expl", "intj", "mark", "meta", "neg", "nmod", "npadvmod", "nsubj", "nsubjpass", "nummod", "oprd",
    "parataxis", "pcomp", "pobj", "poss", "preconj", "predet", "prep", "prt", "punct", "quantmod",
    "relcl", "xcomp",
)  # fmt: skip
"""The parser's dependency labels."""
