"""The crossed tables of a closed year: choosing one, reading it, taking it away; and asking for them, once."""

import asyncio
import logging
import traceback
from dataclasses import dataclass, field
from datetime import date

from litestar import Response, get, post
from litestar.params import FromQuery, URLEncodedBody
from litestar.response import Redirect, Template

from asv.documents.croisements import crossing_csv
from asv.domain.acteurs import Acteur, Role
from asv.domain.diffusion import Crossed, Progress
from asv.domain.errors import Conflict, NotFound, Refused
from asv.usecases.diagnostic import keep_crossing, prepare_crossing, read_crossing, solve_crossing
from asv.web.croisements_shown import crossing_view
from asv.web.dependencies import TheActeur, TheNow, TheSession, TheSite, WebRequest
from asv.web.diagnostic import as_file
from asv.web.forms import Form
from asv.web.pages import moved, page
from asv.web.site import Site

READERS = {"roles": (Role.COORDINATEUR,)}
LOGGER = logging.getLogger("asv")
STOPPED = "Le calcul s’est arrêté avant la fin : demandez-le de nouveau."


@dataclass(slots=True)
class Chantier:
    """A release being solved: how far it is, and why it stopped. `task` is held, or it would be collected."""

    part: float = 0.0
    refus: str = ""
    task: asyncio.Task[None] | None = field(default=None, repr=False)


EN_COURS: dict[tuple[str, int], Chantier] = {}
"""By territoire and year, in this process only: what is kept is in the base, and the first kept is the release."""


class AnneeForm(Form):
    annee: str = ""


@get("/diagnostic/croisements", opt=READERS)
async def show_crossing(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow, annee: FromQuery[str] = "",
    tableau: FromQuery[str] = "", lecture: FromQuery[str] = "",
) -> Template:  # fmt: skip
    found = await read_crossing(session, acteur, annee, now.date())
    chantier = EN_COURS.get((acteur.territoire_id, found.periode.annee))
    vue = None if found.tables is None else crossing_view(found.tables, tableau, lecture)
    return page(request, "diagnostic/croisements.html", croisee=found, chantier=chantier, vue=vue,
        periodes=[(periode.code, periode.libelle) for periode in found.periodes],
    )  # fmt: skip


@post("/diagnostic/croisements", opt=READERS)
async def ask_crossing(
    request: WebRequest, data: URLEncodedBody[AnneeForm], session: TheSession, acteur: TheActeur, now: TheNow,
    site: TheSite,
) -> Redirect:  # fmt: skip
    crossed = await prepare_crossing(session, acteur, data.annee, now.date())
    key = (acteur.territoire_id, crossed.counted.periode.annee)
    running = EN_COURS.get(key)
    if running is not None and not running.refus:
        raise Conflict("Ces tableaux se préparent déjà : revenez les lire dans un instant.")
    chantier = EN_COURS[key] = Chantier()
    chantier.task = asyncio.create_task(_release(site, request.auth, acteur, crossed, now.date(), chantier))
    return moved(f"/diagnostic/croisements?annee={key[1]}")


async def _release(
    site: Site, token: str | None, acteur: Acteur, crossed: Crossed, today: date, chantier: Chantier
) -> None:  # fmt: skip
    """Solve, then keep, after the request is answered; a refusal waits on the page for its reader."""

    def tell(progress: Progress) -> None:
        chantier.part = progress.done

    try:
        released = await solve_crossing(crossed, today, tell)
        async with site.bases.session(token, read_only=False) as session, session.begin():
            await keep_crossing(session, acteur, released)
    except Refused as refusal:
        chantier.refus = refusal.message
    except Exception as fault:  # noqa: BLE001 - nobody waits for this task: the page must say that it stopped
        places = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(fault.__traceback__)[-6:]]
        LOGGER.error("crossing stopped kind=%s at=%s", type(fault).__name__, places)  # noqa: TRY400 - no message of it
        chantier.refus = STOPPED
    else:
        EN_COURS.pop((acteur.territoire_id, released.periode.annee), None)


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


HANDLERS = [show_crossing, ask_crossing, download_crossing]
