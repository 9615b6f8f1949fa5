"""The mediator's day, and the coordinator's list of what was kept aside."""

from litestar import get
from litestar.response import Template

from asv.domain.acteurs import Role
from asv.usecases.journee import list_set_aside, own_seances
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.pages import page

MOTIFS = {
    "conflict": "Deux versions différentes",
    "parked": "En attente de sa séance",
    "rejected": "Refusé à la réception",
    "needs_coordinator": "À décider par la coordination",
}


@get("/ma-journee", opt={"roles": (Role.MEDIATEUR,)})
async def show_journee(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    seances = await own_seances(session, acteur, now.date())
    return page(
        request, "journee/jour.html", seances=seances, today=now.date(), motifs=MOTIFS,
        du_jour=[seance for seance in seances if seance.jour == now.date()],
        restes=await list_set_aside(session, acteur),
    )  # fmt: skip


@get("/a-traiter", opt={"roles": (Role.COORDINATEUR,)})
async def show_set_aside(request: WebRequest, session: TheSession, acteur: TheActeur) -> Template:
    return page(request, "journee/a_traiter.html", restes=await list_set_aside(session, acteur), motifs=MOTIFS)


HANDLERS = [show_journee, show_set_aside]
