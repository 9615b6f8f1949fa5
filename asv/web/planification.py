"""The planning helper: what is asked, what is proposed and why, what is kept once corrected by hand."""

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.datastructures import MultiDict
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Template

from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import Apport
from asv.domain.actions.campagnes import CAMPAGNES
from asv.domain.actions.complement import Complement
from asv.domain.champs import Incorrect
from asv.domain.errors import Conflict
from asv.domain.nomenclatures.enumerations import Creneau
from asv.domain.planification import (
    MOST_SEANCES,
    SALLES,
    DemandeSaisie,
    Plan,
    Terrain,
    left_out,
    months_of,
    plan_for,
    said_need,
    shortfall,
    why,
)
from asv.usecases import actions, moyens
from asv.usecases.planification import Brouillon, LigneRetenue, Offerts, draft_of, prepare, read_offered
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.forms import Code, Codes, Court, Form, codes_of, grouped
from asv.web.pages import moved, page

PLANNERS = {"roles": (Role.COORDINATEUR,)}
NO_MEANS = "-"
"""What a line sends when it reserves nothing: a form drops an empty value of a list."""
CRENEAUX = [(creneau.value, creneau.libelle) for creneau in Creneau]
SEANCES, CAMPAGNE = "6", "OCTOBRE_ROSE"


class PlanForm(Form):
    """Lines as parallel lists; `garde`: ranks of those kept."""

    titre: Court = ""
    porteur: Code = ""
    campagne: Code = ""
    theme: Code = ""
    garde: Codes = ()
    qpv: Codes = ()
    jour: Codes = ()
    creneau: Codes = ()
    structure: Codes = ()
    moyen: Codes = ()

    def lignes(self) -> list[LigneRetenue]:
        """The lines kept, as corrected. A list cut short by hand keeps only what is whole."""
        lines = zip(self.qpv, self.jour, self.creneau, self.structure, self.moyen, strict=False)
        return [
            LigneRetenue(qpv, jour, creneau, structure, "" if moyen == NO_MEANS else moyen)
            for rank, (qpv, jour, creneau, structure, moyen) in enumerate(lines)
            if str(rank) in self.garde
        ]


def saisie_of(asked: MultiDict[str], today: date) -> DemandeSaisie:
    """The request of the address. Without one: six séances of Octobre rose, the next time it comes."""
    campagne = asked.get("campagne", CAMPAGNE)
    months = months_of(campagne, today)
    first, last = (months[0].isoformat(), months[1].isoformat()) if months else ("", "")
    halves = [] if "seances" in asked else [Creneau.MATIN.value, Creneau.APRES_MIDI.value]
    return DemandeSaisie(
        campagne, asked.get("theme", ""), asked.get("seances", SEANCES), asked.get("debut") or first,
        asked.get("fin") or last, tuple(asked.getall("creneaux", halves)),
        tuple(asked.getall("structures", [])), asked.get("moyen", ""), bool(asked.get("samedi", "")),
    )  # fmt: skip


@get("/planification", opt=PLANNERS)
async def show_planner(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    """The form, and the plan once asked. It is computed in a thread, the connection given back meanwhile."""
    today = now.date()
    saisie = saisie_of(request.query_params, today)
    offered = await read_offered(session, acteur, today)
    if "seances" not in request.query_params:
        return _page(request, offered, saisie, today)
    try:
        terrain, demande = await prepare(session, acteur, saisie, today)
    except Incorrect as refusal:
        return _page(request, offered, saisie, today, erreurs=refusal.erreurs)
    await session.rollback()
    plan = await asyncio.to_thread(plan_for, terrain, demande)
    return _page(request, offered, saisie, today, found=(terrain, plan))


def _page(
    request: WebRequest, offered: Offerts, saisie: DemandeSaisie, today: date, *,
    found: tuple[Terrain, Plan] | None = None, erreurs: Sequence[tuple[str, str]] = (),
) -> Template:  # fmt: skip
    campagne = CAMPAGNES.get(saisie.campagne)
    return page(
        request, "planification/plan.html", status_code=400 if erreurs else 200, saisie=saisie, erreurs=erreurs,
        offered=offered, campagnes=[(code, found.libelle) for code, found in CAMPAGNES.items()],
        themes=grouped("THEME_SANTE", codes_of("THEME_SANTE", today)), creneaux=CRENEAUX, today=today,
        moyens=[(SALLES, "Des salles de la bourse, proches"), *offered.mobiles], most=MOST_SEANCES,
        titre=campagne.libelle if campagne else "", no_means=NO_MEANS, **_explained(found),
    )  # fmt: skip


def _explained(found: tuple[Terrain, Plan] | None) -> dict[str, Any]:
    """The plan in words, ready for the page."""
    if found is None:
        return {"plan": None, "lignes": [], "laisses": [], "manques": []}
    terrain, plan = found
    names = {moyen.id: moyen.libelle for moyen in terrain.moyens or ()}
    left = [(besoin.quartier.nom, said_need(besoin), reason) for besoin, reason in left_out(terrain, plan)]
    return {
        "plan": plan, "manques": shortfall(plan), "laisses": left,
        "lignes": [(s, names.get(s.option.moyen, "") if s.option.moyen else "", why(terrain, s)) for s in plan.seances],
    }  # fmt: skip


@post("/planification", opt=PLANNERS)
async def keep_plan(
    data: URLEncodedBody[PlanForm], session: TheSession, acteur: TheActeur, now: TheNow
) -> Redirect:  # fmt: skip
    """A draft action with its dates, its means and its invitations: all of it, or nothing if one is refused."""
    demande = DemandeSaisie(data.campagne, data.theme)
    draft = await draft_of(
        session, acteur, demande, titre=data.titre, porteur=data.porteur, lignes=data.lignes(), today=now.date()
    )  # fmt: skip
    created, was_free = await _create(session, acteur, draft, now)
    return moved(f"/actions/{created}", "plan-retenu" if was_free else "plan-sans-moyen")


async def _create(session: Any, acteur: Acteur, draft: Brouillon, now: Any) -> tuple[UUID, bool]:
    """The action created, and whether every means was still free: one taken meanwhile does not lose the rest."""
    today = now.date()
    created = await actions.create_action(
        session, acteur, draft.fiche, today=today, porteur=draft.porteur, besoin=draft.besoin
    )  # fmt: skip
    if draft.campagne:
        version = (await actions.action_to_complete(session, acteur, created, today)).vue.action.version
        complement = Complement(campagne=draft.campagne)
        await actions.complete_action(session, acteur, created, complement, version=version, today=today)
    was_free = True
    for saisie, moyen in draft.dates:
        day = await actions.add_date(session, acteur, created, saisie, today=today)
        try:
            if moyen is not None:
                await moyens.reserve(session, acteur, created, moyen, date_id=day, quantite=1, now=now)
        except Conflict:
            was_free = False
    for structure in draft.invitees:
        await actions.invite(
            session, acteur, created, structure, role="RO_OPERATEUR", apport=Apport(), today=today
        )  # fmt: skip
    return created, was_free


HANDLERS = [show_planner, keep_plan]
