"""The word sets, as lists of hashes: is it a common word, a name, a place? No word can be read back from them.

Twin of asv/web/static/js/texte/words.js. Built by tools/word_sets.py; sources and licences in data/SOURCES.csv.
"""

import re
import struct
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import accumulate
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_ENDING = re.compile(r"[esx]+$")
_VERBAL = re.compile(r"(?:er|ant|ent|ait|aient|era|eront|ons|ez|ions|i|a|it|ai|ir|u|t|nt)$")
_HEAD = struct.Struct("<III")
_MASK = 0xFFFFFFFF
SHORTEST, LONGEST = 2, 30
STEM, LONG_STEM, MORE = 3, 6, 128


class Kind(Enum):
    """A sure name; a name that is also a rare word; one that is also an ordinary word; a place; none of these."""

    SURE = 1
    RARE = 2
    ALSO_WORD = 3
    PLACE = 4
    NONE = 5


ANY_NAME = frozenset({Kind.SURE, Kind.RARE, Kind.ALSO_WORD})


def stem(word: str) -> str:
    """What the forms of a word share, so that one entry serves « orienté », « orientées » and « orientait »."""
    short = _ENDING.sub("", word)
    if len(short) < STEM:
        return word
    return _VERBAL.sub("", short, count=1) if len(short) > LONG_STEM else short


def hash_of(word: str) -> int:
    """FNV-1a over the characters, then stirred: the same 32 bits in Python and in JavaScript."""
    value = 0x811C9DC5
    for sign in word:
        value = ((value ^ ord(sign)) * 0x01000193) & _MASK
    value = ((value ^ (value >> 16)) * 0x85EBCA6B) & _MASK
    value = ((value ^ (value >> 13)) * 0xC2B2AE35) & _MASK
    return value ^ (value >> 16)


@dataclass(frozen=True, slots=True)
class WordSet:
    """Sorted hashes below `size`; a foreign word passes for a member about once in the rate it was built with."""

    size: int
    hashes: "array[int]"

    def holds(self, hashed: int) -> bool:
        value = hashed % self.size
        place = bisect_left(self.hashes, value)
        return place < len(self.hashes) and self.hashes[place] == value


def _unpack(body: bytes) -> "array[int]":
    gaps, gap, shift = [], 0, 0
    for byte in body:
        gap |= (byte % MORE) << shift
        if byte >= MORE:
            shift += 7
        else:
            gaps.append(gap)
            gap = shift = 0
    return array("I", accumulate(gaps))


@dataclass(frozen=True, slots=True)
class Words:
    """The five sets, in the order of the file."""

    common: WordSet
    sure: WordSet
    rare: WordSet
    also_word: WordSet
    place: WordSet

    def is_common(self, word: str) -> bool:
        """Whether French, in one of its forms, knows this word; what is too long or too short counts as known."""
        return not SHORTEST <= len(word) <= LONGEST or self.common.holds(hash_of(stem(word)))

    def kind_of_name(self, word: str) -> Kind:
        """How surely a word is somebody's name; NONE for what no list knows."""
        if not SHORTEST <= len(word) <= LONGEST:
            return Kind.NONE
        hashed = hash_of(word)
        return next((kind for kind, words in self._by_kind() if words.holds(hashed)), Kind.NONE)

    def _by_kind(self) -> tuple[tuple[Kind, WordSet], ...]:
        return (
            (Kind.SURE, self.sure), (Kind.RARE, self.rare), (Kind.ALSO_WORD, self.also_word), (Kind.PLACE, self.place),
        )  # fmt: skip


@cache
def load_words() -> Words:
    """Read the sets once for the whole process; they hold nothing of any text."""
    content = (_DATA / "mots.bin").read_bytes()
    sets, place = [], 0
    while place < len(content):
        size, length, _ = _HEAD.unpack_from(content, place)
        place += _HEAD.size
        sets.append(WordSet(size, _unpack(content[place : place + length])))
        place += length
    return Words(*sets)
