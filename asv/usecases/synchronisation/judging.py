"""From an opened item to a draft of the domain, or to the reason why it is kept aside."""

import base64
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.histoires import dates_among
from asv.db.reception import auteurs_among, merged_among, structures_among
from asv.domain.acteurs import Acteur
from asv.domain.ateliers import AtelierDraft
from asv.domain.saisie import InvalidField, NeedsCoordinator, Places, check_open
from asv.domain.seances import SeanceDraft
from asv.domain.suivis.etapes import EtapeDraft
from asv.domain.suivis.orientations import OrientationDraft
from asv.sealing import Statement, author_key, mac, seal
from asv.usecases.synchronisation.element import Element, goes_under_a_code
from asv.usecases.synchronisation.genres import parser_of
from asv.usecases.synchronisation.opening import Keyring
from asv.usecases.synchronisation.verdicts import Issue

NAMING = (SeanceDraft, EtapeDraft, OrientationDraft)
WAITING = (Issue.PARKED, Issue.CONFLICT)
NOT_YET = "Ce serveur ne traite pas encore ce genre de saisie : elle est gardée scellée jusqu’à sa mise à jour."
LEFT = "Son auteur n’est plus médiateur de ce territoire : la saisie est gardée, la coordination décide."
STRANGER = "Une des personnes nommées n’est pas médiateur de ce territoire : retirez-la."
NO_DATE = "Cette date d’action n’est pas dans l’agenda du territoire : choisissez-en une autre."
NO_STRUCTURE = "Cette structure n’est pas dans l’annuaire du territoire : choisissez-en une autre."


@dataclass(frozen=True, slots=True)
class Rules:
    """What a reception judges by. `is_admitted`: a coordinator takes what time alone would hold back."""

    today: date
    places: Places
    is_admitted: bool = False


async def judge_all(session: AsyncSession, acteur: Acteur, elements: Iterable[Element], rules: Rules) -> None:
    """Give a draft to each item that may be stored, and settle the others."""
    elements = list(elements)
    for element in elements:
        if element.issue is None:
            _judge(element, lambda element: parse(element, rules))
    await _check_auteurs(session, acteur, elements, rules)
    await _check_named(session, acteur, elements)


def _judge(element: Element, check: Callable[[Element], None]) -> None:
    try:
        check(element)
    except InvalidField as error:
        element.draft = None
        element.refuse(error)


def parse(element: Element, rules: Rules) -> None:
    """Read the content by the rules of its genre and its version, on the day of the server."""
    parser = parser_of(element.genre or "", element.version)
    if parser is None:
        raise NeedsCoordinator("genre", NOT_YET)
    today = _day_of(element.contenu, rules.today) if rules.is_admitted else rules.today
    element.draft = parser(element.contenu, today=today, places=rules.places)
    element.is_linked = goes_under_a_code(element.draft)
    if isinstance(element.draft, (SeanceDraft, AtelierDraft)) and not rules.is_admitted:
        check_open("date", element.draft.date, rules.today)


def _day_of(contenu: Any, today: date) -> date:
    """The day a late item was written, so that its lateness alone does not hold it back again."""
    try:
        return min(date.fromisoformat(str(contenu.get("date"))), today)
    except ValueError:
        return today


async def _check_auteurs(session: AsyncSession, acteur: Acteur, elements: list[Element], rules: Rules) -> None:
    """Ask the database only about persons other than the acteur, who is a mediator of the territoire or not here."""
    named = {element.auteur for element in elements}.union(*map(_mediateurs, elements)) - {acteur.compte_id}
    if not named:
        return
    known: dict[UUID, bool] = {row[0]: row[1] for row in await session.execute(auteurs_among(named))}
    known[acteur.compte_id] = True
    for element in elements:
        if element.auteur not in known:
            element.auteur = acteur.compte_id  # nobody here to keep it for: whoever carries it does
            element.refuse(NeedsCoordinator("auteur", LEFT))
        elif not known[element.auteur] and element.draft is not None and not rules.is_admitted:
            element.refuse(NeedsCoordinator("auteur", LEFT))
        elif not all(known.get(mediateur, False) for mediateur in _mediateurs(element)):
            element.refuse(InvalidField("mediateurs", STRANGER))


def _mediateurs(element: Element) -> tuple[UUID, ...]:
    return element.draft.mediateurs if isinstance(element.draft, (SeanceDraft, AtelierDraft)) else ()


async def _check_named(session: AsyncSession, acteur: Acteur, elements: list[Element]) -> None:
    """Structures and dates of actions that an item names must be those of the territoire."""
    elements = [element for element in elements if isinstance(element.draft, NAMING)]
    if not elements:
        return
    for champ, query, message in (
        ("structure_hote", structures_among, NO_STRUCTURE),
        ("structure", structures_among, NO_STRUCTURE),
        ("date_action", dates_among, NO_DATE),
    ):
        naming = [(e, value) for e in elements if e.issue is None and (value := _named(e, champ)) is not None]
        if not naming:
            continue
        known = set(await session.scalars(query(acteur, {value for _, value in naming})))
        for element, value in naming:
            if value not in known:
                element.refuse(InvalidField(champ, message))
    await _follow_merged(session, acteur, elements)


async def _follow_merged(session: AsyncSession, acteur: Acteur, elements: list[Element]) -> None:
    """What a tablet out of reach addressed to a sheet merged since goes to the one that is kept."""
    for champ in ("structure_hote", "structure"):
        naming = [(e, value) for e in elements if e.issue is None and (value := _named(e, champ)) is not None]
        if not naming:
            continue
        found = await session.execute(merged_among(acteur, {value for _, value in naming}))
        kept = {row[0]: row[1] for row in found}
        for element, value in naming:
            if value in kept:
                element.draft = replace(element.draft, **{champ: kept[value]})  # type: ignore[type-var]


def _named(element: Element, champ: str) -> UUID | None:
    return getattr(element.draft, champ, None)


def close_unread(element: Element, keyring: Keyring) -> None:
    """Seal an item sent in clear that is not understood, or goes under a code: kept whole, readable in no table."""
    must_close = element.issue is Issue.NEEDS_COORDINATOR or (element.is_linked and element.issue in WAITING)
    if not must_close or element.scelle is not None or not element.id:
        return
    text = json.dumps(element.envoye)
    genre = element.genre or ""
    item_id = UUID(element.id)
    statement = Statement(item_id, genre, element.version, element.auteur, element.appareil, text)
    mark = mac(author_key(keyring.auteur_secret, element.auteur, element.appareil), statement)
    inside = {
        "genre": genre, "version": element.version, "auteur": str(element.auteur), "appareil": str(element.appareil),
        "contenu": text, "mac": base64.b64encode(mark).decode(),
    }  # fmt: skip
    element.scelle = seal(keyring.server_key.public_raw, json.dumps(inside).encode(), item_id)
