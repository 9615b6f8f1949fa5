"""The pipeline of actions, on screen and on paper."""

from litestar import get
from litestar.response import Template

from asv.domain.acteurs import Role
from asv.domain.actions import libelle_etat
from asv.usecases.actions.pipeline import LONG_DAYS, read_pipeline
from asv.web.actions.pages import TONS
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.pages import page


@get("/actions/pipeline", opt={"roles": (Role.PARTENAIRE, Role.COORDINATEUR)})
async def show_pipeline(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    etats = await read_pipeline(session, acteur, now)
    return page(
        request, "actions/pipeline.html", etats=etats, libelle_etat=libelle_etat, tons=TONS, longtemps=LONG_DAYS,
        is_coordination=acteur.role is Role.COORDINATEUR, aujourdhui=now.date(),
    )  # fmt: skip


HANDLERS = [show_pipeline]
