"""Cards: which suivi each one opens while a batch is written, and the suivis that a batch opens."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid5

from asv.db.histoires import cards_shown, write_in_order
from asv.db.reception import NEW_RECEPTIONS, columns_of, receptions_among
from asv.db.suivis import Carte, Etape, Suivi
from asv.db.synchronisation import Reception
from asv.domain.errors import Conflict
from asv.domain.saisie import InvalidField, NeedsCoordinator
from asv.domain.suivis.ouverture import OuvertureDraft
from asv.domain.suivis.retrait import RetraitDraft
from asv.usecases.synchronisation.desk import Desk
from asv.usecases.synchronisation.element import Element
from asv.usecases.synchronisation.judging import Rules
from asv.usecases.synchronisation.storing import STORED, Ledger, reception_row

WITHDRAWN_STATE, REPLACED_STATE = "retiree", "remplacee"
REPLACED = (
    "Cette carte a été déclarée perdue et remplacée : le retrait est gardé, la coordination vérifie qu’il vient de la "
    "personne. Si elle est là, scannez sa carte actuelle."
)
MOVED = "Ce suivi vient d’être réuni à un autre ou effacé par quelqu’un d’autre : présentez de nouveau la carte."
USED = "Cette carte sert déjà à un autre suivi : prenez une carte neuve et recommencez l’ouverture."
WITHDRAWN = "La personne a retiré son accord et son suivi est effacé : rien de cette saisie n’est gardé."
Shown = dict[bytes, tuple[UUID | None, str]]


class SuiviMoved(Conflict):
    """A merge or a withdrawal passed between reading a card and holding its suivi: all is to be redone."""

    def __init__(self) -> None:
        super().__init__(MOVED)


async def show(desk: Desk, cartes: Iterable[bytes]) -> Shown:
    """The suivi and the state of each known card; its suivi is open to the carrier until the transaction ends."""
    cartes = set(cartes)
    if not cartes:
        return {}
    return {row[0]: (row[1], row[2]) for row in await desk.session.execute(cards_shown(cartes))}


async def check_still_shown(desk: Desk, shown: Shown) -> None:
    """Once the suivis are held: whether each card still opens the one it opened before that wait."""
    if await show(desk, shown) != shown:
        raise SuiviMoved


def refuse_withdrawn(rules: Rules, elements: Iterable[Element], shown: Shown) -> None:
    """Nothing is kept under a withdrawn card; a withdrawal by a card declared lost waits for the coordination."""
    for element in elements:
        carte = getattr(element.draft, "carte", None)
        etat = shown.get(carte, (None, ""))[1] if carte is not None else ""
        if etat == WITHDRAWN_STATE:
            element.refuse(InvalidField("code", WITHDRAWN))
            element.is_forgotten = True
        elif etat == REPLACED_STATE and isinstance(element.draft, RetraitDraft) and not rules.is_admitted:
            element.refuse(NeedsCoordinator("code", REPLACED))


async def open_suivis(desk: Desk, elements: Sequence[Element], shown: Shown, ledger: Ledger) -> Shown:
    """Open the suivis among the items, each on a card nobody uses; gives the cards that open them."""
    openings: dict[bytes, Element] = {}
    for element in sorted(elements, key=lambda e: e.rang):  # of two on one card, the first of the sending opens it
        if isinstance(element.draft, OuvertureDraft) and element.issue is None and element.id not in ledger.entries:
            carte = element.draft.carte
            if carte in shown or carte in openings:
                element.refuse(InvalidField("code", USED))
            else:
                openings[carte] = element
    if not openings:
        return {}
    new = await receive_apart(desk, list(openings.values()), dict.fromkeys(map(_id, openings.values()), STORED), ledger)
    await _write(desk, [element for element in openings.values() if element.id in new])
    return await show(desk, openings)


def _id(element: Element) -> str:
    return element.id


async def receive_apart(desk: Desk, elements: Sequence[Element], etats: dict[str, str], ledger: Ledger) -> set[str]:
    """Receive identifiers whose rows are written afterwards; gives those that were new."""
    if not elements:
        return set()
    rows = [reception_row(desk.acteur, e, etats[e.id]) for e in sorted(elements, key=_id)]
    received = await desk.session.execute(NEW_RECEPTIONS, columns_of(Reception, rows))
    numbers = {str(row[0]): row[1] for row in received}
    for element in elements:
        if element.id in numbers:
            ledger.entries[element.id] = (element.empreinte, etats[element.id], numbers[element.id])
            ledger.is_new.add(element.rang)
    await recognise(desk, [element for element in elements if element.id not in numbers], ledger)
    return set(numbers)


async def recognise(desk: Desk, elements: Iterable[Element], ledger: Ledger) -> None:
    """Note what the database holds already of these identifiers."""
    ids = [UUID(element.id) for element in elements]
    if ids:
        for row in await desk.session.execute(receptions_among(desk.acteur, ids)):
            ledger.entries[str(row[0])] = (row[1], row[2], row[3])


async def _write(desk: Desk, openings: Sequence[Element]) -> None:
    where = desk.acteur.territoire_id
    await write_in_order(desk.session, Suivi, [_suivi_row(where, element) for element in openings])
    cartes = [
        {"territoire_id": where, "empreinte": e.draft.carte, "suivi_id": UUID(e.id), "etat": "active"}
        for e in openings
        if isinstance(e.draft, OuvertureDraft)
    ]
    await write_in_order(desk.session, Carte, cartes)
    await show(desk, [e.draft.carte for e in openings if isinstance(e.draft, OuvertureDraft)])
    await write_in_order(desk.session, Etape, [row for e in openings for row in _etape_rows(where, e)])


def _suivi_row(where: str, element: Element) -> dict[str, Any]:
    draft: Any = element.draft
    return {
        "territoire_id": where, "id": UUID(element.id), "mediateur_id": element.auteur, "ouvert_le": draft.date,
        "dernier_contact_le": draft.date, "zone_residence": draft.zone_residence,
        "commune_residence": draft.commune_residence, "qpv_residence": draft.qpv_residence, "sexe": draft.sexe,
        "tranche_age": draft.tranche_age, "origine": draft.origine, "freins": list(draft.freins),
        "themes": list(draft.themes), "nomenclature": draft.nomenclature,
    }  # fmt: skip


def _etape_rows(where: str, element: Element) -> list[dict[str, Any]]:
    """The first étapes, one for each thing said at the opening; their identifiers follow from that of the opening."""
    draft: Any = element.draft
    said: list[tuple[str, str, str | None]] = [("accord", code, None) for code in draft.accords]
    said += [("attribut", "sexe", draft.sexe), ("attribut", "tranche_age", draft.tranche_age)]
    said += [("residence", draft.zone_residence, None)]
    said += [("besoin", *pair) for pair in draft.besoins]
    said += [("autonomie", *pair) for pair in draft.autonomies]
    said += [("droit", *pair) for pair in draft.droits]
    common = {
        "territoire_id": where, "suivi_id": UUID(element.id), "auteur_id": element.auteur,
        "appareil_id": element.appareil, "date_etape": draft.date, "nomenclature": draft.nomenclature,
    }  # fmt: skip
    spot = {"commune": draft.commune_residence, "qpv": draft.qpv_residence}
    nowhere = dict.fromkeys(spot)
    return [
        common
        | {"id": uuid5(UUID(element.id), str(rang)), "nature": nature, "objet": objet, "apres": apres}
        | (spot if nature == "residence" else nowhere)
        for rang, (nature, objet, apres) in enumerate(said)
    ]
