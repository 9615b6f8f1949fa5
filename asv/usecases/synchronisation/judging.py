"""From an opened item to a draft of the domain, or to the reason why it is kept aside."""

import base64
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.reception import auteurs_among, structures_among
from asv.domain.acteurs import Acteur
from asv.domain.ateliers import parse_atelier
from asv.domain.contacts import parse_contact
from asv.domain.saisie import InvalidField, NeedsCoordinator, Places
from asv.domain.seances import SeanceDraft, parse_seance
from asv.sealing import Statement, author_key, mac, seal
from asv.usecases.synchronisation.element import Draft, Element
from asv.usecases.synchronisation.opening import Keyring
from asv.usecases.synchronisation.verdicts import Issue

PARSERS: Mapping[str, Callable[..., Draft]] = {
    "seance": parse_seance,
    "contact": parse_contact,
    "atelier": parse_atelier,
}
NOT_YET = "Ce serveur ne traite pas encore ce genre de saisie : elle est gardée scellée jusqu’à sa mise à jour."
LEFT = "Son auteur n’est plus médiateur de ce territoire : la saisie est gardée, la coordination décide."
STRANGER = "Une des personnes de cette séance n’est pas médiateur de ce territoire : retirez-la."
NO_STRUCTURE = "Cette structure n’est pas dans l’annuaire du territoire : choisissez-en une autre."


async def judge_all(
    session: AsyncSession, acteur: Acteur, elements: Iterable[Element], *, today: date, places: Places
) -> None:
    """Give a draft to each item that may be stored, and settle the others."""
    elements = list(elements)
    for element in elements:
        if element.issue is None:
            _judge(element, lambda element: _parse(element, today, places))
    await _check_auteurs(session, acteur, elements)
    await _check_structures(session, acteur, elements)


def _judge(element: Element, check: Callable[[Element], None]) -> None:
    try:
        check(element)
    except InvalidField as error:
        element.draft = None
        element.refuse(error)


def _parse(element: Element, today: date, places: Places) -> None:
    parser = PARSERS.get(element.genre or "")
    if parser is None:
        raise NeedsCoordinator("genre", NOT_YET)
    element.draft = parser(element.contenu, today=today, places=places)


async def _check_auteurs(session: AsyncSession, acteur: Acteur, elements: list[Element]) -> None:
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
        elif not known[element.auteur] and element.draft is not None:
            element.refuse(NeedsCoordinator("auteur", LEFT))
        elif not all(known.get(mediateur, False) for mediateur in _mediateurs(element)):
            element.refuse(InvalidField("mediateurs", STRANGER))


def _mediateurs(element: Element) -> tuple[UUID, ...]:
    return element.draft.mediateurs if isinstance(element.draft, SeanceDraft) else ()


async def _check_structures(session: AsyncSession, acteur: Acteur, elements: list[Element]) -> None:
    hosted = [e for e in elements if isinstance(e.draft, SeanceDraft) and e.draft.structure_hote is not None]
    if not hosted:
        return
    wanted = {e.draft.structure_hote for e in hosted if isinstance(e.draft, SeanceDraft) and e.draft.structure_hote}
    known = set(await session.scalars(structures_among(acteur, wanted)))
    for element in hosted:
        if isinstance(element.draft, SeanceDraft) and element.draft.structure_hote not in known:
            element.refuse(InvalidField("structure_hote", NO_STRUCTURE))


def close_unread(element: Element, keyring: Keyring) -> None:
    """Seal an item sent in clear that this server does not understand: kept whole, readable in no table."""
    if element.issue is not Issue.NEEDS_COORDINATOR or element.scelle is not None or not element.id:
        return
    text = json.dumps(element.contenu)
    genre = element.genre or ""
    item_id = UUID(element.id)
    statement = Statement(item_id, genre, element.version, element.auteur, element.appareil, text)
    mark = mac(author_key(keyring.auteur_secret, element.auteur, element.appareil), statement)
    inside = {
        "genre": genre, "version": element.version, "auteur": str(element.auteur), "appareil": str(element.appareil),
        "contenu": text, "mac": base64.b64encode(mark).decode(),
    }  # fmt: skip
    element.scelle = seal(keyring.server_key.public_raw, json.dumps(inside).encode(), item_id)
