"""The séries of context that a territoire reads, each with its vintages and its places."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.scope import visible
from asv.db.series import ImportationSerie, lieux_of, series_lues
from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Forbidden
from asv.domain.series import Lieu
from asv.domain.series.lues import SerieLue

NOT_FOR_YOU = "Les données de contexte se lisent avec un compte de travail : demandez à la coordination."


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
