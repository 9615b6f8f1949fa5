"""Cards: shown, lost and given again, two of them found with one person. The code itself is kept nowhere."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NoReturn
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.fiches import carte, merged, presented, replaced
from asv.db.journal import entry_of
from asv.domain.acteurs import Acteur
from asv.domain.errors import Forbidden, NotFound, Refused
from asv.domain.periodes import GenrePeriode, last_closed
from asv.domain.suivis.codes import parse_code
from asv.sealing import keyed_hash
from asv.usecases.suivis.access import check_shown, find_suivi

LIFE = timedelta(hours=8)
OPENS = ("active", "fusionnee")
BLOCKED = (
    "Dix codes inconnus en un quart d’heure : cette page attend quinze minutes. Relisez la carte en attendant ; si "
    "elle est abîmée, le médiateur référent de la personne peut en remettre une nouvelle."
)
SHUT = {
    "remplacee": "Cette carte a été déclarée perdue et remplacée : demandez à la personne la nouvelle.",
    "retiree": "Le suivi de cette carte a été effacé à la demande de la personne : il ne reste rien à ouvrir.",
}
UNKNOWN = (
    "Aucun suivi ne répond à ce code. Relisez la carte ; si elle vient d’être remise, la tablette qui l’a ouverte n’a "
    "peut-être pas encore synchronisé."
)
NOT_MINE = "Seul le médiateur référent remplace une carte perdue, avec la personne en face de lui."
TAKEN = "Cette carte est déjà celle d’un suivi : prenez une carte neuve."
SAME = "Ces deux cartes ouvrent déjà le même suivi : il n’y a rien à réunir."
BOTH = "Pour réunir deux suivis, montrez d’abord les deux cartes, l’une après l’autre."


class Blocked(Refused):
    """Too many unknown codes: the door stays shut for a while."""


@dataclass(frozen=True, slots=True)
class Presentee:
    """The suivi that a card opens."""

    suivi_id: UUID
    is_closed: bool


def _hash_of(text: str, secret: bytes) -> bytes:
    return keyed_hash(secret, parse_code(text))


async def present_card(session: AsyncSession, acteur: Acteur, text: str, *, secret: bytes) -> Presentee:
    """Open the suivi of a card to this mediator for the day's work; Refused says why it stays shut."""
    row = (await session.execute(presented(_hash_of(text, secret), LIFE))).first()
    if row is None or row.etat not in OPENS or row.suivi_id is None:
        _refuse(row)
    suivi = await find_suivi(session, acteur, row.suivi_id)
    return Presentee(suivi.id, suivi.clos_le is not None)


def _refuse(row: Any) -> NoReturn:
    if row is not None and row.etat == "bloque":
        raise Blocked(BLOCKED)
    raise NotFound(SHUT.get(row.etat, UNKNOWN) if row is not None else UNKNOWN)


async def replace_card(session: AsyncSession, acteur: Acteur, suivi_id: UUID, text: str, *, secret: bytes) -> None:
    """Give a new card for a lost one, the person being there: the old ones stop opening, the suivi goes on."""
    suivi = await find_suivi(session, acteur, suivi_id)
    if suivi.mediateur_id != acteur.compte_id:
        raise Forbidden(NOT_MINE)
    empreinte = _hash_of(text, secret)
    known = (await session.execute(presented(empreinte, LIFE))).first()  # a try, counted like any other
    if known is not None and known.etat == "bloque":
        raise Blocked(BLOCKED)
    if known is not None and (known.suivi_id != suivi_id or known.etat != "active"):
        raise Refused(TAKEN)
    if known is None:
        await session.execute(carte(acteur, suivi_id, empreinte))
        await session.execute(replaced(acteur, suivi_id, but=empreinte))
        await session.execute(entry_of(acteur, "carte_remplacee", str(suivi_id)))
    await session.execute(presented(empreinte, LIFE))


async def show_second(session: AsyncSession, acteur: Acteur, kept: UUID, text: str, *, secret: bytes) -> Presentee:
    """Show the card to merge, the first one being on the table already; gives the suivi that will be closed."""
    await find_suivi(session, acteur, kept)
    await check_shown(session, acteur, kept)
    second = await present_card(session, acteur, text, secret=secret)
    if second.suivi_id == kept:
        raise Refused(SAME)
    return second


async def move_under(session: AsyncSession, acteur: Acteur, kept: UUID, gone: UUID, *, today: date) -> None:
    """Move what hangs on the second suivi, contacts of the quarters still open included."""
    since = last_closed(today, GenrePeriode.TRIMESTRE).next.debut
    if not await session.scalar(merged(kept, gone, since)):
        raise Refused(BOTH)
    await session.execute(entry_of(acteur, "suivis_fusionnes", str(kept)))
