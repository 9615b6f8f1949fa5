"""What inhabitants read and what is posted on a wall: the agenda, one date, the posters. No login."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import get
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from asv.documents.qr import draw_address
from asv.domain.errors import Refused
from asv.domain.periodes import GenrePeriode, Periode, parse_periode, periode_of
from asv.usecases import agenda
from asv.web.agenda.mots import is_free, pour_qui, quoi
from asv.web.dependencies import TheNow, TheSession, TheSite, WebRequest
from asv.web.entry import expected_origin
from asv.web.filters import date_longue
from asv.web.pages import page

PUBLIC = {"public": True}
PAPERS = ("a4", "a3")
MONTHS_OFFERED = 6
MOST_ON_A_POSTER = 8
WORDS: dict[str, Any] = {"quoi": quoi, "pour_qui": pour_qui, "is_free": is_free}


@get("/agenda", opt=PUBLIC)
async def show_agenda(
    request: WebRequest, session: TheSession, site: TheSite, now: TheNow, quartier: FromQuery[str] = "",
    mois: FromQuery[str] = "",
) -> Template:  # fmt: skip
    asked = month_of(mois)
    found = await agenda.public_agenda(session, now.date(), quartier, asked)
    flux = f"/agenda/flux.ics{query_of(quartier, None)}"
    return page(
        request, "agenda/liste.html", dates=found.dates, is_cut=found.is_cut, quartiers=found.quartiers,
        quartier=quartier if found.quartier_nom(quartier) else "", mois=asked.code if asked else "",
        mois_offerts=months_from(now.date()), quartier_nom=found.quartier_nom(quartier),
        suite=query_of(quartier, asked), flux=flux,
        webcal=f"webcal://{expected_origin(request, site).partition('//')[2]}{flux}", **WORDS,
    )  # fmt: skip


@get("/agenda/{date_id:uuid}", opt=PUBLIC)
async def show_date(request: WebRequest, date_id: FromPath[UUID], session: TheSession, now: TheNow) -> Template:
    line, others = await agenda.public_date(session, date_id, now.date())
    return page(
        request, "agenda/date.html", line=line, is_past=line.jour < now.date(),
        autres=[other for other in others if not other.is_off], **WORDS,
    )  # fmt: skip


@get("/agenda/{date_id:uuid}/affiche", opt=PUBLIC)
async def print_date(
    request: WebRequest, date_id: FromPath[UUID], session: TheSession, site: TheSite, now: TheNow,
    papier: FromQuery[str] = "a4",
) -> Template:  # fmt: skip
    """The poster of one date, to print in A4 or in A3."""
    line, _ = await agenda.public_date(session, date_id, now.date())
    origin = expected_origin(request, site)
    return page(
        request, "agenda/affiche.html", line=line, qr=draw_address(f"{origin}/agenda/{line.id}"),
        retour=f"/agenda/{line.id}", **poster(site, origin, papier, now.date()), **WORDS,
    )  # fmt: skip


@get("/agenda/imprimer", opt=PUBLIC)
async def print_agenda(
    request: WebRequest, session: TheSession, site: TheSite, now: TheNow, quartier: FromQuery[str] = "",
    mois: FromQuery[str] = "", papier: FromQuery[str] = "a4",
) -> Template:  # fmt: skip
    """The poster of a quartier, of its month or of all that is announced, for a hall or a waiting room."""
    asked = month_of(mois)
    found = await agenda.public_agenda(session, now.date(), quartier, asked)
    origin, query = expected_origin(request, site), query_of(quartier, asked)
    return page(
        request, "agenda/affiche_mois.html", dates=found.dates[:MOST_ON_A_POSTER],
        is_cut=len(found.dates) > MOST_ON_A_POSTER, quartier_nom=found.quartier_nom(quartier),
        mois_nom=asked.libelle if asked else "", qr=draw_address(f"{origin}/agenda{query}"), suite=query,
        retour=f"/agenda{query}", **poster(site, origin, papier, now.date()), **WORDS,
    )  # fmt: skip


def poster(site: Any, origin: str, papier: str, today: date) -> dict[str, Any]:
    """What every poster says of itself. Without a public address, its QR would lead a telephone nowhere."""
    return {
        "papier": papier if papier in PAPERS else PAPERS[0], "papiers": PAPERS, "site_nom": origin.partition("//")[2],
        "is_reachable": site.origin is not None, "edition": f"Édité le {date_longue(today)}",
    }  # fmt: skip


def month_of(text: str) -> Periode | None:
    """The month asked for, or none; a quarter or a year is refused."""
    if not text:
        return None
    asked = parse_periode(text)
    if asked.genre is not GenrePeriode.MOIS:
        raise Refused("L’agenda se lit par mois : écrivez par exemple 2026-05.")
    return asked


def months_from(today: date) -> list[tuple[str, str]]:
    """The months one may choose, this one first."""
    months = [periode_of(today, GenrePeriode.MOIS)]
    while len(months) < MONTHS_OFFERED:
        months.append(periode_of(months[-1].fin + timedelta(days=1), GenrePeriode.MOIS))
    return [(month.code, month.libelle) for month in months]


def query_of(quartier: str, mois: Periode | None) -> str:
    """The same choice, for another address: « ?quartier=QN06225M&mois=2026-05 »."""
    kept = {"quartier": quartier} if quartier else {}
    kept |= {"mois": mois.code} if mois else {}
    return f"?{urlencode(kept)}" if kept else ""


HANDLERS = [show_agenda, show_date, print_date, print_agenda]
