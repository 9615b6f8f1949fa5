"""The bourse de moyens: offers and requests, what is free, who comes when, what an action reserves."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect, Template

from asv.domain.acteurs import Role
from asv.domain.champs import Incorrect
from asv.domain.errors import Conflict, NotFound
from asv.usecases import moyens
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.moyens.forms import EtatForm, MoyenForm, ReservationForm, SuiteForm, form_of, new_form
from asv.web.moyens.pages import action_page, form_page, free_page, list_page, reservations_page, sheet_page
from asv.web.pages import moved

WRITERS = {"roles": (Role.PARTENAIRE, Role.COORDINATEUR)}
Answer = Template | Redirect


@get("/moyens", opt=WRITERS)
async def list_moyens(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    return await list_page(request, session, acteur, now.date())


@get("/moyens/libres", opt=WRITERS)
async def find_free(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    return await free_page(request, session, acteur, now.date())


@get("/moyens/reservations", opt=WRITERS)
async def who_comes_when(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    return await reservations_page(request, session, acteur, now.date())


@get("/moyens/nouveau", opt=WRITERS)
async def new_moyen(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    today = now.date()
    return await form_page(request, session, acteur, new_form(request.query_params, today), today=today)


@post("/moyens", opt=WRITERS)
async def publish(
    request: WebRequest, data: URLEncodedBody[MoyenForm], session: TheSession, acteur: TheActeur, now: TheNow
) -> Answer:
    today = now.date()
    try:
        created = await moyens.publish(session, acteur, data.saisi(), today=today, structure=data.structure)
    except Incorrect as refusal:
        return await form_page(request, session, acteur, data, today=today, erreurs=refusal.erreurs)
    return moved(f"/moyens/{created}", "moyen-publie")


@get("/moyens/{moyen_id:uuid}", opt=WRITERS)
async def show_moyen(
    request: WebRequest, moyen_id: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Template:
    return await sheet_page(request, session, acteur, moyen_id, today=now.date())


@get("/moyens/{moyen_id:uuid}/modifier", opt=WRITERS)
async def edit_moyen(
    request: WebRequest, moyen_id: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Template:
    line = await moyens.own_line(session, acteur, moyen_id)
    return await form_page(request, session, acteur, form_of(line), today=now.date(), moyen_id=moyen_id)


@post("/moyens/{moyen_id:uuid}/modifier", opt=WRITERS)
async def modify_moyen(
    request: WebRequest, moyen_id: FromPath[UUID], data: URLEncodedBody[MoyenForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Answer:  # fmt: skip
    today = now.date()
    try:
        await moyens.modify(session, acteur, moyen_id, data.saisi(), version=data.version, today=today)
    except Incorrect as refusal:
        return await form_page(
            request, session, acteur, data, today=today, moyen_id=moyen_id, erreurs=refusal.erreurs
        )  # fmt: skip
    except Conflict as refusal:
        fresh = await moyens.own_line(session, acteur, moyen_id)
        again = data.model_copy(update={"version": fresh.moyen.version})
        page = await form_page(
            request, session, acteur, again, today=today, moyen_id=moyen_id, erreurs=[("quantite", refusal.message)]
        )  # fmt: skip
        page.status_code = 409
        return page
    return moved(f"/moyens/{moyen_id}", "moyen-modifie")


@post("/moyens/{moyen_id:uuid}/etat", opt=WRITERS)
async def close_moyen(
    moyen_id: FromPath[UUID], data: URLEncodedBody[EtatForm], session: TheSession, acteur: TheActeur
) -> Redirect:
    await moyens.close(session, acteur, moyen_id, etat=data.etat, version=data.version)
    return moved(f"/moyens/{moyen_id}", "moyen-modifie")


@get("/actions/{action_id:uuid}/moyens", opt=WRITERS)
async def show_action_means(
    request: WebRequest, action_id: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Template:
    return await action_page(request, session, acteur, action_id, today=now.date())


@post("/actions/{action_id:uuid}/moyens", opt=WRITERS)
async def reserve(
    request: WebRequest, action_id: FromPath[UUID], data: URLEncodedBody[ReservationForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Answer:  # fmt: skip
    """Whoever comes second reads what else is free: the page comes back (409) with the search of the same date."""
    try:
        etat = await moyens.reserve(
            session, acteur, action_id, as_uuid(data.moyen), date_id=as_uuid(data.date) if data.date else None,
            quantite=int(data.quantite) if data.quantite.isascii() and data.quantite.isdigit() else 0, now=now,
        )  # fmt: skip
    except Conflict as refusal:
        return await action_page(
            request, session, acteur, action_id, today=now.date(), refusal=refusal.message, form=data
        )  # fmt: skip
    return moved(f"/actions/{action_id}/moyens", f"moyen-{etat.value}")


@post("/moyens/reservations/{reservation_id:uuid}", opt=WRITERS)
async def move_reservation(
    reservation_id: FromPath[UUID], data: URLEncodedBody[SuiteForm], session: TheSession, acteur: TheActeur, now: TheNow
) -> Redirect:
    line = await moyens.move(session, acteur, reservation_id, data.etat, now=now)
    back = f"/actions/{line.reservation.action_id}/moyens" if data.retour == "action" else "/moyens/reservations"
    return moved(back, f"moyen-{data.etat}")


def as_uuid(given: str) -> UUID:
    """An identifier from a form; one that is none names nothing we know."""
    try:
        return UUID(given)
    except ValueError as wrong:
        raise NotFound("Choisissez un moyen et une date de la liste.") from wrong


HANDLERS = [
    list_moyens, find_free, who_comes_when, new_moyen, publish, show_moyen, edit_moyen, modify_moyen, close_moyen,
    show_action_means, reserve, move_reservation,
]  # fmt: skip
