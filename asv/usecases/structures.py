"""The directory of structures: what each brings, where, and who keeps its sheet."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, Participation, actions_of, participations_of
from asv.db.reference import communes_of
from asv.db.scope import rows, visible
from asv.db.structures import Structure, structures_of
from asv.db.territoires import qpv_of
from asv.domain.acteurs import Acteur
from asv.domain.actions import Reponse
from asv.domain.errors import NotFound
from asv.domain.structures import (
    FicheStructure,
    check_creator,
    check_editor,
    check_fiche,
    check_reader,
    may_edit,
)
from asv.domain.territoires import sort_key

UNKNOWN = "Cette structure n’est pas dans l’annuaire."


@dataclass(frozen=True, slots=True)
class FiltreAnnuaire:
    type: str = ""
    commune: str = ""
    qpv: str = ""


@dataclass(frozen=True, slots=True)
class VueStructure:
    """A sheet with the names of its places, and the actions that its reader may see it in."""

    structure: Structure
    commune: str
    communes: list[str]
    quartiers: list[str]
    actions: list[tuple[Action, str]]
    may_edit: bool


async def list_structures(session: AsyncSession, acteur: Acteur) -> list[Structure]:
    """Every structure of the territoire, for the roles that choose one (an administrator ties accounts to them)."""
    query = rows(Structure, acteur).order_by(Structure.nom_tri, Structure.id)
    return list((await session.scalars(query)).all())


async def search_structures(session: AsyncSession, acteur: Acteur, filtre: FiltreAnnuaire) -> list[Structure]:
    check_reader(acteur)
    seen = visible(Structure, acteur)
    found = await session.scalars(structures_of(seen, type_=filtre.type, commune=filtre.commune, qpv=filtre.qpv))
    return list(found.all())


async def _find(session: AsyncSession, acteur: Acteur, structure_id: UUID) -> Structure:
    found = await session.scalar(structures_of(visible(Structure, acteur)).where(Structure.id == structure_id))
    if found is None:
        raise NotFound(UNKNOWN)
    return found


async def read_structure(session: AsyncSession, acteur: Acteur, structure_id: UUID) -> VueStructure:
    check_reader(acteur)
    structure = await _find(session, acteur, structure_id)
    communes = {c.code: c.nom for c in await session.scalars(communes_of(acteur.territoire_id))}
    qpv = {q.code: q.nom for q, _ in await session.execute(qpv_of(acteur.territoire_id, dans_contrat=None))}
    return VueStructure(
        structure, communes.get(structure.commune or "", ""),
        [nom for code, nom in communes.items() if code in structure.communes],
        [nom for code, nom in qpv.items() if code in structure.qpv],
        await _actions(session, acteur, structure_id), may_edit(acteur, structure_id),
    )  # fmt: skip


async def _actions(session: AsyncSession, acteur: Acteur, structure_id: UUID) -> list[tuple[Action, str]]:
    """The actions it carries or takes part in, with the code of its role."""
    seen = visible(Action, acteur)
    carried = [a for a, _ in await session.execute(actions_of(seen).where(Action.porteur_id == structure_id))]
    joined = await session.execute(participations_of(seen & visible(Participation, acteur), structure_id))
    roles = {action.id: (action, "RO_PORTEUR") for action in carried}
    for place, action in joined:
        if place.reponse == Reponse.ACCEPTEE:
            roles.setdefault(action.id, (action, place.role))
    return sorted(roles.values(), key=lambda pair: pair[0].creee_le, reverse=True)


async def create_structure(session: AsyncSession, acteur: Acteur, fiche: FicheStructure, *, today: date) -> UUID:
    check_creator(acteur)
    kept = await _checked(session, acteur, fiche, today)
    structure = Structure(territoire_id=acteur.territoire_id, id=uuid4(), **_columns(kept))
    session.add(structure)
    await session.flush()
    return structure.id


async def structure_to_edit(session: AsyncSession, acteur: Acteur, structure_id: UUID) -> VueStructure:
    """The sheet, for the form that changes it: refused to whoever could not send that form."""
    check_editor(acteur, structure_id)
    return await read_structure(session, acteur, structure_id)


async def edit_structure(
    session: AsyncSession, acteur: Acteur, structure_id: UUID, fiche: FicheStructure, *, today: date
) -> None:
    check_editor(acteur, structure_id)
    structure = await _find(session, acteur, structure_id)
    kept = await _checked(session, acteur, fiche, today)
    for column, value in _columns(kept).items():
        setattr(structure, column, value)
    await session.flush()


async def _checked(session: AsyncSession, acteur: Acteur, fiche: FicheStructure, today: date) -> FicheStructure:
    communes = {c.code for c in await session.scalars(communes_of(acteur.territoire_id))}
    qpv = {q.code for q, _ in await session.execute(qpv_of(acteur.territoire_id))}
    return check_fiche(fiche, communes=communes, qpv=qpv, today=today)


def _columns(fiche: FicheStructure) -> dict[str, object]:
    return {
        "nom": fiche.nom, "nom_tri": sort_key(fiche.nom), "type": fiche.type, "commune": fiche.commune or None,
        "communes": list(fiche.communes), "qpv": list(fiche.qpv), "offre": fiche.offre, "horaires": fiche.horaires,
        "fonction_contact": fiche.fonction_contact, "telephone_accueil": fiche.telephone_accueil,
    }  # fmt: skip
