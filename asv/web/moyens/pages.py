"""The pages of the bourse de moyens, once asked and again with what was typed when something is to be corrected."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from litestar.response import Template
from markupsafe import Markup

from asv import reference
from asv.documents.maps.points import Repere, points_map
from asv.domain.acteurs import Acteur, Role
from asv.domain.moyens import (
    CONDITIONS,
    DESCRIPTION,
    JOURS,
    LIBELLE,
    EtatMoyen,
    EtatReservation,
    Sens,
    half_days,
    is_lent,
    moyens_of,
    said_quantity,
    unite_of,
)
from asv.domain.nomenclatures.enumerations import Creneau
from asv.reference import centre_of
from asv.usecases import moyens, structures, territoires
from asv.usecases.actions import answer_of
from asv.web.actions.onglets import onglets
from asv.web.dependencies import WebRequest
from asv.web.forms import choix, libelle
from asv.web.moyens.forms import DISTANCES, MoyenForm, ReservationForm, asked_address, besoin_of, filtre_of
from asv.web.pages import page
from asv.web.places import places_of_dates
from asv.web.reading import drawn

Erreurs = Sequence[tuple[str, str]]
LENGTHS = {"libelle": LIBELLE, "description": DESCRIPTION, "conditions": CONDITIONS}
CRENEAUX = [(creneau.value, creneau.libelle) for creneau in Creneau]
SEMAINE = [(str(rank), jour.capitalize()) for rank, jour in enumerate(JOURS, start=1)]
SHOWN_DAYS = 28
TONS = {"demandee": "warning", "reservee": "info", "utilisee": "success", "rendue": "success", "refusee": "alert"}
DOING = {
    "reservee": "Accepter", "refusee": "Refuser", "liberee": "Libérer", "utilisee": "Noter utilisé",
    "rendue": "Noter rendu",
}  # fmt: skip
WORDS: dict[str, Any] = {
    "libelle": libelle, "said_quantity": said_quantity, "unite_of": unite_of, "is_lent": is_lent,
    "semaine": dict(SEMAINE), "creneaux_dits": dict(CRENEAUX), "tons": TONS, "doing": DOING,
}  # fmt: skip


async def list_page(request: WebRequest, session: Any, acteur: Acteur, today: date) -> Template:
    filtre = filtre_of(request.query_params)
    bourse = await moyens.read_bourse(session, acteur, filtre, today)
    waiting = [line for line in await moyens.who_comes_when(session, acteur, today) if "reservee" in line.moves]
    places = await territoires.places_of(session, acteur.territoire_id)
    return page(
        request, "moyens/liste.html", bourse=bourse, filtre=filtre, waiting=len(waiting),
        plans=acteur.role is Role.COORDINATEUR,
        moyens_options=choix("MOYEN", moyens_of(today)), has_structure=acteur.structure_id is not None,
        communes=[(commune["code"], commune["nom"]) for commune in places["communes"]], **WORDS,
    )  # fmt: skip


async def form_page(
    request: WebRequest, session: Any, acteur: Acteur, form: MoyenForm, *, today: date, moyen_id: UUID | None = None,
    erreurs: Erreurs = (),
) -> Template:  # fmt: skip
    """The form of a new offer or request, or of an existing one."""
    chooses = moyen_id is None and acteur.role is Role.COORDINATEUR
    known = await structures.list_structures(session, acteur) if chooses else []
    places = await territoires.places_of(session, acteur.territoire_id)
    return page(
        request, "moyens/formulaire.html", status_code=400 if erreurs else 200, form=form, moyen_id=moyen_id,
        erreurs=erreurs, is_offre=form.sens != Sens.DEMANDE, structures_options=[(str(s.id), s.nom) for s in known],
        moyens_options=[(code, f"{libelle('MOYEN', code)} ({unite_of(code)})") for code in moyens_of(today)],
        endroits=places_of_dates(places), semaine_options=SEMAINE, creneaux_options=CRENEAUX, lengths=LENGTHS,
        chooses_structure=chooses, today=today,
    )  # fmt: skip


async def sheet_page(request: WebRequest, session: Any, acteur: Acteur, moyen_id: UUID, *, today: date) -> Template:
    vue = await moyens.read_moyen(session, acteur, moyen_id, today)
    states = [EtatMoyen.OUVERT] if vue.line.moyen.etat != EtatMoyen.OUVERT else [EtatMoyen.FERME]
    if vue.line.moyen.sens == Sens.DEMANDE and vue.line.moyen.etat == EtatMoyen.OUVERT:
        states = [EtatMoyen.POURVU, EtatMoyen.FERME]
    return page(
        request, "moyens/fiche.html", vue=vue, jours=_calendar(vue, today), etats=states, today=today,
        etat=EtatMoyen(vue.line.moyen.etat), creneaux=CRENEAUX, **WORDS,
    )  # fmt: skip


def _calendar(vue: moyens.VueMoyen, today: date) -> list[tuple[date, dict[str, str]]]:
    """For each day offered in the four weeks to come, what is said of each of its half-days."""
    line = vue.line
    if not is_lent(line.moyen.code) or line.moyen.sens != Sens.OFFRE:
        return []
    days: dict[date, dict[str, str]] = {}
    for jour, creneau in half_days(line.ouverture, today, SHOWN_DAYS):
        taken = len(vue.prises.get((jour, creneau), ()))
        left = line.moyen.quantite - taken
        said = "Libre" if not taken else f"{left} libre{'s' if left > 1 else ''} sur {line.moyen.quantite}"
        days.setdefault(jour, {})[creneau] = said if left else "Pris"
    return list(days.items())


async def free_page(request: WebRequest, session: Any, acteur: Acteur, today: date) -> Template:
    """What is free on a day, near a place: the map, and the table beside."""
    besoin = besoin_of(request.query_params, today + timedelta(days=7))
    is_asked = "jour" in request.query_params
    found = await moyens.find_free(session, acteur, besoin) if is_asked else []
    places = await territoires.places_of(session, acteur.territoire_id)
    return page(
        request, "moyens/libres.html", besoin=besoin, is_asked=is_asked, libres=found, today=today,
        demander=asked_address(besoin),
        carte=_map(besoin, found, {commune["code"] for commune in places["communes"]}),
        endroit=request.query_params.get("endroit", ""), endroits=places_of_dates(places), distances=DISTANCES,
        moyens_options=choix("MOYEN", moyens_of(today)), creneaux_options=CRENEAUX, **WORDS,
    )  # fmt: skip


@cache
def _contours() -> dict[str, Any]:
    return dict(reference.read_contours_communes())


def _map(besoin: moyens.Besoin, found: Sequence[moyens.Libre], communes: set[str]) -> Markup | None:
    """None where no shape is shipped, or nothing has a place: the table then says it all."""
    shapes = {code: shape for code, shape in _contours().items() if code in communes}
    reperes = [_repere(libre.line.place, libre.line.moyen.libelle) for libre in found]
    placed = [repere for repere in reperes if repere is not None]
    if not shapes or not placed:
        return None
    centre = _repere(besoin.place, "Le lieu demandé") if any(besoin.place) else None
    figure = points_map("carte-moyens", "Moyens libres", placed, shapes, centre)
    return drawn(figure)


def _repere(place: tuple[str | None, str | None], name: str) -> Repere | None:
    point = centre_of(qpv=place[1], commune=place[0])
    return None if point is None else Repere(point[0], point[1], name)


async def reservations_page(request: WebRequest, session: Any, acteur: Acteur, today: date) -> Template:
    """Who comes when: what waits for an answer first, then the days to come, then the past."""
    lines = await moyens.who_comes_when(session, acteur, today)
    held = [line for line in lines if line.etat in {EtatReservation.DEMANDEE, EtatReservation.RESERVEE}]
    waiting = [line for line in held if line.etat is EtatReservation.DEMANDEE]
    coming = [line for line in held if line not in waiting and (line.date is None or line.date.jour >= today)]
    past = [line for line in lines if line not in waiting and line not in coming]
    return page(
        request, "moyens/reservations.html", waiting=waiting, coming=coming, past=past[::-1],
        is_coordination=acteur.role is Role.COORDINATEUR, **WORDS,
    )  # fmt: skip


async def action_page(
    request: WebRequest, session: Any, acteur: Acteur, action_id: UUID, *, today: date, refusal: str = "",
    form: ReservationForm | None = None,
) -> Template:  # fmt: skip
    """What the action has reserved, and what is free for one of its dates."""
    vue = await moyens.read_action_means(session, acteur, action_id, today)
    reponse = await answer_of(session, acteur, action_id)
    asked = request.query_params
    day = next((pair for pair in vue.dates if str(pair[0].id) == (form.date if form else asked.get("date", ""))), None)
    besoin = moyens.besoin_for(day[0], asked.get("code", "") or "MY_LOCAL") if day else None
    found = await moyens.find_free(session, acteur, besoin) if besoin and vue.may_reserve else []
    return page(
        request, "moyens/action.html", status_code=409 if refusal else 200, vue=vue, today=today, refusal=refusal,
        onglets=onglets(acteur, action_id, vue.action.porteur_id, "moyens", reponse),
        besoin=besoin, libres=found,
        demander=asked_address(besoin) if besoin else "", chosen=str(day[0].id) if day else "", day=day,
        moyens_options=choix("MOYEN", moyens_of(today)), **WORDS,
    )  # fmt: skip
