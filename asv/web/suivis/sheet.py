"""The sheet of a suivi, its small forms, and the choice between two values. Reading it leaves a line in the journal."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from litestar import get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect, Template

from asv.domain.acteurs import Acteur
from asv.domain.champs import Incorrect
from asv.domain.errors import NotFound, Refused
from asv.domain.suivis.etapes import residence_value
from asv.domain.suivis.phrases import ORIGINES_BESOIN, label
from asv.domain.texte_libre import HINT
from asv.usecases import structures, territoires
from asv.usecases.suivis import LONGEST, VueSuivi, find_to_write, plan_dates, read_suivi
from asv.web.dependencies import TheActeur, TheNow, TheSession, TheSite, TheWriting, WebRequest
from asv.web.pages import moved, page
from asv.web.suivis.destinations import destinations
from asv.web.suivis.forms import ChoixForm, DatesForm
from asv.web.suivis.listing import MEDIATEURS
from asv.web.suivis.questions import Contexte
from asv.web.suivis.saisies import PAGES, SaisieForm
from asv.web.suivis.writing import Erreurs, Saisie, write

CLOSED = "Ce suivi est clos : rouvrez-le avec la personne avant d’y écrire."
ON_CLOSED = ("reouverture", "cloture")
NO_PAGE = "Cette page n’existe pas : revenez à la fiche du suivi."
NOTHING = "Choisissez au moins une réponse."
QUESTIONS = {
    "apres": ("etat", "autonomies", "attributs"), "objet": ("endroit", "droit", "autonomies", "attributs", "structure"),
    "couverture": ("droit",), "commune": ("endroit",), "qpv": ("endroit",), "avant": ("endroit", "droit"),
}  # fmt: skip
"""Questions of the page that make a field of the protocol, when it is not asked under its own name."""
RELAIS, CLOTURE = "relais", "noter/cloture"


async def sheet_page(
    request: WebRequest, session: Any, acteur: Acteur, suivi_id: UUID, *, today: date, **more: Any
) -> Template:
    """The sheet, with what a small form of it has to say."""
    vue = await read_suivi(session, acteur, suivi_id, today)
    given: dict[str, Any] = {"erreurs": (), "note": uuid4(), "texte": "", "refus": None} | more
    return page(
        request, "suivis/fiche.html", status_code=400 if given["erreurs"] else 200, vue=vue, today=today,
        libelle=label, origines=ORIGINES_BESOIN, element=uuid4(), conseil=HINT, longueur=LONGEST, **given,
    )  # fmt: skip


@get("/suivis/{suivi_id:uuid}", opt=MEDIATEURS)
async def show_suivi(
    request: WebRequest, suivi_id: FromPath[UUID], writing: TheWriting, acteur: TheActeur, now: TheNow
) -> Template:
    return await sheet_page(request, writing, acteur, suivi_id, today=now.date())


async def _contexte(session: Any, acteur: Acteur, suivi_id: UUID, today: date, pour: str = "") -> Contexte:
    await find_to_write(session, acteur, suivi_id)
    vue = await read_suivi(session, acteur, suivi_id, today)
    places = await territoires.places_of(session, acteur.territoire_id)
    known = await structures.list_structures(session, acteur)
    noms = {place["code"]: place["nom"] for place in places["communes"]}
    vers = destinations(known, vue.suivi.commune_residence, noms)
    return Contexte(vue, today, places, [(str(one.id), one.nom) for one in known], pour, vers)


def _seen(vue: VueSuivi, quoi: str) -> str:
    """What the form changes, as it stands on this screen: a colleague's change in between is then noticed."""
    suivi = vue.suivi
    if quoi == "residence":
        return residence_value(suivi.zone_residence, suivi.commune_residence, suivi.qpv_residence)
    return suivi.cloture or "" if quoi == "reouverture" else ""


def _form_page(
    request: WebRequest, contexte: Contexte, quoi: str, form: SaisieForm, erreurs: Erreurs, *, status_code: int = 200
) -> Template:
    attendu = contexte.vue.attendu(contexte.pour)
    if quoi == "resultat" and attendu is None:
        raise NotFound(NO_PAGE)
    return page(
        request, "suivis/noter.html", status_code=status_code, vue=contexte.vue, quoi=quoi, saisie=PAGES[quoi],
        questions=PAGES[quoi].questions(contexte), form=form, erreurs=erreurs, attendu=attendu, libelle=label,
        given=form.model_dump(),
    )  # fmt: skip


@get("/suivis/{suivi_id:uuid}/noter/{quoi:str}", opt=MEDIATEURS)
async def ask(
    request: WebRequest, suivi_id: FromPath[UUID], quoi: FromPath[str], writing: TheWriting, acteur: TheActeur,
    now: TheNow, pour: FromQuery[str] = "",
) -> Template:  # fmt: skip
    if quoi not in PAGES:
        raise NotFound(NO_PAGE)
    contexte = await _contexte(writing, acteur, suivi_id, now.date(), pour)
    if contexte.vue.is_closed and quoi not in ON_CLOSED:
        raise Refused(CLOSED)
    form = SaisieForm(element=uuid4(), pour=pour, avant=_seen(contexte.vue, quoi))
    return _form_page(request, contexte, quoi, form, [])


@post("/suivis/{suivi_id:uuid}/noter/{quoi:str}", opt=MEDIATEURS)
async def note(
    request: WebRequest, suivi_id: FromPath[UUID], quoi: FromPath[str], data: URLEncodedBody[SaisieForm],
    session: TheSession, acteur: TheActeur, site: TheSite, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    """A form sent twice is kept once: its elements carry the identifiers drawn when it was shown."""
    if quoi not in PAGES:
        raise NotFound(NO_PAGE)
    suivi = await find_to_write(session, acteur, suivi_id)
    if suivi.clos_le is not None and quoi not in ON_CLOSED:
        raise Refused(CLOSED)
    saisies = PAGES[quoi].saisies(data, suivi_id)
    erreurs = await write(session, acteur, site, saisies, now) if saisies else [("objet", NOTHING)]
    if erreurs:
        contexte = await _contexte(session, acteur, suivi_id, now.date(), data.pour)
        return _form_page(request, contexte, quoi, data, _asked(contexte, quoi, erreurs), status_code=400)
    return moved(_next(suivi_id, quoi, data), PAGES[quoi].fait)


def _asked(contexte: Contexte, quoi: str, erreurs: Erreurs) -> Erreurs:
    """Each refusal beside the question that it is about."""
    asked = [question.nom for question in PAGES[quoi].questions(contexte)]
    return [
        (next((nom for nom in (champ, *QUESTIONS.get(champ, ())) if nom in asked), asked[-1]), message)
        for champ, message in erreurs
    ]


def _next(suivi_id: UUID, quoi: str, data: SaisieForm) -> str:
    """After a move, what the trade does next: a relais inside the agglomération, the end outside."""
    if quoi != "residence":
        return f"/suivis/{suivi_id}"
    return f"/suivis/{suivi_id}/{CLOTURE if data.endroit == 'ZR_HORS_CALL' else RELAIS}"


@post("/suivis/{suivi_id:uuid}/departager", opt=MEDIATEURS)
async def choose(
    request: WebRequest, suivi_id: FromPath[UUID], data: URLEncodedBody[ChoixForm], session: TheSession,
    acteur: TheActeur, site: TheSite, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    """A person decides between two values; both stay in the story."""
    await find_to_write(session, acteur, suivi_id)
    contenu = {
        "suivi": str(suivi_id), "date": now.date().isoformat(), "nature": "resolution", "avant": str(data.ecarter),
        "apres": str(data.garder),
    }  # fmt: skip
    erreurs = await write(session, acteur, site, [Saisie(data.element, "suivi_etape", contenu)], now)
    if erreurs:
        shown = [("conflits", message) for _, message in erreurs]
        return await sheet_page(request, session, acteur, suivi_id, today=now.date(), erreurs=shown)
    return moved(f"/suivis/{suivi_id}", "suivi-departage")


@post("/suivis/{suivi_id:uuid}/attendus/{attendu_id:uuid}/dates", opt=MEDIATEURS)
async def plan(
    request: WebRequest, suivi_id: FromPath[UUID], attendu_id: FromPath[UUID], data: URLEncodedBody[DatesForm],
    session: TheSession, acteur: TheActeur, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    try:
        await plan_dates(
            session, acteur, suivi_id, attendu_id, relance_le=data.relance_le, rendez_vous_le=data.rendez_vous_le,
            today=now.date(),
        )  # fmt: skip
    except Incorrect as refusal:
        erreurs = [(f"{champ}-{attendu_id}", message) for champ, message in refusal.erreurs]
        return await sheet_page(request, session, acteur, suivi_id, today=now.date(), erreurs=erreurs)
    return moved(f"/suivis/{suivi_id}", "suivi-note")


HANDLERS = [show_suivi, ask, note, choose, plan]
