"""Taking over former activity logs: a file, what it means, what it would give, the import, and its undoing."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Response, Template

from asv.documents.workbook import workbook
from asv.domain.acteurs import Acteur, Role
from asv.domain.reprise import CIBLES, FRESH, PAR_DEFAUT, Correspondance, FileRefused, Sort, grouped
from asv.domain.reprise.exemple import example_lines
from asv.usecases import reprise
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest, secret_of
from asv.web.pages import moved, page
from asv.web.reprise_shown import defaults_of, example_rows, groups_to_see
from asv.web.uploads import read_upload

COORDINATION = {"roles": (Role.COORDINATEUR,)}
UPLOADING = COORDINATION | {"upload": True}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ERRORS = 50
SORTS = {
    Sort.PERSONNELLE: "elle nomme une personne",
    Sort.TEXTE_LIBRE: "texte libre",
    Sort.VIDE: "elle n’a pas d’en-tête",
}


async def _list_page(request: WebRequest, session: Any, acteur: Acteur, now: Any, erreur: str = "") -> Template:
    return page(
        request, "reprise/liste.html", status_code=400 if erreur else 200, erreur=erreur, jours=FRESH.days,
        importations=await reprise.list_importations(session, acteur, now),
    )  # fmt: skip


@get("/reprise", opt=COORDINATION)
async def show_reprise(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    return await _list_page(request, session, acteur, now)


@post("/reprise", opt=UPLOADING)
async def bring_file(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow
) -> Template | Redirect:  # fmt: skip
    content = (await read_upload(request)).content
    try:
        draft = await reprise.open_draft(session, acteur, content, secret=secret_of(request), now=now)
    except FileRefused as refusal:
        return await _list_page(request, session, acteur, now, refusal.message)
    return moved(f"/reprise/{draft}")


@get("/reprise/exemple.xlsx", opt=COORDINATION)
async def download_example(session: TheSession, acteur: TheActeur, now: TheNow) -> Response[bytes]:
    lines = example_lines(await reprise.lieux_of(session, acteur), now.date())
    disposition = 'attachment; filename="exemple-de-releve.xlsx"'
    return Response(workbook("Relevé", lines), media_type=XLSX, headers={"Content-Disposition": disposition})


@get("/reprise/{draft:uuid}", opt=COORDINATION)
async def show_draft(
    request: WebRequest, draft: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Template:
    releve = await reprise.read_draft(session, acteur, draft, secret=secret_of(request), now=now)
    apercu, lieux = await reprise.preview(session, acteur, releve, now)
    return page(
        request, "reprise/correspondance.html", draft=draft, releve=releve, apercu=apercu, sorts=SORTS,
        cibles=[(nom, cible.libelle) for nom, cible in CIBLES.items()], par_defaut=defaults_of(releve, lieux),
        a_voir=groups_to_see(apercu, lieux), exemples=example_rows(apercu, lieux),
        erreurs=grouped(apercu.erreurs)[:MOST_ERRORS], mediateurs=await reprise.mediateurs_of(session, acteur),
        may_import=bool(apercu.retenues) and (not apercu.erreurs or releve.correspondance.ecarter),
    )  # fmt: skip


@post("/reprise/{draft:uuid}", opt=COORDINATION)
async def choose_correspondance(
    request: WebRequest, draft: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Redirect:
    secret = secret_of(request)
    releve = await reprise.read_draft(session, acteur, draft, secret=secret, now=now)
    form = {nom: str(value) for nom, value in (await request.form()).items()}
    await reprise.choose(session, acteur, draft, chosen(form, releve), secret=secret, now=now)
    return Redirect(f"/reprise/{draft}#apercu", status_code=303)


def chosen(form: Mapping[str, str], releve: reprise.Releve) -> Correspondance:
    """What the form says; words chosen for a column left out meanwhile are kept in case it comes back."""
    valeurs = {nom: dict(codes) for nom, codes in releve.correspondance.valeurs.items()}
    for nom, code in form.items():
        kind, _, rest = nom.partition(".")
        cible, _, cle = rest.partition(".")
        if kind == "valeur" and cible in CIBLES:
            valeurs.setdefault(cible, {})[cle] = code
    return Correspondance(
        tuple(
            cible if (cible := form.get(f"colonne_{colonne.rang}", "")) in CIBLES else "" for colonne in releve.colonnes
        ),
        valeurs, {nom: form.get(f"defaut_{nom}", "") for nom in PAR_DEFAUT}, form.get("mediateur", ""),
        form.get("periodes_closes") == "oui", form.get("ecarter") == "oui",
    )  # fmt: skip


@post("/reprise/{draft:uuid}/importer", opt=COORDINATION)
async def import_draft(
    request: WebRequest, draft: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Redirect:
    releve = await reprise.read_draft(session, acteur, draft, secret=secret_of(request), now=now)
    await reprise.store(session, acteur, releve, now)
    await reprise.drop_draft(session, acteur, draft)
    return moved("/reprise", "reprise-faite")


@post("/reprise/{draft:uuid}/abandonner", opt=COORDINATION)
async def abandon_draft(draft: FromPath[UUID], session: TheSession, acteur: TheActeur) -> Redirect:
    await reprise.drop_draft(session, acteur, draft)
    return moved("/reprise", "reprise-abandonnee")


@post("/reprise/importations/{importation:uuid}/annuler", opt=COORDINATION)
async def undo_importation(
    importation: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Redirect:  # fmt: skip
    await reprise.undo(session, acteur, importation, now)
    return moved("/reprise", "reprise-annulee")


HANDLERS = [
    show_reprise, bring_file, download_example, show_draft, choose_correspondance, import_draft, abandon_draft,
    undo_importation,
]  # fmt: skip
