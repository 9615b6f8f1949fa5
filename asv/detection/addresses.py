"""Street addresses: a number and a street, a street and its name, a flat and its number.

Twin of asv/web/static/js/texte/addresses.js.
"""

from collections.abc import Iterator, Sequence

from asv.detection.examen import Genre
from asv.detection.known import Known
from asv.detection.numbers import Span
from asv.detection.rules import Rules
from asv.detection.tokens import Token

_REPEATS = frozenset({"bis", "ter", "quater", "a", "b", "c", "d"})
_INSIDE = frozenset({" ", "-", "'", ". "})
LONGEST_NAME, LONGEST_NUMBER = 6, 4


def _number_before(tokens: Sequence[Token], place: int) -> int:
    """Where the number of the street stands, or `place` when there is none."""
    first = place - 1
    if first > 0 and tokens[first].text in _REPEATS and tokens[first].gap in {"", " "}:
        first -= 1
    is_number = first >= 0 and tokens[first].is_number and len(tokens[first].text) <= LONGEST_NUMBER
    return first if is_number and tokens[place].gap in {" ", ", "} else place


def _name_after(known: Known, place: int, rules: Rules) -> tuple[int, bool]:
    """End of the name of a street, and whether it reads as a proper one (capital, number, word of no dictionary)."""
    tokens = known.tokens
    end, last, is_proper = place + 1, place + 1, False
    while end < len(tokens) and end - place <= LONGEST_NAME and tokens[end].gap in _INSIDE:
        token = tokens[end]
        is_month = tokens[end - 1].is_number and token.text in rules.lists["mois"]
        is_name = token.is_capital or token.is_number or is_month or not known.common[end]
        if token.text not in rules.lists["article"] or token.is_upper:
            if not is_name and last > place + 1:
                break
            is_proper = is_proper or is_name
            last = end + 1
            if not is_name:
                break
        end += 1
    return last, is_proper


def _is_flat(tokens: Sequence[Token], place: int) -> bool:
    if place + 1 >= len(tokens) or len(tokens[place + 1].gap.strip(" .:n°")) > 0:
        return False
    after = tokens[place + 1]
    return after.is_number or (len(after.text) == 1 and after.is_capital)


def addresses(known: Known, rules: Rules) -> Iterator[Span]:
    """Addresses, from the number to the end of the name."""
    tokens = known.tokens
    for place, token in enumerate(tokens):
        if token.text in rules.lists["logement"] and _is_flat(tokens, place):
            yield token.start, tokens[place + 1].end, Genre.ADRESSE
        is_street = token.text in rules.lists["rue"]
        if not is_street and token.text not in rules.lists["voie"]:
            continue
        first = _number_before(tokens, place)
        end, is_proper = _name_after(known, place, rules)
        if (first < place and (is_proper or (is_street and end > place + 1))) or (is_street and is_proper):
            yield tokens[first].start, tokens[end - 1].end, Genre.ADRESSE
