"""What somebody decides of an alert, with a reason; that the check was read; what the structures are shown."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, change_action
from asv.db.alertes import Alerte
from asv.db.coordination import decided, kept_alertes, read_situation
from asv.db.notifications import told
from asv.db.scope import rows
from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import Stale, is_draft
from asv.domain.coordination import REGLES, Choix, Constat, Geste, Situation, check_choix, detect, detect_for, moves_of
from asv.domain.errors import Conflict, Forbidden, NotFound
from asv.domain.notifications import Avis, Genre
from asv.usecases.coordination.alertes import UNKNOWN, check_reader, find

DECIDED = "Quelqu’un a déjà décidé de cette alerte : rechargez la page pour lire son choix."


async def decide(
    session: AsyncSession, acteur: Acteur, alerte_id: UUID, choix: Choix, *, now: datetime
) -> UUID | None:  # fmt: skip
    """Keeps what somebody decided, with the reason, and tells both sides; gives the action, if it is about one.

    Raises Incorrect with every field to correct, Conflict when somebody decided meanwhile. Nothing is ever blocked,
    and no date moves by itself: whoever carries the action makes the move.
    """
    check_reader(acteur)
    situation = await read_situation(session, acteur, now.date())
    alerte, constat = await find(session, acteur, alerte_id, situation)
    gestes = moves_of(situation, alerte.regle, alerte.action_id, alerte.autre_id)
    kept = check_choix(choix, gestes, quartiers=situation.quartiers, today=now.date())
    if constat is not None:
        await _keep(session, acteur, [constat], situation)
        alerte.territoire_id = acteur.territoire_id
    query = decided(
        alerte, kept.geste.value, kept.raison, decidee_par=acteur.compte_id, decidee_le=now,
        details={**alerte.details, **kept.details},
    )  # fmt: skip
    if (await session.execute(query)).first() is None:
        raise Conflict(DECIDED)
    if alerte.action_id is not None:
        await _tell(session, alerte, kept.geste, situation)
    return alerte.action_id


async def _keep(session: AsyncSession, acteur: Acteur, constats: Sequence[Constat], situation: Situation) -> None:
    if acteur.role is not Role.COORDINATEUR:
        raise NotFound(UNKNOWN)
    for query in kept_alertes(acteur.territoire_id, constats, situation):
        await session.execute(query)


async def _tell(session: AsyncSession, alerte: Alerte, geste: Geste, situation: Situation) -> None:
    assert alerte.action_id is not None  # noqa: S101 - the caller looked
    structures = tuple(one for one in (alerte.porteur_id, alerte.autre_porteur_id) if one)
    action = situation.by_id.get(alerte.action_id)
    titre = action.titre if action and not is_draft(action.etat) else ""  # the other side may not read a draft
    await session.execute(
        told(
            Avis(
                Genre.ALERTE, f"alerte:{alerte.id}", alerte.action_id, structures, (Role.COORDINATEUR.value,),
                details={
                    "titre": titre, "regle": REGLES[alerte.regle].titre,
                    "choix": geste.libelle,
                },
            )
        )
    )  # fmt: skip


async def note_read(
    session: AsyncSession, acteur: Acteur, action_id: UUID, *, version: int, now: datetime
) -> None:  # fmt: skip
    """The check was run and read: keeps what it says, and that somebody read it. Raises Stale on another version."""
    if acteur.role is not Role.COORDINATEUR:
        raise Forbidden("C’est la coordination qui note avoir lu ce contrôle, avant d’ouvrir la concertation.")
    action = await session.scalar(rows(Action, acteur).where(Action.id == action_id))
    if action is None:
        raise NotFound("Cette action n’existe pas.")
    situation = await read_situation(session, acteur, now.date())
    await _keep(session, acteur, detect_for(situation, action_id), situation)
    if (await session.execute(change_action(action, version, alertes_lues_le=now))).first() is None:
        raise Stale


async def keep_all(session: AsyncSession, acteur: Acteur, today: date) -> int:
    """Keeps all that is noticed now of an action, so that the structures concerned read it too; gives how many."""
    situation = await read_situation(session, acteur, today)
    found = [constat for constat in detect(situation) if constat.actions]
    await _keep(session, acteur, found, situation)
    return len(found)
