"""Adjustments since a closing, for the coordination: how many by quarter, never of whom."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.saisies import ajustements_of
from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Forbidden
from asv.domain.periodes import GenrePeriode, Periode, periode_of


@dataclass(frozen=True, slots=True)
class AjustementsDuTrimestre:
    """Number of dated adjustments written after the closing of a quarter, which did not move for them."""

    periode: Periode
    nombre: int


async def ajustements(session: AsyncSession, acteur: Acteur) -> list[AjustementsDuTrimestre]:
    """The closed quarters that were adjusted, the newest first."""
    if acteur.role is not Role.COORDINATEUR:
        raise Forbidden("Le compte des ajustements est tenu pour la coordination.")
    totals: dict[Periode, int] = {}
    for _, first, nombre in await session.execute(ajustements_of(acteur)):
        periode = periode_of(first, GenrePeriode.TRIMESTRE)
        totals[periode] = totals.get(periode, 0) + nombre
    return [AjustementsDuTrimestre(periode, totals[periode]) for periode in sorted(totals, reverse=True)]
