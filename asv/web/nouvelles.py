"""What one was told, what one answers, how one wants the mails; and the link that stops them without logging in."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect, Template

from asv.domain.acteurs import Role
from asv.domain.courrier import Rythme
from asv.usecases import nouvelles
from asv.web.actions.onglets import onglets
from asv.web.dependencies import TheActeur, TheNow, TheSession, TheSite, WebRequest
from asv.web.forms import Code, Form
from asv.web.pages import moved, page

EVERYBODY = {"roles": tuple(Role), "personal": True}
FOLLOWERS = {"roles": (Role.PARTENAIRE, Role.COORDINATEUR)}
BY_LINK = {"public": True, "without_session": True}


class RhythmForm(Form):
    rythme: Code = ""


@get("/notifications", opt=EVERYBODY)
async def show_inbox(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    boite = await nouvelles.read_inbox(session, acteur)
    return page(request, "nouvelles/liste.html", boite=boite, now=now)


@post("/notifications/lues", opt=EVERYBODY)
async def read_all(session: TheSession, acteur: TheActeur, now: TheNow) -> Redirect:
    await nouvelles.read_all(session, acteur, now)
    return moved("/notifications", "nouvelles-lues")


@post("/notifications/{nouvelle_id:uuid}/ouvrir", opt=EVERYBODY)
async def open_one(session: TheSession, acteur: TheActeur, nouvelle_id: FromPath[UUID], now: TheNow) -> Redirect:
    return moved(await nouvelles.open_one(session, acteur, nouvelle_id, now))


@post("/notifications/{nouvelle_id:uuid}/vu", opt=EVERYBODY)
async def acknowledge(session: TheSession, acteur: TheActeur, nouvelle_id: FromPath[UUID], now: TheNow) -> Redirect:
    await nouvelles.acknowledge(session, acteur, nouvelle_id, now)
    return moved("/notifications", "nouvelle-vue")


@get("/notifications/reglages", opt=EVERYBODY)
async def show_settings(request: WebRequest, session: TheSession, acteur: TheActeur, site: TheSite) -> Template:
    chosen = await nouvelles.rhythm_of(session, acteur)
    rythmes = [(rythme.value, rythme.libelle) for rythme in Rythme]
    return page(
        request, "nouvelles/reglages.html", rythme=chosen.value, rythmes=rythmes, sends_mail=site.sends_mail
    )  # fmt: skip


@post("/notifications/reglages", opt=EVERYBODY)
async def choose_rhythm(data: URLEncodedBody[RhythmForm], session: TheSession, acteur: TheActeur) -> Redirect:
    await nouvelles.choose_rhythm(session, acteur, data.rythme)
    return moved("/notifications/reglages", "rythme-choisi")


@get("/courriels/arret/{jeton:str}", opt=BY_LINK)
async def ask_to_stop(request: WebRequest, jeton: FromPath[str], site: TheSite) -> Template:
    async with site.bases.carrier() as carrier, carrier.begin():
        rythme = await nouvelles.check_stop_link(carrier, jeton)
    return page(request, "nouvelles/arret.html", jeton=jeton, is_stopped=rythme is Rythme.JAMAIS)


@post("/courriels/arret/{jeton:str}", opt=BY_LINK, status_code=200)
async def stop(request: WebRequest, jeton: FromPath[str], site: TheSite) -> Template:
    """By a person from the page above, or by her mail program in one click: the body is not read (RFC 8058)."""
    async with site.bases.carrier() as carrier, carrier.begin():
        await nouvelles.stop_mails(carrier, jeton)
    return page(request, "nouvelles/arret.html", jeton=jeton, is_stopped=True)


@get("/actions/{action_id:uuid}/accuses", opt=FOLLOWERS)
async def show_accuses(
    request: WebRequest, session: TheSession, acteur: TheActeur, action_id: FromPath[UUID], now: TheNow
) -> Template:
    action, porteur, accuses = await nouvelles.accuses_of_action(session, acteur, action_id, now)
    tabs = onglets(acteur, action_id, action.porteur_id, "accuses")
    return page(
        request, "nouvelles/accuses.html", action=action, porteur=porteur, accuses=accuses, now=now, onglets=tabs
    )  # fmt: skip


HANDLERS = [
    show_inbox, read_all, open_one, acknowledge, show_settings, choose_rhythm, ask_to_stop, stop, show_accuses,
]  # fmt: skip
