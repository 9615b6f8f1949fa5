"""The shared calendar: a month, a week, a list, narrowed by what the address says."""

from dataclasses import asdict
from datetime import date
from typing import Any
from urllib.parse import urlencode

from litestar import get
from litestar.params import FromQuery
from litestar.response import Template

from asv.domain.acteurs import Role
from asv.domain.actions import REPORTEE, is_called_off, notice
from asv.domain.actions.campagnes import Campagne, campagnes_of
from asv.domain.calendrier import Fenetre, Vue, fenetre_of, week_code
from asv.domain.coordination.rangs import family
from asv.usecases.calendrier import Filtres, LigneCalendrier, list_dates, offered_filters
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.filters import date_longue, heure
from asv.web.forms import libelle
from asv.web.pages import page

READERS = {"roles": (Role.MEDIATEUR, Role.PARTENAIRE, Role.COORDINATEUR, Role.FINANCEUR)}
WRITERS = frozenset({Role.PARTENAIRE, Role.COORDINATEUR})
FULL_DAY = 4
"""Dates that a day of the month shows before it sends to its week: a cell that grows hides the others."""


@get("/calendrier", opt=READERS)
async def show_calendar(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow, vue: FromQuery[str] = "",
    mois: FromQuery[str] = "", semaine: FromQuery[str] = "", qpv: FromQuery[str] = "", theme: FromQuery[str] = "",
    porteur: FromQuery[str] = "", public: FromQuery[str] = "",
) -> Template:  # fmt: skip
    today = now.date()
    fenetre = fenetre_of(Vue(vue), mois, semaine, today)
    choix = await offered_filters(session, acteur, today)
    filtres = choix.keep_known(Filtres(qpv, theme, porteur, public))
    lines = await list_dates(session, acteur, (fenetre.debut, fenetre.fin), filtres, today)
    return page(
        request, "calendrier/calendrier.html", fenetre=fenetre, choix=choix, filtres=filtres, today=today,
        is_filtered=any(asdict(filtres).values()), may_create=acteur.role in WRITERS and acteur.may_write,
        semaines=days_of(fenetre, lines, filtres, today), campagnes=margin(fenetre, filtres),
        has_crossed=any(line.is_crossed for line in lines), nombre=len(lines), **ways_out(fenetre, filtres, today),
    )  # fmt: skip


def ways_out(fenetre: Fenetre, filtres: Filtres, today: date) -> dict[str, Any]:
    """Addresses of the windows beside, of the present one, and of the other layouts; all keep the filters."""
    beside = {"precedent": fenetre.beside(-1), "suivant": fenetre.beside(1)}
    present = fenetre_of(fenetre.vue, "", "", today)
    return {
        **{name: (address(one, filtres), one.libelle) if one else None for name, one in beside.items()},
        "courant": None if present.debut == fenetre.debut else (address(present, filtres), present.libelle),
        "vues": [
            (address(fenetre_of(vue, fenetre.mois.code, "", today), filtres), vue.libelle, vue is fenetre.vue)
            for vue in Vue
        ],
    }  # fmt: skip


def address(fenetre: Fenetre, filtres: Filtres) -> str:
    kept = {name: code for name, code in asdict(filtres).items() if code}
    vue = {} if fenetre.vue is Vue.MOIS else {"vue": fenetre.vue.value}
    return f"/calendrier?{urlencode(vue | fenetre.code | kept)}"


def margin(fenetre: Fenetre, filtres: Filtres) -> list[dict[str, str]]:
    """Campaigns of the months shown, each with the way to its theme."""
    found: dict[str, Campagne] = {c.code: c for mois in fenetre.mois_touches for c in campagnes_of(mois)}
    return [
        {
            "libelle": campagne.libelle, "source": campagne.source,
            "themes": ", ".join(libelle("THEME_SANTE", code) for code in campagne.themes),
            "url": address(fenetre, Filtres(filtres.qpv, family(campagne.themes[0]), filtres.porteur, filtres.public)),
        }
        for campagne in found.values()
    ]  # fmt: skip


def days_of(
    fenetre: Fenetre, lines: list[LigneCalendrier], filtres: Filtres, today: date
) -> list[list[dict[str, Any]]]:
    """Weeks of seven days, as templates/components/calendar.html wants them."""
    by_day: dict[date, list[LigneCalendrier]] = {}
    for line in lines:
        by_day.setdefault(line.jour, []).append(line)
    return [
        [_day(fenetre, day, by_day.get(day, []), filtres, today) for day in week] for week in fenetre.semaines
    ]  # fmt: skip


def _day(
    fenetre: Fenetre, day: date, lines: list[LigneCalendrier], filtres: Filtres, today: date
) -> dict[str, Any]:  # fmt: skip
    is_cut = fenetre.vue is Vue.MOIS and len(lines) > FULL_DAY
    shown = lines[: FULL_DAY - 1] if is_cut else lines
    return {
        "jour": day.day, "iso": day.isoformat(), "date_longue": date_longue(day, jour_semaine=True),
        "is_today": day == today, "is_outside": fenetre.vue is Vue.MOIS and not fenetre.mois.contains(day),
        "evenements": [event_of(line, today) for line in shown], "autres": len(lines) - len(shown),
        "url": _week_of(day, filtres, today) if is_cut else "",
    }  # fmt: skip


def _week_of(day: date, filtres: Filtres, today: date) -> str:
    week = fenetre_of(Vue.SEMAINE, "", week_code(day), today)
    return f"{address(week, filtres)}#jour-{day.isoformat()}"


def event_of(line: LigneCalendrier, today: date) -> dict[str, Any]:
    """A date in the calendar. Its state is said in words; tone and strike only repeat it."""
    etat = notice(line.etat_action, line.etat).lower()
    is_off = is_called_off(line.etat_action, line.etat) or line.etat == REPORTEE
    if line.autre_jour:
        etat = f"reportée au {date_longue(line.autre_jour, jour_semaine=True)}"
    elif line.etat == REPORTEE:
        etat = "reportée"
    ton = ("alert" if is_off else "warning") if etat else ""
    return {
        "titre": line.titre, "heure": heure(line.debut), "fin": heure(line.fin), "url": f"/actions/{line.action_id}",
        "ton": ton or ("done" if line.jour < today else ""), "etat": etat, "is_off": is_off,
        "is_crossed": line.is_crossed, "porteur": line.porteur, "lieu": line.lieu, "endroit": line.endroit,
        "theme": libelle("THEME_SANTE", line.theme),
    }  # fmt: skip


HANDLERS = [show_calendar]
