"""Reads a text from the surest trace to the least sure; the first to claim a place keeps it.

Twin of asv/web/static/js/texte/reading.js, but for what the two libraries add.
"""

from collections.abc import Iterable, Sequence

from asv.detection.addresses import addresses
from asv.detection.births import births
from asv.detection.examen import Examen, Fragment, Genre
from asv.detection.folding import Folded, fold
from asv.detection.known import look_up
from asv.detection.libraries import seen_by_libraries
from asv.detection.names import names
from asv.detection.numbers import Span, numbers, spoken_numbers
from asv.detection.rules import Rules, load_rules
from asv.detection.tokens import Token, cut, phrases_in
from asv.detection.words import load_words

_SENSITIVE = (("maladie", Genre.MALADIE), ("statut", Genre.STATUT), ("jugement", Genre.JUGEMENT))


class _Claims:
    """Which signs of the folded text are spoken for, and by what."""

    def __init__(self, length: int) -> None:
        self.held = bytearray(length)
        self.spans: list[Span] = []

    def take(self, spans: Iterable[Span]) -> None:
        for start, end, genre in spans:
            if not any(self.held[start:end]):
                self.held[start:end] = b"\1" * (end - start)
                self.spans.append((start, end, genre))

    def of(self, tokens: Sequence[Token]) -> list[bool]:
        return [bool(self.held[token.start]) for token in tokens]


_Phrases = list[tuple[int, int, Genre]]


def _sensitive(tokens: Sequence[Token], rules: Rules) -> _Phrases:
    """Words of illness, status and judgement, save in the name of a place or of an institution; places are tokens."""
    proper = {place for span in phrases_in(tokens, rules.phrases["lieux"]) for place in range(*span)}
    return [
        (first, end, genre)
        for name, genre in _SENSITIVE
        for first, end in phrases_in(tokens, rules.phrases[name])
        if first not in proper and end - 1 not in proper
    ]


def _read(folded: Folded) -> list[Span]:
    rules, tokens = load_rules(), cut(folded)
    known = look_up(tokens, load_words())
    claims = _Claims(len(folded.text))
    claims.take(numbers(folded.text, rules))
    claims.take(spoken_numbers(tokens, rules))
    claims.take(addresses(known, rules))
    claims.take(births(folded.text, rules))
    sensitive = _sensitive(tokens, rules)
    ill = {place for first, end, _ in sensitive for place in range(first, end)}
    claims.take(names(known, claims.of(tokens), ill=ill, rules=rules))
    claims.take((tokens[first].start, tokens[end - 1].end, genre) for first, end, genre in sensitive)
    return claims.spans


def examine(texte: str) -> Examen:
    """Fragments of a text that point to a person, and the verdict they call for; nothing of the text is kept."""
    folded = fold(texte)
    found = [Fragment(*folded.at(start, end), genre) for start, end, genre in _read(folded)]
    for added in seen_by_libraries(texte):
        if all(added.end <= other.start or added.start >= other.end for other in found):
            found.append(added)
    return Examen(tuple(sorted(found)))
