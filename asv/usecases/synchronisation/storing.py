"""Writing what was judged good: receipts first, and rows only for the identifiers that were new."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.ateliers import Atelier
from asv.db.contacts import Contact
from asv.db.reception import (
    NEW_RECEPTIONS,
    NEW_ROWS,
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
from asv.usecases.synchronisation.element import Element
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

    entries: dict[UUID, tuple[bytes, str, int]] = field(default_factory=dict)
    is_new: set[int] = field(default_factory=set)  # ranks of the items just received

    def settle(self, elements: Iterable[Element]) -> None:
        for element in elements:
            if element.id is None:
                continue
            empreinte, etat, element.sequence = self.entries[element.id]
            if empreinte != element.empreinte:
                element.settle(Issue.CONFLICT, None, OTHER_CONTENT)
            elif etat == PARKED:
                element.settle(Issue.PARKED, "seance", WAITS)
            else:
                element.settle(Issue.STORED if element.rang in self.is_new else Issue.ALREADY_STORED)


async def claim(
    session: AsyncSession, acteur: Acteur, elements: Sequence[Element], ledger: Ledger, parked: frozenset[int]
) -> list[Element]:
    """Receive each identifier once and give the items whose content is now the first one.

    Identifiers are taken in one order by everybody, so that two batches wait for each other and never in a ring.
    """
    firsts: dict[UUID, Element] = {}
    for element in elements:
        if element.id is not None and element.id not in ledger.entries:
            firsts.setdefault(element.id, element)
    if not firsts:
        return []
    rows = [_reception(acteur, firsts[i], PARKED if firsts[i].rang in parked else STORED) for i in sorted(firsts)]
    received = await session.execute(NEW_RECEPTIONS, columns_of(Reception, rows))
    numbers = {row[0]: row[1] for row in received}
    known = firsts.keys() - numbers.keys()
    if known:
        for row in await session.execute(receptions_among(acteur, known)):
            ledger.entries[row[0]] = (row[1], row[2], row[3])
    fresh = [firsts[i] for i in numbers]
    for element, number in zip(fresh, numbers.values(), strict=True):
        etat = PARKED if element.rang in parked else STORED
        ledger.entries[element.id] = (element.empreinte, etat, number)  # type: ignore[index]
        ledger.is_new.add(element.rang)
    return fresh


def _reception(acteur: Acteur, element: Element, etat: str) -> dict[str, Any]:
    return {
        "territoire_id": acteur.territoire_id, "id": element.id, "auteur_id": element.auteur,
        "appareil_id": element.appareil, "genre": element.genre, "empreinte": element.empreinte, "etat": etat,
    }  # fmt: skip


async def store_seances(session: AsyncSession, acteur: Acteur, elements: Sequence[Element], ledger: Ledger) -> bool:
    """Store the séances among the items; True if one was new."""
    seances = [element for element in elements if isinstance(element.draft, SeanceDraft)]
    fresh = await claim(session, acteur, seances, ledger, frozenset())
    await _insert(session, Seance, [_seance_row(acteur, element) for element in fresh])
    return bool(fresh)


async def store_others(session: AsyncSession, acteur: Acteur, elements: Sequence[Element], ledger: Ledger) -> None:
    """Store contacts and ateliers; a contact whose séance is unknown is received and parked."""
    others = [element for element in elements if isinstance(element.draft, (ContactDraft, AtelierDraft))]
    lent = await _lent_to(session, acteur, others)
    if _orphans(others, lent):
        # The séance may be on its way in another transaction, which takes this lock before it looks for parked ones.
        await session.execute(lock_parking(acteur.compte_id))
        lent = await _lent_to(session, acteur, others)
    parked = frozenset(element.rang for element in _orphans(others, lent))
    fresh = await claim(session, acteur, others, ledger, parked)
    ready = [element for element in fresh if element.rang not in parked]
    await insert_contacts(session, acteur, ready, lent)
    await _insert(session, Atelier, [_atelier_row(acteur, e) for e in ready if isinstance(e.draft, AtelierDraft)])


async def _lent_to(session: AsyncSession, acteur: Acteur, elements: Iterable[Element]) -> Lent:
    return await lent_by(session, acteur, {e.draft.seance for e in elements if isinstance(e.draft, ContactDraft)})


async def lent_by(session: AsyncSession, acteur: Acteur, seances: set[UUID]) -> Lent:
    """What each known séance lends to its contacts: day, part of the day, place."""
    if not seances:
        return {}
    rows = await session.execute(seances_among(acteur, seances))
    return {
        row[0]: {"date_contact": row[1], "creneau": row[2], "commune_lieu": row[3], "qpv_lieu": row[4]} for row in rows
    }


def _orphans(elements: Iterable[Element], lent: Lent) -> list[Element]:
    return [e for e in elements if isinstance(e.draft, ContactDraft) and e.draft.seance not in lent]


async def insert_contacts(session: AsyncSession, acteur: Acteur, elements: Iterable[Element], lent: Lent) -> None:
    rows = [_contact_row(acteur, e, e.draft, lent) for e in elements if isinstance(e.draft, ContactDraft)]
    await _insert(session, Contact, rows)


async def _insert(session: AsyncSession, table: type[Any], rows: list[dict[str, Any]]) -> None:
    if rows:
        await session.execute(NEW_ROWS[table], columns_of(table, rows))


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
