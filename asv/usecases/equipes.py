"""The team of a structure: who works for it, with which rights, from when to when; and how it changes."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.comptes import Compte, change_collaborateur, collaborateurs_of, lacks_password, lock_equipe
from asv.db.journal import entry_of
from asv.db.scope import rows
from asv.db.structures import Structure
from asv.domain.acteurs import Acteur, Droits, Role
from asv.domain.errors import Conflict, NotFound
from asv.domain.structures import (
    CollaborateurSaisi,
    DroitsOuverts,
    check_droits,
    check_invited,
    check_still_managed,
    check_team_manager,
    check_team_reader,
    may_change_team,
)

UNKNOWN = "Cette structure n’est pas dans l’annuaire."
STRANGER = "Cette personne n’est pas dans l’équipe de cette structure."
MERGED = "Cette fiche a été réunie avec une autre : ouvrez l’équipe de la structure gardée."
TAKEN = (
    "Cette adresse ne peut pas être invitée ici. Vérifiez-la ; si elle est juste, demandez à la coordination de "
    "rattacher la personne à votre structure."
)
KNOWN_ALREADY = (
    "Cette personne a déjà choisi son mot de passe : un lien donné ici permettrait d’entrer à sa place. Si elle l’a "
    "perdu, demandez un lien à l’administration, qui le lui envoie."
)


@dataclass(frozen=True, slots=True)
class Collaborateur:
    """A member of the team as read. `is_me`: the reader himself."""

    id: UUID
    nom: str
    email: str
    ouverts: DroitsOuverts
    is_open: bool
    is_me: bool


@dataclass(frozen=True, slots=True)
class VueEquipe:
    structure: Structure
    collaborateurs: list[Collaborateur]
    may_change: bool


async def read_equipe(session: AsyncSession, acteur: Acteur, structure_id: UUID, today: date) -> VueEquipe:
    """The team as its members, the coordination and the administration see it."""
    check_team_reader(acteur, structure_id)
    structure = await _structure(session, acteur, structure_id)
    team = [
        Collaborateur(id_, nom, email, ouverts, ouverts.is_open(today), id_ == acteur.compte_id)
        for id_, nom, email, ouverts in await _team(session, acteur, structure_id)
    ]
    return VueEquipe(structure, team, may_change_team(acteur, structure_id))


async def _structure(session: AsyncSession, acteur: Acteur, structure_id: UUID) -> Structure:
    structure: Structure | None = await session.scalar(rows(Structure, acteur).where(Structure.id == structure_id))
    if structure is None:
        raise NotFound(UNKNOWN)
    return structure


async def _team(
    session: AsyncSession, acteur: Acteur, structure_id: UUID
) -> list[tuple[UUID, str, str, DroitsOuverts]]:  # fmt: skip
    found = await session.execute(collaborateurs_of(acteur.territoire_id, structure_id))
    return [
        (id_, nom, email, DroitsOuverts(Droits(droits), du, au, actif))
        for id_, nom, email, droits, actif, du, au in found
    ]


async def invite_collaborateur(
    session: AsyncSession, acteur: Acteur, structure_id: UUID, saisi: CollaborateurSaisi
) -> tuple[UUID, DroitsOuverts]:
    """A new account of the structure, without password: the caller draws the link that lets its person choose one."""
    check_team_manager(acteur, structure_id)
    email, nom, ouverts = check_invited(saisi)
    if (await _structure(session, acteur, structure_id)).fusionnee_dans is not None:
        raise Conflict(MERGED)
    compte = Compte(
        territoire_id=acteur.territoire_id, id=uuid4(), email=email, nom_affiche=nom, role=Role.PARTENAIRE,
        structure_id=structure_id, droits=ouverts.droits, ouvert_du=ouverts.ouvert_du, ouvert_au=ouverts.ouvert_au,
    )  # fmt: skip
    try:
        async with session.begin_nested():
            session.add(compte)
    except IntegrityError:
        raise Conflict(TAKEN) from None
    await session.execute(entry_of(acteur, "collaborateur_invite", str(compte.id), structure=str(structure_id)))
    return compte.id, ouverts


async def change_droits(
    session: AsyncSession,
    acteur: Acteur,
    structure_id: UUID,
    compte_id: UUID,
    saisi: CollaborateurSaisi,
    *,
    today: date,
) -> None:
    """Rights and dates of a member; the change is felt at his next click."""
    ouverts = check_droits(saisi)
    before = await _locked(session, acteur, structure_id, compte_id)
    after = before | {compte_id: replace(ouverts, is_actif=before[compte_id].is_actif)}
    check_still_managed(before, after, today)
    await _write(
        session, acteur, structure_id, compte_id, "collaborateur_change", droits=ouverts.droits.value,
        ouvert_du=ouverts.ouvert_du, ouvert_au=ouverts.ouvert_au,
    )  # fmt: skip


async def close_collaborateur(
    session: AsyncSession, acteur: Acteur, structure_id: UUID, compte_id: UUID, *, is_closed: bool, today: date
) -> None:
    """End the access of a member at once, or give it back as it was."""
    before = await _locked(session, acteur, structure_id, compte_id)
    after = before | {compte_id: replace(before[compte_id], is_actif=not is_closed)}
    check_still_managed(before, after, today)
    evenement = "collaborateur_ferme" if is_closed else "collaborateur_rouvert"
    await _write(session, acteur, structure_id, compte_id, evenement, actif=not is_closed)


async def invite_again(session: AsyncSession, acteur: Acteur, structure_id: UUID, compte_id: UUID) -> DroitsOuverts:
    """The access of a member to whom a new link is given; journalled, since a link lets choose a new password.

    Refused once he has a password, but to the administration: whoever holds the link enters as him.
    """
    before = await _locked(session, acteur, structure_id, compte_id)
    if acteur.role is not Role.ADMINISTRATEUR and not await session.scalar(lacks_password(compte_id)):
        raise Conflict(KNOWN_ALREADY)
    await session.execute(entry_of(acteur, "collaborateur_relance", str(compte_id), structure=str(structure_id)))
    return before[compte_id]


async def _locked(
    session: AsyncSession, acteur: Acteur, structure_id: UUID, compte_id: UUID
) -> dict[UUID, DroitsOuverts]:
    """The team as it stands, held until the end: two managers cannot close each other at the same moment."""
    check_team_manager(acteur, structure_id)
    await session.execute(lock_equipe(structure_id))
    team = {id_: ouverts for id_, _, _, ouverts in await _team(session, acteur, structure_id)}
    if compte_id not in team:
        raise NotFound(STRANGER)
    return team


async def _write(
    session: AsyncSession, acteur: Acteur, structure_id: UUID, compte_id: UUID, evenement: str, **values: object
) -> None:
    said = {name: str(value) for name, value in values.items()} | {"structure": str(structure_id)}
    await session.execute(entry_of(acteur, evenement, str(compte_id), **said))  # first: he may be closing his own
    changed = await session.execute(change_collaborateur(acteur.territoire_id, structure_id, compte_id, **values))
    if changed.first() is None:
        raise NotFound(STRANGER)
