"""The health problems retained for a year, as the coordination enters them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from asv.domain.champs import Champs, codes_of

LIBELLE = 120
RANKS = 20


@dataclass(frozen=True, slots=True)
class PrioriteSaisie:
    """A priorité as typed. `qpv`: empty for the whole territoire."""

    libelle: str
    rang: str
    annee: str
    qpv: str = ""
    theme: str = ""
    frein: str = ""
    retenue_le: str = ""
    ambitions: tuple[str, ...] = ()
    is_confirme: bool = False


@dataclass(frozen=True, slots=True)
class PrioriteGardee:
    libelle: str
    rang: int
    annee: int
    qpv: str | None
    theme: str | None
    frein: str | None
    retenue_le: date
    ambitions: tuple[UUID, ...]


def check_priorite(
    saisie: PrioriteSaisie, *, quartiers: Collection[str], ambitions: Collection[str], today: date
) -> PrioriteGardee:
    """A priorité ready to be kept. Raises Incorrect with every field to correct."""
    champs = Champs()
    champs.confirme = saisie.is_confirme
    libelle = champs.free_text("libelle", saisie.libelle, LIBELLE, missing="Dites la priorité en quelques mots.")
    rang = _number(champs, "rang", saisie.rang, range(1, RANKS + 1), f"Donnez un rang de 1 à {RANKS}.")
    annee = _number(
        champs, "annee", saisie.annee, range(today.year - 1, today.year + 2),
        "Choisissez l’année en cours, la précédente ou la suivante.",
    )  # fmt: skip
    if saisie.qpv and saisie.qpv not in quartiers:
        champs.refuse("qpv", "Choisissez un quartier du contrat de ville, ou tout le territoire.")
    if not saisie.theme and not saisie.frein:
        champs.refuse("theme", "Choisissez un thème ou un frein : c’est ce qui relie la priorité aux actions.")
    _listed(champs, "theme", saisie.theme, codes_of("THEME_SANTE", today), "Choisissez un thème de la liste.")
    _listed(champs, "frein", saisie.frein, codes_of("FREIN", today), "Choisissez un frein de la liste.")
    day = _day(champs, saisie.retenue_le, today)
    kept = champs.codes("ambitions", saisie.ambitions, ambitions, unknown="Choisissez des ambitions de la liste.")
    champs.settle()
    return PrioriteGardee(
        libelle, rang, annee, saisie.qpv or None, saisie.theme or None, saisie.frein or None, day,
        tuple(UUID(one) for one in kept),
    )  # fmt: skip


def _day(champs: Champs, given: str, today: date) -> date:
    day = champs.day("retenue_le", given, missing="Indiquez le jour où elle a été retenue.")
    if not champs.has_refused("retenue_le") and day > today:
        champs.refuse("retenue_le", "Ce jour n’est pas encore venu.")
    return day


def _number(champs: Champs, champ: str, given: str, allowed: range, wrong: str) -> int:
    number = int(given) if given.isascii() and given.isdecimal() and len(given) <= len(str(allowed[-1])) else -1
    if number not in allowed:
        champs.refuse(champ, wrong)
    return number


def _listed(champs: Champs, champ: str, given: str, known: Collection[str], wrong: str) -> None:
    if given and given not in known:
        champs.refuse(champ, wrong)
