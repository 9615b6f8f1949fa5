"""What a coordinator has to decide: two contents under one number, items from elsewhere, contacts without séance."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.quarantaine import GENRES, close_item, items_to_decide, parked_content, stored_row
from asv.db.synchronisation import Quarantaine
from asv.domain import ateliers, contacts, seances
from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Forbidden, NotFound
from asv.domain.saisie import NON_DEMANDE, Champ, InvalidField, read_fields
from asv.domain.suivis.lien import CARTE

PARKED_TOO_LONG = timedelta(days=7)
CHAMPS: Mapping[str, Mapping[str, Champ]] = {
    "seance": seances.CHAMPS,
    "contact": {nom: champ for nom, champ in contacts.CHAMPS.items() if nom != "code"},
    "atelier": ateliers.CHAMPS,
}
COLUMNS = {
    "seance": {"date": "date_seance", "structure_hote": "structure_hote_id"},
    "contact": {"seance": "seance_id"},
    "atelier": {"date": "date_atelier"},
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field with two values, in the codes of the lists; None for an absent or unasked one."""

    champ: str
    premiere: Any
    seconde: Any


@dataclass(frozen=True, slots=True)
class ADecider:
    """An item kept aside. `differences`: with the version stored first; empty when there is none to compare with.

    `may_replay`: it is kept whole and sealed, and the coordination may have it judged again.
    """

    id: UUID
    empreinte: bytes
    genre: str | None
    motif: str
    champ: str | None
    raison: str
    auteur: str
    recue_le: datetime
    premiere_recue_le: datetime | None
    differences: tuple[Difference, ...]
    may_replay: bool = False


def _check_role(acteur: Acteur) -> None:
    if acteur.role is not Role.COORDINATEUR:
        raise Forbidden("Seule la coordination de l’Atelier Santé Ville tranche entre deux saisies.")


async def conflicts(session: AsyncSession, acteur: Acteur, now: datetime) -> list[ADecider]:
    """Everything that waits for the coordination, the oldest first."""
    _check_role(acteur)
    rows = (await session.execute(items_to_decide(acteur, now - PARKED_TOO_LONG))).all()
    return [
        ADecider(
            id=kept.element_id, empreinte=kept.empreinte, genre=kept.genre, motif=kept.motif, champ=kept.champ,
            raison=kept.raison, auteur=auteur, recue_le=kept.recue_le, premiere_recue_le=first_received,
            differences=await _compare(session, acteur, kept, first),
            may_replay=kept.motif == "needs_coordinator" and kept.scelle is not None,
        )
        for kept, auteur, first, first_received in rows
    ]  # fmt: skip


async def resolve(session: AsyncSession, acteur: Acteur, element_id: UUID, empreinte: bytes) -> None:
    """Closes an item once the coordination has read it; what was stored first stays as it is."""
    _check_role(acteur)
    done = await session.execute(close_item(acteur, element_id, empreinte))
    if done.first() is None:
        raise NotFound("Cette saisie n’attend plus : quelqu’un l’a déjà traitée.")


async def _compare(
    session: AsyncSession, acteur: Acteur, kept: Quarantaine, first: bytes | None
) -> tuple[Difference, ...]:
    if kept.motif != "conflict" or kept.genre not in GENRES or kept.contenu is None or first is None:
        return ()
    if CARTE in kept.contenu:  # it is sealed: nothing to show, and the hash of its card is no answer
        return ()
    seconde = _fields(kept.genre, kept.contenu)
    row = await session.scalar(stored_row(acteur, kept.genre, kept.element_id))
    if row is not None:
        names = COLUMNS[kept.genre]
        premiere = {champ: getattr(row, names.get(champ, champ)) for champ in seconde}
    else:
        parked = await session.scalar(parked_content(acteur, kept.element_id, first))
        premiere = _fields(kept.genre, parked) if parked and CARTE not in parked else dict.fromkeys(seconde)
    pairs = ((champ, _plain(premiere.get(champ)), _plain(value)) for champ, value in seconde.items())
    return tuple(Difference(*pair) for pair in pairs if pair[1] != pair[2])


def _fields(genre: str, contenu: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return read_fields(CHAMPS[genre], contenu)
    except InvalidField:  # a list changed since it was received
        return dict(contenu)


def _plain(value: Any) -> Any:
    """One spelling for what is absent, and for what the database and the domain hold differently."""
    if isinstance(value, (list, tuple)):
        value = [str(one) for one in value]
    elif isinstance(value, (UUID, date)):
        value = str(value)
    return None if value in (None, NON_DEMANDE, [], [NON_DEMANDE]) else value
