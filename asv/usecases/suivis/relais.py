"""A colleague goes on with the person, when she agrees: asked by the référent, accepted or not by the colleague."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.fiches import answered, asked_relais, colleagues, left_relais, new_relais
from asv.db.journal import entry_of
from asv.domain.acteurs import Acteur
from asv.domain.champs import Incorrect
from asv.domain.errors import Conflict, Forbidden
from asv.usecases.suivis.access import find_suivi

NOT_REFERENT = "Seul le médiateur référent propose un relais."
CLOSED = "Ce suivi est clos : rouvrez-le avec la personne avant de proposer un relais."
SANS_ACCORD = "Le relais se fait avec l’accord de la personne : demandez-le-lui, puis cochez la case."
NO_COLLEAGUE = "Choisissez la personne qui prend le relais dans la liste."
ALREADY = "Un relais est déjà proposé : attendez la réponse."
GONE = "Ce relais a déjà sa réponse, ou il n’est pas pour vous."


async def list_colleagues(session: AsyncSession, acteur: Acteur) -> list[tuple[UUID, str]]:
    """The other mediators of the territoire, by the name they are shown under."""
    return [(row[0], row[1]) for row in await session.execute(colleagues()) if row[0] != acteur.compte_id]


async def propose_relais(
    session: AsyncSession, acteur: Acteur, suivi_id: UUID, *, vers: str, accord: bool, today: date
) -> None:
    """Ask a colleague; asking the same one twice asks once."""
    suivi = await find_suivi(session, acteur, suivi_id)
    if suivi.mediateur_id != acteur.compte_id:
        raise Forbidden(NOT_REFERENT)
    known = {str(row_id) for row_id, _ in await list_colleagues(session, acteur)}
    erreurs = [("vers", NO_COLLEAGUE)] if vers not in known else []
    erreurs += [] if accord else [("accord", SANS_ACCORD)]
    erreurs += [("vers", CLOSED)] if suivi.clos_le else []
    if erreurs:
        raise Incorrect(erreurs)
    pending = (await session.scalars(asked_relais(acteur, today, suivi_id))).first()
    if pending is None:
        await _ask(session, acteur, suivi_id, UUID(vers), today)
    elif str(pending.vers_id) != vers:
        raise Incorrect([("vers", ALREADY)])


async def _ask(session: AsyncSession, acteur: Acteur, suivi_id: UUID, vers: UUID, today: date) -> None:
    """What was left without answer for a month is taken back first: one relais is asked at a time."""
    left = await session.scalar(left_relais(acteur, today, suivi_id))
    if left is not None:
        await session.scalar(answered(left, oui=False))
    if await session.scalar(new_relais(acteur, suivi_id, vers, today)) is None:
        raise Incorrect([("vers", ALREADY)])
    await session.execute(entry_of(acteur, "relais_propose", str(suivi_id)))


async def answer_relais(session: AsyncSession, acteur: Acteur, suivi_id: UUID, *, accepte: bool, today: date) -> None:
    """Accept, and become the référent, or refuse, and read the suivi no more."""
    await find_suivi(session, acteur, suivi_id)
    pending = (await session.scalars(asked_relais(acteur, today, suivi_id))).first()
    if pending is None or pending.vers_id != acteur.compte_id:
        raise Conflict(GONE)
    if not await session.scalar(answered(pending, oui=accepte)):
        raise Conflict(GONE)
    await session.execute(entry_of(acteur, "relais_accepte" if accepte else "relais_refuse", str(suivi_id)))
