"""What cannot be applied is kept aside under its auteur; nothing is dropped, nothing unvetted becomes readable.

What each kind keeps:
- conflict, parked: the content, since it passed every rule (codes, days and identifiers, no free text); of what goes
  under a code, the sealed blob and what it waits for;
- needs_coordinator: the sealed blob, made here when the item came in clear, so that a later version reads it whole;
- of all that goes under a code, the keyed hash of its card: a withdrawal finds by it what it has to erase;
- rejected: genre, field, reason, and the blob when it came sealed. A content refused in clear is not kept: it may hold
  a name or a diagnosis, and the tablet or client that wrote it still has it. Under a withdrawn card, not even the blob.
Of a content nobody reads here, the fingerprint is keyed: it may hold a code, or anything else that one could try.
An item without a readable identifier is answered and not kept: nothing could find it again.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.journal import entry_of
from asv.db.quarantaine import unknown_cards
from asv.db.reception import NEW_QUARANTAINE, columns_of, lock_alerts
from asv.db.synchronisation import Quarantaine
from asv.domain.acteurs import Acteur
from asv.domain.suivis.lien import CARTE
from asv.sealing import keyed_hash
from asv.usecases.synchronisation.element import Element
from asv.usecases.synchronisation.judging import close_unread
from asv.usecases.synchronisation.opening import Keyring
from asv.usecases.synchronisation.verdicts import Issue

READABLE = frozenset({Issue.CONFLICT, Issue.PARKED})
MOST_UNKNOWN = 50
"""Cards that nobody had opened, in a day of one mediator; more than that may be somebody trying codes."""
ASIDE = READABLE | {Issue.REJECTED, Issue.NEEDS_COORDINATOR}


async def keep_aside(session: AsyncSession, acteur: Acteur, elements: Iterable[Element], keyring: Keyring) -> None:
    kept = [element for element in elements if element.issue in ASIDE and element.id]
    if not kept:
        return
    for element in kept:
        close_unread(element, keyring)
    rows = [_row(acteur, element, keyring) for element in sorted(kept, key=lambda e: (e.id, e.empreinte))]
    has_unknown = any(element.issue is Issue.PARKED and element.champ == "code" for element in kept)
    if has_unknown:
        await session.execute(lock_alerts(acteur.compte_id))
    before = await session.scalar(unknown_cards(acteur)) or 0 if has_unknown else 0
    await session.execute(NEW_QUARANTAINE, columns_of(Quarantaine, rows))
    if has_unknown and before <= MOST_UNKNOWN < (found := await session.scalar(unknown_cards(acteur)) or 0):
        await session.execute(entry_of(acteur, "alerte_cartes", str(found)))


def _found_by(element: Element) -> dict[str, Any] | None:
    """What a sealed item says of itself: what it waits for, and the card by which a withdrawal finds it."""
    if element.issue is Issue.PARKED:
        return element.waited_for
    carte = element.contenu.get(CARTE) if isinstance(element.contenu, dict) else None
    return {CARTE: carte} if carte and not element.is_forgotten else None


def _row(acteur: Acteur, element: Element, keyring: Keyring) -> dict[str, Any]:
    is_vetted = element.issue in READABLE
    is_readable = is_vetted and not element.is_linked
    contenu = element.contenu if is_readable else _found_by(element)
    empreinte = element.empreinte if is_vetted else keyed_hash(keyring.carte_secret, element.empreinte.hex())
    return {
        "territoire_id": acteur.territoire_id, "element_id": element.id, "empreinte": empreinte,
        "auteur_id": element.auteur, "appareil_id": element.appareil, "motif": element.issue, "genre": element.genre,
        "champ": element.champ, "raison": element.raison or "", "contenu": contenu,
        "scelle": None if is_readable or element.is_forgotten else element.scelle,
    }  # fmt: skip
