"""Importing a directory kept in a spreadsheet: looked at line by line first, then written at once or not at all."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.brouillons import drop_brouillon, keep_brouillon, open_brouillon
from asv.db.importations import lock_importations
from asv.db.journal import entry_of
from asv.db.reference import communes_of
from asv.db.scope import visible
from asv.db.structures import Structure, hosts_of
from asv.db.territoires import qpv_of
from asv.domain.acteurs import Acteur
from asv.domain.errors import Refused
from asv.domain.periodes import day_of
from asv.domain.reprise import FileRefused
from asv.domain.structures import Connue, Lieux, Ligne, Sort, as_words, check_creator, columns_read, read_lines
from asv.spreadsheets.cells import Sheet, SheetError
from asv.spreadsheets.reading import read_sheet
from asv.usecases.structures.writing import columns_of

FAULTY = "Des lignes sont à corriger : rien n’a été importé. Corrigez-les, ou choisissez de les laisser de côté."
NOTHING = "Aucune structure n’est à ajouter : rien n’a été enregistré."
PURPOSE = b"annuaire"


@dataclass(frozen=True, slots=True)
class ApercuAnnuaire:
    """What the lines of a file would make. `ignorees`: headers that mean nothing here. `autres`: sheets not read."""

    lignes: list[Ligne]
    ignorees: list[str]
    autres: int

    def of(self, sort: str) -> list[Ligne]:
        return [ligne for ligne in self.lignes if ligne.sort == sort]


async def open_import(session: AsyncSession, acteur: Acteur, data: bytes, *, secret: bytes, now: datetime) -> UUID:
    """Keep the cells of a file, sealed, for an hour; one draft a person. Raises FileRefused or Refused."""
    check_creator(acteur)
    try:
        sheet = await asyncio.to_thread(read_sheet, data)
    except SheetError as error:
        raise FileRefused(error.fault) from None
    columns_read(sheet)
    return await keep_brouillon(session, acteur, sheet.as_json(), purpose=PURPOSE, secret=secret, now=now)


async def preview_import(
    session: AsyncSession, acteur: Acteur, draft: UUID, *, secret: bytes, now: datetime, is_confirme: bool = False
) -> ApercuAnnuaire:
    """Each line with what becomes of it; nothing is written."""
    check_creator(acteur)
    sheet = Sheet.from_json(await open_brouillon(session, acteur, draft, purpose=PURPOSE, secret=secret, now=now))
    communes = {c.code: c.nom for c in await session.scalars(communes_of(acteur.territoire_id))}
    qpv = {q.code: q.nom for q, _ in await session.execute(qpv_of(acteur.territoire_id))}
    lieux = Lieux(
        *({as_words(n): code for code, nom in known.items() for n in (code, nom)} for known in (communes, qpv))
    )
    kept = await session.scalars(hosts_of(visible(Structure, acteur)))
    connues = [Connue(one.nom, one.commune or "", one.siret or "", "dans l’annuaire") for one in kept]
    lignes = await asyncio.to_thread(
        read_lines, sheet, lieux, connues, today=day_of(now), is_confirme=is_confirme
    )  # fmt: skip
    return ApercuAnnuaire(lignes, columns_read(sheet)[1], sheet.others)


async def store_import(
    session: AsyncSession, acteur: Acteur, draft: UUID, *, secret: bytes, now: datetime, is_confirme: bool,
    ecarter: bool, malgre: Collection[int],
) -> int:  # fmt: skip
    """Add what is new, and the look-alikes of the lines `malgre`; how many. Raises Refused, and then adds nothing."""
    check_creator(acteur)
    await session.execute(lock_importations(acteur.territoire_id))
    apercu = await preview_import(session, acteur, draft, secret=secret, now=now, is_confirme=is_confirme)
    if apercu.of(Sort.REFUSEE) and not ecarter:
        raise Refused(FAULTY)
    taken = [ligne for ligne in apercu.lignes if _is_taken(ligne, malgre)]
    if not taken:
        raise Refused(NOTHING)
    session.add_all(
        Structure(territoire_id=acteur.territoire_id, id=uuid4(), **columns_of(ligne.fiche)) for ligne in taken
    )  # fmt: skip
    await drop_brouillon(session, acteur, draft)
    await session.execute(entry_of(acteur, "annuaire_importe", str(draft), structures=str(len(taken))))
    return len(taken)


def _is_taken(ligne: Ligne, malgre: Collection[int]) -> bool:
    return ligne.sort is Sort.CREEE or (ligne.sort is Sort.RESSEMBLE and ligne.numero in malgre)


async def drop_import(session: AsyncSession, acteur: Acteur, draft: UUID) -> None:
    check_creator(acteur)
    await drop_brouillon(session, acteur, draft)
