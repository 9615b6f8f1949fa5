"""What a person was told, what she answers, how she wants the mails; and who was told of a cancellation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, actions_of
from asv.db.courrier import link_known, stopped
from asv.db.notifications import (
    Abonnement,
    Notification,
    accuses_of,
    acknowledged,
    inbox_of,
    read,
    rhythm_chosen,
    unanswered_of,
    unread_of,
)
from asv.db.scope import rows, visible
from asv.domain.acteurs import Acteur, Role
from asv.domain.courrier import Etat, Rythme, hash_of
from asv.domain.errors import Forbidden, NotFound, Refused
from asv.domain.nouvelles import Nouvelle, nouvelle_of

MOST_SHOWN = 100
MOST_COUNTED = 100
TOLD_FOR = timedelta(days=60)
UNKNOWN = "Cette nouvelle n’existe pas, ou elle n’attend pas de réponse. Revenez à « Nouvelles »."
UNKNOWN_ACTION = "Cette action n’existe pas, ou elle n’est pas encore annoncée."
NOT_YOURS = "La liste des accusés se lit par la structure qui porte l’action et par la coordination."
DEAD_LINK = (
    "Ce lien n’est plus valable. Connectez-vous, puis choisissez le rythme des courriels à la page « Nouvelles »."
)
NO_SUCH_RHYTHM = "Choisissez un des trois rythmes."


@dataclass(frozen=True, slots=True)
class Ligne:
    """An event told to the reader, in words. `is_incertaine`: its mail may have left or not."""

    notification: Notification
    nouvelle: Nouvelle

    @property
    def is_incertaine(self) -> bool:
        return self.notification.courrier == Etat.INCERTAIN


@dataclass(frozen=True, slots=True)
class Boite:
    """`a_accuser`: waiting for a « vu »; `lignes`: the others, the latest first."""

    a_accuser: list[Ligne]
    lignes: list[Ligne]

    @property
    def non_lues(self) -> int:
        return sum(one.notification.lue_le is None for one in (*self.a_accuser, *self.lignes))


@dataclass(frozen=True, slots=True)
class Prevenu:
    """A structure, or a role, that was told. `vus` of `comptes`; a structure has answered once one person has."""

    nom: str
    comptes: int
    vus: int
    premier_vu: datetime | None
    avant: datetime
    is_structure: bool

    @property
    def has_answered(self) -> bool:
        return self.vus > 0 if self.is_structure else self.vus == self.comptes

    def is_late(self, now: datetime) -> bool:
        return not self.has_answered and self.avant < now


@dataclass(frozen=True, slots=True)
class Accuse:
    """An event that asked for a « vu », and everybody told of it."""

    cle: str
    action_id: UUID
    nouvelle: Nouvelle
    prevenue_le: datetime
    prevenus: tuple[Prevenu, ...]


def _in_words(acteur: Acteur, found: Iterable[Notification]) -> list[Ligne]:
    return [Ligne(one, nouvelle_of(one.genre, one.details, one.action_id, acteur.role)) for one in found]


async def read_inbox(session: AsyncSession, acteur: Acteur) -> Boite:
    seen = visible(Notification, acteur)
    asked = _in_words(acteur, await session.scalars(unanswered_of(seen, MOST_SHOWN)))
    known = {one.notification.id for one in asked}
    latest = _in_words(acteur, await session.scalars(inbox_of(seen, MOST_SHOWN)))
    return Boite(asked, [one for one in latest if one.notification.id not in known])


async def count_unread(session: AsyncSession, acteur: Acteur) -> int:
    """How many events the reader has not read, `MOST_COUNTED` at most."""
    return int(await session.scalar(unread_of(visible(Notification, acteur), MOST_COUNTED)) or 0)


async def open_one(session: AsyncSession, acteur: Acteur, notification_id: UUID, now: datetime) -> str:
    """Marks it read; gives the path of what it tells of."""
    found = await session.scalar(rows(Notification, acteur).where(Notification.id == notification_id))
    if found is None:
        raise NotFound(UNKNOWN)
    await session.execute(read(visible(Notification, acteur) & (Notification.id == notification_id), now))
    return nouvelle_of(found.genre, found.details, found.action_id, acteur.role).chemin


async def acknowledge(session: AsyncSession, acteur: Acteur, notification_id: UUID, now: datetime) -> None:
    done = await session.execute(acknowledged(visible(Notification, acteur), notification_id, now))
    if done.first() is None:
        raise NotFound(UNKNOWN)


async def read_all(session: AsyncSession, acteur: Acteur, now: datetime) -> None:
    """Marks everything read; a « vu » that is asked stays asked."""
    await session.execute(read(visible(Notification, acteur), now))


async def rhythm_of(session: AsyncSession, acteur: Acteur) -> Rythme:
    found = await session.scalar(rows(Abonnement, acteur))
    return Rythme(found.rythme) if found is not None else Rythme.IMMEDIAT


async def choose_rhythm(session: AsyncSession, acteur: Acteur, rythme: str) -> None:
    if rythme not in set(Rythme):
        raise Refused(NO_SUCH_RHYTHM)
    await session.execute(rhythm_chosen(acteur.territoire_id, acteur.compte_id, rythme))


async def check_stop_link(carrier: AsyncSession, token: str) -> Rythme:
    """The rhythm of whoever holds this link, who is not logged in."""
    rythme = await carrier.scalar(link_known(hash_of(token)))
    if rythme is None:
        raise NotFound(DEAD_LINK)
    return Rythme(rythme)


async def stop_mails(carrier: AsyncSession, token: str) -> None:
    """No more mail for whoever holds this link; a second time changes nothing."""
    if (await carrier.execute(stopped(hash_of(token)))).first() is None:
        raise NotFound(DEAD_LINK)


async def accuses_of_action(
    session: AsyncSession, acteur: Acteur, action_id: UUID, now: datetime
) -> tuple[Action, str, list[Accuse]]:
    """An action, the name of its porteur, and who was told of what in it; for the porteur and the coordination."""
    found = (await session.execute(actions_of(visible(Action, acteur)).where(Action.id == action_id))).first()
    if found is None:
        raise NotFound(UNKNOWN_ACTION)
    action, porteur = found
    if acteur.role is not Role.COORDINATEUR and acteur.structure_id != action.porteur_id:
        raise Forbidden(NOT_YOURS)
    return action, porteur, _grouped(await session.execute(accuses_of(action_id, now - TOLD_FOR)))


def _grouped(found: Iterable[Any]) -> list[Accuse]:
    events: dict[tuple[str, UUID], list[Any]] = {}
    for row in found:
        events.setdefault((row.cle, row.action_id), []).append(row)
    return [
        Accuse(
            cle, action_id, nouvelle_of(told[0].genre, told[0].details, action_id, Role.COORDINATEUR),
            told[0].prevenue_le, tuple(_prevenus(told)),
        )
        for (cle, action_id), told in events.items()
    ]  # fmt: skip


def _prevenus(told: Iterable[Any]) -> Iterable[Prevenu]:
    """One line a structure, one a role: who among its people answered is nobody else's business."""
    groups: dict[tuple[bool, str], list[Any]] = {}
    for row in told:
        key = (row.structure is not None, row.structure or Role(row.role).libelle)
        groups.setdefault(key, []).append(row)
    for (is_structure, nom), people in sorted(groups.items(), key=lambda group: (not group[0][0], group[0][1])):
        seen = sorted(row.accusee_le for row in people if row.accusee_le is not None)
        avant = max(row.avant for row in people)
        yield Prevenu(nom, len(people), len(seen), seen[0] if seen else None, avant, is_structure)
