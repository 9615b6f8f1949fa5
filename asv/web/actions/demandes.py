"""Asking to join an action, and the porteur's answer: one button each."""

from uuid import UUID

from litestar import post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from asv.domain.acteurs import Role
from asv.usecases.actions import demandes
from asv.web.dependencies import TheActeur, TheNow, TheSession
from asv.web.pages import moved

ASKING = {"roles": (Role.PARTENAIRE,)}
ANSWERERS = {"roles": (Role.PARTENAIRE, Role.COORDINATEUR)}
HOME = "accueil"
"""Where one goes back: the button stands on the partner's home and on the sheet of the action."""


def _back(action_id: UUID, retour: str) -> str:
    return "/actions" if retour == HOME else f"/actions/{action_id}"


@post("/actions/{action_id:uuid}/rejoindre", opt=ASKING)
async def ask_to_join(
    action_id: FromPath[UUID], session: TheSession, acteur: TheActeur, retour: FromQuery[str] = ""
) -> Redirect:
    await demandes.ask_to_join(session, acteur, action_id)
    return moved(_back(action_id, retour), "demande-envoyee")


@post("/actions/{action_id:uuid}/rejoindre/retirer", opt=ASKING)
async def withdraw_request(
    action_id: FromPath[UUID], session: TheSession, acteur: TheActeur, retour: FromQuery[str] = ""
) -> Redirect:
    await demandes.withdraw_request(session, acteur, action_id)
    return moved(_back(action_id, retour), "demande-retiree")


@post("/actions/{action_id:uuid}/demandes/{structure_id:uuid}/accepter", opt=ANSWERERS)
async def accept_request(
    action_id: FromPath[UUID], structure_id: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow,
    retour: FromQuery[str] = "",
) -> Redirect:  # fmt: skip
    await demandes.answer_request(session, acteur, action_id, structure_id, is_accepted=True, now=now)
    return moved(_back(action_id, retour), "demande-acceptee")


@post("/actions/{action_id:uuid}/demandes/{structure_id:uuid}/decliner", opt=ANSWERERS)
async def decline_request(
    action_id: FromPath[UUID], structure_id: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow,
    retour: FromQuery[str] = "",
) -> Redirect:  # fmt: skip
    await demandes.answer_request(session, acteur, action_id, structure_id, is_accepted=False, now=now)
    return moved(_back(action_id, retour), "demande-declinee")


HANDLERS = [ask_to_join, withdraw_request, accept_request, decline_request]
