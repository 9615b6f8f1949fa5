"""The pipeline of actions: by state, how long each has been there, what its next step lacks and whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, Participation, actions_of
from asv.db.scope import rows, visible
from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import CLOSED, LIFE, PROGRAMMEE, Avancement, Condition, Qui, Reponse, Right, check_role
from asv.domain.actions.avancement import SANS_DATE
from asv.domain.actions.passages import still_missing
from asv.usecases.actions.avancement import avancements
from asv.usecases.actions.etapes import etat_lu, next_of

LONG_DAYS = 60
"""An action that has not moved for two months is worth a telephone call."""
SHOWN = 30
"""Actions of one state that the page shows."""
TAKEN_PART = (Reponse.ATTENDUE, Reponse.ACCEPTEE)


@dataclass(frozen=True, slots=True)
class LignePipeline:
    """`jours`: whole days in this state, None when its dates alone say so. `qui`: who takes the next step."""

    action: Action
    porteur: str
    etat: str
    jours: int | None
    manques: tuple[Condition, ...]
    qui: Qui | None

    @property
    def is_long(self) -> bool:
        """Nobody is to be called for an action that only waits for its day."""
        return self.etat != PROGRAMMEE and self.jours is not None and self.jours > LONG_DAYS

    @property
    def attend(self) -> str:
        """Whose move it is, in words."""
        if self.qui is Qui.DATES:
            is_waiting = self.etat == PROGRAMMEE and SANS_DATE not in self.manques
            return "Personne, avant ce jour" if is_waiting else "Porteur"
        words = {Qui.PORTEUR: "Porteur", Qui.COORDINATION: "Coordination"}
        return words[self.qui] if self.qui else ""


@dataclass(frozen=True, slots=True)
class EtatPipeline:
    etat: str
    lignes: list[LignePipeline]

    @property
    def premieres(self) -> list[LignePipeline]:
        """Those that have been there the longest: a page of a thousand lines is read by nobody."""
        return self.lignes[:SHOWN]

    @property
    def reste(self) -> int:
        return len(self.lignes) - len(self.premieres)


async def read_pipeline(session: AsyncSession, acteur: Acteur, now: datetime) -> list[EtatPipeline]:
    """Actions that are not closed, by state in the order of their life, the longest there first.

    The coordination sees them all, a partner those that his structure carries or shares.
    """
    check_role(acteur, Right.LIST)
    query = actions_of(visible(Action, acteur)).where(Action.etat.not_in(CLOSED))
    if acteur.role is not Role.COORDINATEUR:
        shared = rows(Participation, acteur).where(
            Participation.structure_id == acteur.structure_id, Participation.reponse.in_(TAKEN_PART)
        )
        query = query.where(Action.id.in_(shared.with_only_columns(Participation.action_id)))
    found = (await session.execute(query)).all()
    known = await avancements(session, acteur, [action for action, _ in found], now.date())
    lines = [_line(action, porteur, known[action.id], now.date()) for action, porteur in found]
    return _by_state(lines)


def _line(action: Action, porteur: str, known: Avancement, today: date) -> LignePipeline:
    etat = etat_lu(action.etat, known)
    step = next_of(etat, known)
    days = max((today - action.etat_depuis.date()).days, 0) if etat == action.etat else None
    lacking = still_missing(step, known) if step else ()
    return LignePipeline(action, porteur, etat, days, lacking, step.qui if step else None)


def _by_state(lines: Sequence[LignePipeline]) -> list[EtatPipeline]:
    states = []
    for etat in LIFE:
        there = [line for line in lines if line.etat == etat]
        if there:
            states.append(EtatPipeline(etat, sorted(there, key=lambda line: -(line.jours or 0))))
    return states
