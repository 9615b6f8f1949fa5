"""Mails leave once at most: claimed and committed, then handed over, then marked (decision 0023).

Killed before the claim, nothing happened; killed after it, the row stays « en cours » and becomes « incertain » ten
minutes later: said in the inbox, never sent again.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.courrier import (
    digest_undone,
    interrupted,
    link_kept,
    marked,
    next_alone,
    next_digest,
    told_before,
    too_old,
    unsendable,
    unwanted,
)
from asv.db.notifications import Notification
from asv.domain.courrier import Etat, Sort, digest_moment, etat_after, hash_of, stop_token, wait_after
from asv.domain.nouvelles import Nouvelle, nouvelle_of
from asv.usecases.courrier.poste import Ligne, Relais, open_line

MOST_IN_A_ROUND = 500
STOP_PATH = "/courriels/arret/"
Carrier = Callable[[], AbstractAsyncContextManager[AsyncSession]]
Writer = Callable[[str, str, str, Sequence[Nouvelle], datetime], EmailMessage]
"""Writes a mail: address, path that stops the mails, name of this mail, what it tells, when."""


@dataclass(frozen=True, slots=True)
class Facteur:
    """What carrying mail needs. `relais`: None where no server is configured, and then nothing leaves."""

    carrier: Carrier
    relais: Relais | None
    write: Writer
    secret: bytes = field(repr=False)
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Pli:
    """A mail that was claimed: no other process will send it."""

    territoire_id: str
    compte_id: UUID
    email: str
    role: str
    lignes: tuple[Notification, ...]
    is_digest: bool

    @property
    def essais(self) -> int:
        return max(ligne.essais for ligne in self.lignes)


async def tidy(facteur: Facteur) -> None:
    """Gives up what was interrupted, what is too old, what nobody wants any more."""
    now = facteur.clock()
    async with facteur.carrier() as session, session.begin():
        for statement in (interrupted(now), unwanted(), too_old(now)):
            await session.execute(statement)
        if facteur.relais is None:
            await session.execute(unsendable())


async def send_waiting(facteur: Facteur, *, go_on: Callable[[], bool] = lambda: True) -> int:
    """Sends what is to leave now; gives how many mails left. A server that does not answer costs nobody a try."""
    await tidy(facteur)
    if facteur.relais is None or not await _is_waiting(facteur):
        return 0
    left = 0
    async with open_line(facteur.relais) as line:
        while line is not None and line.is_open and left < MOST_IN_A_ROUND and go_on():
            pli = await claim(facteur)
            if pli is None:
                break
            left += await _send(facteur, line, pli)
    return left


async def _is_waiting(facteur: Facteur) -> bool:
    """Whether a line to the server is worth opening; claims nothing."""
    async with facteur.carrier() as session, session.begin():
        now = facteur.clock()
        moment = digest_moment(now)
        waits = (await session.execute(next_alone(now))).first() is not None
        if not waits and moment is not None:
            waits = (await session.execute(next_digest(now, moment))).first() is not None
    return waits


async def claim(facteur: Facteur) -> Pli | None:
    """The next mail, ours from the commit on: an event alone, or the digest of the day."""
    now = facteur.clock()
    async with facteur.carrier() as session, session.begin():
        pli = await _next_alone(session, now) or await _next_digest(session, now)
        if pli is None:
            return None
        for ligne in pli.lignes:
            ligne.courrier, ligne.courrier_le, ligne.essais = Etat.EN_COURS, now, ligne.essais + 1
        await session.flush()
        token = stop_token(facteur.secret, pli.compte_id)
        await session.execute(link_kept(pli.territoire_id, pli.compte_id, hash_of(token)))
    return pli


async def _next_alone(session: AsyncSession, now: datetime) -> Pli | None:
    found = (await session.execute(next_alone(now))).first()
    if found is None:
        return None
    row, email, role = found
    return Pli(row.territoire_id, row.compte_id, email, role, (row,), is_digest=False)


async def _next_digest(session: AsyncSession, now: datetime) -> Pli | None:
    moment = digest_moment(now)
    found = (await session.execute(next_digest(now, moment))).first() if moment is not None else None
    if found is None or moment is None:
        return None
    choice, email, role = found
    lignes = tuple(await session.scalars(told_before(moment, choice.territoire_id, choice.compte_id)))
    if not lignes:
        return None
    choice.resume_le = moment.date()
    return Pli(choice.territoire_id, choice.compte_id, email, role, lignes, is_digest=True)


async def _send(facteur: Facteur, line: Ligne, pli: Pli) -> bool:
    now = facteur.clock()
    arret = STOP_PATH + stop_token(facteur.secret, pli.compte_id)
    try:
        nouvelles = [nouvelle_of(one.genre, one.details, one.action_id, pli.role) for one in pli.lignes]
        mail = facteur.write(pli.email, arret, f"{pli.lignes[0].id}.{pli.essais}", nouvelles, now)
    except ValueError:
        sort = Sort.REFUSE_POUR_DE_BON  # an address or an event that no mail can carry
    else:
        sort = await line.hand(mail)
    await _mark(facteur, pli, sort)
    return sort is Sort.REMIS


async def _mark(facteur: Facteur, pli: Pli, sort: Sort) -> None:
    now, etat = facteur.clock(), etat_after(sort, pli.essais)
    not_before = now + wait_after(pli.essais) if etat is Etat.ATTENTE else now
    async with facteur.carrier() as session, session.begin():
        ids = [ligne.id for ligne in pli.lignes]
        await session.execute(marked(pli.territoire_id, ids, etat, not_before))
        if pli.is_digest and etat is Etat.ATTENTE:
            await session.execute(digest_undone(pli.territoire_id, pli.compte_id))
