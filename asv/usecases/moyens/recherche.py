"""Finding what is free on a day, near a place; and what else would do when it has just been taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import DateAction
from asv.db.moyens import Moyen
from asv.domain.acteurs import Acteur
from asv.domain.moyens import EtatMoyen, Sens, creneaux_between, free_units, is_lent, next_free, said_creneaux
from asv.domain.nomenclatures.enumerations import Creneau
from asv.usecases.moyens.annonces import (
    LigneMoyen,
    check_writer,
    find_line,
    read_lines,
    taken_half_days,
    with_distance,
)

MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
FARTHEST = 30.0


@dataclass(frozen=True, slots=True)
class Besoin:
    """What is looked for. `place`: commune and QPV; `creneaux`: half-days of that day, all at once."""

    code: str
    jour: date
    creneaux: tuple[str, ...]
    place: tuple[str | None, str | None] = (None, None)
    km: float = 5.0
    quantite: int = 1


@dataclass(frozen=True, slots=True)
class Libre:
    """An offer that is free. `unites`: how many at once, or how many are left of what is used up."""

    line: LigneMoyen
    unites: int


async def find_free(session: AsyncSession, acteur: Acteur, besoin: Besoin) -> list[Libre]:
    """Offers free on that day within that distance, the nearest first; those without a place come to you, last."""
    check_writer(acteur)
    of_code = Moyen.code == besoin.code, Moyen.sens == Sens.OFFRE.value, Moyen.etat == EtatMoyen.OUVERT.value
    in_time = Moyen.debut <= besoin.jour, Moyen.fin >= besoin.jour
    lines = [with_distance(line, besoin.place) for line in await read_lines(session, acteur, *of_code, *in_time)]
    near = [line for line in lines if line.km is None or line.km <= besoin.km]
    taken = await taken_half_days(session, acteur, [line.moyen.id for line in near], besoin.jour, 0)
    found = [Libre(line, _left(line, taken[line.moyen.id], besoin)) for line in near]
    kept = [libre for libre in found if libre.unites >= besoin.quantite]
    return sorted(kept, key=lambda libre: (libre.line.km is None, libre.line.km or 0.0))


def _left(line: LigneMoyen, prises: dict[tuple[date, str], set[int]], besoin: Besoin) -> int:
    if not is_lent(line.moyen.code):
        return line.rest
    return len(free_units(line.ouverture, prises, besoin.jour, besoin.creneaux))


async def alternative(
    session: AsyncSession, acteur: Acteur, line: LigneMoyen, day: DateAction | None, creneaux: Sequence[str], *,
    quantite: int,
) -> str:  # fmt: skip
    """Why it is not to be had, and what is: another half-day of the same, or another near by."""
    if day is None:
        return await _left_of_stock(session, acteur, line, quantite)
    taken = await taken_half_days(session, acteur, [line.moyen.id], day.jour)
    later = next_free(line.ouverture, taken[line.moyen.id], day.jour, creneaux, quantite=quantite)
    place = day.commune, day.qpv
    wanted = Besoin(line.moyen.code, day.jour, tuple(creneaux), place, FARTHEST, quantite)
    others = [libre for libre in await find_free(session, acteur, wanted) if libre.line.moyen.id != line.moyen.id]
    said = f"« {line.moyen.libelle} » n’est pas libre {_said_day(day.jour)} ({_said(creneaux)})."
    ways = [f"le même moyen est libre {_said_day(later[0])}, {_said([later[1]])}"] if later else []
    ways += [f"{_near(others[0])} est libre à ce moment"] if others else []
    if not ways:
        return f"{said} Rien d’autre ne l’est non plus à ce moment : changez la date, ou publiez une demande."
    return f"{said} Mais {', et '.join(ways)}."


async def _left_of_stock(session: AsyncSession, acteur: Acteur, line: LigneMoyen, quantite: int) -> str:
    fresh = await find_line(session, acteur, line.moyen.id)
    if fresh.rest >= quantite:
        return "Cette réservation n’a pas pu être prise : réessayez, ou demandez à la coordination."
    if fresh.rest:
        return f"Il ne reste que {fresh.rest} sur {fresh.moyen.quantite} de « {fresh.moyen.libelle} » : demandez moins."
    return f"Il ne reste rien de « {fresh.moyen.libelle} » : cherchez une autre offre, ou publiez une demande."


def _near(libre: Libre) -> str:
    line = libre.line
    far = f", à {line.km:.1f} km".replace(".", ",") if line.km is not None else ""
    return f"« {line.moyen.libelle} » ({line.structure}{far})"


def _said_day(jour: date) -> str:
    number = "1er" if jour.day == 1 else str(jour.day)
    return f"le {number} {MOIS[jour.month - 1]} {jour.year}"


def _said(creneaux: Sequence[str]) -> str:
    return said_creneaux([Creneau(creneau) for creneau in creneaux])


def besoin_for(day: DateAction, code: str, km: float = FARTHEST) -> Besoin:
    """What a date of an action may look for: a kind of means, on its half-days, around its place."""
    creneaux = tuple(creneau.value for creneau in creneaux_between(day.debut, day.fin))
    return Besoin(code, day.jour, creneaux, (day.commune, day.qpv), km)
