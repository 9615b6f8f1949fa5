"""What goes under a code joins its suivi: cards first, then whatever the batch brings or had been waiting."""

import base64
from collections.abc import Iterable, Sequence
from uuid import UUID

from asv.db.histoires import answerable, awaited, erased, lock_cartes, lock_suivis, released
from asv.db.journal import entry_of
from asv.db.reception import receptions_among
from asv.domain.contacts import ContactDraft
from asv.domain.saisie import InvalidField
from asv.domain.suivis.etapes import EtapeDraft
from asv.domain.suivis.orientations import OrientationDraft, ResultatDraft
from asv.domain.suivis.ouverture import OuvertureDraft
from asv.domain.suivis.retrait import RetraitDraft, codes_sensibles
from asv.usecases.synchronisation.cartes import (
    Shown,
    check_still_shown,
    open_suivis,
    receive_apart,
    recognise,
    refuse_withdrawn,
    show,
)
from asv.usecases.synchronisation.chaining import Facts, in_order, named_by
from asv.usecases.synchronisation.desk import Desk
from asv.usecases.synchronisation.element import Element
from asv.usecases.synchronisation.judging import Rules, parse
from asv.usecases.synchronisation.opening import open_batch
from asv.usecases.synchronisation.parked import apply_colleagues
from asv.usecases.synchronisation.storing import PARKED, STORED, Ledger, firsts, hold_back_closed, lent_by
from asv.usecases.synchronisation.verdicts import Batch
from asv.usecases.synchronisation.writing import write

LINKED = (OuvertureDraft, EtapeDraft, OrientationDraft, ResultatDraft, RetraitDraft, ContactDraft)


async def join(
    desk: Desk, elements: Sequence[Element], ledger: Ledger, *, seances: Sequence[str], own_waiting: bool
) -> None:
    """Write the items under a code, and those of anybody that waited for them or for these new séances."""
    linked = firsts([element for element in elements if element.is_linked], ledger, *LINKED)
    if not linked and not seances and not own_waiting:
        return
    shown = await _lock_and_show(desk, linked)
    await recognise(desk, linked, ledger)
    refuse_withdrawn(desk.rules, [e for e in elements if e.is_linked and not _is_settled_retrait(e, ledger)], shown)
    shown |= await open_suivis(desk, linked, shown, ledger)
    arrived = [*seances, *(element.id for element in linked)]
    waiting = await _waiting(desk, shown, arrived, own=own_waiting)
    shown |= await _lock_and_show(desk, waiting)
    new = [e for e in linked if e.id not in ledger.entries and e.issue is None]
    await _join(desk, [*waiting, *new], shown, ledger)
    await _tell_what_is_missing(desk, linked, shown, ledger)


async def _lock_and_show(desk: Desk, elements: Iterable[Element]) -> Shown:
    cartes = {carte for e in elements if (carte := getattr(e.draft, "carte", None)) is not None}
    if cartes:
        await desk.session.execute(lock_cartes(cartes))
    return await show(desk, cartes)


def _is_settled_retrait(element: Element, ledger: Ledger) -> bool:
    return isinstance(element.draft, RetraitDraft) and element.id in ledger.entries


async def _waiting(desk: Desk, shown: Shown, arrived: Sequence[str], *, own: bool) -> list[Element]:
    """Parked items, out of their seal and read again; one that today's lists refuse stays where it is."""
    known = [carte for carte, (suivi, _) in shown.items() if suivi is not None]
    rows = (await desk.session.execute(awaited(known, arrived, own=own))).all()
    await apply_colleagues(desk, [row for row in rows if row.scelle is None])
    sealed: list[object] = [
        {"id": str(row.element_id), "scelle": base64.b64encode(row.scelle).decode()} for row in rows if row.scelle
    ]
    elements = open_batch(Batch(desk.acteur.compte_id, sealed), desk.acteur.compte_id, desk.keyring)
    rules = Rules(desk.rules.today, desk.rules.places, is_admitted=True)
    for element in elements:
        element.rang = -1
        if element.issue is None:
            try:
                parse(element, rules)
            except InvalidField as error:
                element.refuse(error)
    return [element for element in elements if element.issue is None]


async def _facts(desk: Desk, elements: Sequence[Element], shown: Shown, ledger: Ledger) -> Facts:
    before, answered, seances = named_by(elements)
    named = {s for e in elements if (s := getattr(e.draft, "suivi", None)) is not None}
    wanted = named | {suivi for suivi, _ in shown.values() if suivi is not None}
    held = {row[0] for row in await desk.session.execute(lock_suivis(desk.acteur, wanted))} if wanted else set()
    facts = Facts(
        desk.acteur.compte_id, shown, held, {UUID(i) for i, entry in ledger.entries.items() if entry[1] == STORED}
    )
    if before or answered:
        rows = await desk.session.execute(receptions_among(desk.acteur, before | answered))
        facts.arrived |= {row[0] for row in rows if row[2] == STORED}
    if answered:
        facts.answerable = {row[0]: row[1] for row in await desk.session.execute(answerable(desk.acteur, answered))}
    facts.seances = set(await lent_by(desk.session, desk.acteur, seances, desk.rules.today))
    return facts


async def _join(desk: Desk, elements: Sequence[Element], shown: Shown, ledger: Ledger) -> None:
    if not elements:
        return
    facts = await _facts(desk, elements, shown, ledger)
    await check_still_shown(desk, shown)
    contacts = [e for e in elements if isinstance(e.draft, ContactDraft)]
    seances = {e.draft.seance for e in contacts if isinstance(e.draft, ContactDraft)}
    lent = await lent_by(desk.session, desk.acteur, seances, desk.rules.today)
    facts.seances = set(lent)
    hold_back_closed([e for e in contacts if e.rang >= 0], lent, desk.rules)
    ready = in_order([e for e in elements if e.issue is None], facts)
    new = [e for e in elements if e.rang >= 0 and e.issue is None]
    etats = {e.id: PARKED if e.waits else STORED for e in new}
    kept = await receive_apart(desk, new, etats, ledger)
    ready = [e for e in ready if e.rang < 0 or e.id in kept]
    withdrawn = [e for e in ready if isinstance(e.draft, RetraitDraft)]
    await write(desk, [(e, facts.suivi_of(e)) for e in ready if e not in withdrawn], lent, ledger)
    await _release(desk, [e for e in ready if e.rang < 0], ledger)
    for suivi_id, auteur in {facts.suivi_of(element): element.auteur for element in withdrawn}.items():
        await _erase(desk, suivi_id, auteur)


async def _release(desk: Desk, elements: Sequence[Element], ledger: Ledger) -> None:
    if not elements:
        return
    await desk.session.execute(released([UUID(element.id) for element in elements]))
    for element in elements:
        if element.id in ledger.entries:
            empreinte, _, sequence = ledger.entries[element.id]
            ledger.entries[element.id] = (empreinte, STORED, sequence)


async def _erase(desk: Desk, suivi_id: UUID | None, auteur: UUID) -> None:
    """The suivi goes at once, with what waited for it; the trace says who wrote it and who carried it, nothing more."""
    if suivi_id is not None and await desk.session.scalar(erased(suivi_id, codes_sensibles())):
        await desk.session.execute(entry_of(desk.acteur, "suivi_efface", str(suivi_id), auteur=str(auteur)))


async def _tell_what_is_missing(desk: Desk, linked: Sequence[Element], shown: Shown, ledger: Ledger) -> None:
    """Items sent again while they still wait: the tablet is told for what."""
    again = [e for e in linked if e.issue is None and e.waits is None and _is_parked(e, ledger)]
    if again:
        facts = await _facts(desk, again, shown, ledger)
        for element in again:
            try:
                element.waits = facts.hole_of(element)
            except InvalidField as error:
                element.waits = error.champ


def _is_parked(element: Element, ledger: Ledger) -> bool:
    entry = ledger.entries.get(element.id)
    return entry is not None and entry[1] == PARKED
