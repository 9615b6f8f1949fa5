"""The thread of an action: what its structures say to each other, dated and signed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, Participation, membres_of
from asv.db.bilans import Commentaire
from asv.db.notifications import told
from asv.db.scope import rows, visible
from asv.db.structures import LIVING, Structure
from asv.domain.acteurs import Acteur, check_writer
from asv.domain.actions import Reponse, Right, check_role
from asv.domain.actions.echanges import (
    DECIDED,
    Mot,
    NatureMot,
    check_discuss,
    check_mot,
    check_withdrawable,
    may_decide,
    signature_of,
)
from asv.domain.errors import NotFound
from asv.domain.notifications import Avis, Genre
from asv.usecases.actions.reading import find_action

PLACED = {Reponse.ATTENDUE, Reponse.ACCEPTEE}


@dataclass(frozen=True, slots=True)
class LigneMot:
    """A word of the thread; its text is '' once withdrawn. `appeles`: names of the structures called."""

    id: UUID
    signature: str
    nature: NatureMot
    texte: str
    appeles: list[str]
    ecrit_le: datetime
    retire_le: datetime | None
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Fil:
    """The thread as one reader has it. `mentionables`: structures that he may call."""

    action: Action
    porteur: str
    mots: list[LigneMot]
    mentionables: list[tuple[str, str]]
    may_decide: bool


async def read_fil(session: AsyncSession, acteur: Acteur, action_id: UUID) -> Fil:
    """The thread, the oldest word first. Forbidden to a structure that has no place in the action."""
    check_role(acteur, Right.DISCUSS)
    action, porteur = await find_action(session, acteur, action_id)
    places = await _places(session, acteur, action)
    check_discuss(acteur, action.porteur_id, _reponse(acteur, places))
    names = {structure.id: structure.nom for structure in await session.scalars(_structures(acteur))}
    query = rows(Commentaire, acteur).where(Commentaire.action_id == action_id)
    found = await session.scalars(query.order_by(Commentaire.ecrit_le, Commentaire.id))
    mots = [_line(mot, acteur, names) for mot in found]
    callable_ = [(str(key), names[key]) for key in _mentionables(acteur, action, places)]
    return Fil(action, porteur, mots, callable_, may_decide(acteur, action.porteur_id))


def _structures(acteur: Acteur):  # type: ignore[no-untyped-def]  # noqa: ANN202 - the Select of rows()
    return rows(Structure, acteur).order_by(Structure.nom_tri, Structure.id)


def _line(mot: Commentaire, acteur: Acteur, names: dict[UUID, str]) -> LigneMot:
    is_kept = mot.retire_le is None
    appeles = [names[key] for key in mot.mentions if key in names] if is_kept else []
    return LigneMot(
        mot.id, mot.signature, NatureMot(mot.nature), mot.texte if is_kept else "", appeles, mot.ecrit_le,
        mot.retire_le, mot.auteur_id == acteur.compte_id,
    )  # fmt: skip


async def _places(session: AsyncSession, acteur: Acteur, action: Action) -> list[Participation]:
    """The places of living structures: nobody reads any more for a sheet merged into another."""
    found = await session.execute(membres_of(visible(Participation, acteur), action.id).where(LIVING))
    return [place for place, _ in found]


def _reponse(acteur: Acteur, places: list[Participation]) -> str | None:
    return next((place.reponse for place in places if place.structure_id == acteur.structure_id), None)


def _mentionables(acteur: Acteur, action: Action, places: list[Participation]) -> list[UUID]:
    """Structures that have a place in the action, its porteur first; never one's own."""
    placed = [action.porteur_id, *(place.structure_id for place in places if place.reponse in PLACED)]
    return [key for key in dict.fromkeys(placed) if key != acteur.structure_id]


async def write_mot(session: AsyncSession, acteur: Acteur, action_id: UUID, mot: Mot) -> UUID:
    """Adds a word to the thread and tells the structures it calls; a decision is told to all who have a place."""
    check_role(acteur, Right.DISCUSS)
    check_writer(acteur)
    action, _ = await find_action(session, acteur, action_id)
    places = await _places(session, acteur, action)
    check_discuss(acteur, action.porteur_id, _reponse(acteur, places))
    others = _mentionables(acteur, action, places)
    kept = check_mot(
        mot, mentionables={str(key) for key in others}, may_decide=may_decide(acteur, action.porteur_id)
    )  # fmt: skip
    own = await session.get(Structure, (acteur.territoire_id, acteur.structure_id)) if acteur.structure_id else None
    called = [UUID(key) for key in kept.mentions]
    row = Commentaire(
        territoire_id=action.territoire_id, id=uuid4(), action_id=action.id, porteur_id=action.porteur_id,
        auteur_id=acteur.compte_id, signature=signature_of(acteur, own.nom if own else ""), nature=kept.nature,
        texte=kept.texte, mentions=called,
    )  # fmt: skip
    session.add(row)
    await session.flush()
    concerned = others if kept.nature == NatureMot.DECISION else called
    if concerned:
        await session.execute(told(_avis(action, row, concerned)))
    return row.id


def _avis(action: Action, row: Commentaire, concerned: list[UUID]) -> Avis:
    """Who is called learns who wrote, never the text: it is read on the page, by those who may."""
    details = {"titre": action.titre, "structure": row.signature}
    if row.nature == NatureMot.DECISION:
        details |= {"quoi": DECIDED.format(titre=action.titre), "lien": f"/actions/{action.id}/echanges"}
    genre = Genre.CHANGEMENT if row.nature == NatureMot.DECISION else Genre.MENTION
    return Avis(genre, f"mention:{row.id}", action.id, structures=tuple(concerned), details=details)


async def withdraw_mot(session: AsyncSession, acteur: Acteur, action_id: UUID, mot_id: UUID, now: datetime) -> None:
    """The author takes his word back: its text is no longer shown, its place in the thread stays."""
    check_role(acteur, Right.DISCUSS)
    check_writer(acteur)
    query = rows(Commentaire, acteur).where(Commentaire.action_id == action_id, Commentaire.id == mot_id)
    found = await session.scalar(query)
    if found is None:
        raise NotFound("Ce message n’existe pas dans cette action.")
    check_withdrawable(acteur, found.auteur_id, is_withdrawn=found.retire_le is not None)
    found.retire_le = now
    await session.flush()
