"""Writing what was judged good: receipts first, and rows only for the identifiers that were new."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
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
from asv.db.signaux import Signal
from asv.db.synchronisation import Reception
from asv.domain.acteurs import Acteur
from asv.domain.ateliers import AtelierDraft
from asv.domain.contacts import ContactDraft
from asv.domain.corrections import ANNULE
from asv.domain.periodes import is_closed_day
from asv.domain.saisie import InvalidField, check_open
from asv.domain.seances import SeanceDraft
from asv.domain.signaux import SignalDraft
from asv.usecases.synchronisation.element import Draft, Element
from asv.usecases.synchronisation.judging import Rules
from asv.usecases.synchronisation.verdicts import Issue

STORED, PARKED = "stored", "parked"
WAITS = {
    "seance": "La séance de ce contact n’est pas arrivée, ou elle est annulée : il sera compté dès qu’elle sera là.",
    "code": "Le suivi de cette carte n’est pas encore arrivé : la saisie y sera jointe dès qu’il le sera.",
    "precedent": "L’étape d’avant n’est pas encore arrivée : celle-ci sera jointe au suivi dès qu’elle le sera.",
    "pour": "L’orientation ou la démarche n’est pas encore arrivée : son résultat la rejoindra dès qu’elle le sera.",
}
OTHER_CONTENT = (
    "Cette saisie est déjà enregistrée avec un autre contenu : la première reste, la coordination verra les deux."
)
Lent = dict[UUID, dict[str, Any]]


@dataclass(slots=True)
class Ledger:
    """What the database holds for each identifier: the SHA-256 of the first content, its state, its number."""

    entries: dict[str, tuple[bytes, str, int]] = field(default_factory=dict)
    is_new: set[int] = field(default_factory=set)  # ranks of the items just received
    facing: dict[str, tuple[str, str]] = field(default_factory=dict)  # étapes kept aside: the field, the reason

    def copy(self) -> "Ledger":
        return Ledger(dict(self.entries), set(self.is_new), dict(self.facing))

    def settle(self, elements: Sequence[Element]) -> None:
        settled = {element.id: element for element in elements if element.issue is not None}
        for element in elements:
            if element.issue is None and element.id not in self.entries:  # the same number, refused once already
                element.take_after(settled[element.id])
            elif element.issue is None:
                self._settle(element)

    def _settle(self, element: Element) -> None:
        empreinte, etat, element.sequence = self.entries[element.id]
        if empreinte != element.empreinte:
            element.settle(Issue.CONFLICT, None, OTHER_CONTENT)
        elif etat == PARKED:
            waits = element.waits or "seance"
            element.settle(Issue.PARKED, waits, WAITS[waits])
        elif element.rang not in self.is_new:
            element.settle(Issue.ALREADY_STORED)
        else:
            element.settle(Issue.STORED, *self.facing.get(element.id, (None, None)))


async def store_seances(
    session: AsyncSession, acteur: Acteur, elements: Sequence[Element], ledger: Ledger
) -> list[str]:
    """Store the séances among the items; gives those that were new."""
    before = set(ledger.is_new)
    seances = firsts(elements, ledger, SeanceDraft)
    rows = [_seance_row(acteur, element) for element in seances]
    await _receive(session, acteur, Seance, seances, rows=rows, ledger=ledger)
    return [element.id for element in seances if element.rang in ledger.is_new - before]


async def store_contacts(
    session: AsyncSession, acteur: Acteur, elements: Sequence[Element], ledger: Ledger, rules: Rules
) -> None:
    """Store the contacts without code among the items; one whose séance is unknown is received and parked."""
    plain = [e for e in elements if isinstance(e.draft, ContactDraft) and not e.is_linked]
    wanted = {e.draft.seance for e in plain if isinstance(e.draft, ContactDraft)}
    lent = await lent_by(session, acteur, wanted, rules.today)
    if len(lent) < len(wanted):
        # The séance may be on its way in another transaction, which takes this lock before it looks for parked ones.
        await session.execute(lock_parking(acteur.compte_id))
        lent = await lent_by(session, acteur, wanted, rules.today)
    contacts = firsts(hold_back_closed(plain, lent, rules), ledger, ContactDraft)
    await _receive(session, acteur, Contact, contacts, rows=contact_rows(acteur, contacts, lent), ledger=ledger)


def hold_back_closed(contacts: Sequence[Element], lent: Lent, rules: Rules) -> Sequence[Element]:
    """The contacts that may still enter the quarter of their séance; the others wait for the coordination."""
    days = {seance: what["date_contact"] for seance, what in lent.items()}
    closed = {s for s, day in days.items() if is_closed_day(day, rules.today)}
    if not closed or rules.is_admitted:
        return contacts
    for element in contacts:
        if isinstance(element.draft, ContactDraft) and element.draft.seance in closed:
            try:
                check_open("seance", days[element.draft.seance], rules.today)
            except InvalidField as error:
                element.refuse(error)
    return [element for element in contacts if element.issue is None]


async def store_ateliers(
    session: AsyncSession, acteur: Acteur, elements: Sequence[Element], ledger: Ledger, rules: Rules
) -> None:
    ateliers = firsts(elements, ledger, AtelierDraft)
    rows = [_atelier_row(acteur, element, rules.today) for element in ateliers]
    await _receive(session, acteur, Atelier, ateliers, rows=rows, ledger=ledger)


async def store_signaux(session: AsyncSession, acteur: Acteur, elements: Sequence[Element], ledger: Ledger) -> None:
    signaux = firsts(elements, ledger, SignalDraft)
    rows = [_signal_row(acteur, element) for element in signaux]
    await _receive(session, acteur, Signal, signaux, rows=rows, ledger=ledger)


def firsts(elements: Iterable[Element], ledger: Ledger, *kinds: type[Draft]) -> list[Element]:
    """The first item of each identifier not met yet, in the order of identifiers.

    Everybody takes them in that order, so that two batches wait for each other and never in a ring.
    """
    firsts: dict[str, Element] = {}
    for element in elements:
        if isinstance(element.draft, kinds) and element.id not in ledger.entries:
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
    receptions = [reception_row(acteur, element, etats[element.id]) for element in elements]
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


def reception_row(acteur: Acteur, element: Element, etat: str) -> dict[str, Any]:
    return {
        "territoire_id": acteur.territoire_id, "id": element.id, "auteur_id": element.auteur,
        "appareil_id": element.appareil, "genre": element.genre, "empreinte": element.empreinte, "etat": etat,
    }  # fmt: skip


async def lent_by(session: AsyncSession, acteur: Acteur, seances: set[UUID], today: date) -> Lent:
    """What each known séance lends to its contacts: day, part of the day, place.

    Of a closed quarter, also the nature that counts nowhere: its figures do not move for who is admitted late.
    """
    if not seances:
        return {}
    rows = await session.execute(seances_among(acteur), {"ids": list(seances)})
    lent: Lent = {
        row[0]: {"date_contact": row[1], "creneau": row[2], "commune_lieu": row[3], "qpv_lieu": row[4]} for row in rows
    }
    for what in lent.values():
        if is_closed_day(what["date_contact"], today):
            what["nature"] = ANNULE
    return lent


def contact_rows(acteur: Acteur, elements: Iterable[Element], lent: Lent) -> list[dict[str, Any]]:
    """Rows of the contacts without code whose séance is known."""
    common = {"territoire_id": acteur.territoire_id, "suivi_id": None}
    return [
        contact_values(element, element.draft) | lent[element.draft.seance] | common
        for element in elements
        if isinstance(element.draft, ContactDraft) and element.draft.seance in lent
    ]


def contact_values(element: Element, draft: ContactDraft) -> dict[str, Any]:
    """What a contact says; its séance lends the day and the place."""
    return {
        "id": element.id, "seance_id": draft.seance, "mediateur_id": element.auteur, "nature": draft.nature,
        "is_bref": draft.is_bref, "sexe": draft.sexe, "tranche_age": draft.tranche_age,
        "zone_residence": draft.zone_residence, "commune_residence": draft.commune_residence,
        "qpv_residence": draft.qpv_residence, "freins": draft.freins, "familles_frein": draft.familles_frein,
        "themes": draft.themes, "interventions": draft.interventions, "orientation": draft.orientation,
        "force_orientation": draft.force_orientation, "premiere_fois": draft.premiere_fois,
        "duree_minutes": draft.duree_minutes, "langue": draft.langue, "publics": draft.publics,
        "origine": draft.origine, "information": draft.information, "nomenclature": draft.nomenclature,
        "nombre": draft.nombre, "accompagnants": draft.accompagnants, "langue_avant": draft.langue_avant,
        "interpretariat_minutes": draft.interpretariat_minutes,
    }  # fmt: skip


def _seance_row(acteur: Acteur, element: Element) -> dict[str, Any]:
    draft: Any = element.draft
    return {
        "territoire_id": acteur.territoire_id, "id": element.id, "mediateur_id": element.auteur,
        "mediateurs": draft.mediateurs, "date_seance": draft.date, "creneau": draft.creneau, "commune": draft.commune,
        "qpv": draft.qpv, "lieu_type": draft.lieu_type, "mode": draft.mode, "duree_minutes": draft.duree_minutes,
        "structure_hote_id": draft.structure_hote, "nomenclature": draft.nomenclature,
    }  # fmt: skip


def _atelier_row(acteur: Acteur, element: Element, today: date) -> dict[str, Any]:
    """Of a closed quarter, an atelier is kept and counts nowhere: its adjustment says so."""
    draft: Any = element.draft
    return {
        "territoire_id": acteur.territoire_id, "id": element.id, "mediateur_id": element.auteur,
        "date_atelier": draft.date, "creneau": draft.creneau, "commune": draft.commune, "qpv": draft.qpv,
        "lieu_type": draft.lieu_type, "theme": draft.theme, "total": draft.total, "sexe": draft.sexe,
        "tranche_age": draft.tranche_age, "residence": draft.residence, "deja_rencontres": draft.deja_rencontres,
        "nomenclature": draft.nomenclature, "type_action": draft.type_action, "mediateurs": draft.mediateurs,
        "satisfaction": draft.satisfaction, "questions": draft.questions,
        "annule_le": today if is_closed_day(draft.date, today) else None,
    }  # fmt: skip


def _signal_row(acteur: Acteur, element: Element) -> dict[str, Any]:
    draft: Any = element.draft
    return {
        "territoire_id": acteur.territoire_id, "id": element.id, "auteur_id": element.auteur, "code": draft.signal,
        "service": draft.service, "commune": draft.commune, "qpv": draft.qpv, "situations": draft.situations,
        "mois": draft.mois, "texte": draft.texte or None, "nomenclature": draft.nomenclature,
    }  # fmt: skip
