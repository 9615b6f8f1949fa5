"""What python-stdnum and phonenumbers see besides our rules: foreign telephone numbers and account numbers.

They stand on the server only, and only add: whatever the browser refuses, the server refuses.
"""

import re
from collections.abc import Iterator

import phonenumbers
from stdnum import iban
from stdnum.exceptions import ValidationError

from asv.detection.examen import Fragment, Genre
from asv.detection.numbers import SEVERAL
from asv.detection.rules import load_rules

LONGEST_READ, FEWEST_FIGURES = 2000, 7
_BANK_NUMBER = re.compile(r"(?<![0-9A-Za-z])[A-Za-z]{2}[0-9]{2}[0-9A-Za-z .\-]{11,40}(?![0-9A-Za-z])")


def _telephones(texte: str) -> Iterator[Fragment]:
    for match in phonenumbers.PhoneNumberMatcher(texte, "FR", leniency=phonenumbers.Leniency.VALID):
        if len(load_rules().patterns["jour"].findall(match.raw_string)) < SEVERAL:
            yield Fragment(match.start, match.end, Genre.TELEPHONE)


def _bank_numbers(texte: str) -> Iterator[Fragment]:
    for match in _BANK_NUMBER.finditer(texte):
        try:
            iban.validate(match[0])
        except ValidationError:
            continue
        yield Fragment(match.start(), match.end(), Genre.IBAN)


def seen_by_libraries(texte: str) -> Iterator[Fragment]:
    """Fragments the libraries find; a text too long for a note, or too poor in figures, is not given to them."""
    if len(texte) > LONGEST_READ or sum(sign.isdigit() for sign in texte) < FEWEST_FIGURES:
        return
    yield from _telephones(texte)
    yield from _bank_numbers(texte)
