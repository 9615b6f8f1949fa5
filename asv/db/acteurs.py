"""In whose name a command acts: it has no session, and is trusted as whoever holds the machine is."""

from dataclasses import replace
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.comptes import active_comptes
from asv.db.territoires import Territoire
from asv.domain.acteurs import NOBODY, Acteur, Role
from asv.domain.errors import NotFound

NOT_OPEN: Final = "Le territoire {siren} n’est pas ouvert : lancez « asv open-territoire {siren} »."
UNKNOWN: Final = "Aucun compte de coordination ne porte cette adresse dans ce territoire : vérifiez-la, ou créez-le."
WHICH: Final = "Ce territoire a plusieurs coordinations, ou aucune : dites laquelle importe, avec --compte ADRESSE."


async def team_of(session: AsyncSession, siren: str) -> Acteur:
    """Nobody in particular, who reads as the coordination does; raises NotFound where no territoire is open."""
    territoire = await session.get(Territoire, siren)
    if territoire is None:
        raise NotFound(NOT_OPEN.format(siren=siren))
    return Acteur(siren, NOBODY, Role.COORDINATEUR, None, "", territoire.nom)


async def importer_of(session: AsyncSession, siren: str, email: str, *, dry_run: bool) -> Acteur:
    """The coordinator with this address, or the only one when none is given; a dry run needs nobody."""
    team = await team_of(session, siren)
    if dry_run and not email:
        return team
    comptes = await session.scalars(active_comptes(siren, Role.COORDINATEUR))
    found = [compte for compte in comptes if email in {"", compte.email}]
    if len(found) != 1:
        raise NotFound(UNKNOWN if email else WHICH)
    return replace(team, compte_id=found[0].id, nom_affiche=found[0].nom_affiche)
