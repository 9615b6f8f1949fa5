"""Putting under a code a contact logged without it: by its auteur, with the card there, while the quarter is open."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.contacts import Contact
from asv.db.corrections import Correction
from asv.db.fiches import linked, own_contacts
from asv.db.journal import entry_of
from asv.db.scope import rows
from asv.domain.acteurs import Acteur
from asv.domain.errors import NotFound, Refused
from asv.domain.periodes import is_closed_day
from asv.usecases.suivis.access import check_shown, find_suivi

UNKNOWN = "Ce contact n’est pas de vous, ou il porte déjà un code."
QUARTER_CLOSED = "Le trimestre de ce contact est clos : ses chiffres ne bougent plus, il reste sans code."


@dataclass(frozen=True, slots=True)
class LigneContact:
    """A contact of one's own, told by what was answered, to recognise it."""

    id: UUID
    creneau: str
    commune: str
    sexe: str
    tranche_age: str
    themes: tuple[str, ...]


async def contacts_to_link(session: AsyncSession, acteur: Acteur, suivi_id: UUID, day: date) -> list[LigneContact]:
    """One's own contacts of the day that the person named; nothing is guessed, nothing is proposed."""
    await find_suivi(session, acteur, suivi_id)
    await check_shown(session, acteur, suivi_id)
    return [
        LigneContact(c.id, c.creneau, c.commune_lieu, c.sexe, c.tranche_age, tuple(c.themes))
        for c in await session.scalars(own_contacts(acteur, day))
    ]


async def link_contact(session: AsyncSession, acteur: Acteur, suivi_id: UUID, contact_id: UUID, today: date) -> None:
    """Link it and leave a trace; twice is once. The trace does not say which suivi."""
    await find_suivi(session, acteur, suivi_id)
    await check_shown(session, acteur, suivi_id)
    contact = await session.scalar(rows(Contact, acteur).where(Contact.id == contact_id))
    if contact is None or contact.suivi_id not in (None, suivi_id):
        raise NotFound(UNKNOWN)
    if contact.suivi_id == suivi_id:
        return
    if is_closed_day(contact.date_contact, today):
        raise Refused(QUARTER_CLOSED)
    await session.execute(linked(acteur, contact_id, suivi_id))
    session.add(
        Correction(territoire_id=acteur.territoire_id, id=uuid4(), auteur_id=acteur.compte_id, genre="contact",
                   objet_id=contact_id, motif="carte montrée", avant={"suivi": False}, apres={"suivi": True})
    )  # fmt: skip
    await session.execute(entry_of(acteur, "contact_rattache", str(contact_id)))
