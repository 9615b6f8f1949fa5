"""The lists as the tablets read them, small enough for a poor network."""

import json
from datetime import date
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256

from asv.domain.nomenclatures.catalogue import LISTES, VERSION, in_force
from asv.domain.nomenclatures.entree import Entree

# What logging a contact takes: the rest comes after, for the pieces of the notebook.
OF_A_CONTACT = frozenset({
    "VALEUR_MANQUANTE", "MODE_CONTACT", "LIEU_TYPE", "TYPE_INTERVENTION", "PUBLIC", "TRANCHE_AGE", "SEXE_GENRE",
    "FREIN", "THEME_SANTE", "ORIENTATION", "TYPE_ORIENTATION", "LANGUE",
})  # fmt: skip


class Part(StrEnum):
    """Which lists are asked for: all, those of a contact, or the others."""

    TOUT = "tout"
    SAISIE = "saisie"
    PIECES = "pieces"

    def holds(self, liste: str) -> bool:
        return self is Part.TOUT or (liste in OF_A_CONTACT) is (self is Part.SAISIE)


def _line(entree: Entree) -> dict[str, str | bool]:
    """Name only what the tablet shows, and only when there is something to say: no `court` when `libelle` is short."""
    line: dict[str, str | bool | None] = {
        "code": entree.code,
        "libelle": entree.libelle,
        "court": entree.court if entree.court != entree.libelle else None,
        "parent": entree.parent,
        "sensible": entree.sensible,
        "extra": entree.extra,
    }
    return {key: value for key, value in line.items() if value}


def as_json(jour: date, part: Part = Part.TOUT) -> dict[str, object]:
    """Version and values in force on that day, without the empty keys: `{"version": …, "listes": {"FREIN": […]}}`."""
    listes = {code: [_line(entree) for entree in in_force(code, jour)] for code in LISTES if part.holds(code)}
    return {"version": VERSION, "listes": listes}


@lru_cache(maxsize=12)
def as_bytes(jour: date, part: Part = Part.TOUT) -> bytes:
    """Give the body to serve: the same lists as compact UTF-8 JSON."""
    return json.dumps(as_json(jour, part), ensure_ascii=False, separators=(",", ":")).encode()


@lru_cache(maxsize=12)
def etag(jour: date, part: Part = Part.TOUT) -> str:
    """Strong tag of `as_bytes`, quotes included; it changes if and only if a byte changes."""
    return f'"{VERSION}-{sha256(as_bytes(jour, part)).hexdigest()[:32]}"'
