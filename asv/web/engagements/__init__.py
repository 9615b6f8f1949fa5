"""Commitments of droit commun: the list, the sheet, the instance; and the contrat de ville they hang on."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect, Template

from asv.domain.acteurs import Role
from asv.domain.champs import Incorrect
from asv.domain.errors import Conflict
from asv.usecases import engagements
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.engagements.forms import (
    AmbitionForm,
    AvenantForm,
    EngagementForm,
    PreuveForm,
    RevueForm,
    form_of,
)
from asv.web.engagements.pages import ambitions_page, form_page, instance_page, list_page, sheet_page
from asv.web.forms import Form
from asv.web.pages import moved

READERS = {"roles": (Role.PARTENAIRE, Role.COORDINATEUR, Role.FINANCEUR)}
PROVERS = {"roles": (Role.PARTENAIRE, Role.COORDINATEUR)}
COORDINATION = {"roles": (Role.COORDINATEUR,)}
Answer = Template | Redirect


@get("/engagements", opt=READERS)
async def list_engagements(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    return await list_page(request, session, acteur, now.date())


@get("/engagements/nouveau", opt=COORDINATION)
async def new_engagement(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    return await form_page(request, session, acteur, EngagementForm(), today=now.date())


@post("/engagements", opt=COORDINATION)
async def create_engagement(
    request: WebRequest, data: URLEncodedBody[EngagementForm], session: TheSession, acteur: TheActeur, now: TheNow
) -> Answer:
    today = now.date()
    try:
        created = await engagements.create_engagement(session, acteur, data.saisi(), today)
    except Incorrect as refusal:
        return await form_page(request, session, acteur, data, today=today, erreurs=refusal.erreurs)
    return moved(f"/engagements/{created}", "engagement-note")


@get("/engagements/instance", opt=COORDINATION)
async def show_instance(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow, signataire: FromQuery[str] = ""
) -> Template:
    return await instance_page(request, session, acteur, signataire, now.date())


@get("/engagements/ambitions", opt=READERS)
async def show_ambitions(request: WebRequest, session: TheSession, acteur: TheActeur) -> Template:
    return await ambitions_page(request, session, acteur, AmbitionForm())


@post("/engagements/ambitions", opt=COORDINATION)
async def add_ambition(
    request: WebRequest, data: URLEncodedBody[AmbitionForm], session: TheSession, acteur: TheActeur
) -> Answer:
    try:
        await engagements.add_ambition(session, acteur, data.saisie())
    except Incorrect as refusal:
        return await ambitions_page(request, session, acteur, data, erreurs=refusal.erreurs)
    return moved("/engagements/ambitions", "ambition-notee")


@post("/engagements/ambitions/{ambition_id:uuid}/retirer", opt=COORDINATION)
async def withdraw_ambition(
    ambition_id: FromPath[UUID], data: URLEncodedBody[Form], session: TheSession, acteur: TheActeur, now: TheNow
) -> Redirect:
    del data
    await engagements.withdraw_ambition(session, acteur, ambition_id, now.date())
    return moved("/engagements/ambitions", "ambition-retiree")


@get("/engagements/{engagement_id:uuid}", opt=READERS)
async def show_engagement(
    request: WebRequest, engagement_id: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Template:
    return await sheet_page(request, session, acteur, engagement_id, today=now.date())


@get("/engagements/{engagement_id:uuid}/modifier", opt=COORDINATION)
async def edit_engagement(
    request: WebRequest, engagement_id: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Template:
    today = now.date()
    vue = await engagements.read_engagement(session, acteur, engagement_id, today)
    return await form_page(request, session, acteur, form_of(vue.ligne.engagement), today=today, vue=vue)


@post("/engagements/{engagement_id:uuid}/modifier", opt=COORDINATION)
async def modify_engagement(
    request: WebRequest, engagement_id: FromPath[UUID], data: URLEncodedBody[EngagementForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Answer:  # fmt: skip
    today, saisi = now.date(), data.saisi()
    try:
        await engagements.modify_engagement(session, acteur, engagement_id, saisi, version=data.version, today=today)
    except (Incorrect, Conflict) as refusal:
        vue = await engagements.read_engagement(session, acteur, engagement_id, today)
        is_stale = isinstance(refusal, Conflict)
        typed = data.model_copy(update={"version": vue.ligne.engagement.version} if is_stale else {})
        return await form_page(
            request, session, acteur, typed, today=today, vue=vue, message=refusal.message if is_stale else "",
            erreurs=refusal.erreurs if isinstance(refusal, Incorrect) else (),
        )  # fmt: skip
    return moved(f"/engagements/{engagement_id}", "engagement-modifie")


async def _sheet_again(
    request: WebRequest, session: Any, acteur: Any, engagement_id: UUID, now: Any, **typed: Any
) -> Template:
    return await sheet_page(request, session, acteur, engagement_id, today=now.date(), **typed)


@post("/engagements/{engagement_id:uuid}/preuves", opt=PROVERS)
async def add_preuve(
    request: WebRequest, engagement_id: FromPath[UUID], data: URLEncodedBody[PreuveForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Answer:  # fmt: skip
    try:
        await engagements.add_preuve(session, acteur, engagement_id, data.saisie(), now.date())
    except Incorrect as refusal:
        return await _sheet_again(request, session, acteur, engagement_id, now, preuve=data, erreurs=refusal.erreurs)
    return moved(f"/engagements/{engagement_id}", "preuve-notee")


@post("/engagements/{engagement_id:uuid}/avenants", opt=COORDINATION)
async def add_avenant(
    request: WebRequest, engagement_id: FromPath[UUID], data: URLEncodedBody[AvenantForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Answer:  # fmt: skip
    try:
        await engagements.add_avenant(session, acteur, engagement_id, data.saisi(), now.date())
    except Incorrect as refusal:
        return await _sheet_again(request, session, acteur, engagement_id, now, avenant=data, erreurs=refusal.erreurs)
    return moved(f"/engagements/{engagement_id}", "avenant-note")


@post("/engagements/{engagement_id:uuid}/revues", opt=COORDINATION)
async def write_revue(
    request: WebRequest, engagement_id: FromPath[UUID], data: URLEncodedBody[RevueForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Answer:  # fmt: skip
    try:
        await engagements.write_revue(
            session, acteur, engagement_id, question=data.question, reponse=data.reponse,
            is_confirme=data.is_confirme, today=now.date(),
        )  # fmt: skip
    except Incorrect as refusal:
        return await _sheet_again(request, session, acteur, engagement_id, now, revue=data, erreurs=refusal.erreurs)
    return moved(f"/engagements/{engagement_id}", "revue-notee")


HANDLERS = [
    list_engagements, new_engagement, create_engagement, show_instance, show_ambitions, add_ambition,
    withdraw_ambition, show_engagement, edit_engagement, modify_engagement, add_preuve, add_avenant, write_revue,
]  # fmt: skip
