"""Annual reports: choose a released year and a recipient, read the figures, take them away."""

import asyncio
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from litestar import Response, get
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from asv.documents.docx import redige_docx
from asv.documents.pdf import redige_pdf
from asv.documents.rapports import (
    echeance_of,
    line_of,
    mention_of,
    note_of,
    rapport_csv,
    rapport_feuillet,
    rapport_workbook,
)
from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import NotFound
from asv.domain.periodes import GenrePeriode, day_of
from asv.domain.rapports import COMMUNE, RAPPORTS, RapportLu, rapport, read_rapport
from asv.usecases.diagnostic import Ecrite, list_diffusions, read_diffusion
from asv.usecases.rapports import count_beside
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.diagnostic import as_file
from asv.web.diffusions import communes_in
from asv.web.document.fichiers import WORD
from asv.web.pages import page

PAGE = "/rapports"
READERS = {"roles": (Role.COORDINATEUR,)}
FIRST = next(iter(RAPPORTS))
FICHIERS = {
    "pdf": ("PDF", "application/pdf"),
    "docx": ("Word, à compléter", WORD),
    "xlsx": ("Tableur", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("CSV", "text/csv; charset=utf-8"),
}


@dataclass(frozen=True, slots=True)
class Choisi:
    """A report read, and what else could be chosen. annees, communes: code and name."""

    lu: RapportLu
    annees: list[tuple[str, str]]
    communes: list[tuple[str, str]]


async def _released(session: Any, acteur: Acteur) -> list[Ecrite]:
    """The last edition of each released year, the latest first."""
    found = await list_diffusions(session, acteur)
    years = [one for one in found if one.is_courante and one.periode.genre is GenrePeriode.ANNEE]
    return sorted(years, key=lambda one: one.periode, reverse=True)


async def _chosen(session: Any, acteur: Acteur, now: Any, annee: str, code: str, commune: str) -> Choisi | None:
    """None while no year is released."""
    years = await _released(session, acteur)
    if not years:
        return None
    ecrite = next((one for one in years if one.periode.code == (annee or years[0].periode.code)), None)
    if ecrite is None:
        raise NotFound("Cette année n’a pas de diffusion : choisissez dans la liste.")
    diffusion = await read_diffusion(session, acteur, ecrite.code)
    communes = communes_in(diffusion)
    wanted = commune or communes[0][0]
    place = next((one for one in communes if one[0] == wanted), None)
    if place is None:
        raise NotFound("Cette commune n’est pas de ce territoire : choisissez dans la liste.")
    one = rapport(code or FIRST)
    comptes = await count_beside(session, acteur, ecrite.periode, place[0] if one.code == COMMUNE else "")
    lu = read_rapport(
        one, diffusion, comptes, empreinte=ecrite.empreinte, territoire=acteur.territoire_nom, compte_le=day_of(now),
        commune=place,
    )  # fmt: skip
    return Choisi(lu, [(one.periode.code, one.periode.code) for one in years], communes)


@get(PAGE, opt=READERS)
async def show(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow, annee: FromQuery[str] = "",
    destinataire: FromQuery[str] = "", commune: FromQuery[str] = "",
) -> Template:  # fmt: skip
    choisi = await _chosen(session, acteur, now, annee, destinataire, commune)
    if choisi is None:
        return page(request, "rapports/vide.html")
    lu = choisi.lu
    return page(
        request, "rapports/rapport.html", lu=lu, annees=choisi.annees, communes=choisi.communes,
        destinataires=[(one.code, one.libelle) for one in RAPPORTS.values()], is_commune=lu.commune is not None,
        echeance=echeance_of(lu), mention=mention_of(lu), indicateurs=_shown(lu), suite=_suite(lu),
        fichiers=[(sorte, words) for sorte, (words, _) in FICHIERS.items()],
    )  # fmt: skip


def _suite(lu: RapportLu) -> str:
    place = f"&commune={lu.commune[0]}" if lu.commune else ""
    return f"annee={lu.annee}&destinataire={lu.rapport.code}{place}"


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
    choisi = await _chosen(session, acteur, now, annee, destinataire, commune) if sorte in FICHIERS else None
    if choisi is None:
        raise NotFound("Ce fichier n’existe pas : choisissez sur la page des rapports.")
    await session.rollback()  # gives the connection back before the slow part
    lu = choisi.lu
    content = await asyncio.to_thread(_written, lu, sorte)
    name = "-".join(filter(None, ("rapport", lu.rapport.code, str(lu.annee), lu.commune[0] if lu.commune else "")))
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


HANDLERS = [show, download]
