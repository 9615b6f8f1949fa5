"""Every genre of saisie this server reads, version by version: older tablets stay welcome."""

from collections.abc import Callable, Mapping
from typing import Any

from asv.domain.ateliers import parse_atelier, parse_atelier_1
from asv.domain.contacts import parse_contact, parse_contact_1
from asv.domain.seances import parse_seance
from asv.domain.signaux import parse_signal
from asv.domain.suivis.etapes import parse_etape
from asv.domain.suivis.orientations import parse_orientation, parse_resultat
from asv.domain.suivis.ouverture import parse_ouverture
from asv.domain.suivis.retrait import parse_retrait

Parser = Callable[..., Any]
PARSERS: Mapping[str, Mapping[int, Parser]] = {
    "seance": {1: parse_seance},
    "contact": {1: parse_contact_1, 2: parse_contact},
    "atelier": {1: parse_atelier_1, 2: parse_atelier},
    "suivi_ouverture": {1: parse_ouverture},
    "suivi_etape": {1: parse_etape},
    "orientation": {1: parse_orientation},
    "resultat": {1: parse_resultat},
    "signal": {1: parse_signal},
    "retrait": {1: parse_retrait},
}


def is_read(genre: str, version: int) -> bool:
    """Whether this server reads that version; of a genre it has never heard of, it says so later and only for 1."""
    return version in PARSERS.get(genre, {1: None})


def parser_of(genre: str, version: int) -> Parser | None:
    return PARSERS.get(genre, {}).get(version)


def latest(genre: str) -> Parser:
    """The reader of what was already vetted: each version reads all that the former ones accepted."""
    versions = PARSERS[genre]
    return versions[max(versions)]
