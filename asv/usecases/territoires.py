"""Opening a territoire, and the QPV of its contrat de ville."""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from asv import reference
from asv.db.reference import Commune, Epci, Qpv
from asv.db.territoires import Territoire, TerritoireQpv, cellules_of, qpv_of, territoires
from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Conflict, Forbidden, NotFound


async def open_territoire(session: AsyncSession, siren: str, sigle: str | None = None) -> str:
    """Opens an EPCI as a territoire with the QPV that touch it; gives back its name."""
    epci = await session.get(Epci, siren)
    if epci is None:
        raise NotFound(f"Aucun EPCI ne porte le SIREN {siren}. Vérifiez-le, ou lancez « asv load-reference ».")
    if await session.get(Territoire, siren) is not None:
        raise Conflict(f"Le territoire {epci.nom} est déjà ouvert.")
    session.add(Territoire(territoire_id=siren, nom=epci.nom, sigle=sigle or epci.nom))
    await session.flush()
    for entry in reference.default_contract(siren).qpv:
        session.add(TerritoireQpv(territoire_id=siren, qpv=entry.qpv, dans_contrat=entry.dans_contrat))
    await session.flush()
    return epci.nom


async def open_if_new(session: AsyncSession, siren: str) -> None:
    if await session.get(Territoire, siren) is None:
        await open_territoire(session, siren)


async def list_territoires(session: AsyncSession) -> list[Territoire]:
    return list((await session.scalars(territoires())).all())


async def list_qpv(session: AsyncSession, territoire_id: str, *, dans_contrat: bool | None = True) -> list[Qpv]:
    return [row[0] for row in await session.execute(qpv_of(territoire_id, dans_contrat=dans_contrat))]


async def list_contract(session: AsyncSession, acteur: Acteur) -> list[tuple[Qpv, bool]]:
    rows = await session.execute(qpv_of(acteur.territoire_id, dans_contrat=None))
    return [(row[0], row[1]) for row in rows]


async def switch_qpv(session: AsyncSession, acteur: Acteur, qpv: str, *, dans_contrat: bool) -> None:
    """Puts a QPV in or out of the perimeter of the contrat de ville; its contacts stay where they are."""
    if acteur.role is not Role.COORDINATEUR:
        raise Forbidden("Seule la coordination de l’Atelier Santé Ville choisit le périmètre du contrat.")
    done = await session.execute(
        update(TerritoireQpv)
        .where(TerritoireQpv.territoire_id == acteur.territoire_id, TerritoireQpv.qpv == qpv)
        .values(dans_contrat=dans_contrat)
        .returning(TerritoireQpv.qpv)
    )
    if done.first() is None:
        raise NotFound("Ce quartier n’appartient pas à votre territoire.")


async def places_of(session: AsyncSession, territoire_id: str) -> dict[str, Any]:
    """Communes with the QPV parts they hold, and names of the QPV: what a tablet needs to say where it is."""
    communes = await session.scalars(select(Commune).where(Commune.epci == territoire_id).order_by(Commune.nom_tri))
    parts: dict[str, list[str]] = {}
    for commune, qpv in await session.execute(cellules_of(territoire_id)):
        parts.setdefault(commune, []).append(qpv)
    return {
        "communes": [{"code": c.code, "nom": c.nom, "qpv": parts.get(c.code, [])} for c in communes],
        "qpv": [{"code": q.code, "nom": q.nom} for q in await list_qpv(session, territoire_id, dans_contrat=None)],
    }
