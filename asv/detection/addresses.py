"""Street addresses: a number and a street, a street and its name, a flat and its number.

Twin of asv/web/static/js/texte/addresses.js.
"""

from collections.abc import Iterator, Sequence

from asv.detection.examen import Genre
from asv.detection.known import Known
from asv.detection.numbers import Span
from asv.detection.rules import Rules
from asv.detection.tokens import Token
from asv.detection.words import ANY_NAME

_REPEATS = frozenset({"bis", "ter", "quater", "a", "b", "c", "d"})
_NUMBER_SIGNS = frozenset({"n", "no", "num", "numero"})
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
        is_name = is_name or known.kinds[end] in ANY_NAME
        if token.text not in rules.lists["article"] or token.is_upper:
            if not is_name and last > place + 1:
                break
            is_proper = is_proper or is_name
            last = end + 1
            if not is_name:
                break
        end += 1
    return last, is_proper


def _after_number_sign(tokens: Sequence[Token], place: int) -> Token | None:
    """The token that follows, past « n° »."""
    following = tokens[place + 1 : place + 3]
    if following and following[0].text in _NUMBER_SIGNS:
        following = following[1:]
    return following[0] if following else None


def _is_flat(tokens: Sequence[Token], place: int) -> bool:
    after = _after_number_sign(tokens, place)
    if after is None or after.gap.strip(" .:°"):
        return False
    return after.is_number or (len(after.text) == 1 and after.is_capital)


def _lived_in(tokens: Sequence[Token], place: int) -> int:
    """« adresse : 12 Jean Jaurès »: where a number and a capital end after a word of dwelling, or 0."""
    for number in range(place + 1, min(place + 4, len(tokens) - 1)):
        if tokens[number].is_number:
            after, is_short = tokens[number + 1], len(tokens[number].text) <= LONGEST_NUMBER
            return number + 2 if is_short and after.is_capital and after.gap in {" ", ", "} else 0
    return 0


def addresses(known: Known, rules: Rules) -> Iterator[Span]:
    """Addresses, from the number to the end of the name."""
    tokens = known.tokens
    for place, token in enumerate(tokens):
        if token.text in rules.lists["logement"] and _is_flat(tokens, place):
            after = _after_number_sign(tokens, place)
            yield token.start, after.end if after else token.end, Genre.ADRESSE
        elif token.text in rules.lists["demeure"] and (end := _lived_in(tokens, place)):
            yield tokens[end - 2].start, tokens[end - 1].end, Genre.ADRESSE
        is_street = token.text in rules.lists["rue"]
        if not is_street and token.text not in rules.lists["voie"]:
            continue
        first = _number_before(tokens, place)
        end, is_proper = _name_after(known, place, rules)
        is_home = token.text in rules.lists["habitat"] and end > place + 2
        if (first < place and (is_proper or is_home or (is_street and end > place + 1))) or (is_street and is_proper):
            yield tokens[first].start, tokens[end - 1].end, Genre.ADRESSE
