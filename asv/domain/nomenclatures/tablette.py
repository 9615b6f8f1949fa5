"""The lists as the tablets read them, small enough for a poor network."""

import json
from datetime import date
from functools import lru_cache
from hashlib import sha256

from asv.domain.nomenclatures.catalogue import LISTES, VERSION, in_force
from asv.domain.nomenclatures.entree import Entree


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


def as_json(jour: date) -> dict[str, object]:
    """Version and values in force on that day, without the empty keys: `{"version": …, "listes": {"FREIN": […]}}`."""
    return {"version": VERSION, "listes": {code: [_line(entree) for entree in in_force(code, jour)] for code in LISTES}}


@lru_cache(maxsize=4)
def as_bytes(jour: date) -> bytes:
    """Give the body to serve: the same lists as compact UTF-8 JSON."""
    return json.dumps(as_json(jour), ensure_ascii=False, separators=(",", ":")).encode()


@lru_cache(maxsize=4)
def etag(jour: date) -> str:
    """Strong tag of `as_bytes`, quotes included; it changes if and only if a byte changes."""
    return f'"{VERSION}-{sha256(as_bytes(jour)).hexdigest()[:32]}"'
