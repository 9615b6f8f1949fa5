"""The matrix QPV × theme, need against answer, and the map of séances: what is done where, and where nobody goes."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from litestar import get
from litestar.params import FromQuery
from litestar.response import Template
from markupsafe import Markup

from asv import reference
from asv.documents.maps import Fond, QuartierSitue, choropleth
from asv.documents.nuage import Point, need_and_answer
from asv.domain import nomenclatures
from asv.domain.acteurs import Role
from asv.domain.coordination.rangs import URGENT, ranked_themes
from asv.domain.coordination.suites import LOW
from asv.domain.errors import Refused
from asv.domain.matrice import Lecture
from asv.usecases.matrice import LectureMatrice, SeancesParQpv, count_by_quartier, read_matrice, seances_of_case
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.forms import libelle
from asv.web.pages import page
from asv.web.reading import drawn

READERS = {"roles": (Role.PARTENAIRE, Role.COORDINATEUR, Role.FINANCEUR)}
AT_WORK = {"roles": (Role.MEDIATEUR, Role.PARTENAIRE, Role.COORDINATEUR, Role.FINANCEUR)}
AHEAD = timedelta(days=90)
CORNER = 10
"""Lines of a corner under the scatter; the table holds them all."""
NOT_A_DAY = "Écrivez les deux jours de la période comme dans une adresse : 2026-05-12."


@get("/matrice", opt=READERS)
async def show_matrix(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    lecture = await read_matrice(session, acteur, now.date())
    return page(
        request, "matrice/matrice.html", lecture=lecture, m=lecture.matrice, libelles=_labels(lecture),
        tones={code: _tones(lecture, code) for code in lecture.matrice.qpv},
        zones=len(lecture.matrice.read_as(Lecture.SANS_REPONSE)),
    )  # fmt: skip


def _labels(lecture: LectureMatrice) -> dict[str, str]:
    return {theme: libelle("THEME_SANTE", theme) for theme in lecture.matrice.themes}


def _tones(lecture: LectureMatrice, qpv: str) -> dict[str, str]:
    """How dark the ground of each cell is: the rank itself is printed in it."""
    return {theme: _tone(lecture.matrice.case(qpv, theme).rang) for theme in lecture.matrice.themes}


def _tone(rang: int | None) -> str:
    if rang is None:
        return "need-0"
    return "need-1" if rang <= URGENT else "need-3" if rang >= LOW else "need-2"


@get("/matrice/seances", opt=READERS)
async def show_cell(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow, qpv: FromQuery[str] = "",
    theme: FromQuery[str] = "",
) -> Template:  # fmt: skip
    lecture, seances = await seances_of_case(session, acteur, qpv, theme, now.date())
    return page(
        request, "matrice/seances.html", seances=seances, case=lecture.matrice.case(qpv, theme), annee=lecture.annee,
        quartier=lecture.quartier(qpv), theme=theme, theme_libelle=libelle("THEME_SANTE", theme),
        may_create=acteur.role is not Role.FINANCEUR and acteur.may_write,
    )  # fmt: skip


@get("/matrice/besoins", opt=READERS)
async def show_needs(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow, qpv: FromQuery[str] = ""
) -> Template:
    lecture = await read_matrice(session, acteur, now.date())
    chosen = qpv if qpv in lecture.matrice.qpv else ""
    lines = _lines(lecture, chosen)
    points = [
        Point(f"{line['quartier']}, {line['theme']}", line["case"].rang, line["taux"], line["case"].lecture)
        for line in lines
        if line["case"].rang is not None and line["taux"] is not None
    ]
    titre = "Besoin et réponse, par quartier et par thème"
    figure = need_and_answer("besoins", titre, points, last=len(ranked_themes()))
    return page(
        request, "matrice/besoins.html", lecture=lecture, lignes=lines, qpv=chosen, titre=titre,
        nuage=drawn(figure) if points else None, urgent=URGENT, low=LOW, most=CORNER,
        coins={corner.value: [line for line in lines if line["case"].lecture is corner] for corner in Lecture},
        quartiers=[(quartier.code, quartier.nom) for quartier in lecture.quartiers],
    )  # fmt: skip


def _lines(lecture: LectureMatrice, qpv: str) -> list[dict[str, Any]]:
    """Cells of all QPV, or of one, that have a rank: need first."""
    labels = _labels(lecture)
    lines = [
        {
            "qpv": quartier.code, "quartier": quartier.nom, "code": theme, "theme": labels[theme], "case": case,
            "taux": case.per_thousand(quartier.population),
        }
        for quartier in lecture.quartiers
        if qpv in {"", quartier.code}
        for theme in lecture.matrice.themes
        if (case := lecture.matrice.case(quartier.code, theme)).rang is not None
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (line["case"].rang, line["quartier"], line["theme"]))


@get("/calendrier/carte", opt=AT_WORK)
async def show_map(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow, du: FromQuery[str] = "",
    au: FromQuery[str] = "", theme: FromQuery[str] = "",
) -> Template:  # fmt: skip
    today = now.date()
    first = _day(du) if du else today
    last = _day(au) if au else min(first, date.max - AHEAD) + AHEAD
    themes = [(e.code, e.libelle) for e in nomenclatures.in_force("THEME_SANTE", today) if e.parent is None]
    chosen = theme if theme in dict(themes) else ""
    found = await count_by_quartier(session, acteur, (first, last), chosen, today)
    return page(
        request, "calendrier/carte.html", trouve=found, du=first, au=last, theme=chosen, themes=themes,
        carte=_map(found), total=sum(found.comptes.get(quartier.code, 0) for quartier in found.quartiers),
    )  # fmt: skip


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(NOT_A_DAY) from error


@cache
def _shapes() -> tuple[Mapping[str, reference.Geometry], Mapping[str, reference.Geometry]]:
    return reference.read_contours_communes(), reference.read_polygons()


def _map(found: SeancesParQpv) -> Markup | None:
    """The map, each QPV with its count; None where no shape is shipped, and the table then says it all."""
    contours, polygons = _shapes()
    fond = Fond(
        communes={code: shape for code, shape in contours.items() if code in found.noms_communes},
        noms=found.noms_communes,
        qpv={quartier.code: polygons[quartier.code] for quartier in found.quartiers if quartier.code in polygons},
    )
    placed = [QuartierSitue(q.code, q.nom, found.comptes.get(q.code, 0)) for q in found.quartiers]
    return drawn(choropleth("carte-seances", "Séances par quartier", placed, fond).figure) if fond.is_drawn else None


HANDLERS = [show_matrix, show_cell, show_needs, show_map]
