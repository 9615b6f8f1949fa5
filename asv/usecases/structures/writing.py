"""Keeping the sheets: no establishment twice, and a question before a name that looks like another."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.journal import entry_of
from asv.db.reference import communes_of
from asv.db.scope import visible
from asv.db.structures import Structure, change_structure, near, with_siret
from asv.db.territoires import qpv_of
from asv.domain.acteurs import Acteur
from asv.domain.errors import Conflict
from asv.domain.structures import (
    FicheStructure,
    check_creator,
    check_editor,
    check_fiche,
    similar,
)
from asv.domain.territoires import sort_key
from asv.usecases.structures.reading import find

ALREADY = "Une structure de l’annuaire porte déjà ce SIRET : ouvrez sa fiche, et complétez-la si besoin."
PERHAPS = "Cette structure est peut-être déjà dans l’annuaire. Est-ce la même ?"
CHANGED = (
    "Quelqu’un d’autre a modifié cette fiche entre-temps. Vos réponses sont gardées ci-dessous : relisez-les, puis "
    "enregistrez de nouveau."
)
MERGED = "Cette fiche a été réunie avec une autre : ouvrez celle qui est gardée."


class SameSiret(Conflict):
    """`connue`: the sheet that has this SIRET already."""

    def __init__(self, connue: Structure) -> None:
        super().__init__(ALREADY)
        self.connue = connue


class Alike(Conflict):
    """`candidates`: the sheets of the place whose name is alike, the nearest first."""

    def __init__(self, candidates: Iterable[Structure]) -> None:
        super().__init__(PERHAPS)
        self.candidates = list(candidates)


class Stale(Conflict):
    """Somebody else changed the sheet since it was read."""

    def __init__(self) -> None:
        super().__init__(CHANGED)


async def create_structure(session: AsyncSession, acteur: Acteur, fiche: FicheStructure, *, today: date) -> UUID:
    """A new sheet. Raises Incorrect, SameSiret, or Alike unless the form says that it is another one."""
    check_creator(acteur)
    kept = await _checked(session, acteur, fiche, today)
    await _check_siret(session, acteur, kept.siret)
    if not fiche.is_autre:
        around = list(await session.scalars(near(visible(Structure, acteur), kept.commune)))
        if found := similar(kept.nom, [(one.nom, one) for one in around]):
            raise Alike(found)
    structure = Structure(territoire_id=acteur.territoire_id, id=uuid4(), **columns_of(kept))
    try:
        async with session.begin_nested():
            session.add(structure)
    except IntegrityError:  # the same establishment, added at this very moment
        raise Conflict(ALREADY) from None
    await session.execute(entry_of(acteur, "structure_creee", str(structure.id)))
    return structure.id


async def edit_structure(
    session: AsyncSession, acteur: Acteur, structure_id: UUID, fiche: FicheStructure, *, version: int, today: date
) -> None:
    """Raises Incorrect, SameSiret, or Stale when somebody else changed the sheet since `version`."""
    check_editor(acteur, structure_id)
    structure = await find(session, acteur, structure_id)
    if structure.fusionnee_dans is not None:
        raise Conflict(MERGED)
    kept = await _checked(session, acteur, fiche, today)
    await _check_siret(session, acteur, kept.siret, but=structure_id)
    try:
        async with session.begin_nested():
            changed = (await session.execute(change_structure(structure, version, **columns_of(kept)))).first()
    except IntegrityError:
        raise Conflict(ALREADY) from None
    session.expire(structure)
    if changed is None:
        raise Stale
    await session.execute(entry_of(acteur, "structure_modifiee", str(structure_id)))


async def _check_siret(session: AsyncSession, acteur: Acteur, siret: str, *, but: UUID | None = None) -> None:
    known = await session.scalar(with_siret(visible(Structure, acteur), siret)) if siret else None
    if known is not None and known.id != but:
        raise SameSiret(known)


async def _checked(session: AsyncSession, acteur: Acteur, fiche: FicheStructure, today: date) -> FicheStructure:
    communes = {c.code for c in await session.scalars(communes_of(acteur.territoire_id))}
    qpv = {q.code for q, _ in await session.execute(qpv_of(acteur.territoire_id))}
    return check_fiche(fiche, communes=communes, qpv=qpv, today=today)


def columns_of(fiche: FicheStructure) -> dict[str, object]:
    return {
        "nom": fiche.nom, "nom_tri": sort_key(fiche.nom), "type": fiche.type, "commune": fiche.commune or None,
        "communes": list(fiche.communes), "qpv": list(fiche.qpv), "offre": fiche.offre, "horaires": fiche.horaires,
        "fonction_contact": fiche.fonction_contact, "telephone_accueil": fiche.telephone_accueil,
        "siret": fiche.siret or None, "accessibilites": list(fiche.accessibilites), "langues": list(fiche.langues),
    }  # fmt: skip
