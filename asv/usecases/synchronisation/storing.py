"""Writing what was judged good: receipts first, and rows only for the identifiers that were new."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.ateliers import Atelier
from asv.db.contacts import Contact
from asv.db.reception import (
    RECEIVE_INTO,
    columns_of,
    lock_parking,
    receptions_among,
    seances_among,
)
from asv.db.seances import Seance
from asv.db.synchronisation import Reception
from asv.domain.acteurs import Acteur
from asv.domain.ateliers import AtelierDraft
from asv.domain.contacts import ContactDraft
from asv.domain.seances import SeanceDraft
from asv.usecases.synchronisation.element import Draft, Element
from asv.usecases.synchronisation.verdicts import Issue

STORED, PARKED = "stored", "parked"
WAITS = "La séance de ce contact n’est pas encore arrivée : il sera compté dès qu’elle le sera."
OTHER_CONTENT = (
    "Cette saisie est déjà enregistrée avec un autre contenu : la première reste, la coordination verra les deux."
)
Lent = dict[UUID, dict[str, Any]]


@dataclass(slots=True)
class Ledger:
    """What the database holds for each identifier: the SHA-256 of the first content, its state, its number."""

    entries: dict[str, tuple[bytes, str, int]] = field(default_factory=dict)
    is_new: set[int] = field(default_factory=set)  # ranks of the items just received

    def settle(self, elements: Iterable[Element]) -> None:
        for element in elements:
            empreinte, etat, element.sequence = self.entries[element.id]
            if empreinte != element.empreinte:
                element.settle(Issue.CONFLICT, None, OTHER_CONTENT)
            elif etat == PARKED:
                element.settle(Issue.PARKED, "seance", WAITS)
            else:
                element.settle(Issue.STORED if element.rang in self.is_new else Issue.ALREADY_STORED)


async def store_seances(session: AsyncSession, acteur: Acteur, elements: Sequence[Element], ledger: Ledger) -> bool:
    """Store the séances among the items; True if one was new."""
    before = len(ledger.is_new)
    seances = _firsts(elements, ledger, SeanceDraft)
    rows = [_seance_row(acteur, element) for element in seances]
    await _receive(session, acteur, Seance, seances, rows=rows, ledger=ledger)
    return len(ledger.is_new) > before


async def store_contacts(session: AsyncSession, acteur: Acteur, elements: Sequence[Element], ledger: Ledger) -> None:
    """Store the contacts among the items; one whose séance is unknown is received and parked."""
    contacts = _firsts(elements, ledger, ContactDraft)
    wanted = {e.draft.seance for e in contacts if isinstance(e.draft, ContactDraft)}
    lent = await lent_by(session, acteur, wanted)
    if len(lent) < len(wanted):
        # The séance may be on its way in another transaction, which takes this lock before it looks for parked ones.
        await session.execute(lock_parking(acteur.compte_id))
        lent = await lent_by(session, acteur, wanted)
    await _receive(session, acteur, Contact, contacts, rows=contact_rows(acteur, contacts, lent), ledger=ledger)


async def store_ateliers(session: AsyncSession, acteur: Acteur, elements: Sequence[Element], ledger: Ledger) -> None:
    ateliers = _firsts(elements, ledger, AtelierDraft)
    rows = [_atelier_row(acteur, element) for element in ateliers]
    await _receive(session, acteur, Atelier, ateliers, rows=rows, ledger=ledger)


def _firsts(elements: Iterable[Element], ledger: Ledger, kind: type[Draft]) -> list[Element]:
    """The first item of each identifier not met yet, in the order of identifiers.

    Everybody takes them in that order, so that two batches wait for each other and never in a ring.
    """
    firsts: dict[str, Element] = {}
    for element in elements:
        if isinstance(element.draft, kind) and element.id not in ledger.entries:
            firsts.setdefault(element.id, element)
    return [firsts[i] for i in sorted(firsts)]


async def _receive(
    session: AsyncSession,
    acteur: Acteur,
    table: type[Any],
    elements: Sequence[Element],
    *,
    rows: list[dict[str, Any]],
    ledger: Ledger,
) -> None:
    """Receive identifiers once, with the rows of those that were new; an item without a row is parked."""
    if not elements:
        return
    ready = {row["id"] for row in rows}
    etats = {element.id: STORED if element.id in ready else PARKED for element in elements}
    receptions = [_reception(acteur, element, etats[element.id]) for element in elements]
    received = await session.execute(RECEIVE_INTO[table], columns_of(Reception, receptions) | columns_of(table, rows))
    numbers = {str(row[0]): row[1] for row in received}
    for element in elements:
        if element.id in numbers:
            ledger.entries[element.id] = (element.empreinte, etats[element.id], numbers[element.id])
            ledger.is_new.add(element.rang)
    if len(numbers) < len(elements):
        known = [UUID(i) for i in etats.keys() - numbers.keys()]
        for row in await session.execute(receptions_among(acteur, known)):
            ledger.entries[str(row[0])] = (row[1], row[2], row[3])


def _reception(acteur: Acteur, element: Element, etat: str) -> dict[str, Any]:
    return {
        "territoire_id": acteur.territoire_id, "id": element.id, "auteur_id": element.auteur,
        "appareil_id": element.appareil, "genre": element.genre, "empreinte": element.empreinte, "etat": etat,
    }  # fmt: skip


async def lent_by(session: AsyncSession, acteur: Acteur, seances: set[UUID]) -> Lent:
    """What each known séance lends to its contacts: day, part of the day, place."""
    if not seances:
        return {}
    rows = await session.execute(seances_among(acteur), {"ids": list(seances)})
    return {
        row[0]: {"date_contact": row[1], "creneau": row[2], "commune_lieu": row[3], "qpv_lieu": row[4]} for row in rows
    }


def contact_rows(acteur: Acteur, elements: Iterable[Element], lent: Lent) -> list[dict[str, Any]]:
    """Rows of the contacts whose séance is known."""
    return [
        _contact_row(acteur, element, element.draft, lent)
        for element in elements
        if isinstance(element.draft, ContactDraft) and element.draft.seance in lent
    ]


def _contact_row(acteur: Acteur, element: Element, draft: ContactDraft, lent: Lent) -> dict[str, Any]:
    return lent[draft.seance] | {
        "territoire_id": acteur.territoire_id, "id": element.id, "seance_id": draft.seance,
        "mediateur_id": element.auteur, "nature": draft.nature, "is_bref": draft.is_bref, "sexe": draft.sexe,
        "tranche_age": draft.tranche_age, "zone_residence": draft.zone_residence,
        "commune_residence": draft.commune_residence, "qpv_residence": draft.qpv_residence, "freins": draft.freins,
        "familles_frein": draft.familles_frein, "themes": draft.themes, "interventions": draft.interventions,
        "orientation": draft.orientation, "force_orientation": draft.force_orientation,
        "premiere_fois": draft.premiere_fois, "duree_minutes": draft.duree_minutes, "langue": draft.langue,
        "publics": draft.publics, "origine": draft.origine, "information": draft.information,
        "nomenclature": draft.nomenclature,
    }  # fmt: skip


def _seance_row(acteur: Acteur, element: Element) -> dict[str, Any]:
    draft: Any = element.draft
    return {
        "territoire_id": acteur.territoire_id, "id": element.id, "mediateur_id": element.auteur,
        "mediateurs": draft.mediateurs, "date_seance": draft.date, "creneau": draft.creneau, "commune": draft.commune,
        "qpv": draft.qpv, "lieu_type": draft.lieu_type, "mode": draft.mode, "duree_minutes": draft.duree_minutes,
        "structure_hote_id": draft.structure_hote, "nomenclature": draft.nomenclature,
    }  # fmt: skip


def _atelier_row(acteur: Acteur, element: Element) -> dict[str, Any]:
    draft: Any = element.draft
    return {
        "territoire_id": acteur.territoire_id, "id": element.id, "mediateur_id": element.auteur,
        "date_atelier": draft.date, "creneau": draft.creneau, "commune": draft.commune, "qpv": draft.qpv,
        "lieu_type": draft.lieu_type, "theme": draft.theme, "total": draft.total, "sexe": draft.sexe,
        "tranche_age": draft.tranche_age, "residence": draft.residence, "deja_rencontres": draft.deja_rencontres,
        "nomenclature": draft.nomenclature,
    }  # fmt: skip
