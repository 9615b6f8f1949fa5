"""The shared calendar, month by month, narrowed by GET parameters."""

from calendar import Calendar
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from litestar import get
from litestar.params import FromQuery
from litestar.response import Template

from asv.domain.acteurs import Role
from asv.domain.actions import is_called_off, notice
from asv.domain.errors import Refused
from asv.domain.periodes import GenrePeriode, Periode, parse_periode, periode_of
from asv.usecases.calendrier import Filtres, LigneCalendrier, list_dates, offered_filters
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.filters import date_longue, heure
from asv.web.pages import page

READERS = {"roles": (Role.MEDIATEUR, Role.PARTENAIRE, Role.COORDINATEUR, Role.FINANCEUR)}
WEEKS = Calendar(firstweekday=0)


@get("/calendrier", opt=READERS)
async def show_calendar(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow, mois: FromQuery[str] = "",
    qpv: FromQuery[str] = "", theme: FromQuery[str] = "", porteur: FromQuery[str] = "", public: FromQuery[str] = "",
) -> Template:  # fmt: skip
    today = now.date()
    shown = month_of(mois, today)
    choix = await offered_filters(session, acteur, today)
    filtres = choix.keep_known(Filtres(qpv, theme, porteur, public))
    weeks = WEEKS.monthdatescalendar(shown.annee, shown.rang)
    lines = await list_dates(session, acteur, weeks[0][0], weeks[-1][-1], filtres)
    return page(
        request, "calendrier/mois.html", mois=shown, semaines=days_of(weeks, shown, lines, today), choix=choix,
        filtres=filtres, is_filtered=any(asdict(filtres).values()), precedent=turn(shown, -1, filtres),
        suivant=turn(shown, 1, filtres), courant=periode_of(today, GenrePeriode.MOIS), today=today,
        may_create=acteur.role in {Role.PARTENAIRE, Role.COORDINATEUR},
    )  # fmt: skip


def month_of(text: str, today: date) -> Periode:
    """The month asked for, this one when none is; a quarter or a year is refused."""
    asked = parse_periode(text) if text else periode_of(today, GenrePeriode.MOIS)
    if asked.genre is not GenrePeriode.MOIS:
        raise Refused("Le calendrier se lit par mois : écrivez par exemple 2026-05.")
    return asked


def turn(shown: Periode, step: int, filtres: Filtres) -> tuple[str, str] | None:
    """Address and name of the month beside, with the same filters; None past the years one may ask for."""
    try:
        beside = shown.next if step > 0 else shown.previous
    except ValueError:
        return None
    kept = {name: code for name, code in asdict(filtres).items() if code}
    return f"/calendrier?{urlencode({'mois': beside.code} | kept)}", beside.libelle


def days_of(
    weeks: list[list[date]], shown: Periode, lines: list[LigneCalendrier], today: date
) -> list[list[dict[str, Any]]]:
    """Weeks of seven days, as templates/components/calendar.html wants them."""
    by_day: dict[date, list[dict[str, str]]] = {}
    for line in lines:
        by_day.setdefault(line.date.jour, []).append(event_of(line, today))
    return [
        [
            {
                "jour": day.day, "date_longue": date_longue(day, jour_semaine=True), "is_today": day == today,
                "is_outside": not shown.contains(day), "evenements": by_day.get(day, []),
            }
            for day in week
        ]
        for week in weeks
    ]  # fmt: skip


def event_of(line: LigneCalendrier, today: date) -> dict[str, str]:
    """A date in the calendar. Its state is said in words; the tone only repeats it."""
    etat = notice(line.action.etat, line.date.etat)
    ton = ("alert" if is_called_off(line.action.etat, line.date.etat) else "warning") if etat else ""
    if not etat and line.date.jour < today:
        ton = "done"
    moment = datetime.combine(line.date.jour, line.date.debut)
    return {
        "titre": line.action.titre, "heure": heure(moment), "url": f"/actions/{line.action.id}",
        "ton": ton, "etat": etat.lower(),
    }  # fmt: skip


HANDLERS = [show_calendar]
