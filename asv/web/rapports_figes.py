"""Freezing the report of a year once for all its recipients, then adjusting it with a date and a reason."""

from itertools import groupby
from typing import Any

from litestar import get, post
from litestar.params import FromQuery, URLEncodedBody
from litestar.response import Redirect, Template

from asv.documents.rapports import change_of, montree
from asv.domain.champs import Incorrect
from asv.domain.diffusion import TERRITOIRE, Statut
from asv.domain.errors import NotFound
from asv.domain.periodes import day_of
from asv.domain.rapports import (
    DIFFUSION,
    RAISON,
    Changement,
    ChiffresRapport,
    Origine,
    changes,
    check_figeable,
    figeable_le,
)
from asv.usecases.rapports import RapportFige, adjust, freeze
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.forms import Code, Codes, ConfirmedForm, Court, Form
from asv.web.pages import moved, page
from asv.web.rapports_lus import PAGE, READERS, Choisi, counted, released

NOTHING = "Rien n’est diffusé : diffusez une année avant de figer son rapport."


class FigerForm(Form):
    annee: Code = ""
    attendue: Code = ""


class AjusterForm(ConfirmedForm):
    annee: Code = ""
    attendue: Code = ""
    choix: Codes = ()
    raison: Court = ""


async def _year(session: Any, acteur: Any, annee: str) -> Choisi:
    found = await released(session, acteur, annee)
    if found is None:
        raise NotFound(NOTHING)
    return found


@get(f"{PAGE}/figer", opt=READERS)
async def prepare(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow, annee: FromQuery[str] = ""
) -> Template:
    """What would be frozen, to be read before it is."""
    year = await _year(session, acteur, annee)
    chiffres = await counted(session, acteur, year)
    every = chiffres.lieux[TERRITOIRE]
    return page(
        request, "rapports/figer.html", exercice=year.exercice, ecrites=year.ecrites, chiffres=chiffres,
        is_fige=year.fige is not None,
        premier=figeable_le(chiffres.periode), is_possible=day_of(now) >= figeable_le(chiffres.periode),
        decomptes=[(f"{one.code} {one.mesure}", [montree(one), one.unite])
                   for one in every if one.origine is Origine.DECOMPTE],
        diffuses=sum(one.origine is Origine.DIFFUSION for one in every),
        caches=sum(one.statut is Statut.CONFIDENTIEL for one in every),
        absents=[f"{one.code} {one.mesure}" for one in every if one.origine is Origine.ABSENCE],
    )  # fmt: skip


@post(f"{PAGE}/figer", opt=READERS)
async def seal(data: URLEncodedBody[FigerForm], session: TheSession, acteur: TheActeur, now: TheNow) -> Redirect:
    year = await _year(session, acteur, data.annee)
    check_figeable(year.exercice, day_of(now))
    await freeze(session, acteur, await counted(session, acteur, year), data.attendue, now)
    return moved(f"{PAGE}?annee={year.exercice.code}", "rapport-fige")


@get(f"{PAGE}/ajuster", opt=READERS)
async def show_changes(
    request: WebRequest, session: TheSession, acteur: TheActeur, annee: FromQuery[str] = ""
) -> Template:
    """What is no longer what was frozen."""
    year = await _year(session, acteur, annee)
    return _changes_page(request, year, await counted(session, acteur, year))


def _changes_page(request: WebRequest, year: Choisi, now: ChiffresRapport, **context: Any) -> Template:
    if year.fige is None:
        raise NotFound("Ce rapport n’est pas figé : rien ne s’ajuste, il se recompte.")
    given: dict[str, Any] = {"erreurs": (), "choisis": (), "raison": "", "status_code": 200} | context
    return page(
        request, "rapports/ajuster.html", exercice=year.exercice, attendue=now.empreinte, longueur=RAISON,
        groupes=_offered(year.fige, now), **given,
    )  # fmt: skip


def _offered(fige: RapportFige, now: ChiffresRapport) -> list[tuple[str, str, list[tuple[str, ...]]]]:
    """What can be ticked: its choice, in words, and the place and figures of each line."""
    found = sorted(changes(fige.courants, now), key=lambda one: one.choix)
    return [
        (choix, _words(choix, lines[0], now), [(_place(one, now), *change_of(one)) for one in lines])
        for choix, lines in ((choix, list(own)) for choix, own in groupby(found, key=lambda one: one.choix))
    ]


def _place(one: Changement, now: ChiffresRapport) -> str:
    return now.communes.get(one.lieu, "Territoire")


def _words(choix: str, one: Changement, now: ChiffresRapport) -> str:
    if choix == DIFFUSION:
        return f"Les chiffres que change la diffusion {', '.join(source.code for source in now.sources)}"
    return f"{one.nouveau.code} {one.nouveau.mesure}"


@post(f"{PAGE}/ajuster", opt=READERS)
async def write_changes(
    request: WebRequest, data: URLEncodedBody[AjusterForm], session: TheSession, acteur: TheActeur
) -> Template | Redirect:
    year = await _year(session, acteur, data.annee)
    now = await counted(session, acteur, year)
    try:
        await adjust(
            session, acteur, now, data.choix, attendue=data.attendue, raison=data.raison, confirme=data.is_confirme
        )
    except Incorrect as refusal:
        return _changes_page(
            request, year, now, erreurs=refusal.erreurs, choisis=data.choix, raison=data.raison, status_code=400
        )
    return moved(f"{PAGE}?annee={year.exercice.code}", "rapport-ajuste")


HANDLERS = [prepare, seal, show_changes, write_changes]
