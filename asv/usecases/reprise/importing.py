"""Storing what a former log stands for, all or nothing, once; and undoing it, all or nothing."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.contacts import Contact
from asv.db.importations import (
    Importation,
    delete_rows_of,
    insert_rows,
    lock_importations,
    mark_undone,
    same_file,
)
from asv.db.journal import entry_of
from asv.db.scope import rows
from asv.db.seances import Seance
from asv.domain.acteurs import Acteur
from asv.domain.errors import Conflict, NotFound, Refused
from asv.domain.periodes import day_of
from asv.domain.reprise import FRESH, Apercu, stretch_of
from asv.usecases.reprise.drafts import Releve, check_role
from asv.usecases.reprise.previewing import preview

FAULTY = "Des lignes sont à corriger : rien n’a été importé. Corrigez-les, ou choisissez de les laisser de côté."
NOTHING = "Aucune ligne n’est à importer : rien n’a été enregistré."
TWICE = "Ce fichier a déjà été importé le {jour:%d/%m/%Y} : annulez d’abord cet import si vous voulez le refaire."
UNKNOWN = "Cet import n’existe pas, ou il est déjà annulé."
SETTLED = "Cet import a plus de {jours} jours et touche une période close : ses chiffres ne bougent plus."
ATTACHED = "Des saisies d’un médiateur s’appuient sur une séance de cet import : il ne peut plus être annulé."
_COLUMNS = {"date": "date_seance", "structure_hote": "structure_hote_id", "seance": "seance_id"}


@dataclass(frozen=True, slots=True)
class ImportFait:
    """An import as listed. `may_undo`: whether it can still be undone as a whole."""

    importation: Importation
    may_undo: bool


async def store(session: AsyncSession, acteur: Acteur, releve: Releve, now: datetime) -> Importation:
    """Import a file in the transaction of the caller; raises Refused and stores nothing when anything is wrong."""
    check_role(acteur)
    await session.execute(lock_importations(acteur.territoire_id))
    if done := await session.scalar(same_file(acteur.territoire_id, releve.sha256)):
        raise Conflict(TWICE.format(jour=done))
    apercu, _ = await preview(session, acteur, releve, now)
    if apercu.erreurs and not releve.correspondance.ecarter:
        raise Refused(FAULTY)
    if apercu.jours is None:
        raise Refused(NOTHING)
    importation = _importation(acteur, releve, apercu, apercu.jours, now)
    session.add(importation)
    await session.flush()
    mediateur = UUID(releve.correspondance.mediateur) if releve.correspondance.mediateur else acteur.compte_id
    await insert_rows(session, Seance, list(_seances(importation, apercu, mediateur)))
    await insert_rows(session, Contact, list(_contacts(importation, apercu, mediateur)))
    await session.execute(entry_of(acteur, "importation", str(importation.id)))
    return importation


def _importation(
    acteur: Acteur, releve: Releve, apercu: Apercu, jours: tuple[date, date], now: datetime
) -> Importation:  # fmt: skip
    return Importation(
        territoire_id=acteur.territoire_id, id=uuid4(), auteur_id=acteur.compte_id, sha256=releve.sha256,
        fichier=f"reprise-{now:%Y-%m-%d}.{releve.sheet.kind}", lignes=apercu.retenues, premier_jour=jours[0],
        dernier_jour=jours[1], faite_le=now,
    )  # fmt: skip


def _seance_id(importation: Importation, rank: int) -> UUID:
    return uuid5(importation.id, f"seance {rank}")


def _seances(importation: Importation, apercu: Apercu, mediateur: UUID) -> Iterator[dict[str, Any]]:
    own = {"territoire_id": importation.territoire_id, "importation_id": importation.id, "mediateur_id": mediateur}
    for rank, draft in enumerate(apercu.seances):
        values = {_COLUMNS.get(nom, nom): value for nom, value in asdict(draft).items()}
        yield values | own | {"id": _seance_id(importation, rank), "mediateurs": []}


def _contacts(importation: Importation, apercu: Apercu, mediateur: UUID) -> Iterator[dict[str, Any]]:
    """One row a contact; a draft is asked once, however many rows it makes."""
    own = {"territoire_id": importation.territoire_id, "importation_id": importation.id, "mediateur_id": mediateur}
    known: dict[int, dict[str, Any]] = {}
    columns = Contact.__table__.columns.keys()
    number = 0
    for rank, draft, times in apercu.contacts:
        if id(draft) not in known:
            values = {nom: list(value) if isinstance(value, tuple) else value for nom, value in asdict(draft).items()}
            known[id(draft)] = {nom: value for nom, value in values.items() if nom in columns} | own
        seance = apercu.seances[rank]
        lent = {
            "seance_id": _seance_id(importation, rank), "date_contact": seance.date, "creneau": seance.creneau,
            "commune_lieu": seance.commune, "qpv_lieu": seance.qpv,
        }  # fmt: skip
        for _ in range(times):
            number += 1
            yield known[id(draft)] | lent | {"id": uuid5(importation.id, f"contact {number}")}


async def list_importations(session: AsyncSession, acteur: Acteur, now: datetime) -> list[ImportFait]:
    """Every import of the territoire, the latest first."""
    check_role(acteur)
    found = await session.scalars(rows(Importation, acteur).order_by(Importation.faite_le.desc(), Importation.id))
    return [ImportFait(one, one.annulee_le is None and not _is_settled(one, now)) for one in found]


def _is_settled(importation: Importation, now: datetime) -> bool:
    """Whether its rows belong to figures that no longer move: older than a week, and some day is closed."""
    is_closed = stretch_of(importation.premier_jour, day_of(now)) is not None
    return is_closed and now - importation.faite_le > FRESH


async def undo(session: AsyncSession, acteur: Acteur, importation_id: UUID, now: datetime) -> None:
    """Delete every row of an import and mark it undone; the line of the journal stays."""
    check_role(acteur)
    await session.execute(lock_importations(acteur.territoire_id))
    importation = await session.scalar(rows(Importation, acteur).where(Importation.id == importation_id))
    if importation is None or importation.annulee_le is not None:
        raise NotFound(UNKNOWN)
    if _is_settled(importation, now):
        raise Conflict(SETTLED.format(jours=FRESH.days))
    try:
        for statement in delete_rows_of(acteur.territoire_id, importation_id):
            await session.execute(statement)
    except IntegrityError:
        raise Conflict(ATTACHED) from None
    await session.execute(mark_undone(acteur.territoire_id, importation_id, now))
    await session.execute(entry_of(acteur, "importation_annulee", str(importation_id)))
