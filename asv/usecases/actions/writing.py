"""Preparing a joint action: its sheet, its dates, its announcement. The right first, then what the acteur may see."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, Participation
from asv.db.scope import rows
from asv.db.structures import LIVING, Structure
from asv.db.territoires import qpv_of
from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import (
    IDEE,
    PORTEUR,
    SCREENING,
    FicheAction,
    Reponse,
    Right,
    check_fiche,
    check_on,
    check_open,
    check_porteur,
    check_role,
)
from asv.domain.actions.besoins import BesoinSaisi, check_besoin
from asv.domain.actions.etats import UNCERTAIN
from asv.domain.champs import Champs, Incorrect
from asv.usecases.actions.besoins import keep_besoin, objets_of
from asv.usecases.actions.passages import Marche, follow, record
from asv.usecases.actions.reading import VueAction, find_action, read_action

NO_AVAL = "Cette action est déjà validée : dites d’abord, dans la fiche complète, qui reçoit les tests positifs."
LOOKED_AT = ("type", "theme", "qpv", "publics")
"""What the overlap check looks at in a sheet."""
DECIDED = ("type", "theme", "qpv")
"""What the technical committee validates with the action."""
VALIDATED = "Le comité technique a validé l’action ainsi : demandez à la coordination de le changer."


async def open_action(session: AsyncSession, acteur: Acteur, action_id: UUID, right: Right) -> Action:
    """The action on which the acteur is about to use a right: he may know it, he may do it, it is not over."""
    action, _ = await find_action(session, acteur, action_id)
    check_on(acteur, right, action.porteur_id)
    check_open(action.etat)
    return action


async def create_action(
    session: AsyncSession, acteur: Acteur, fiche: FicheAction, *, today: date, porteur: str = "",
    besoin: BesoinSaisi | None = None,
) -> UUID:  # fmt: skip
    """An idea, with the place of its porteur; with a need, an objective and a QPV, it goes on by itself.

    `porteur` is asked of the coordination only.
    """
    check_role(acteur, Right.CREATE)
    champs = Champs()
    known = await session.scalars(rows(Structure, acteur).where(LIVING).order_by(Structure.id))
    carried_by = check_porteur(acteur, porteur, {structure.id for structure in known}, champs)
    objets = await objets_of(session, acteur, today)
    need = check_besoin(replace(besoin, is_confirme=fiche.is_confirme), objets, today, champs) if besoin else None
    kept = check_fiche(fiche, etat=IDEE, qpv=await _contract(session, acteur), today=today, champs=champs)
    action = await _open(session, acteur, carried_by, kept)
    if need:
        await keep_besoin(session, acteur, action, need)
    await follow(session, acteur, action, today=today)
    return action.id


async def _open(session: AsyncSession, acteur: Acteur, carried_by: UUID, kept: FicheAction) -> Action:
    action = Action(
        territoire_id=acteur.territoire_id, id=uuid4(), etat=IDEE, porteur_id=carried_by,
        creee_par=acteur.compte_id, **_columns(kept),
    )  # fmt: skip
    session.add(action)
    await session.flush()
    session.add(
        Participation(
            territoire_id=acteur.territoire_id, action_id=action.id, structure_id=carried_by, porteur_id=carried_by,
            role=PORTEUR, reponse=Reponse.ACCEPTEE,
        )
    )  # fmt: skip
    await session.flush()
    return action


def _columns(fiche: FicheAction) -> dict[str, object]:
    return {
        "titre": fiche.titre, "type": fiche.type, "theme": fiche.theme, "description": fiche.description,
        "qpv": list(fiche.qpv), "publics": list(fiche.publics), "is_publique": fiche.is_publique,
        "objectif": fiche.objectif,
    }  # fmt: skip


async def _contract(session: AsyncSession, acteur: Acteur) -> set[str]:
    return {qpv.code for qpv, _ in await session.execute(qpv_of(acteur.territoire_id))}


async def action_to_modify(session: AsyncSession, acteur: Acteur, action_id: UUID, today: date) -> VueAction:
    """The sheet, for the form that modifies it: refused to whoever could not send that form."""
    check_role(acteur, Right.MODIFY)
    await open_action(session, acteur, action_id, Right.MODIFY)
    return await read_action(session, acteur, action_id, today)


async def modify_action(
    session: AsyncSession, acteur: Acteur, action_id: UUID, fiche: FicheAction, *, version: int, today: date
) -> None:
    check_role(acteur, Right.MODIFY)
    action = await open_action(session, acteur, action_id, Right.MODIFY)
    kept = check_fiche(fiche, etat=action.etat, qpv=await _contract(session, acteur), today=today)
    if kept.type == SCREENING and action.aval_id is None and action.etat not in UNCERTAIN:
        raise Incorrect([("type", NO_AVAL)])
    values = _columns(kept)
    changed = {name for name in LOOKED_AT if _sorted(getattr(action, name)) != _sorted(values[name])}
    if changed and action.ouverte_le is None:
        values["alertes_lues_le"] = None  # the overlap check read something else
    elif acteur.role is not Role.COORDINATEUR and (decided := [name for name in DECIDED if name in changed]):
        raise Incorrect([(name, VALIDATED) for name in decided])
    await record(session, acteur, action, Marche(()), version=version, values=values)
    await follow(session, acteur, action, today=today)


def _sorted(value: object) -> object:
    return sorted(value) if isinstance(value, list) else value
