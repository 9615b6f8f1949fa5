"""Noting a vote, a decision of the COPIL, and what its priorités are tied to. What was noted before stays readable."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action
from asv.db.besoins import BesoinAction, Priorite
from asv.db.journal import entry_of
from asv.db.priorites import Classement, DecisionPriorites
from asv.db.scope import rows
from asv.domain.acteurs import Acteur
from asv.domain.actions.besoins import NatureBesoin
from asv.domain.champs import Champs
from asv.domain.errors import Conflict, NotFound
from asv.domain.priorites import (
    ClassementSaisi,
    College,
    DecisionGardee,
    DecisionSaisie,
    Retenu,
    check_classement,
    check_decision,
    libelle_objet,
)
from asv.usecases.priorites.reading import QuartierLu, read_offre

TIED_MEANWHILE = "Les liens de cette priorité ont changé entre-temps : rechargez la page avant d’enregistrer."
MEANWHILE = "Un vote ou une décision a été noté entre-temps pour ce quartier : rechargez la page avant d’enregistrer."


@dataclass(frozen=True, slots=True)
class LiensSaisis:
    """What a priorité is tied to, as chosen. action: one to add; those that name it already stay.

    avant: ambitions and engagements that it was tied to when the form was opened.
    """

    ambitions: Sequence[str] = ()
    engagements: Sequence[str] = ()
    action: str = ""
    avant: Sequence[str] = ()


def check_votes(lu: QuartierLu) -> None:
    """Raises Conflict while a college has not voted."""
    absent = [college.libelle.lower() for college in College if college not in lu.colleges]
    if absent:
        raise Conflict(f"Notez d’abord le classement des {' et des '.join(absent)} : la décision répond aux deux.")


def _check_seen(lu: QuartierLu, vues: int) -> None:
    """Raises Conflict when something was noted since the form was opened. vues: how many were noted then."""
    if lu.notees != vues:
        raise Conflict(MEANWHILE)


async def keep_classement(
    session: AsyncSession, acteur: Acteur, lu: QuartierLu, college: College, saisi: ClassementSaisi, *, vues: int,
    today: date,
) -> None:  # fmt: skip
    """Notes the vote of a college; one noted before stays, with the reason of the new one.

    vues: how many votes and decisions were noted when the form was opened. Raises Incorrect, Conflict when it is old.
    """
    _check_seen(lu, vues)
    kept = check_classement(saisi, annee=lu.annee, is_correction=college in lu.colleges, today=today)
    session.add(
        Classement(
            territoire_id=acteur.territoire_id, id=uuid4(), annee=lu.annee, qpv=lu.code, college=college.value,
            auteur_id=acteur.compte_id, **asdict(kept),
        )
    )  # fmt: skip
    await session.flush()
    await session.execute(entry_of(acteur, "classement_note", f"{lu.annee}/{lu.code}/{college}"))


async def keep_decision(
    session: AsyncSession, acteur: Acteur, lu: QuartierLu, saisie: DecisionSaisie, *, vues: int, today: date
) -> None:
    """Notes what was decided, and makes priorités of what is kept: actions may then name them.

    Raises Incorrect with every field to correct, Conflict while a college has not voted or when the form is old.
    """
    check_votes(lu)
    _check_seen(lu, vues)
    annee, code = lu.annee, lu.code
    points = [point.objet for point in lu.points]
    kept = check_decision(
        saisie, points, annee=annee, since=lu.dernier_vote, is_correction=lu.decision is not None, today=today
    )
    row = DecisionPriorites(
        territoire_id=acteur.territoire_id, id=uuid4(), annee=annee, qpv=code, decidee_le=kept.decidee_le,
        motif=kept.motif, retenus={one.objet: {"rang": one.rang, "annee": one.annee} for one in kept.retenus},
        ecartes={one.objet: one.raison for one in kept.ecartes}, correction=kept.correction,
        auteur_id=acteur.compte_id,
    )  # fmt: skip
    session.add(row)
    await session.flush()
    await _follow(session, acteur, lu, row.id, kept)
    await session.execute(entry_of(acteur, "priorites_decidees", f"{annee}/{code}"))


async def _follow(
    session: AsyncSession, acteur: Acteur, lu: QuartierLu, decision_id: UUID, kept: DecisionGardee
) -> None:
    """Priorités kept again keep what they are tied to; those no longer kept are withdrawn, new ones begin."""
    before = {one.priorite.objet: one.priorite for one in lu.priorites}
    for one in kept.retenus:
        row = before.pop(one.objet, None)
        if row is None:
            session.add(_priorite(acteur, lu.code, decision_id, one, kept.decidee_le))
        else:
            row.annee, row.rang, row.decision_id = one.annee, one.rang, decision_id
    for row in before.values():
        row.retiree_le = kept.decidee_le
    await session.flush()


def _priorite(acteur: Acteur, qpv: str, decision_id: UUID, one: Retenu, decidee_le: date) -> Priorite:
    liste, _, code = one.objet.partition(":")
    return Priorite(
        territoire_id=acteur.territoire_id, id=uuid4(), annee=one.annee, qpv=qpv, rang=one.rang,
        libelle=libelle_objet(one.objet), theme=code if liste == "THEME_SANTE" else None,
        frein=code if liste == "FREIN" else None, retenue_le=decidee_le, decision_id=decision_id, objet=one.objet,
        auteur_id=acteur.compte_id,
    )  # fmt: skip


async def keep_links(
    session: AsyncSession, acteur: Acteur, lu: QuartierLu, priorite_id: UUID, saisis: LiensSaisis, *, vues: int
) -> None:
    """Ties a priorité to ambitions of the contract, to commitments, and to one more action.

    Raises Incorrect with every field to correct, Conflict when the form is old.
    """
    _check_seen(lu, vues)
    found = next((one for one in lu.priorites if one.priorite.id == priorite_id), None)
    if found is None:
        raise NotFound("Cette priorité n’est plus celle de la décision : rechargez la page.")
    if set(saisis.avant) != {str(one) for one in (*found.priorite.ambitions, *found.priorite.engagements)}:
        raise Conflict(TIED_MEANWHILE)
    offre = await read_offre(session, acteur, lu.code)
    champs = Champs()
    ambitions, engagements = (
        champs.codes(name, getattr(saisis, name), {key for key, _ in getattr(offre, name)},
                     unknown="Choisissez dans la liste.")
        for name in ("ambitions", "engagements")
    )  # fmt: skip
    if saisis.action and saisis.action not in {key for key, _ in offre.actions}:
        champs.refuse("action", "Choisissez une action de la liste.")
    champs.settle()
    found.priorite.ambitions = [UUID(one) for one in ambitions]
    found.priorite.engagements = [UUID(one) for one in engagements]
    if saisis.action and UUID(saisis.action) not in {action for action, _ in found.actions}:
        await _name(session, acteur, found.priorite, UUID(saisis.action))
    await session.flush()


async def _name(session: AsyncSession, acteur: Acteur, priorite: Priorite, action_id: UUID) -> None:
    """The action documents the priorité as one of its needs, as its own sheet would have it."""
    action = await session.scalar(rows(Action, acteur).where(Action.id == action_id))
    if action is not None:
        session.add(
            BesoinAction(
                territoire_id=acteur.territoire_id, id=uuid4(), action_id=action.id, porteur_id=action.porteur_id,
                nature=NatureBesoin.PRIORITE.value, objet_id=priorite.id, qpv=priorite.qpv, auteur_id=acteur.compte_id,
            )
        )  # fmt: skip
