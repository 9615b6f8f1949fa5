"""Reading the directory: the list narrowed by what is asked, and a sheet with what its structure does with others."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, Participation, actions_of, participations_of
from asv.db.moyens import Moyen
from asv.db.partenariats import joint_dates, lent_by
from asv.db.reference import communes_of
from asv.db.scope import visible
from asv.db.structures import Structure, hosts_of, one_structure, structures_of
from asv.db.territoires import qpv_of
from asv.domain import nomenclatures
from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import Reponse
from asv.domain.errors import NotFound
from asv.domain.periodes import day_of
from asv.domain.structures import (
    ACCESSIBILITES,
    LANGUES_PARLEES,
    check_editor,
    check_reader,
    is_silent,
    matches,
    may_edit,
    may_see_team,
    names_of,
)

UNKNOWN = "Cette structure n’est pas dans l’annuaire."


@dataclass(frozen=True, slots=True)
class FiltreAnnuaire:
    """`mots`: free words, each the beginning of a word of the sheet. `is_silencieuse`: for the coordination only."""

    type: str = ""
    commune: str = ""
    qpv: str = ""
    langue: str = ""
    accessibilite: str = ""
    mots: str = ""
    is_silencieuse: bool = False

    @property
    def is_narrow(self) -> bool:
        return self != FiltreAnnuaire()


@dataclass(frozen=True, slots=True)
class Partenariat:
    """What is done together with a structure, told to the coordination: days of the last joint date and of the next."""

    derniere: date | None
    prochaine: date | None
    is_silencieuse: bool


@dataclass(frozen=True, slots=True)
class VueStructure:
    """A sheet with the names of its places, and the actions that its reader may see it in.

    `moyens`: what it lends today. `partenariat`: for the coordination, else None.
    """

    structure: Structure
    commune: str
    communes: list[str]
    quartiers: list[str]
    langues: list[str]
    accessibilites: list[str]
    actions: list[tuple[Action, str]]
    moyens: list[Moyen]
    may_edit: bool
    may_see_team: bool
    partenariat: Partenariat | None


async def list_structures(session: AsyncSession, acteur: Acteur) -> list[Structure]:
    """Every kept sheet of the territoire, for the roles that choose one (an administrator ties accounts to them)."""
    return list((await session.scalars(hosts_of(visible(Structure, acteur)))).all())


async def search_structures(
    session: AsyncSession, acteur: Acteur, filtre: FiltreAnnuaire, *, today: date
) -> list[Structure]:
    check_reader(acteur)
    query = structures_of(
        visible(Structure, acteur), type_=filtre.type, commune=filtre.commune, qpv=filtre.qpv, langue=filtre.langue,
        accessibilite=filtre.accessibilite,
    )  # fmt: skip
    found = list((await session.scalars(query)).all())
    if filtre.mots:
        noms = {c.code: c.nom for c in await session.scalars(communes_of(acteur.territoire_id))}
        found = [structure for structure in found if matches(filtre.mots, texts_of(structure, noms))]
    if filtre.is_silencieuse and acteur.role is Role.COORDINATEUR:
        dates = {id_: (last, coming) for id_, last, coming in await session.execute(joint_dates(acteur, today))}
        found = [one for one in found if _partenariat(one, *dates.get(one.id, (None, None)), today).is_silencieuse]
    return found


def texts_of(structure: Structure, communes: dict[str, str]) -> list[str]:
    """What free words are looked for in."""
    return [
        structure.nom, structure.offre, structure.fonction_contact, structure.siret or "",
        nomenclatures.entree("TYPE_PARTENAIRE", structure.type).libelle, communes.get(structure.commune or "", ""),
        *names_of(structure.langues, LANGUES_PARLEES), *names_of(structure.accessibilites, ACCESSIBILITES),
    ]  # fmt: skip


def _partenariat(structure: Structure, last: date | None, coming: date | None, today: date) -> Partenariat:
    silent = is_silent(last, coming, known_since=day_of(structure.creee_le), today=today)
    return Partenariat(last, coming, silent)


async def find(session: AsyncSession, acteur: Acteur, structure_id: UUID) -> Structure:
    """A sheet by its identifier, merged or not; raises NotFound."""
    found = await session.scalar(one_structure(visible(Structure, acteur), structure_id))
    if found is None:
        raise NotFound(UNKNOWN)
    return found


async def read_structure(session: AsyncSession, acteur: Acteur, structure_id: UUID, *, today: date) -> VueStructure:
    check_reader(acteur)
    structure = await find(session, acteur, structure_id)
    communes = {c.code: c.nom for c in await session.scalars(communes_of(acteur.territoire_id))}
    qpv = {q.code: q.nom for q, _ in await session.execute(qpv_of(acteur.territoire_id, dans_contrat=None))}
    return VueStructure(
        structure, communes.get(structure.commune or "", ""),
        [nom for code, nom in communes.items() if code in structure.communes],
        [nom for code, nom in qpv.items() if code in structure.qpv],
        names_of(structure.langues, LANGUES_PARLEES), names_of(structure.accessibilites, ACCESSIBILITES),
        await _actions(session, acteur, structure_id),
        await _lent(session, acteur, structure_id, today), may_edit(acteur, structure_id),
        may_see_team(acteur, structure_id), await _with_others(session, acteur, structure, today),
    )  # fmt: skip


async def _lent(session: AsyncSession, acteur: Acteur, structure_id: UUID, today: date) -> list[Moyen]:
    if acteur.role is Role.FINANCEUR:  # what is lent between partners is not his
        return []
    return list(await session.scalars(lent_by(acteur, structure_id, today)))


async def _with_others(
    session: AsyncSession, acteur: Acteur, structure: Structure, today: date
) -> Partenariat | None:  # fmt: skip
    if acteur.role is not Role.COORDINATEUR:
        return None
    row = (await session.execute(joint_dates(acteur, today, structure.id))).first()
    return _partenariat(structure, row[1] if row else None, row[2] if row else None, today)


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


async def structure_to_edit(session: AsyncSession, acteur: Acteur, structure_id: UUID, *, today: date) -> VueStructure:
    """The sheet, for the form that changes it: refused to whoever could not send that form."""
    check_editor(acteur, structure_id)
    return await read_structure(session, acteur, structure_id, today=today)
