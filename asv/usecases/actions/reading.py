"""Reading joint actions: the lists of a partner or of the coordination, and the sheet of one action."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, DateAction, Participation, actions_of, dates_of, membres_of
from asv.db.avancement import passages_of
from asv.db.besoins import BesoinAction
from asv.db.bilans import Passage
from asv.db.reference import Qpv
from asv.db.scope import rows, visible
from asv.db.structures import Structure, hosts_of
from asv.db.territoires import qpv_of
from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import (
    AFTERWARDS,
    ENDED,
    Avancement,
    Reponse,
    Right,
    check_role,
    may_on,
    rights_on,
)
from asv.domain.actions.frequentations import is_countable
from asv.domain.errors import NotFound
from asv.usecases.actions.avancement import avancement_of
from asv.usecases.actions.etapes import Etape, asides_of, etapes_of, etat_lu, lacking_of

UNKNOWN = "Cette action n’existe pas, ou elle n’est pas encore annoncée."


@dataclass(frozen=True, slots=True)
class LigneDate:
    date: DateAction
    commune: str
    qpv: str


@dataclass(frozen=True, slots=True)
class LigneMembre:
    participation: Participation
    nom: str


@dataclass(frozen=True, slots=True)
class VueAction:
    """The sheet of an action, for one reader. `manques`: what its next step lacks; `mienne`: his own place.

    `etat`: as its dates tell it today. `etapes`: what may follow; `a_cote`: putting off, calling off.
    """

    action: Action
    porteur: str
    quartiers: list[str]
    dates: list[LigneDate]
    membres: list[LigneMembre]
    invitables: list[tuple[str, str]]
    mienne: Participation | None
    manques: tuple[str, ...]
    rights: frozenset[Right]
    etat: str
    avancement: Avancement
    etapes: list[Etape]
    a_cote: list[Etape]
    besoins: Sequence[BesoinAction]
    passages: Sequence[Passage]
    prepares: bool
    """The reader carries the action, or coordinates: he is told what may follow."""
    reads_needs: bool

    @property
    def is_porteur_listed(self) -> bool:
        return any(line.participation.structure_id == self.action.porteur_id for line in self.membres)

    @property
    def is_in_agenda(self) -> bool:
        """Whether inhabitants find its dates in the public agenda."""
        return self.action.is_publique and self.action.ouverte_le is not None

    def may(self, right: str) -> bool:
        return Right[right] in self.rights

    def may_count(self, day: DateAction, today: date) -> bool:
        """Whether the reader enters, or puts right, the counts of this date."""
        return Right.FOLLOW in self.rights and is_countable(self.action.etat, day.etat, day.jour, today)

    @property
    def may_ask(self) -> bool:
        """Whether the reader's structure may ask to join, or waits for the answer of the porteur."""
        is_known = self.action.annoncee_le is not None
        is_other = is_known and Right.ANSWER in self.rights and Right.INVITE not in self.rights
        return is_other and (self.mienne is None or self.mienne.reponse == Reponse.DEMANDEE)


async def places_of(session: AsyncSession, acteur: Acteur) -> dict[UUID, Participation]:
    """The places of the acteur's own structure, by action."""
    if acteur.structure_id is None:
        return {}
    own = rows(Participation, acteur).where(Participation.structure_id == acteur.structure_id)
    found = await session.scalars(own.order_by(Participation.action_id))
    return {place.action_id: place for place in found}


async def find_action(session: AsyncSession, acteur: Acteur, action_id: UUID) -> tuple[Action, str]:
    """The action and the name of its porteur, if the acteur may know that it exists."""
    query = actions_of(visible(Action, acteur)).where(Action.id == action_id)
    found = (await session.execute(query)).first()
    if found is None:
        raise NotFound(UNKNOWN)
    action, porteur = found
    return action, porteur


async def read_action(session: AsyncSession, acteur: Acteur, action_id: UUID, today: date) -> VueAction:
    check_role(acteur, Right.READ)
    action, porteur = await find_action(session, acteur, action_id)
    rights = rights_on(acteur, action.porteur_id)
    rights = rights & AFTERWARDS if action.etat in ENDED else rights
    dates = await _dates(session, acteur, action_id)
    membres = await _membres(session, acteur, action)
    known = await avancement_of(session, acteur, action, today)
    return VueAction(
        action, porteur, await _quartiers(session, action), dates, membres,
        await invitable(session, acteur, action) if Right.INVITE in rights else [],
        (await places_of(session, acteur)).get(action.id), lacking_of(action, known), rights,
        etat_lu(action.etat, known), known, etapes_of(acteur, action, known), asides_of(acteur, action, known),
        await besoins_of(session, acteur, action.id), await _passages(session, acteur, action.id),
        may_on(acteur, Right.MODIFY, action.porteur_id), acteur.role is not Role.MEDIATEUR,
    )  # fmt: skip


async def besoins_of(session: AsyncSession, acteur: Acteur, action_id: UUID) -> Sequence[BesoinAction]:
    """Needs of an action, the first written first."""
    if acteur.role is Role.MEDIATEUR:
        return []
    query = rows(BesoinAction, acteur).where(BesoinAction.action_id == action_id)
    return (await session.scalars(query.order_by(BesoinAction.note_le, BesoinAction.id))).all()


async def _passages(session: AsyncSession, acteur: Acteur, action_id: UUID) -> Sequence[Passage]:
    if acteur.role is Role.MEDIATEUR:
        return []
    query = passages_of(visible(Passage, acteur)).where(Passage.action_id == action_id)
    return (await session.scalars(query)).all()


async def _dates(session: AsyncSession, acteur: Acteur, action_id: UUID) -> list[LigneDate]:
    seen = visible(Action, acteur) & visible(DateAction, acteur) & (DateAction.action_id == action_id)
    found = await session.execute(dates_of(seen))
    return [LigneDate(day, commune, qpv or "") for day, _, _, commune, qpv in found]


async def _membres(session: AsyncSession, acteur: Acteur, action: Action) -> list[LigneMembre]:
    """Who has a place. A refusal, or an answer still awaited, is told to those who prepare the action only."""
    found = await session.execute(membres_of(visible(Participation, acteur), action.id))
    membres = [LigneMembre(place, nom) for place, nom in found]
    if Right.INVITE in rights_on(acteur, action.porteur_id):
        return membres
    own = acteur.structure_id
    return [m for m in membres if m.participation.reponse == Reponse.ACCEPTEE or m.participation.structure_id == own]


async def _quartiers(session: AsyncSession, action: Action) -> list[str]:
    """Names of the QPV aimed at, in the order in which the sheet keeps them, and their shares."""
    names: dict[str, str] = {}
    for qpv, _ in await session.execute(
        qpv_of(action.territoire_id, dans_contrat=None).where(Qpv.code.in_(action.qpv))
    ):
        names[qpv.code] = qpv.nom
    return [names[code] for code in action.qpv if code in names]


async def invitable(session: AsyncSession, acteur: Acteur, action: Action) -> list[tuple[str, str]]:
    """Identifier and name of the structures that have no place in the action yet."""
    membres = await session.execute(membres_of(visible(Participation, acteur), action.id))
    placed = {place.structure_id for place, _ in membres if place.reponse != Reponse.RETIREE}
    everyone = await session.scalars(hosts_of(visible(Structure, acteur)))
    return [(str(structure.id), structure.nom) for structure in everyone if structure.id not in placed]
