"""What a partner, a commune or a funder reads of the releases opened to them, each in his view."""

from litestar import Response, get
from litestar.params import FromQuery
from litestar.response import Template

from asv.domain.acteurs import Role
from asv.usecases.diagnostic import read_received, received_by
from asv.web.dependencies import TheActeur, TheSession, WebRequest
from asv.web.donnees.publiques import csv_of, figures_page
from asv.web.pages import page

PAGE = "/chiffres"
READERS = {"roles": (Role.PARTENAIRE, Role.FINANCEUR)}


@get(PAGE, opt=READERS)
async def show_received(
    request: WebRequest, session: TheSession, acteur: TheActeur, diffusion: FromQuery[str] = "",
    sujet: FromQuery[str] = "", lieu: FromQuery[str] = "",
) -> Template:  # fmt: skip
    offered = await received_by(session, acteur)
    if not offered:
        return page(request, "donnees/vide.html")
    read = await read_received(session, acteur, diffusion)
    choices = [(one.code, one.periode.libelle if one.edition == 1 else f"{one.periode.libelle}, édition {one.edition}")
               for one in offered]  # fmt: skip
    return await figures_page(request, "donnees/recue.html", read, (sujet, lieu), adresse=PAGE, diffusions=choices)


@get(f"{PAGE}/csv", opt=READERS)
async def download_received(session: TheSession, acteur: TheActeur, diffusion: FromQuery[str] = "") -> Response[bytes]:
    return await csv_of(*await read_received(session, acteur, diffusion))


HANDLERS = [show_received, download_received]
