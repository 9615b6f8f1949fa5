"""What passes from hand to hand: a relais, a new card, two cards for one person, a contact logged without code."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from litestar import get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect, Template

from asv.documents.qr import draw_qr
from asv.domain.acteurs import Acteur
from asv.domain.champs import Champs, Incorrect
from asv.domain.errors import Refused
from asv.domain.nomenclatures import Creneau
from asv.domain.suivis.codes import draw_code, format_code
from asv.domain.suivis.phrases import label
from asv.usecases import territoires
from asv.usecases.suivis import (
    answer_relais,
    contacts_to_link,
    link_contact,
    list_colleagues,
    move_under,
    propose_relais,
    read_suivi,
    replace_card,
    show_second,
)
from asv.web.dependencies import TheActeur, TheNow, TheSession, TheSite, TheWriting, WebRequest
from asv.web.pages import moved, page
from asv.web.suivis.forms import CarteForm, ContactForm, JourForm, RelaisForm, ReponseForm
from asv.web.suivis.listing import MEDIATEURS, reading_cards
from asv.web.suivis.ouverture import parse_or_draw
from asv.web.suivis.writing import Erreurs, Saisie, write

CONFIRM = "Cochez la case : cela se fait avec la personne, et avec son accord."
NO_DAY = "Choisissez le jour que la personne indique."
CRENEAUX = {creneau.value: creneau.libelle for creneau in Creneau}


async def _relais_page(
    request: WebRequest, session: Any, acteur: Acteur, suivi_id: UUID, form: RelaisForm, *, today: date,
    erreurs: Erreurs,
) -> Template:  # fmt: skip
    vue = await read_suivi(session, acteur, suivi_id, today)
    known = [(str(row_id), nom) for row_id, nom in await list_colleagues(session, acteur)]
    return page(
        request, "suivis/relais.html", status_code=400 if erreurs else 200, vue=vue, collegues=known, form=form,
        erreurs=erreurs,
    )  # fmt: skip


@get("/suivis/{suivi_id:uuid}/relais", opt=MEDIATEURS)
async def ask_relais(
    request: WebRequest, suivi_id: FromPath[UUID], writing: TheWriting, acteur: TheActeur, now: TheNow
) -> Template:
    return await _relais_page(request, writing, acteur, suivi_id, RelaisForm(), today=now.date(), erreurs=[])


@post("/suivis/{suivi_id:uuid}/relais", opt=MEDIATEURS)
async def send_relais(
    request: WebRequest, suivi_id: FromPath[UUID], data: URLEncodedBody[RelaisForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    today = now.date()
    try:
        await propose_relais(session, acteur, suivi_id, vers=data.vers, accord=bool(data.accord), today=today)
    except Incorrect as refusal:
        erreurs = list(refusal.erreurs)
        return await _relais_page(request, session, acteur, suivi_id, data, today=today, erreurs=erreurs)
    return moved(f"/suivis/{suivi_id}", "relais-propose")


@post("/suivis/{suivi_id:uuid}/relais/reponse", opt=MEDIATEURS)
async def reply_relais(
    suivi_id: FromPath[UUID], data: URLEncodedBody[ReponseForm], session: TheSession, acteur: TheActeur, now: TheNow
) -> Redirect:
    accepte = data.reponse == "acceptee"
    await answer_relais(session, acteur, suivi_id, accepte=accepte, today=now.date())
    return moved(f"/suivis/{suivi_id}" if accepte else "/suivis", "relais-accepte" if accepte else "relais-refuse")


async def _carte_page(
    request: WebRequest, session: Any, acteur: Acteur, suivi_id: UUID, *, template: str, form: CarteForm, today: date,
    erreurs: Erreurs,
) -> Template:  # fmt: skip
    vue = await read_suivi(session, acteur, suivi_id, today)
    answer = page(
        request, template, status_code=400 if erreurs else 200, vue=vue, form=form, erreurs=erreurs,
        code=format_code(form.tire), qr=draw_qr(form.tire),
    )  # fmt: skip
    return reading_cards(answer)


def _new_card() -> CarteForm:
    return CarteForm(element=uuid4(), tire=draw_code())


@get("/suivis/{suivi_id:uuid}/carte", opt=MEDIATEURS)
async def ask_card(
    request: WebRequest, suivi_id: FromPath[UUID], writing: TheWriting, acteur: TheActeur, now: TheNow
) -> Template:
    return await _carte_page(
        request, writing, acteur, suivi_id, template="suivis/carte.html", form=_new_card(), today=now.date(),
        erreurs=[],
    )  # fmt: skip


@post("/suivis/{suivi_id:uuid}/carte", opt=MEDIATEURS)
async def give_card(
    request: WebRequest, suivi_id: FromPath[UUID], data: URLEncodedBody[CarteForm], session: TheSession,
    acteur: TheActeur, site: TheSite, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    try:
        if not data.confirme:
            raise Incorrect([("confirme", CONFIRM)])
        await replace_card(session, acteur, suivi_id, data.given, secret=site.keyring.carte_secret)
    except Refused as refusal:
        erreurs = list(refusal.erreurs) if isinstance(refusal, Incorrect) else [("code", refusal.message)]
        form = data.model_copy(update={"tire": parse_or_draw(data.tire)})
        return await _carte_page(
            request, session, acteur, suivi_id, template="suivis/carte.html", form=form, today=now.date(),
            erreurs=erreurs,
        )  # fmt: skip
    return moved(f"/suivis/{suivi_id}", "carte-remplacee")


@get("/suivis/{suivi_id:uuid}/fusion", opt=MEDIATEURS)
async def ask_merge(
    request: WebRequest, suivi_id: FromPath[UUID], writing: TheWriting, acteur: TheActeur, now: TheNow
) -> Template:
    return await _carte_page(
        request, writing, acteur, suivi_id, template="suivis/fusion.html", form=_new_card(), today=now.date(),
        erreurs=[],
    )  # fmt: skip


@post("/suivis/{suivi_id:uuid}/fusion", opt=MEDIATEURS)
async def merge(
    request: WebRequest, suivi_id: FromPath[UUID], data: URLEncodedBody[CarteForm], session: TheSession,
    acteur: TheActeur, site: TheSite, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    """The second suivi is closed as a doublon first, by the one write path; then what hangs on it moves."""
    today, erreurs = now.date(), list[tuple[str, str]]()
    try:
        if not data.confirme:
            raise Incorrect([("confirme", CONFIRM)])
        second = await show_second(session, acteur, suivi_id, data.code, secret=site.keyring.carte_secret)
        if not second.is_closed:
            contenu = {"suivi": str(second.suivi_id), "date": today.isoformat(), "nature": "cloture",
                       "objet": "CL_DOUBLON"}  # fmt: skip
            erreurs = await write(session, acteur, site, [Saisie(data.element, "suivi_etape", contenu)], now)
        if not erreurs:
            await move_under(session, acteur, suivi_id, second.suivi_id, today=today)
    except Refused as refusal:
        erreurs = list(refusal.erreurs) if isinstance(refusal, Incorrect) else [("code", refusal.message)]
    if erreurs:
        form = data.model_copy(update={"tire": parse_or_draw(data.tire), "code": ""})
        return await _carte_page(
            request, session, acteur, suivi_id, template="suivis/fusion.html", form=form, today=today, erreurs=erreurs
        )  # fmt: skip
    return moved(f"/suivis/{suivi_id}", "suivis-reunis")


async def _link_page(
    request: WebRequest, session: Any, acteur: Acteur, suivi_id: UUID, *, today: date, day: date | None = None,
    erreurs: Erreurs,
) -> Template:  # fmt: skip
    vue = await read_suivi(session, acteur, suivi_id, today)
    places = await territoires.places_of(session, acteur.territoire_id)
    found = await contacts_to_link(session, acteur, suivi_id, day) if day else None
    return page(
        request, "suivis/rattacher.html", status_code=400 if erreurs else 200, vue=vue, contacts=found, jour=day,
        today=today, erreurs=erreurs, libelle=label, creneaux=CRENEAUX,
        communes={place["code"]: place["nom"] for place in places["communes"]},
    )  # fmt: skip


@get("/suivis/{suivi_id:uuid}/rattacher", opt=MEDIATEURS)
async def ask_link(
    request: WebRequest, suivi_id: FromPath[UUID], writing: TheWriting, acteur: TheActeur, now: TheNow
) -> Template:
    return await _link_page(request, writing, acteur, suivi_id, today=now.date(), erreurs=[])


@post("/suivis/{suivi_id:uuid}/rattacher", opt=MEDIATEURS)
async def find_contacts(
    request: WebRequest, suivi_id: FromPath[UUID], data: URLEncodedBody[JourForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Template:  # fmt: skip
    champs = Champs()
    day = champs.day("jour", data.jour, missing=NO_DAY)
    return await _link_page(
        request, session, acteur, suivi_id, today=now.date(), day=None if champs.erreurs else day,
        erreurs=champs.erreurs,
    )  # fmt: skip


@post("/suivis/{suivi_id:uuid}/contacts", opt=MEDIATEURS)
async def attach(
    request: WebRequest, suivi_id: FromPath[UUID], data: URLEncodedBody[ContactForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    try:
        await link_contact(session, acteur, suivi_id, data.contact, now.date())
    except Refused as refusal:
        erreurs = [("jour", refusal.message)]
        return await _link_page(request, session, acteur, suivi_id, today=now.date(), erreurs=erreurs)
    return moved(f"/suivis/{suivi_id}", "contact-rattache")


HANDLERS = [
    ask_relais, send_relais, reply_relais, ask_card, give_card, ask_merge, merge, ask_link, find_contacts, attach,
]  # fmt: skip
