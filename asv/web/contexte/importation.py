"""Bringing a published file: read it, look at what it would bring, take it or leave it; undo what was taken."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from asv.domain.acteurs import Role
from asv.domain.errors import NotFound, Refused
from asv.domain.series.publications import PAGES, PUBLICATIONS
from asv.spreadsheets.published import MOST_PUBLISHED_BYTES
from asv.usecases import series
from asv.usecases.series import Chosen
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest, secret_of
from asv.web.pages import moved, page
from asv.web.uploads import read_upload

COORDINATION = {"roles": (Role.COORDINATEUR,)}
UPLOADING = COORDINATION | {"upload": True, "upload_bytes": MOST_PUBLISHED_BYTES}
MOST_SHOWN = 50
NOT_A_YEAR = "L’année s’écrit avec quatre chiffres, comme 2025 : lisez-la sur la page du producteur."


async def _bring_page(request: WebRequest, session: Any, acteur: Any, erreur: str = "") -> Template:
    return page(
        request, "contexte/importer.html", status_code=400 if erreur else 200, erreur=erreur,
        most=MOST_PUBLISHED_BYTES // (1024 * 1024), publications=PUBLICATIONS, pages=PAGES,
        importations=await series.list_importations(session, acteur),
    )  # fmt: skip


@get("/contexte/import", opt=COORDINATION)
async def show_import(request: WebRequest, session: TheSession, acteur: TheActeur) -> Template:
    return await _bring_page(request, session, acteur)


@post("/contexte/import", opt=UPLOADING)
async def bring_file(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template | Redirect:
    content = (await read_upload(request)).content
    try:
        draft = await series.open_draft(session, acteur, content, secret=secret_of(request), now=now)
    except Refused as refusal:
        return await _bring_page(request, session, acteur, refusal.message)
    return moved(f"/contexte/import/{draft}")


async def _draft_page(
    request: WebRequest, session: Any, acteur: Any, draft: UUID, fichier: series.Fichier, form: Mapping[str, str],
    chosen: set[int] | None = None, erreur: str = "",
) -> Template:  # fmt: skip
    lots = await series.preview(session, acteur, fichier, lambda rank: _typed(form, rank))
    return page(
        request, "contexte/apercu.html", status_code=400 if erreur else 200, draft=draft, lots=lots, most=MOST_SHOWN,
        erreur=erreur, form=form, chosen={lu.rang for lu in lots} if chosen is None else chosen,
        tables=[table.nom for table in fichier.tables],
    )  # fmt: skip


@get("/contexte/import/{draft:uuid}", opt=COORDINATION)
async def show_draft(
    request: WebRequest, draft: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Template:
    fichier = await series.read_draft(session, acteur, draft, secret=secret_of(request), now=now)
    return await _draft_page(request, session, acteur, draft, fichier, {})


@post("/contexte/import/{draft:uuid}/importer", opt=COORDINATION)
async def take_lots(
    request: WebRequest, draft: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Template | Redirect:
    """All that is ticked, or nothing: a refusal shows the file again with its reason and what was typed."""
    fichier = await series.read_draft(session, acteur, draft, secret=secret_of(request), now=now)
    given = await request.form()
    form = {name: str(value) for name, value in given.items()}
    ranks = [int(rank) for rank in given.getall("lot", []) if str(rank).isdecimal()]
    try:
        accepted = given.getall("retirer", [])
        chosen = [Chosen(rank, _year(form.get(f"annee_{rank}", "")), str(rank) in accepted) for rank in ranks]
        await series.store(session, acteur, fichier, chosen, ecarter=form.get("ecarter") == "oui", now=now)
    except NotFound:
        raise
    except Refused as refusal:
        return await _draft_page(
            request, session, acteur, draft, fichier, form, chosen=set(ranks), erreur=refusal.message
        )  # fmt: skip
    await series.drop_draft(session, acteur, draft)
    return moved("/contexte/import", "serie-apportee")


def _typed(form: Mapping[str, str], rank: int) -> int | None:
    """The year typed for a lot, if it is one."""
    try:
        return _year(form.get(f"annee_{rank}", ""))
    except Refused:
        return None


def _year(text: str) -> int | None:
    if not text.strip():
        return None
    if not (text.strip().isascii() and text.strip().isdecimal() and len(text.strip()) == len("2026")):
        raise Refused(NOT_A_YEAR)
    return int(text)


@post("/contexte/import/{draft:uuid}/abandonner", opt=COORDINATION)
async def abandon_draft(draft: FromPath[UUID], session: TheSession, acteur: TheActeur) -> Redirect:
    await series.drop_draft(session, acteur, draft)
    return moved("/contexte/import", "reprise-abandonnee")


@post("/contexte/importations/{importation:uuid}/annuler", opt=COORDINATION)
async def undo_importation(
    importation: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Redirect:  # fmt: skip
    await series.undo(session, acteur, importation, now)
    return moved("/contexte/import", "serie-annulee")


HANDLERS = [show_import, bring_file, show_draft, take_lots, abandon_draft, undo_importation]
