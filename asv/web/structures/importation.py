"""Importing a directory: bring a spreadsheet, read what each line would make, then import or leave it."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect, Response, Template

from asv.documents.workbook import workbook
from asv.domain.acteurs import Role
from asv.domain.errors import NotFound, Refused
from asv.domain.structures import MOST_LINES, template_lines
from asv.usecases import structures
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest, secret_of
from asv.web.forms import Code, Codes, Form, libelle
from asv.web.pages import moved, page
from asv.web.uploads import read_upload

COORDINATION = {"roles": (Role.COORDINATEUR,)}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ImportForm(Form):
    """`malgre`: numbers of the lines to add although a sheet looks like them."""

    ecarter: Code = ""
    confirme: Code = ""
    malgre: Codes = ()


def _bring_page(request: WebRequest, erreur: str = "") -> Template:
    return page(
        request, "structures/importer.html", status_code=400 if erreur else 200, erreur=erreur, most=MOST_LINES
    )  # fmt: skip


@get("/structures/import", opt=COORDINATION)
async def show_import(request: WebRequest) -> Template:
    return _bring_page(request)


@post("/structures/import", opt=COORDINATION | {"upload": True})
async def bring_file(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template | Redirect:
    content = (await read_upload(request)).content
    try:
        draft = await structures.open_import(session, acteur, content, secret=secret_of(request), now=now)
    except Refused as refusal:
        return _bring_page(request, refusal.message)
    return moved(f"/structures/import/{draft}")


@get("/structures/import/modele.xlsx", opt=COORDINATION)
async def download_template() -> Response[bytes]:
    disposition = 'attachment; filename="modele-annuaire.xlsx"'
    body = workbook("Annuaire", template_lines())
    return Response(body, media_type=XLSX, headers={"Content-Disposition": disposition})


@get("/structures/import/{draft:uuid}", opt=COORDINATION)
async def show_draft(
    request: WebRequest, draft: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow,
    confirme: FromQuery[str] = "",
) -> Template:  # fmt: skip
    apercu = await structures.preview_import(
        session, acteur, draft, secret=secret_of(request), now=now, is_confirme=bool(confirme)
    )  # fmt: skip
    return page(
        request, "structures/apercu.html", draft=draft, apercu=apercu, confirme=bool(confirme), libelle=libelle,
        erreur="",
    )  # fmt: skip


@post("/structures/import/{draft:uuid}/importer", opt=COORDINATION)
async def import_draft(
    request: WebRequest, draft: FromPath[UUID], data: URLEncodedBody[ImportForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    """All at once, or nothing: a refusal shows the lines again with its reason."""
    secret, is_confirme = secret_of(request), bool(data.confirme)
    try:
        await structures.store_import(
            session, acteur, draft, secret=secret, now=now, is_confirme=is_confirme, ecarter=bool(data.ecarter),
            malgre={int(numero) for numero in data.malgre if numero.isdecimal()},
        )  # fmt: skip
    except NotFound:
        raise
    except Refused as refusal:
        apercu = await structures.preview_import(
            session, acteur, draft, secret=secret, now=now, is_confirme=is_confirme
        )  # fmt: skip
        return page(
            request, "structures/apercu.html", status_code=400, draft=draft, apercu=apercu, confirme=is_confirme,
            libelle=libelle, erreur=refusal.message,
        )  # fmt: skip
    return moved("/structures", "annuaire-importe")


@post("/structures/import/{draft:uuid}/abandonner", opt=COORDINATION)
async def abandon_draft(draft: FromPath[UUID], session: TheSession, acteur: TheActeur) -> Redirect:
    await structures.drop_import(session, acteur, draft)
    return moved("/structures/import", "reprise-abandonnee")


HANDLERS = [show_import, bring_file, download_template, show_draft, import_draft, abandon_draft]
