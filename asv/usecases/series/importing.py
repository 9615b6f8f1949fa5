"""Taking vintages of published files, each replacing the same one; and undoing one, which gives the former back."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.importations import insert_rows, lock_importations
from asv.db.journal import entry_of
from asv.db.scope import rows, visible
from asv.db.series import (
    ImportationSerie,
    SerieImportee,
    delete_values_of,
    importations_in_place,
    lieux_of,
    mark_undone,
    series_lues,
)
from asv.domain.acteurs import Acteur
from asv.domain.errors import NotFound, Refused
from asv.domain.series import SeriePubliee
from asv.domain.series.importation import check_lot, check_whole, publiee
from asv.domain.series.lecture import Lot, read_lots
from asv.usecases.series.drafts import Fichier, check_role
from asv.usecases.series.previewing import disparus

NOTHING_CHOSEN: Final = "Aucun jeu de chiffres n’est choisi : cochez ce que vous voulez prendre."
NOT_THERE: Final = "Ce jeu de chiffres n’est pas dans le fichier : envoyez-le de nouveau."
SAME_TWICE: Final = "Deux jeux choisis portent les mêmes séries et la même année ({annee}) : gardez-en un."
UNKNOWN: Final = "Cet import n’existe pas, ou il est déjà annulé."


class EtatImport(StrEnum):
    """REMPLACE: later imports give all its séries for its year; it is read again when they are undone."""

    EN_PLACE = "En place"
    REMPLACE = "Remplacé"
    ANNULE = "Annulé"


@dataclass(frozen=True, slots=True)
class ImportLu:
    """An import as listed."""

    importation: ImportationSerie
    etat: EtatImport


@dataclass(frozen=True, slots=True)
class Chosen:
    """One lot to take, by its rank in the file; `annee`: as typed, when the file prints none.

    retire: places that it does not name may lose the figures they have.
    """

    rang: int
    annee: int | None = None
    retire: bool = False


async def store(
    session: AsyncSession, acteur: Acteur, fichier: Fichier, chosen: Sequence[Chosen], *, ecarter: bool, now: datetime
) -> list[ImportationSerie]:
    """Take lots in the transaction of the caller, all or none. Raises Refused, and then takes nothing."""
    check_role(acteur)
    await session.execute(lock_importations(acteur.territoire_id))
    lieux = await lieux_of(session, acteur.territoire_id)
    lots = read_lots(fichier.tables, lieux)
    if not chosen:
        raise Refused(NOTHING_CHOSEN)
    if any(one.rang not in range(len(lots)) for one in chosen):
        raise Refused(NOT_THERE)
    taken = [(lots[one.rang], check_lot(lots[one.rang], one.annee, now.year, ecarter=ecarter)) for one in chosen]
    _check_apart(taken)
    lues = await series_lues(session, visible(ImportationSerie, acteur), lieux)
    for one, (lot, annee) in zip(chosen, taken, strict=True):
        if not one.retire:
            check_whole(lot, annee, disparus(lot, annee, lieux, lues))
    return [await _take(session, acteur, fichier, lot, annee, now) for lot, annee in taken]


def _check_apart(taken: Iterable[tuple[Lot, int]]) -> None:
    """Raises Refused when two lots give the same série the same year: neither would replace the other."""
    seen: set[tuple[str, int]] = set()
    for lot, annee in taken:
        keys = {(code, annee) for code in lot.valeurs}
        if keys & seen:
            raise Refused(SAME_TWICE.format(annee=annee))
        seen |= keys


async def _take(  # noqa: PLR0917 - one lot needs all that it is taken with
    session: AsyncSession, acteur: Acteur, fichier: Fichier, lot: Lot, annee: int, now: datetime
) -> ImportationSerie:
    values = list(_values(lot))
    printed: SeriePubliee = publiee(lot.publication, values[0]["serie"], annee)
    importation = ImportationSerie(
        territoire_id=acteur.territoire_id, id=uuid4(), auteur_id=acteur.compte_id, sha256=fichier.sha256,
        publication=lot.publication.code, niveau=lot.niveau, annee=annee, millesime=printed.millesime.libelle,
        source=printed.source, licence=printed.licence, lignes=lot.lignes, valeurs=len(values),
        ecartees=len(lot.anomalies), faite_le=now,
    )  # fmt: skip
    session.add(importation)
    await session.flush()
    of = {"territoire_id": acteur.territoire_id, "importation_id": importation.id}
    await insert_rows(session, SerieImportee, [value | of for value in values])
    await session.execute(entry_of(acteur, "serie_importee", str(importation.id)))
    return importation


def _values(lot: Lot) -> Iterable[dict[str, Any]]:
    for code, lues in lot.valeurs.items():
        for lieu, lue in lues.items():
            yield {"serie": code, "lieu": lieu, "valeur": lue.nombre, "absence": lue.absence and lue.absence.value}


async def list_importations(session: AsyncSession, acteur: Acteur) -> list[ImportLu]:
    """Every import of the territoire, the latest first."""
    check_role(acteur)
    query = rows(ImportationSerie, acteur).order_by(ImportationSerie.faite_le.desc(), ImportationSerie.id.desc())
    in_place = set(await session.scalars(importations_in_place(visible(ImportationSerie, acteur))))
    return [ImportLu(one, _state(one, in_place)) for one in await session.scalars(query)]


def _state(importation: ImportationSerie, in_place: Collection[UUID]) -> EtatImport:
    if importation.annulee_le is not None:
        return EtatImport.ANNULE
    return EtatImport.EN_PLACE if importation.id in in_place else EtatImport.REMPLACE


async def undo(session: AsyncSession, acteur: Acteur, importation_id: UUID, now: datetime) -> None:
    """Forget the figures of an import; those that it had replaced are read again."""
    check_role(acteur)
    await session.execute(lock_importations(acteur.territoire_id))
    importation = await session.scalar(rows(ImportationSerie, acteur).where(ImportationSerie.id == importation_id))
    if importation is None or importation.annulee_le is not None:
        raise NotFound(UNKNOWN)
    await session.execute(delete_values_of(acteur.territoire_id, importation_id))
    await session.execute(mark_undone(acteur.territoire_id, importation_id, now))
    await session.execute(entry_of(acteur, "serie_annulee", str(importation_id)))
