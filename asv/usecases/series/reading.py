"""The séries of context that a territoire reads, each with its vintages and its places."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.scope import visible
from asv.db.series import ImportationSerie, lieux_of, series_lues
from asv.db.territoires import cellules_of
from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Forbidden, NotFound
from asv.domain.series import Lieu
from asv.domain.series.lues import SerieLue
from asv.domain.series.portrait import Portrait, portrait_of
from asv.domain.series.reperes import Rapprochement, rapprochement_of

NOT_FOR_YOU = "Les données de contexte se lisent avec un compte de travail : demandez à la coordination."
NO_FIGURE = "Cette série n’a encore aucun chiffre ici : la coordination peut apporter le fichier du producteur."
UNKNOWN_PLACE = "Ce lieu n’est pas du territoire : choisissez-en un dans la liste."


@dataclass(frozen=True, slots=True)
class Contexte:
    """lues: vintages of each série by its code, the latest last. lieux: by code."""

    lues: dict[str, tuple[SerieLue, ...]]
    lieux: dict[str, Lieu]


async def read_contexte(session: AsyncSession, acteur: Acteur) -> Contexte:
    if acteur.role is Role.ADMINISTRATEUR:
        raise Forbidden(NOT_FOR_YOU)
    lieux = await lieux_of(session, acteur.territoire_id, acteur.territoire_nom)
    lues = await series_lues(session, visible(ImportationSerie, acteur), lieux)
    return Contexte(lues, {lieu.code: lieu for lieu in lieux})


async def read_portrait(session: AsyncSession, acteur: Acteur, code: str) -> tuple[Portrait, Contexte]:
    """What is known of one place; of a QPV, also what is known of its communes, apart. Raises NotFound."""
    contexte = await read_contexte(session, acteur)
    lieu = contexte.lieux.get(code)
    if lieu is None:
        raise NotFound(UNKNOWN_PLACE)
    cellules = await session.execute(cellules_of(acteur.territoire_id))
    communes = sorted({commune for commune, qpv in cellules if qpv == code})
    return portrait_of(contexte.lues, lieu, [contexte.lieux[commune] for commune in communes]), contexte


@dataclass(frozen=True, slots=True)
class QuartiersLus:
    """A série of the quartiers with what it may be set beside. communes: those of each quartier, by its code."""

    rapprochement: Rapprochement
    lieux: dict[str, Lieu]
    communes: dict[str, list[str]]


async def read_quartiers(session: AsyncSession, acteur: Acteur, code: str) -> QuartiersLus:
    """Raises NotFound for a série without figure here, Refused for one that is not of the QPV of 2024."""
    contexte = await read_contexte(session, acteur)
    lues = contexte.lues.get(code)
    if lues is None:
        raise NotFound(NO_FIGURE)
    communes: dict[str, list[str]] = {}
    for commune, qpv in await session.execute(cellules_of(acteur.territoire_id)):
        communes.setdefault(qpv, []).append(commune)
    return QuartiersLus(rapprochement_of(lues, contexte.lues), contexte.lieux, communes)
