"""The sheet of a suivi: where the person stands, how it came to that, and what stays closed of a colleague's work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID

from asv.domain import nomenclatures
from asv.domain.suivis.resultats import delay_days, is_open, resultat_at

APPLIQUEE, EN_CONFLIT = "appliquee", "en_conflit"
PARTAGE = "IP_ACCORD_PARTAGE"
YEARS_KEPT = 2
"""After the last contact: CNIL, social accompaniment (domain study, F6)."""
OBJETS = {
    "droit": "COUVERTURE", "besoin": "BESOIN", "autonomie": "AUTONOMIE_DOMAINE", "residence": "ZONE_RESIDENCE",
    "accord": "INFORMATION_PERSONNE", "rencontre": "MODE_CONTACT", "cloture": "CLOTURE",
}  # fmt: skip


class EtapeLike(Protocol):
    """A row of the chain of a suivi."""

    @property
    def id(self) -> UUID: ...
    @property
    def auteur_id(self) -> UUID: ...
    @property
    def nature(self) -> str: ...
    @property
    def objet(self) -> str | None: ...
    @property
    def avant(self) -> str | None: ...
    @property
    def apres(self) -> str | None: ...
    @property
    def date_etape(self) -> date: ...
    @property
    def structure_id(self) -> UUID | None: ...
    @property
    def etat(self) -> str: ...


E = TypeVar("E", bound=EtapeLike)


class AttenduLike(Protocol):
    """A row of an orientation or of a démarche."""

    @property
    def id(self) -> UUID: ...
    @property
    def auteur_id(self) -> UUID: ...
    @property
    def delai_jours(self) -> int | None: ...
    @property
    def relance_le(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class DroitSuivi:
    """A right: its states in the order of their days, (day, before, after); the last `after` holds."""

    couverture: str
    passages: tuple[tuple[date, str | None, str], ...]

    @property
    def etat(self) -> str:
        return self.passages[-1][2]


@dataclass(frozen=True, slots=True)
class AutonomieSuivie:
    domaine: str
    ouverture: str
    actuelle: str

    @property
    def gain(self) -> int:
        """Steps won since the opening; below zero when some were lost."""
        levels = [entree.code for entree in nomenclatures.liste("AUTONOMIE").entrees]
        known = {self.ouverture, self.actuelle} <= set(levels)
        return levels.index(self.actuelle) - levels.index(self.ouverture) if known else 0


@dataclass(frozen=True, slots=True)
class Attendu:
    """An orientation or a démarche and what it gave; `resultat` holds today, `delai` is days to the first answer."""

    id: UUID
    genre: str
    code: str
    auteur_id: UUID
    jour: date
    couverture: str | None
    precisions: tuple[str, ...]
    delai_jours: int | None
    relance_le: date | None
    rendez_vous_le: date | None
    dates: tuple[tuple[date, str, str], ...]
    resultat: str
    delai: int | None
    is_hidden: bool

    @property
    def is_open(self) -> bool:
        return is_open(self.resultat)


def attendu_of(
    row: AttenduLike, *, genre: str, code: str, jour: date, today: date, is_hidden: bool,
    resultats: Sequence[tuple[date, str, str]], couverture: str | None = None, precisions: Sequence[str] = (),
    rendez_vous_le: date | None = None,
) -> Attendu:  # fmt: skip
    """Join an orientation or a démarche to its results, in the order they came."""
    dated = [(day, known) for day, known, _ in resultats]
    return Attendu(
        id=row.id, genre=genre, code=code, auteur_id=row.auteur_id, jour=jour,
        couverture=couverture, precisions=tuple(precisions),
        delai_jours=row.delai_jours, relance_le=row.relance_le, rendez_vous_le=rendez_vous_le, dates=tuple(resultats),
        resultat=resultat_at(jour, dated, today), delai=delay_days(jour, dated), is_hidden=is_hidden,
    )  # fmt: skip


def _held(etapes: Iterable[E], nature: str) -> list[E]:
    return [etape for etape in etapes if etape.nature == nature and etape.etat == APPLIQUEE]


def droits_of(etapes: Iterable[EtapeLike]) -> list[DroitSuivi]:
    """Rights in the order they were first noted; `etapes` come in the order of their days."""
    passages: dict[str, list[tuple[date, str | None, str]]] = {}
    for etape in _held(etapes, "droit"):
        if etape.objet and etape.apres:
            passages.setdefault(etape.objet, []).append((etape.date_etape, etape.avant, etape.apres))
    return [DroitSuivi(couverture, tuple(found)) for couverture, found in passages.items()]


def autonomies_of(etapes: Iterable[EtapeLike]) -> list[AutonomieSuivie]:
    """First and last level of each domain measured."""
    levels: dict[str, list[str]] = {}
    for etape in _held(etapes, "autonomie"):
        if etape.objet and etape.apres:
            levels.setdefault(etape.objet, []).append(etape.apres)
    return [AutonomieSuivie(domaine, found[0], found[-1]) for domaine, found in levels.items()]


def besoins_of(etapes: Iterable[E]) -> list[E]:
    """Needs, each once: as it was first noted."""
    first: dict[str | None, E] = {}
    for etape in _held(etapes, "besoin"):
        first.setdefault(etape.objet, etape)
    return list(first.values())


def accords_of(etapes: Iterable[E]) -> list[E]:
    return _held(etapes, "accord")


def residences_of(etapes: Iterable[E]) -> list[E]:
    return _held(etapes, "residence")


def is_shared(etapes: Iterable[EtapeLike]) -> bool:
    """Whether the person agreed that the mediators of the territoire share what concerns her."""
    return any(etape.objet == PARTAGE and etape.structure_id is None for etape in accords_of(etapes))


def is_sensible(nature: str, objet: str | None) -> bool:
    """Whether the object of a line is one that a colleague's sheet does not show."""
    liste = {"demarche": "DEMARCHE", "orientation": "ORIENTATION"}.get(nature) or OBJETS.get(nature)
    return bool(liste and objet and nature != "cloture" and nomenclatures.is_sensible(liste, objet))


def kept_until(last: date) -> date:
    """The day a suivi is erased, when nothing happens after that day with the person."""
    try:
        return last.replace(year=last.year + YEARS_KEPT)
    except ValueError:  # a 29 February
        return last.replace(year=last.year + YEARS_KEPT, day=28)
