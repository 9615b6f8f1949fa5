"""A mediator's own saisies of the last thirty days, or of one day, and one of them with its corrections."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.contacts import Contact
from asv.db.corrections import Correction
from asv.db.fiches import colleagues
from asv.db.saisies import (
    COLUMNS,
    JOUR,
    RECUE,
    TABLES,
    Window,
    ateliers_within,
    contacts_within,
    corrected_among,
    corrections_of,
    own_row,
    salutations_within,
    seances_within,
)
from asv.db.scope import visible
from asv.db.structures import Structure, hosts_of
from asv.domain import ateliers, contacts, seances
from asv.domain.acteurs import Acteur, Role
from asv.domain.corrections import ANNULE, Regime, regime_of
from asv.domain.errors import Forbidden, NotFound
from asv.domain.participations import LectureAtelier, lecture_of
from asv.domain.saisie import Champ

SHOWN = timedelta(days=30)
CHAMPS: Mapping[str, Mapping[str, Champ]] = {
    "seance": seances.CHAMPS,
    "contact": contacts.CHAMPS,
    "atelier": ateliers.CHAMPS,
}
FIXED = frozenset({"seance", "nature", "code"})
"""What a correction does not touch: to which séance and to which suivi a contact belongs."""
GONE = "Cette saisie n’existe pas, ou elle est d’un autre médiateur. Revenez à « Mes saisies »."


@dataclass(frozen=True, slots=True)
class ContactSaisi:
    """A row of the mediator's own; `frein` and `theme`: the main ones."""

    id: UUID
    nature: str
    sexe: str
    tranche_age: str
    frein: str | None
    theme: str | None
    is_annule: bool
    is_corrige: bool


@dataclass(frozen=True, slots=True)
class SeanceSaisie:
    """`is_own`: he opened it himself, and may correct it. `derniere_salutation`: the last touch of the counter."""

    id: UUID
    jour: date
    creneau: str
    commune: str
    qpv: str | None
    mode: str
    is_own: bool
    is_annulee: bool
    is_corrigee: bool
    contacts: tuple[ContactSaisi, ...]
    salutations: int
    derniere_salutation: UUID | None


@dataclass(frozen=True, slots=True)
class AtelierSaisi:
    id: UUID
    jour: date
    creneau: str
    commune: str
    qpv: str | None
    theme: str
    lecture: LectureAtelier
    is_annule: bool
    is_corrige: bool


@dataclass(frozen=True, slots=True)
class MesSaisies:
    jour: date | None
    seances: tuple[SeanceSaisie, ...]
    ateliers: tuple[AtelierSaisi, ...]


@dataclass(frozen=True, slots=True)
class Saisie:
    """One saisie to correct. `contenu`: as a tablet would send it. `version`: how many corrections it had.

    `champs`: what it may hold, what a correction leaves alone included.
    """

    genre: str
    id: UUID
    jour: date
    regime: Regime
    champs: Mapping[str, Champ]
    contenu: Mapping[str, Any]
    version: int
    is_annulee: bool
    corrections: tuple[Correction, ...]
    row: Any


def check_role(acteur: Acteur) -> None:
    if acteur.role is not Role.MEDIATEUR:
        raise Forbidden("« Mes saisies » est la page des médiateurs : chacun y corrige les siennes.")


async def list_saisies(session: AsyncSession, acteur: Acteur, now: datetime, jour: date | None = None) -> MesSaisies:
    """What this mediator sent in the last thirty days or, when a day is asked for, what he did on that day."""
    check_role(acteur)
    window: Window = jour or now - SHOWN
    met = list(await session.scalars(contacts_within(acteur, window)))
    greeted = {row[0]: (row[1], row[2]) for row in await session.execute(salutations_within(acteur, window))}
    places = {c.seance_id for c in met} | greeted.keys()
    found = (await session.execute(seances_within(acteur, window, places))).all()
    groups = (await session.execute(ateliers_within(acteur, window))).all()
    ids = [c.id for c in met] + [row[0].id for row in found] + [row[0].id for row in groups]
    corrected = {row[0] for row in await session.execute(corrected_among(acteur, ids))}
    return MesSaisies(
        jour,
        tuple(_seance(acteur, row, met, greeted, corrected) for row in found),
        tuple(_atelier(row, corrected) for row in groups),
    )


def _seance(
    acteur: Acteur, row: Sequence[Any], met: Iterable[Contact], greeted: Mapping[UUID, tuple[int, UUID]],
    corrected: set[UUID],
) -> SeanceSaisie:  # fmt: skip
    seance, commune, qpv = row
    own = tuple(_contact(contact, corrected) for contact in met if contact.seance_id == seance.id)
    salutations, last = greeted.get(seance.id, (0, None))
    return SeanceSaisie(
        id=seance.id, jour=seance.date_seance, creneau=seance.creneau, commune=commune, qpv=qpv, mode=seance.mode,
        is_own=seance.mediateur_id == acteur.compte_id and seance.importation_id is None,
        is_annulee=seance.annule_le is not None, is_corrigee=seance.id in corrected, contacts=own,
        salutations=salutations, derniere_salutation=last,
    )  # fmt: skip


def _contact(contact: Contact, corrected: set[UUID]) -> ContactSaisi:
    return ContactSaisi(
        contact.id, contact.nature, contact.sexe, contact.tranche_age, next(iter(contact.freins), None),
        next(iter(contact.themes), None), contact.nature == ANNULE, contact.id in corrected,
    )  # fmt: skip


def _atelier(row: Sequence[Any], corrected: set[UUID]) -> AtelierSaisi:
    kept, commune, qpv = row
    return AtelierSaisi(
        kept.id, kept.date_atelier, kept.creneau, commune, qpv, kept.theme,
        lecture_of(kept.total, kept.deja_rencontres, kept.residence), kept.annule_le is not None, kept.id in corrected,
    )  # fmt: skip


def _champs_of(genre: str, row: Any) -> Mapping[str, Champ]:
    """The fields of a saisie; a contact under a code also takes the sensitive values."""
    return contacts.SOUS_CODE if genre == "contact" and row.suivi_id is not None else CHAMPS[genre]


@dataclass(frozen=True, slots=True)
class People:
    """Colleagues and structures that a séance may name, as pairs of identifier and name."""

    mediateurs: list[tuple[str, str]]
    structures: list[tuple[str, str]]


NOBODY = People([], [])


async def people_of(session: AsyncSession, acteur: Acteur) -> People:
    """Whom a séance may have been held with, and where."""
    check_role(acteur)
    found = [(str(row[0]), row[1]) for row in await session.execute(colleagues()) if row[0] != acteur.compte_id]
    hosts = await session.scalars(hosts_of(visible(Structure, acteur)))
    return People(found, [(str(structure.id), structure.nom) for structure in hosts])


async def read_saisie(
    session: AsyncSession, acteur: Acteur, genre: str, saisie_id: UUID, *, now: datetime, lock: bool = False
) -> Saisie:
    """One of the mediator's own, as it stands, with its corrections; `lock` keeps it until the transaction ends."""
    check_role(acteur)
    if genre not in TABLES:
        raise NotFound(GONE)
    query = own_row(acteur, genre, saisie_id)
    row = await session.scalar(query.with_for_update() if lock else query)
    if row is None or getattr(row, "importation_id", None) is not None:
        raise NotFound(GONE)
    corrections = tuple(await session.scalars(corrections_of(acteur, genre, saisie_id)))
    jour = getattr(row, JOUR[genre])
    received = getattr(row, RECUE[genre]).date()
    return Saisie(
        genre=genre, id=saisie_id, jour=jour, regime=regime_of(jour, received, now.date()),
        champs=_champs_of(genre, row), contenu=contenu_of(genre, row), version=len(corrections),
        is_annulee=is_cancelled(genre, row), corrections=corrections, row=row,
    )  # fmt: skip


def is_cancelled(genre: str, row: Any) -> bool:
    return row.nature == ANNULE if genre == "contact" else row.annule_le is not None


def contenu_of(genre: str, row: Any) -> dict[str, Any]:
    """The row as a tablet would write it: codes, days, numbers and identifiers, nothing absent."""
    names = COLUMNS[genre]
    values = {champ: _plain(getattr(row, names.get(champ, champ), None)) for champ in CHAMPS[genre]}
    if genre == "contact" and row.nature != contacts.SALUTATION:
        values["nombre"] = None
    kept = {champ: value for champ, value in values.items() if value not in (None, [], {})}
    return kept | {"nomenclature": row.nomenclature}


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, (UUID, date)) else value
