"""The ledger of releases: asking for one, reading it, handing it to a recipient, knowing why a figure is hidden."""

import asyncio
from typing import Annotated

from litestar import Response, get, post
from litestar.params import FromQuery, PathParameter, URLEncodedBody
from litestar.response import Redirect, Template

from asv.documents.diffusions import diffusion_csv
from asv.documents.ouvertes import Publication, open_data
from asv.domain.acteurs import Role
from asv.domain.diffusion import Destinataire, Diffusion, view_for
from asv.domain.errors import NotFound
from asv.domain.periodes import FRANCE
from asv.usecases.diagnostic import (
    ask_diffusion,
    chantiers_of,
    explain,
    is_open_to_all,
    list_diffusions,
    offered_periods,
    open_to_all,
    read_diffusion,
)
from asv.web.croisements_shown import crossing_view
from asv.web.dependencies import TheActeur, TheNow, TheSession, TheSite, WebRequest
from asv.web.diagnostic import as_file
from asv.web.diffusions_travail import work_on
from asv.web.forms import Form
from asv.web.pages import moved, page

PAGE = "/diagnostic/diffusions"
READERS = {"roles": (Role.COORDINATEUR, Role.FINANCEUR)}
DECIDERS = {"roles": (Role.COORDINATEUR,)}
Code = Annotated[str, PathParameter(pattern=r"^[0-9]{4}(-T[1-4])?-E[0-9]{1,4}$")]
DESTINATAIRES = {
    Destinataire.EQUIPE: "L’équipe : tout, au nombre près",
    Destinataire.FINANCEUR: "Un financeur : tout ce qui sort, au nombre près",
    Destinataire.COMMUNE: "Une commune : elle et ses quartiers, au nombre près, rien de sensible",
    Destinataire.PARTENAIRE: "Un partenaire : arrondi à 5",
    Destinataire.PUBLIC: "Le public : arrondi à 5",
}


def communes_in(diffusion: Diffusion) -> list[tuple[str, str]]:
    names = diffusion.croisements.dimension("lieu").by_code
    return sorted(((code, names[code].libelle) for code in diffusion.communes if code in names), key=lambda one: one[1])


class PeriodeForm(Form):
    periode: str = ""


@get(PAGE, opt=READERS)
async def show_ledger(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow, site: TheSite
) -> Template:
    is_decider = acteur.role is Role.COORDINATEUR
    chantiers = await chantiers_of(session, acteur, now) if is_decider else []
    for chantier in chantiers:
        if chantier.is_muet:
            work_on(site, request.auth, acteur, chantier.annee, now.date())
    return page(
        request, "diagnostic/diffusions.html", is_decider=is_decider, chantiers=chantiers,
        diffusions=await list_diffusions(session, acteur),
        periodes=[(one.code, one.libelle) for one in offered_periods(now.date())],
    )  # fmt: skip


@post(PAGE, opt=DECIDERS)
async def ask(
    request: WebRequest, data: URLEncodedBody[PeriodeForm], session: TheSession, acteur: TheActeur, now: TheNow,
    site: TheSite,
) -> Redirect:  # fmt: skip
    preparation = await ask_diffusion(session, acteur, data.periode, now.date())
    await session.commit()
    work_on(site, request.auth, acteur, preparation.periode.annee, now.date())
    return moved(PAGE)


@post(f"{PAGE}/{{code:str}}/ouvrir", opt=DECIDERS)
async def open_diffusion(session: TheSession, acteur: TheActeur, code: Code) -> Redirect:
    await open_to_all(session, acteur, code)
    return moved(f"{PAGE}/{code}", "diffusion-ouverte")


@get(f"{PAGE}/{{code:str}}", opt=READERS)
async def show_diffusion(
    request: WebRequest, session: TheSession, acteur: TheActeur, code: Code, tableau: FromQuery[str] = "",
    lecture: FromQuery[str] = "",
) -> Template:  # fmt: skip
    diffusion = await read_diffusion(session, acteur, code)
    ecrite = next(one for one in await list_diffusions(session, acteur) if one.code == code)
    is_decider = acteur.role is Role.COORDINATEUR
    is_open = is_decider and await is_open_to_all(session, acteur, diffusion)
    return page(
        request, "diagnostic/diffusion.html", diffusion=diffusion, ecrite=ecrite,
        vue=crossing_view(diffusion.croisements, tableau, lecture), is_decider=is_decider, is_open=is_open,
        destinataires=[(one.value, libelle) for one, libelle in DESTINATAIRES.items()],
        communes=communes_in(diffusion),
    )  # fmt: skip


@get(f"{PAGE}/{{code:str}}/csv", opt=READERS)
async def download_diffusion(
    session: TheSession, acteur: TheActeur, code: Code, destinataire: FromQuery[str] = "",
    commune: FromQuery[str] = "",
) -> Response[bytes]:  # fmt: skip
    """The release as a recipient holds it; a funder has his own view only."""
    diffusion = await read_diffusion(session, acteur, code)
    ecrite = next(one for one in await list_diffusions(session, acteur) if one.code == code)
    chosen = diffusion.destinataire
    if acteur.role is Role.COORDINATEUR and destinataire:
        if destinataire not in {one.value for one in Destinataire}:
            raise NotFound("Ce destinataire n’existe pas : choisissez dans la liste.")
        chosen = Destinataire(destinataire)
    view = view_for(diffusion, chosen, commune)
    content = await asyncio.to_thread(diffusion_csv, view, ecrite.empreinte)
    name = "-".join(filter(None, ("diffusion", diffusion.perimetre, code, chosen.value, commune))).lower()
    return Response(content, media_type="text/csv; charset=utf-8", headers=as_file(f"{name}.csv"))


@get(f"{PAGE}/{{code:str}}/donnees-ouvertes", opt=DECIDERS)
async def download_open_data(session: TheSession, acteur: TheActeur, code: Code) -> Response[bytes]:
    """What the public reads of the release, with the descriptions that a portal of open data asks for."""
    diffusion = await read_diffusion(session, acteur, code)
    ecrite = next(one for one in await list_diffusions(session, acteur) if one.code == code)
    publication = Publication(acteur.territoire_nom, ecrite.publiee_le.astimezone(FRANCE).date(), ecrite.empreinte)
    content = await asyncio.to_thread(open_data, view_for(diffusion, Destinataire.PUBLIC), publication)
    name = f"donnees-ouvertes-{diffusion.perimetre}-{code}.zip".lower()
    return Response(content, media_type="application/zip", headers=as_file(name))


@get(f"{PAGE}/{{code:str}}/pourquoi", opt=DECIDERS)
async def show_why(
    request: WebRequest, session: TheSession, acteur: TheActeur, code: Code, tableau: FromQuery[str] = "",
    ligne: FromQuery[str] = "",
) -> Template:  # fmt: skip
    explication = await explain(session, acteur, code, tableau, ligne)
    tableaux = [(one.code, one.libelle) for one in explication.diffusion.croisements.tableaux]
    return page(request, "diagnostic/pourquoi.html", explication=explication, tableaux=tableaux)


HANDLERS = [show_ledger, ask, open_diffusion, show_diffusion, download_diffusion, download_open_data, show_why]
