"""Joint actions: the partner's pages."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect, Template

from asv.domain.acteurs import Role
from asv.domain.actions import Stale
from asv.domain.champs import Incorrect
from asv.usecases import actions
from asv.web.actions import complement, demandes, passages, pipeline, suite
from asv.web.actions.forms import (
    ActionForm,
    AnnulationForm,
    DateForm,
    InvitationForm,
    ReponseForm,
    form_of,
)
from asv.web.actions.pages import form_page, list_page, prefixed, sheet_page
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.pages import moved

READERS = {"roles": (Role.MEDIATEUR, Role.PARTENAIRE, Role.COORDINATEUR, Role.FINANCEUR)}
WRITERS = {"roles": (Role.PARTENAIRE, Role.COORDINATEUR)}
INVITED = {"roles": (Role.PARTENAIRE,)}
Answer = Template | Redirect


@get("/actions", opt=WRITERS)
async def list_actions(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    return await list_page(request, session, acteur, now.date())


@get("/actions/nouvelle", opt=WRITERS)
async def new_action(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    return await form_page(request, session, acteur, ActionForm(is_publique="oui"), today=now.date())


@post("/actions", opt=WRITERS)
async def create_action(
    request: WebRequest, data: URLEncodedBody[ActionForm], session: TheSession, acteur: TheActeur, now: TheNow
) -> Answer:
    today = now.date()
    try:
        created = await actions.create_action(
            session, acteur, data.fiche(), today=today, porteur=data.porteur, besoin=data.besoin_saisi()
        )
    except Incorrect as refusal:
        return await form_page(
            request, session, acteur, data, today=today, erreurs=refusal.erreurs, status_code=400
        )  # fmt: skip
    return moved(f"/actions/{created}", "action-creee")


@get("/actions/{action_id:uuid}", opt=READERS)
async def show_action(
    request: WebRequest, action_id: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Template:
    return await sheet_page(request, session, acteur, action_id, today=now.date())


@get("/actions/{action_id:uuid}/modifier", opt=WRITERS)
async def edit_action(
    request: WebRequest, action_id: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Template:
    vue = await actions.action_to_modify(session, acteur, action_id, now.date())
    return await form_page(request, session, acteur, form_of(vue), today=now.date(), vue=vue)


@post("/actions/{action_id:uuid}/modifier", opt=WRITERS)
async def modify_action(
    request: WebRequest, action_id: FromPath[UUID], data: URLEncodedBody[ActionForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Answer:  # fmt: skip
    """Somebody else's change is never overwritten unseen: the form comes back (409) with what was typed."""
    today = now.date()
    try:
        await actions.modify_action(session, acteur, action_id, data.fiche(), version=data.version, today=today)
    except (Incorrect, Stale) as refusal:
        vue = await actions.read_action(session, acteur, action_id, today)
        is_stale = isinstance(refusal, Stale)
        return await form_page(
            request, session, acteur, data.model_copy(update={"version": vue.action.version} if is_stale else {}),
            today=today, vue=vue, erreurs=() if isinstance(refusal, Stale) else refusal.erreurs,
            status_code=409 if is_stale else 400, message=refusal.message if is_stale else "",
        )  # fmt: skip
    return moved(f"/actions/{action_id}", "action-modifiee")


@post("/actions/{action_id:uuid}/dates", opt=WRITERS)
async def add_date(
    request: WebRequest, action_id: FromPath[UUID], data: URLEncodedBody[DateForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Answer:  # fmt: skip
    try:
        await actions.add_date(session, acteur, action_id, data.saisie(), today=now.date())
    except Incorrect as refusal:
        erreurs = prefixed("date", refusal.erreurs)
        return await sheet_page(
            request, session, acteur, action_id, today=now.date(), date_form=data, erreurs=erreurs
        )  # fmt: skip
    return moved(f"/actions/{action_id}", "date-ajoutee")


@post("/actions/{action_id:uuid}/dates/{date_id:uuid}/annuler", opt=WRITERS)
async def cancel_date(
    request: WebRequest, action_id: FromPath[UUID], date_id: FromPath[UUID], data: URLEncodedBody[AnnulationForm],
    session: TheSession, acteur: TheActeur, now: TheNow,
) -> Answer:  # fmt: skip
    try:
        await actions.cancel_date_of(session, acteur, action_id, date_id, motif=data.motif, now=now)
    except Incorrect as refusal:
        erreurs = [(f"motif-{date_id}", message) for _, message in refusal.erreurs]
        return await sheet_page(
            request, session, acteur, action_id, today=now.date(), cancelled=date_id, erreurs=erreurs
        )  # fmt: skip
    return moved(f"/actions/{action_id}", "date-annulee")


@post("/actions/{action_id:uuid}/invitations", opt=WRITERS)
async def invite(
    request: WebRequest, action_id: FromPath[UUID], data: URLEncodedBody[InvitationForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Answer:  # fmt: skip
    try:
        await actions.invite(
            session, acteur, action_id, data.structure, role=data.role, apport=data.given(), today=now.date()
        )  # fmt: skip
    except Incorrect as refusal:
        erreurs = prefixed("invitation", refusal.erreurs)
        return await sheet_page(
            request, session, acteur, action_id, today=now.date(), invitation=data, erreurs=erreurs
        )  # fmt: skip
    return moved(f"/actions/{action_id}", "invitation-envoyee")


@post("/actions/{action_id:uuid}/reponse", opt=INVITED)
async def answer(
    request: WebRequest, action_id: FromPath[UUID], data: URLEncodedBody[ReponseForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Answer:  # fmt: skip
    try:
        chosen = await actions.answer(session, acteur, action_id, data.reponse, apport=data.given(), now=now)
    except Incorrect as refusal:
        erreurs = prefixed("reponse", refusal.erreurs)
        return await sheet_page(
            request, session, acteur, action_id, today=now.date(), reponse=data, erreurs=erreurs
        )  # fmt: skip
    return moved(f"/actions/{action_id}", f"invitation-{chosen.value}")


HANDLERS = [
    list_actions, new_action, create_action, show_action, edit_action, modify_action, add_date, cancel_date, invite,
    answer, *demandes.HANDLERS, *passages.HANDLERS, *complement.HANDLERS, *pipeline.HANDLERS, *suite.HANDLERS,
]  # fmt: skip
