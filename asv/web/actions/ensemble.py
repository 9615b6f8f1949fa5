"""The year of joint actions, all together: /actions/indicateurs."""

from litestar import get
from litestar.params import FromQuery
from litestar.response import Template

from asv.domain.acteurs import Role
from asv.usecases.actions.ensemble import read_ensemble
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.forms import libelle
from asv.web.pages import page

YEARS = 4


@get("/actions/indicateurs", opt={"roles": (Role.COORDINATEUR,)})
async def show_ensemble(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow, annee: FromQuery[str] = ""
) -> Template:
    """A year that is not offered is this one."""
    offered = [now.year + 1 - back for back in range(YEARS)]
    chosen = next((year for year in offered if str(year) == annee), now.year)
    ensemble = await read_ensemble(session, acteur, chosen, now.date())
    return page(
        request, "actions/indicateurs.html", ensemble=ensemble, annee=chosen, libelle=libelle,
        annees=[(str(year), str(year)) for year in offered],
    )  # fmt: skip


HANDLERS = [show_ensemble]
