"""Pages of what moves an action on: its steps, its needs."""

from uuid import UUID

from litestar import post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect, Template

from asv.domain.acteurs import Role
from asv.domain.champs import Incorrect
from asv.usecases import actions
from asv.web.actions.forms import BesoinForm, PassageForm
from asv.web.actions.pages import prefixed, sheet_page
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.pages import moved

WRITERS = {"roles": (Role.PARTENAIRE, Role.COORDINATEUR)}
SAID = {"AE_PROGRAMMEE": "action-annoncee", "AE_ANNULEE": "action-annulee", "AE_REPORTEE": "action-reportee"}


@post("/actions/{action_id:uuid}/passer", opt=WRITERS)
async def pass_action(
    request: WebRequest, action_id: FromPath[UUID], data: URLEncodedBody[PassageForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    try:
        await actions.pass_action(session, acteur, action_id, data.demande(), version=data.version, now=now)
    except Incorrect as refusal:
        erreurs = prefixed(f"passer-{data.vers}", refusal.erreurs)
        return await sheet_page(request, session, acteur, action_id, today=now.date(), passage=data, erreurs=erreurs)
    return moved(f"/actions/{action_id}", SAID.get(data.vers, "action-passee"))


@post("/actions/{action_id:uuid}/besoins", opt=WRITERS)
async def add_besoin(
    request: WebRequest, action_id: FromPath[UUID], data: URLEncodedBody[BesoinForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    try:
        await actions.add_besoin(session, acteur, action_id, data.saisi(), today=now.date())
    except Incorrect as refusal:
        return await sheet_page(
            request, session, acteur, action_id, today=now.date(), besoin=data, erreurs=refusal.erreurs
        )  # fmt: skip
    return moved(f"/actions/{action_id}", "besoin-ajoute")


@post("/actions/{action_id:uuid}/besoins/{besoin_id:uuid}/retirer", opt=WRITERS)
async def remove_besoin(
    action_id: FromPath[UUID], besoin_id: FromPath[UUID], session: TheSession, acteur: TheActeur
) -> Redirect:
    await actions.remove_besoin(session, acteur, action_id, besoin_id)
    return moved(f"/actions/{action_id}", "besoin-retire")


HANDLERS = [pass_action, add_besoin, remove_besoin]
