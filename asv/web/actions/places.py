"""The places of structures in an action, after the invitation: role, taking back, contact and convention."""

from uuid import UUID

from litestar import post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect, Template

from asv.domain.acteurs import Role
from asv.domain.actions.places import Contact
from asv.domain.champs import Incorrect
from asv.usecases.actions.places import change_role, complete_place, take_back
from asv.web.actions.pages import sheet_page
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.forms import Code, ConfirmedForm, Court, Form
from asv.web.pages import moved

WRITERS = {"roles": (Role.PARTENAIRE, Role.COORDINATEUR)}


class RoleForm(Form):
    role: Code = ""


class ContactForm(ConfirmedForm):
    fonction: Court = ""
    convention: Code = ""

    def contact(self) -> Contact:
        return Contact(self.fonction, self.convention, self.is_confirme)


@post("/actions/{action_id:uuid}/membres/{structure_id:uuid}/role", opt=WRITERS)
async def propose_role(
    request: WebRequest, action_id: FromPath[UUID], structure_id: FromPath[UUID], data: URLEncodedBody[RoleForm],
    session: TheSession, acteur: TheActeur, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    try:
        await change_role(session, acteur, action_id, structure_id, role=data.role, now=now)
    except Incorrect as refusal:
        erreurs = [(f"role-{structure_id}", message) for _, message in refusal.erreurs]
        return await sheet_page(request, session, acteur, action_id, today=now.date(), erreurs=erreurs)
    return moved(f"/actions/{action_id}", "role-change")


@post("/actions/{action_id:uuid}/membres/{structure_id:uuid}/retirer", opt=WRITERS)
async def withdraw_place(
    action_id: FromPath[UUID], structure_id: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Redirect:
    await take_back(session, acteur, action_id, structure_id, now=now)
    return moved(f"/actions/{action_id}", "place-retiree")


@post("/actions/{action_id:uuid}/membres/{structure_id:uuid}/contact", opt=WRITERS)
async def note_contact(
    request: WebRequest, action_id: FromPath[UUID], structure_id: FromPath[UUID], data: URLEncodedBody[ContactForm],
    session: TheSession, acteur: TheActeur, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    try:
        await complete_place(session, acteur, action_id, structure_id, data.contact(), today=now.date())
    except Incorrect as refusal:
        erreurs = [(f"{champ}-{structure_id}", message) for champ, message in refusal.erreurs]
        return await sheet_page(
            request, session, acteur, action_id, today=now.date(), erreurs=erreurs, place=(structure_id, data)
        )  # fmt: skip
    return moved(f"/actions/{action_id}", "contact-note")


HANDLERS = [propose_role, withdraw_place, note_contact]
