"""The matrix QPV × theme, the séances of one of its cells, and how many fall in each QPV over a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, DateAction, concerns
from asv.db.besoins import RangBesoin
from asv.db.calendrier import counts_by_quartier, latest_rangs, seances_of
from asv.db.reference import communes_of
from asv.db.scope import visible
from asv.db.territoires import cellules_of, qpv_of
from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import ANNULEE, REPORTEE, Right, check_role
from asv.domain.coordination.rangs import Rangs, family
from asv.domain.errors import Forbidden, NotFound, Refused
from asv.domain.matrice import HELD_WITHIN, Compte, Matrice, matrice_of

AHEAD: Final = timedelta(days=730)
"""As far as a date may be announced."""
READERS: Final = frozenset({Role.PARTENAIRE, Role.COORDINATEUR, Role.FINANCEUR})
LONGEST: Final = timedelta(days=3 * 366)
NOT_READERS = "La matrice se lit par les partenaires, les financeurs et la coordination."
NO_CELL = "Ce quartier ou ce thème ne figure pas dans la matrice."
BACKWARDS = "La fin de la période vient après son début : échangez les deux dates."
TOO_LONG = "Choisissez une période de trois ans au plus."


@dataclass(frozen=True, slots=True)
class Quartier:
    code: str
    nom: str
    population: int | None


@dataclass(frozen=True, slots=True)
class LectureMatrice:
    """`annee`: of the ranks of need, None while none is published."""

    matrice: Matrice
    quartiers: tuple[Quartier, ...]
    annee: int | None

    def quartier(self, code: str) -> Quartier:
        return next(quartier for quartier in self.quartiers if quartier.code == code)


@dataclass(frozen=True, slots=True)
class SeanceCase:
    date: date
    titre: str
    url: str
    porteur: str
    lieu: str
    is_past: bool


@dataclass(frozen=True, slots=True)
class SeancesParQpv:
    """Séances of a time, by QPV of the contract; `noms_communes` and the cells place them on a map."""

    quartiers: tuple[Quartier, ...]
    comptes: Mapping[str, int]
    noms_communes: Mapping[str, str]
    communes: Mapping[str, tuple[str, ...]]


def window(today: date) -> tuple[date, date]:
    """What the matrix counts: twelve months back, and all that is announced."""
    return today - HELD_WITHIN, today + AHEAD


async def read_matrice(session: AsyncSession, acteur: Acteur, today: date) -> LectureMatrice:
    if acteur.role not in READERS:
        raise Forbidden(NOT_READERS)
    check_role(acteur, Right.READ)
    quartiers = await _quartiers(session, acteur)
    rangs, annee = await _rangs(session, acteur)
    comptes = await _comptes(session, acteur, window(today), today)
    return LectureMatrice(matrice_of([q.code for q in quartiers], comptes, rangs), quartiers, annee)


async def _quartiers(session: AsyncSession, acteur: Acteur) -> tuple[Quartier, ...]:
    found = await session.execute(qpv_of(acteur.territoire_id))
    return tuple(Quartier(qpv.code, qpv.nom, qpv.population) for qpv, _ in found)


async def _rangs(session: AsyncSession, acteur: Acteur) -> tuple[Rangs, int | None]:
    found = (await session.execute(latest_rangs(visible(RangBesoin, acteur)))).all()
    return {(qpv, theme): rang for qpv, theme, rang, _ in found}, found[0][3] if found else None


async def _comptes(
    session: AsyncSession, acteur: Acteur, between: tuple[date, date], today: date
) -> list[Compte]:  # fmt: skip
    seen = visible(Action, acteur) & visible(DateAction, acteur)
    return [Compte(*row) for row in await session.execute(counts_by_quartier(seen, between, today))]


async def seances_of_case(
    session: AsyncSession, acteur: Acteur, qpv: str, theme: str, today: date
) -> tuple[LectureMatrice, list[SeanceCase]]:
    """The dates that a cell counts, those to come first, then those held from the last one."""
    lecture = await read_matrice(session, acteur, today)
    if (qpv, theme) not in lecture.matrice.cases:
        raise NotFound(NO_CELL)
    seen = visible(Action, acteur) & visible(DateAction, acteur)
    query = seances_of(seen, *window(today)).where(
        concerns(qpv), DateAction.etat.notin_((ANNULEE, REPORTEE)), Action.etat.notin_((ANNULEE, REPORTEE))
    )
    found = [row for row in await session.execute(query) if family(row.theme) == theme]
    lines = [
        SeanceCase(
            row.jour, row.titre, f"/actions/{row.action_id}", row.porteur, f"{row.lieu}, {row.commune}",
            row.jour < today,
        )
        for row in found
    ]  # fmt: skip
    held = [line for line in lines if line.is_past]
    return lecture, [*(line for line in lines if not line.is_past), *reversed(held)]


async def count_by_quartier(
    session: AsyncSession, acteur: Acteur, between: tuple[date, date], theme: str, today: date
) -> SeancesParQpv:
    """Séances held or to come between two days; `theme`: of level 1, empty for all. Not one figure about people."""
    check_role(acteur, Right.READ)
    if between[1] < between[0]:
        raise Refused(BACKWARDS)
    if between[1] - between[0] > LONGEST:
        raise Refused(TOO_LONG)
    counted: dict[str, int] = {}
    for compte in await _comptes(session, acteur, between, today):
        if not theme or family(compte.theme) == theme:
            counted[compte.qpv] = counted.get(compte.qpv, 0) + compte.tenues + compte.a_venir
    return SeancesParQpv(await _quartiers(session, acteur), counted, *await _communes(session, acteur))


async def _communes(session: AsyncSession, acteur: Acteur) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    names = {commune.code: commune.nom for commune in await session.scalars(communes_of(acteur.territoire_id))}
    parts: dict[str, tuple[str, ...]] = {}
    for commune, qpv in await session.execute(cellules_of(acteur.territoire_id)):
        parts[qpv] = (*parts.get(qpv, ()), names.get(commune, commune))
    return names, parts
