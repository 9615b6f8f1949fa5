"""Places the trade counts in: the part of a QPV inside a commune, and the order in which names are read."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

HORS_QPV = "HORS_QPV"
"""Code of the rest of a territoire in a table by QPV; it counts in the sums and is never published as a place."""

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "'": "", "’": "", "ʼ": ""})
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_DIGITS = re.compile(r"[0-9]+")


class Geographie(StrEnum):
    """Which place a contact counts in: where it happened, or where the person lives. Never one for the other."""

    LIEU = "lieu"
    RESIDENCE = "residence"


class Niveau(StrEnum):
    """How fine a figure may be published, from the finest."""

    QPV = "qpv"
    COMMUNE = "commune"
    TERRITOIRE = "territoire"


@dataclass(frozen=True, slots=True, order=True)
class Cellule:
    """Smallest place counted: the part of a QPV that lies in one commune, or the commune outside its QPV.

    commune: INSEE code. qpv: code of the 2024 generation, None outside.
    """

    commune: str
    qpv: str | None = None

    @property
    def is_hors_qpv(self) -> bool:
        return self.qpv is None


def line_of(qpv: str | None, published: Iterable[str]) -> str:
    """Line of a table by QPV in which a contact falls: its QPV when the table shows it, otherwise the rest."""
    return qpv if qpv is not None and qpv in published else HORS_QPV


def communes_of(qpv: str, cellules: Iterable[Cellule]) -> tuple[str, ...]:
    """Communes that hold a part of the QPV, by INSEE code: a QPV is not inside one commune."""
    return tuple(sorted({cellule.commune for cellule in cellules if cellule.qpv == qpv}))


def qpv_of(commune: str, cellules: Iterable[Cellule]) -> tuple[str, ...]:
    """QPV that have a part in the commune, by code."""
    return tuple(sorted({cellule.qpv for cellule in cellules if cellule.commune == commune and cellule.qpv}))


def sort_key(nom: str) -> str:
    """Key that puts French names in dictionary order: « Éleu » between « Douai » and « Fosse 8 ».

    Word by word: case, accents, ligatures and apostrophes do not count, a hyphen separates words as a space does,
    and « Fosse 2 » comes before « Fosse 12 ». Equal words are told apart by their accents, the plain one first.
    The key is plain ASCII, to be compared byte by byte (collation "C").
    """
    plain = "".join(sign for sign in _decomposed(nom.translate(_LIGATURES)) if not unicodedata.combining(sign))
    words = _NOT_A_WORD.sub("-", plain.casefold()).strip("-")
    padded = _DIGITS.sub(lambda found: found.group().zfill(6), words)
    return f"{padded}!{_accents(nom)}"


@lru_cache(maxsize=16384)
def plain_words(text: str) -> tuple[str, ...]:
    """Words without accents, case or ligatures, in their order; an apostrophe separates as a space does."""
    unlinked = re.sub("['’ʼ]", " ", text).translate(_LIGATURES)
    plain = "".join(sign for sign in _decomposed(unlinked) if not unicodedata.combining(sign))
    return tuple(_NOT_A_WORD.sub(" ", plain.casefold()).split())


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _accents(nom: str) -> str:
    """Tie-break: rank and number of each accent, in hexadecimal so that the key stays ASCII."""
    signs = enumerate(_decomposed(nom))
    return "".join(f"{99 - rank:02d}{ord(sign):04x}" for rank, sign in signs if unicodedata.combining(sign))
