"""Cuts a folded text into words and numbers, and finds phrases in them.

Twin of asv/web/static/js/texte/tokens.js.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asv.detection.folding import Folded
from asv.detection.rules import KEY_LENGTH, Phrase

_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+")
_ENDS_A_SENTENCE = re.compile(r"[.!?\n:;\"«»(\[*•>=]|(?:^|[ ,])-[ ]?$")


@dataclass(frozen=True, slots=True)
class Token:
    """`gap`: what stands between it and the token before; `opens`: a capital here says nothing."""

    text: str
    start: int
    end: int
    gap: str
    opens: bool
    is_capital: bool
    is_upper: bool
    is_number: bool


def cut(folded: Folded) -> list[Token]:
    """Words and numbers of a text, in order."""
    tokens: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(folded.text):
        gap = folded.text[end : match.start()]
        capitals = folded.upper[match.start() : match.end()]
        tokens.append(
            Token(
                match[0], match.start(), match.end(), gap, not tokens or bool(_ENDS_A_SENTENCE.search(gap)),
                capitals[0], len(capitals) > 1 and all(capitals), match[0][0].isdigit(),
            )
        )  # fmt: skip
        end = match.end()
    return tokens


def _fits(token: Token, wanted: str) -> bool:
    return token.text.startswith(wanted[:-1]) if wanted.endswith("*") else token.text == wanted


def phrases_in(tokens: Sequence[Token], phrases: dict[str, tuple[Phrase, ...]]) -> Iterator[tuple[int, int]]:
    """First token and end token of each phrase found, the longest at each place, without overlap."""
    place = 0
    while place < len(tokens):
        length = 0
        for phrase in phrases.get(tokens[place].text[:KEY_LENGTH], ()):
            words = tokens[place : place + len(phrase)]
            if len(words) == len(phrase) and all(map(_fits, words, phrase)):
                length = len(phrase)
                break
        if length and all(len(token.gap) == 1 for token in tokens[place + 1 : place + length]):
            yield place, place + length
        place += length or 1
