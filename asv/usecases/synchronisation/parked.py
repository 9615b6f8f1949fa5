"""Contacts that arrived before their séance: kept with their content, counted as soon as it is there."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from asv.db.contacts import Contact
from asv.db.histoires import released
from asv.db.reception import NEW_CONTACTS, close_parked, columns_of, mark_stored, parked_with_seance
from asv.domain.contacts import ContactDraft, parse_contact
from asv.domain.saisie import InvalidField
from asv.usecases.synchronisation.adjusting import tell_late
from asv.usecases.synchronisation.desk import Desk
from asv.usecases.synchronisation.element import Element
from asv.usecases.synchronisation.storing import contact_rows, lent_by


async def apply_colleagues(desk: Desk, waiting: Sequence[Any]) -> None:
    """Store the contacts without code of colleagues, gone perhaps, whose séance has just come."""
    elements = []
    for row in waiting:
        element = Element(-1, row.auteur_id, row.appareil_id, id=str(row.element_id))
        with suppress(InvalidField):
            element.draft = parse_contact(row.contenu, today=desk.rules.today, places=desk.rules.places)
        if row.auteur_id != desk.acteur.compte_id and element.draft is not None:
            elements.append(element)
    seances = {e.draft.seance for e in elements if isinstance(e.draft, ContactDraft)}
    rows = contact_rows(desk.acteur, elements, await lent_by(desk.session, desk.acteur, seances, desk.rules.today))
    if rows:
        await desk.session.execute(NEW_CONTACTS, columns_of(Contact, rows))
        tell_late(desk, rows)
        await desk.session.execute(released([UUID(row["id"]) for row in rows]))


async def apply_parked(desk: Desk) -> int:
    """Store the parked contacts of the acteur whose séance has come; gives their number.

    One that today's rules would refuse stays parked, where the coordination sees it.
    """
    session, acteur, rules = desk.session, desk.acteur, desk.rules
    elements = []
    for element_id, appareil_id, contenu in await session.execute(parked_with_seance(acteur)):
        element = Element(0, acteur.compte_id, appareil_id, id=str(element_id))
        try:
            element.draft = parse_contact(contenu, today=rules.today, places=rules.places)
        except InvalidField:
            continue
        elements.append(element)
    if elements:
        seances = {e.draft.seance for e in elements if isinstance(e.draft, ContactDraft)}
        rows = contact_rows(acteur, elements, await lent_by(session, acteur, seances, rules.today))
        await session.execute(NEW_CONTACTS, columns_of(Contact, rows))
        tell_late(desk, rows)
        ids = sorted(UUID(e.id) for e in elements)
        await session.execute(mark_stored(acteur, ids))
        await session.execute(close_parked(acteur, ids))
    return len(elements)
