"""/suivis: the card of a person, and one's own list, which says when and never who."""

from litestar import get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Template
from litestar.status_codes import HTTP_400_BAD_REQUEST, HTTP_429_TOO_MANY_REQUESTS

from asv.domain.acteurs import Role
from asv.domain.errors import Refused
from asv.usecases.suivis import Blocked, list_suivis, present_card
from asv.web.dependencies import TheActeur, TheNow, TheSession, TheSite, WebRequest
from asv.web.headers import WITH_CAMERA
from asv.web.pages import moved, page
from asv.web.suivis.forms import CodeForm

MEDIATEURS = {"roles": (Role.MEDIATEUR,)}


def reading_cards(answer: Template) -> Template:
    """A page with a code to read: its own scripts may ask for the camera."""
    answer.headers.update(WITH_CAMERA)
    return answer


@get("/suivis", opt=MEDIATEURS)
async def show_list(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    return reading_cards(
        page(request, "suivis/liste.html", liste=await list_suivis(session, acteur, now.date()), erreurs=())
    )


@post("/suivis", opt=MEDIATEURS)
async def present(
    request: WebRequest, data: URLEncodedBody[CodeForm], session: TheSession, acteur: TheActeur, site: TheSite,
    now: TheNow,
) -> Template | Redirect:  # fmt: skip
    """A closed suivi opens only on what the person may read. A refusal shows an empty field: the code is not echoed."""
    try:
        shown = await present_card(session, acteur, data.code, secret=site.keyring.carte_secret)
    except Refused as refusal:
        status = HTTP_429_TOO_MANY_REQUESTS if isinstance(refusal, Blocked) else HTTP_400_BAD_REQUEST
        liste = await list_suivis(session, acteur, now.date())
        erreurs = [("code", refusal.message)]
        return reading_cards(page(request, "suivis/liste.html", status_code=status, liste=liste, erreurs=erreurs))
    return moved(f"/suivis/{shown.suivi_id}/mes-donnees" if shown.is_closed else f"/suivis/{shown.suivi_id}")


HANDLERS = [show_list, present]
