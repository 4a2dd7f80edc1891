"""Raw pages, files and mails in, documents out: capture, clean, label, date."""

from twosource.intake.dates import parse_published
from twosource.intake.inputs import Input, find_inputs
from twosource.intake.manifest import Manifest, Stated, load_manifest
from twosource.intake.parts import Part, decoded_part, part_of, says_the_same, words_of
from twosource.intake.read import documents_of

__all__ = [
    "Input",
    "Manifest",
    "Part",
    "Stated",
    "decoded_part",
    "documents_of",
    "find_inputs",
    "load_manifest",
    "parse_published",
    "part_of",
    "says_the_same",
    "words_of",
]
