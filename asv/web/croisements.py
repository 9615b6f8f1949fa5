"""The crossed tables of a closed year: choosing one, reading it, taking it away. They leave with a release."""

import asyncio

from litestar import Response, get
from litestar.params import FromQuery
from litestar.response import Template

from asv.documents.croisements import crossing_csv
from asv.domain.acteurs import Role
from asv.domain.errors import NotFound
from asv.usecases.diagnostic import read_crossing
from asv.web.croisements_shown import crossing_view
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.diagnostic import as_file
from asv.web.pages import page

READERS = {"roles": (Role.COORDINATEUR,)}


@get("/diagnostic/croisements", opt=READERS)
async def show_crossing(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow, annee: FromQuery[str] = "",
    tableau: FromQuery[str] = "", lecture: FromQuery[str] = "",
) -> Template:  # fmt: skip
    found = await read_crossing(session, acteur, annee, now.date())
    vue = None if found.tables is None else crossing_view(found.tables, tableau, lecture)
    return page(request, "diagnostic/croisements.html", croisee=found, vue=vue,
        periodes=[(periode.code, periode.libelle) for periode in found.periodes],
    )  # fmt: skip


@get("/diagnostic/croisements/csv", opt=READERS)
async def download_crossing(
    session: TheSession, acteur: TheActeur, now: TheNow, annee: FromQuery[str] = "", tableau: FromQuery[str] = ""
) -> Response[bytes]:
    found = await read_crossing(session, acteur, annee, now.date())
    chosen = None if found.tables is None else found.tables.tableau(tableau)
    if found.tables is None or chosen is None:
        raise NotFound("Ce tableau croisé n’existe pas : choisissez dans la liste.")
    content = await asyncio.to_thread(crossing_csv, found.tables, chosen)
    name = f"croisements-{acteur.territoire_id}-{found.periode.code}-{chosen.code.lower()}.csv"
    return Response(content, media_type="text/csv; charset=utf-8", headers=as_file(name))


HANDLERS = [show_crossing, download_crossing]
