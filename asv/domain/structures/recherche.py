"""Finding a structure by free words, and noticing one with which nothing is done any more."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from asv.domain.territoires import plain_words

MOTS = 80
SILENCE = timedelta(days=183)
"""Six months without a joint date, done or to come: the coordination calls (cadrage D6.8)."""


@lru_cache(maxsize=16384)
def folded(text: str) -> str:
    """A text ready to be searched: its words without accents nor case, each after a blank."""
    return "".join(f" {word}" for word in plain_words(text))


def matches(mots: str, texts: Iterable[str]) -> bool:
    """Whether every word asked begins a word of these texts; nothing asked matches everything."""
    held = "".join(folded(text) for text in texts)
    return all(f" {word}" in held for word in plain_words(mots))


def is_silent(last: date | None, coming: date | None, *, known_since: date, today: date) -> bool:
    """Nothing to come, and nothing done together for six months, or since the sheet exists."""
    return coming is None and today - (last or known_since) > SILENCE
