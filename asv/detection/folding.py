"""Brings a text to plain small letters and plain figures, without losing the place each one came from.

Twin of asv/web/static/js/texte/folding.js: what one changes, the other changes.
"""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

_SPELLED = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
_QUOTES = frozenset("’ʼ‘`´′＇")
_DASHES = frozenset("‐‑‒–—−－")
_EASTERN = {chr(0x660 + n): str(n) for n in range(10)} | {chr(0x6F0 + n): str(n) for n in range(10)}
_PLAIN = re.compile(r"[\n -~]*")


@dataclass(frozen=True, slots=True)
class Folded:
    """`text`: folded signs; `origin`: for each, the character it came from; `upper`: whether that was a capital."""

    text: str
    origin: tuple[int, ...]
    upper: tuple[bool, ...]

    def at(self, start: int, end: int) -> tuple[int, int]:
        """Places in the text as typed: `start` included, `end` excluded."""
        return self.origin[start], self.origin[end - 1] + 1

    def reached(self, place: int) -> int:
        """The folded sign that a character of the text as typed became."""
        return bisect_left(self.origin, place)


def _signs(sign: str) -> str:
    if sign in _QUOTES:
        return "'"
    if sign in _DASHES:
        return "-"
    category = unicodedata.category(sign)
    if category[0] == "Z" or sign == "\t":
        return " "
    if category == "Cf":
        return ""
    lowered = sign.lower()
    plain = unicodedata.normalize("NFKD", _SPELLED.get(lowered, _EASTERN.get(sign, lowered)))
    return "".join(_SPELLED.get(c, c) for c in plain.lower() if unicodedata.category(c)[0] not in "MZ")


def fold(texte: str) -> Folded:
    """Folded form of a text: no accent, no capital, no hidden sign, one kind of space, dash and apostrophe."""
    if _PLAIN.fullmatch(texte):
        low = texte.lower()
        return Folded(low, tuple(range(len(low))), tuple(a != b for a, b in zip(texte, low, strict=True)))
    signs = [_signs(sign) for sign in texte]
    origin = tuple(place for place, sign in enumerate(signs) for _ in sign)
    upper = tuple(letter != letter.lower() for letter, sign in zip(texte, signs, strict=True) for _ in sign)
    return Folded("".join(signs), origin, upper)
