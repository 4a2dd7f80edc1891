"""Word pieces: the only module that holds the tokenizer's own objects."""

from __future__ import annotations

from collections.abc import Sequence

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer


def wordpieces_of(vocabulary: Sequence[str]) -> Tokenizer:
    """A tokenizer of lower-cased, unaccented word pieces, ids in the order of the vocabulary."""
    known = {piece: number for number, piece in enumerate(vocabulary)}
    tokenizer = Tokenizer(WordPiece(known, unk_token="[UNK]", max_input_chars_per_word=64))
    tokenizer.normalizer = BertNormalizer(clean_text=True, strip_accents=True, lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer
