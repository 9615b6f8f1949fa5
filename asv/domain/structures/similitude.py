"""How alike two names of structures are: the question « Est-ce la même ? », never a decision.

A name becomes words without accents nor case; words that say nothing (« de », « association », « centre ») are left
out when others remain; a sigle stands for the words it opens (« CCAS » and « centre communal d’action sociale »).
Each word looks for the nearest of the other name, by the share of their trigrams (Dice, Journal of Ecology 26 (1945)
297-302, on sets of three letters); the mean of what they find is the likeness. Numbers must agree: « Fosse 2 » is not
« Fosse 12 ».
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from asv.domain.territoires import plain_words

T = TypeVar("T")
ALIKE = 0.72
"""From here on the question is asked: chosen on the pairs of tests/domain/test_structures_similitude.py."""

MOST_SHOWN = 5
SHORTEST_SIGLE = 3
LINKS = frozenset((
    "a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "pour", "sur", "un", "une",
))  # fmt: skip
EMPTY = frozenset((
    "antenne", "asso", "association", "centre", "comite", "espace", "groupe", "maison", "point", "service", "site",
))  # fmt: skip


@lru_cache(maxsize=8192)
def words_of(nom: str) -> tuple[str, ...]:
    """The words of a name that carry it, in its order: « Association Le Relais » gives « relais »."""
    words = _all_words(nom)
    return tuple([word for word in words if word not in EMPTY] or words)


@lru_cache(maxsize=8192)
def _all_words(nom: str) -> tuple[str, ...]:
    words = plain_words(nom)
    return tuple([word for word in words if word not in LINKS] or words)


def similarity(first: str, second: str) -> float:
    """Likeness of two names, from 0 (nothing in common) to 1 (the same words); the order of the two does not count."""
    ours, theirs = _unfolded(first, second), _unfolded(second, first)
    if not ours or not theirs or _numbers(ours) != _numbers(theirs):
        return 0.0
    found = sum(_nearest(word, theirs) for word in ours) + sum(_nearest(word, ours) for word in theirs)
    return found / (len(ours) + len(theirs))


def is_alike(first: str, second: str) -> bool:
    return similarity(first, second) >= ALIKE


def similar(nom: str, known: Iterable[tuple[str, T]]) -> list[T]:
    """Those whose name is alike, the nearest first, five at most."""
    found = [(similarity(nom, other), rank, what) for rank, (other, what) in enumerate(known)]
    alike = sorted((one for one in found if one[0] >= ALIKE), key=lambda one: (-one[0], one[1]))
    return [what for _, _, what in alike[:MOST_SHOWN]]


def _unfolded(nom: str, other: str) -> tuple[str, ...]:
    """Words of a name, where the run that a word of the other name abbreviates is replaced by that word."""
    words, initials = _all_words(nom), _initials(nom)
    for sigle in _sigles(other):
        start = initials.find(sigle)
        if start >= 0:
            kept = (*words[:start], sigle, *words[start + len(sigle) :])
            return tuple([word for word in kept if word not in EMPTY] or kept)
    return words_of(nom)


@lru_cache(maxsize=8192)
def _initials(nom: str) -> str:
    """First letters of its words: « ccas » for « centre communal d’action sociale »."""
    return "".join(word[0] for word in _all_words(nom))


@lru_cache(maxsize=8192)
def _sigles(nom: str) -> tuple[str, ...]:
    return tuple(word for word in _all_words(nom) if len(word) >= SHORTEST_SIGLE)


@lru_cache(maxsize=8192)
def _numbers(words: tuple[str, ...]) -> list[int]:
    return sorted(int(word) for word in words if word.isdigit())


def _nearest(word: str, others: Iterable[str]) -> float:
    return max(_likeness(word, other) for other in others)


@lru_cache(maxsize=65536)
def _likeness(first: str, second: str) -> float:
    if first == second:
        return 1.0
    if first.isdigit() or second.isdigit():
        return 0.0
    ours, theirs = _trigrams(first), _trigrams(second)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


def _trigrams(word: str) -> frozenset[str]:
    """Three letters at a time, the beginning weighed twice: « #l », « #li », « lie »…, as people cut endings."""
    padded = f"##{word}#"
    pairs = [one + two for one, two in pairwise(padded)]
    return frozenset(pair + letter for pair, letter in zip(pairs, padded[2:], strict=False))
