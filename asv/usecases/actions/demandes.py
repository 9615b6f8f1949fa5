"""Joining what one saw: a structure asks for a place in an announced action, its porteur answers. Both are told."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, DateAction, Participation
from asv.db.demandes import ask, coming_in, demandes_of, settle, take_back
from asv.db.notifications import told
from asv.db.scope import rows, visible
from asv.db.structures import Structure
from asv.db.territoires import cellules_of, qpv_of
from asv.domain.acteurs import Acteur
from asv.domain.actions import PROGRAMMEE, Reponse, Right, check_on, check_open, check_role, is_called_off
from asv.domain.errors import Conflict
from asv.domain.notifications import Avis, Genre
from asv.domain.periodes import GenrePeriode, periode_of
from asv.usecases.actions.reading import find_action

ROLE = "RO_PARTENAIRE"
"""What one asks to be; the porteur changes it afterwards if another word fits better."""
SHOWN = 6
HAS_A_PLACE = "Votre structure a déjà une place dans cette action : ouvrez sa fiche pour la lire ou la changer."
NOT_ANNOUNCED = "Cette action n’est pas encore annoncée : son porteur invite lui-même qui il souhaite."
ANSWERED = "Cette demande a déjà reçu une réponse, ou a été retirée : rechargez la page."


@dataclass(frozen=True, slots=True)
class SeanceProche:
    """The next date of an action in the QPV of the reader's structure; `suivantes`: how many more there.

    `reponse`: of his structure, None when it has no place.
    """

    action_id: UUID
    titre: str
    theme: str
    porteur: str
    jour: date
    debut: time
    fin: time
    lieu: str
    endroit: str
    reponse: str | None
    is_mine: bool
    suivantes: int = 0

    @property
    def may_join(self) -> bool:
        return self.reponse is None and not self.is_mine


@dataclass(frozen=True, slots=True)
class Demande:
    action_id: UUID
    structure_id: UUID
    titre: str
    structure: str
    faite_le: datetime


@dataclass(frozen=True, slots=True)
class Alentour:
    """What comes where a structure works, until `dernier`. `quartiers`: their names; none when it named no place.

    `is_elsewhere`: nothing does, and what is shown comes in the other QPV of the territoire.
    """

    quartiers: tuple[str, ...]
    dernier: date
    seances: tuple[SeanceProche, ...]
    autres: int
    is_elsewhere: bool
    demandes: tuple[Demande, ...]


async def ask_to_join(session: AsyncSession, acteur: Acteur, action_id: UUID) -> str:
    """Asks the porteur for a place; gives the title of the action."""
    check_role(acteur, Right.ANSWER)
    action, _ = await find_action(session, acteur, action_id)
    check_open(action.etat)
    if action.annoncee_le is None:
        raise Conflict(NOT_ANNOUNCED)
    structure = acteur.structure_id
    assert structure is not None  # noqa: S101 - check_role refused a partner without structure
    if action.porteur_id == structure or (await session.execute(ask(action, structure, ROLE))).first() is None:
        raise Conflict(HAS_A_PLACE)
    await session.execute(told(await _asked(session, acteur, action)))
    return action.titre


async def _asked(session: AsyncSession, acteur: Acteur, action: Action) -> Avis:
    nom = await session.scalar(rows(Structure, acteur).where(Structure.id == acteur.structure_id))
    details = {"titre": action.titre, "structure": nom.nom if nom else "", "quoi": "demande"}
    cle = f"demande:{action.id}:{acteur.structure_id}"
    return Avis(Genre.INVITATION, cle, action.id, structures=(action.porteur_id,), details=details)


async def withdraw_request(session: AsyncSession, acteur: Acteur, action_id: UUID) -> None:
    check_role(acteur, Right.ANSWER)
    action, _ = await find_action(session, acteur, action_id)
    assert acteur.structure_id is not None  # noqa: S101
    if (await session.execute(take_back(action, acteur.structure_id))).first() is None:
        raise Conflict(ANSWERED)


async def answer_request(
    session: AsyncSession, acteur: Acteur, action_id: UUID, structure_id: UUID, *, is_accepted: bool, now: datetime
) -> Reponse:
    """The porteur, or the coordination, accepts or declines; the structure that asked is told."""
    check_role(acteur, Right.INVITE)
    action, porteur = await find_action(session, acteur, action_id)
    check_on(acteur, Right.INVITE, action.porteur_id)
    check_open(action.etat)
    chosen = Reponse.ACCEPTEE if is_accepted else Reponse.DECLINEE
    if (await session.execute(settle(action, structure_id, chosen, now))).first() is None:
        raise Conflict(ANSWERED)
    details = {"titre": action.titre, "structure": porteur, "quoi": f"demande-{chosen.value}"}
    # A request taken back and asked again is another event: the hour tells them apart.
    cle = f"demande-reponse:{action.id}:{structure_id}:{now:%Y%m%d%H%M}"
    await session.execute(told(Avis(Genre.REPONSE, cle, action.id, structures=(structure_id,), details=details)))
    return chosen


async def look_around(session: AsyncSession, acteur: Acteur, today: date) -> Alentour:
    """What comes in the QPV of the acteur's structure until the end of next month, and who asks to join its actions."""
    check_role(acteur, Right.LIST)
    last = periode_of(today, GenrePeriode.MOIS).next.fin
    quartiers = await _quartiers(session, acteur)
    found = await _coming(session, acteur, list(quartiers), (today, last)) if quartiers else []
    is_elsewhere = not found
    if is_elsewhere:
        everywhere = [qpv.code for qpv, _ in await session.execute(qpv_of(acteur.territoire_id))]
        found = await _coming(session, acteur, everywhere, (today, last))
    return Alentour(
        tuple(quartiers.values()), last, tuple(found[:SHOWN]), max(len(found) - SHOWN, 0), is_elsewhere,
        await _demandes(session, acteur),
    )  # fmt: skip


async def _quartiers(session: AsyncSession, acteur: Acteur) -> dict[str, str]:
    """QPV that the structure says it covers; else those of its communes."""
    structure = await session.scalar(rows(Structure, acteur).where(Structure.id == acteur.structure_id))
    if structure is None:
        return {}
    wanted = set(structure.qpv)
    if not wanted:
        communes = {*structure.communes, *([structure.commune] if structure.commune else [])}
        wanted = {
            qpv for commune, qpv in await session.execute(cellules_of(acteur.territoire_id)) if commune in communes
        }
    return {
        qpv.code: qpv.nom
        for qpv, _ in await session.execute(qpv_of(acteur.territoire_id, dans_contrat=None))
        if qpv.code in wanted
    }


async def _coming(
    session: AsyncSession, acteur: Acteur, qpv: list[str], between: tuple[date, date]
) -> list[SeanceProche]:
    seen = visible(Action, acteur) & visible(DateAction, acteur)
    assert acteur.structure_id is not None  # noqa: S101
    found = (await session.execute(coming_in(seen, qpv, *between, acteur.structure_id))).mappings()
    dates = [
        SeanceProche(
            row.action_id, row.titre, row.theme, row.porteur, row.jour, row.debut, row.fin, row.lieu,
            f"{row.commune}, {row.qpv}" if row.qpv else row.commune, row.reponse,
            row.porteur_id == acteur.structure_id,
        )
        for row in found
        if not is_called_off(row.etat_action, row.etat) and row.etat == PROGRAMMEE
    ]  # fmt: skip
    several = Counter(seance.action_id for seance in dates)
    first: dict[UUID, SeanceProche] = {}
    for seance in dates:
        first.setdefault(seance.action_id, replace(seance, suivantes=several[seance.action_id] - 1))
    return list(first.values())


async def _demandes(session: AsyncSession, acteur: Acteur) -> tuple[Demande, ...]:
    seen = visible(Participation, acteur) & visible(Action, acteur) & (Action.porteur_id == acteur.structure_id)
    return tuple(
        Demande(place.action_id, place.structure_id, titre, nom, place.invitee_le)
        for place, titre, nom in await session.execute(demandes_of(seen))
    )
