"""Reading a whole saisie: its version, its declared fields, its day, its place.

Clock bounds: threat T14 (60 days back; ten minutes ahead is one day ahead once the hour is gone).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from asv.domain import nomenclatures
from asv.domain.periodes import GenrePeriode, is_closed, periode_of
from asv.domain.saisie.champs import Champ
from asv.domain.saisie.refus import InvalidField, NeedsCoordinator, is_slug, missing, wrong_type

LONGEST_DELAY = timedelta(days=60)
CLOCK_TOLERANCE = timedelta(days=1)
FARTHEST = timedelta(days=2 * 366)


@dataclass(frozen=True, slots=True)
class Places:
    """Communes of a territoire, by INSEE code, each with the QPV that have a part in it."""

    communes: Mapping[str, frozenset[str]]

    def check(self, commune: str | None, qpv: str | None, *, champs: tuple[str, str]) -> None:
        """Refuse a commune of another territoire, or a QPV that has no part in the commune; `champs` names both."""
        if commune is None or commune not in self.communes:
            raise InvalidField(champs[0], "Cette commune n’est pas du territoire : choisissez-en une de la liste.")
        if qpv is not None and qpv not in self.communes[commune]:
            raise InvalidField(champs[1], "Ce quartier n’est pas dans cette commune : corrigez l’un ou l’autre.")


def read_version(contenu: Mapping[str, object]) -> str:
    """Give the version of the lists used; one this server has never heard of is newer than it, not wrong."""
    version = contenu.get("nomenclature")
    if not isinstance(version, str):
        raise missing("nomenclature")
    if version not in nomenclatures.VERSIONS:
        raise NeedsCoordinator(
            "nomenclature",
            "Cette version des listes n’est pas connue du serveur : la saisie est gardée jusqu’à sa mise à jour.",
        )
    return version


def read_fields(champs: Mapping[str, Champ], contenu: object) -> dict[str, Any]:
    """Give every declared field of a saisie, typed, `nomenclature` included; a field nobody declared is refused."""
    if not isinstance(contenu, dict):
        raise wrong_type("contenu", "un objet")
    version = read_version(contenu)
    values: dict[str, Any] = {nom: champ.absent for nom, champ in champs.items()}
    for nom, value in contenu.items():
        champ = champs.get(nom)
        if champ is not None:
            if value is not None:
                values[nom] = champ.read(nom, value, version)
        elif nom != "nomenclature":
            shown = nom if is_slug(nom) else "contenu"
            raise InvalidField(shown, "Ce champ n’existe pas : retirez-le, ou mettez la tablette à jour.")
    for nom, champ in champs.items():
        if champ.is_required and contenu.get(nom) is None:
            raise missing(nom)
    values["nomenclature"] = version
    return values


def check_day(champ: str, day: date, today: date) -> None:
    """Hold a day between the two clock bounds; `today` is that of the server.

    One day ahead is let through, and told by `is_doubtful`: somewhere it is already tomorrow. Further back than 60
    days a coordinator decides, because a tablet found again in a drawer is not a mistake.
    """
    if day > today + CLOCK_TOLERANCE:
        raise InvalidField(champ, "Cette date est dans le futur : vérifiez l’horloge de la tablette et la date.")
    if day < today - LONGEST_DELAY:
        raise NeedsCoordinator(
            champ,
            f"Cette date remonte à plus de {LONGEST_DELAY.days} jours : la saisie est gardée, la coordination décide.",
        )


def check_open(champ: str, day: date, today: date) -> None:
    """Hold back a day of a closed quarter: its figures no longer move unless a coordinator says so."""
    trimestre = periode_of(day, GenrePeriode.TRIMESTRE)
    if is_closed(trimestre, today):
        raise NeedsCoordinator(
            champ,
            f"Le {trimestre.libelle} est clos : la saisie est gardée, la coordination décide de l’y ajouter.",
        )


def check_soon(champ: str, day: date | None, start: date) -> None:
    """Refuse an appointment or a reminder before what it follows, or farther than two years."""
    if day is not None and not start <= day <= start + FARTHEST:
        raise InvalidField(champ, "Cette date doit venir après celle de l’étape, dans les deux ans : corrigez-la.")


def is_doubtful(day: date, received: date) -> bool:
    """Whether a day kept as typed comes after the day it was received: the clock of the tablet was wrong."""
    return day > received
