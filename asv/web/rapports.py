"""Annual reports: choose a released year and a recipient, read the figures, take them away."""

import asyncio
from itertools import groupby

from litestar import Response, get
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from asv.documents.docx import redige_docx
from asv.documents.pdf import redige_pdf
from asv.documents.rapports import (
    change_of,
    echeance_of,
    etat_of,
    line_of,
    mention_of,
    note_of,
    rapport_csv,
    rapport_feuillet,
    rapport_workbook,
    title_of,
)
from asv.domain.errors import NotFound
from asv.domain.rapports import RAPPORTS, RapportLu, owed_for
from asv.web import rapports_figes
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.diagnostic import as_file
from asv.web.document.fichiers import WORD
from asv.web.pages import page
from asv.web.rapports_lus import PAGE, READERS, read_for, released

FICHIERS = {
    "pdf": ("PDF", "application/pdf"),
    "docx": ("Word, à compléter", WORD),
    "xlsx": ("Tableur", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("CSV", "text/csv; charset=utf-8"),
}


@get(PAGE, opt=READERS)
async def show(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow, annee: FromQuery[str] = "",
    destinataire: FromQuery[str] = "", commune: FromQuery[str] = "",
) -> Template:  # fmt: skip
    year = await released(session, acteur, annee)
    if year is None:
        return page(request, "rapports/vide.html")
    owed = owed_for(year.exercice)
    asked = destinataire if destinataire in owed or destinataire not in RAPPORTS else ""
    lu, communes = await read_for(session, acteur, now, year, asked, commune)
    return page(
        request, "rapports/rapport.html", lu=lu, annees=year.autres, communes=communes,
        destinataires=[(code, RAPPORTS[code].libelle) for code in owed], is_commune=lu.commune is not None,
        echeance=echeance_of(lu), mention=mention_of(lu), etat=etat_of(lu), indicateurs=_shown(lu), suite=_suite(lu),
        auteurs=year.fige.auteurs if year.fige else (),
        ajustements=[(title_of(one), one.raison, [change_of(line) for line in one.changements])
                     for one in lu.ajustements],
        fichiers=[(sorte, words) for sorte, (words, _) in FICHIERS.items()],
    )  # fmt: skip


def _suite(lu: RapportLu) -> str:
    place = f"&commune={lu.commune[0]}" if lu.commune else ""
    return f"annee={lu.code}&destinataire={lu.rapport.code}{place}"


def _shown(lu: RapportLu) -> list[tuple[str, str, str, list[tuple[str, str, str, str]]]]:
    """Indicateur by indicateur: code, label, where it comes from, then measure, value, share and unit of its lines."""
    grouped = groupby(lu.lignes, key=lambda one: (one.code, one.indicateur))
    held = [(code, libelle, [*lignes]) for (code, libelle), lignes in grouped]
    return [(code, libelle, note_of(lignes), [line_of(one) for one in lignes]) for code, libelle, lignes in held]


@get(f"{PAGE}/fichiers/{{sorte:str}}", opt=READERS)
async def download(
    session: TheSession, acteur: TheActeur, now: TheNow, sorte: FromPath[str], annee: FromQuery[str] = "",
    destinataire: FromQuery[str] = "", commune: FromQuery[str] = "",
) -> Response[bytes]:  # fmt: skip
    """The same lines as the page, as a file."""
    year = await released(session, acteur, annee) if sorte in FICHIERS else None
    if year is None:
        raise NotFound("Ce fichier n’existe pas : choisissez sur la page des rapports.")
    lu, _ = await read_for(session, acteur, now, year, destinataire, commune)
    await session.rollback()  # gives the connection back before the slow part
    content = await asyncio.to_thread(_written, lu, sorte)
    parts = ("rapport", lu.rapport.code, lu.code, lu.commune[0] if lu.commune else "")
    name = "-".join(filter(None, (*parts, "" if lu.gel else "provisoire")))
    return Response(content, media_type=FICHIERS[sorte][1], headers=as_file(f"{name}.{sorte}"))


def _written(lu: RapportLu, sorte: str) -> bytes:
    match sorte:
        case "csv":
            return rapport_csv(lu)
        case "xlsx":
            return rapport_workbook(lu)
        case "pdf":
            return redige_pdf(rapport_feuillet(lu))
        case _:
            return redige_docx(rapport_feuillet(lu))


HANDLERS = [show, download, *rapports_figes.HANDLERS]
