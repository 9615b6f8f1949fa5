"""Signals: the mediator's form, and the coordination's page."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from litestar import get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect, Template

from asv.detection import Usage
from asv.domain.acteurs import Acteur, Role
from asv.domain.signaux import LONGEST_TEXT
from asv.domain.texte_libre import HINT, asks_about
from asv.usecases import signaux, territoires
from asv.web.corrections import court
from asv.web.dependencies import TheActeur, TheNow, TheSession, TheSite, WebRequest
from asv.web.forms import Code, Court, Form, choix, codes_of, grouped, libelle
from asv.web.pages import moved, page
from asv.web.places import places_of_dates
from asv.web.suivis.writing import Saisie, write

COORDINATION = {"roles": (Role.COORDINATEUR,)}
MEDIATEURS = {"roles": (Role.MEDIATEUR,)}
FIELD_OF = {"commune": "lieu", "qpv": "lieu", "contenu": "signal"}


class SignalForm(Form):
    element: UUID
    signal: Code = ""
    service: Code = ""
    lieu: Code = ""
    situations: Code = "1"
    mois: Code = ""
    texte: Court = ""
    texte_confirme: Code = ""

    def saisie(self) -> Saisie:
        commune, _, qpv = self.lieu.partition(":")
        count = int(self.situations) if self.situations.isascii() and self.situations.isdecimal() else self.situations
        return Saisie(self.element, "signal", {
            "signal": self.signal, "service": self.service, "commune": commune, "qpv": qpv, "situations": count,
            "mois": self.mois, "texte": self.texte, "texte_confirme": bool(self.texte_confirme) or None,
        })  # fmt: skip


class TreatForm(Form):
    cle: Code


async def _form_page(
    request: WebRequest, session: Any, acteur: Acteur, form: SignalForm, *, today: date,
    erreurs: tuple[tuple[str, str], ...] = (),
) -> Template:  # fmt: skip
    places = await territoires.places_of(session, acteur.territoire_id)
    return page(
        request, "signaux/nouveau.html", status_code=400 if erreurs else 200, form=form, erreurs=erreurs,
        signaux=choix("SIGNAL", codes_of("SIGNAL", today)), lieux=places_of_dates(places), conseil=HINT,
        services=grouped("ORIENTATION", codes_of("ORIENTATION", today)), longueur=LONGEST_TEXT,
        is_asked=asks_about(form.texte, Usage.TEXTE),
    )  # fmt: skip


@get("/signaux/nouveau", opt=MEDIATEURS)
async def new_signal(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    form = SignalForm(element=uuid4(), mois=f"{now:%Y-%m}")
    return await _form_page(request, session, acteur, form, today=now.date())


@post("/signaux/nouveau", opt=MEDIATEURS)
async def send_signal(
    request: WebRequest, data: URLEncodedBody[SignalForm], session: TheSession, acteur: TheActeur, site: TheSite,
    now: TheNow,
) -> Template | Redirect:  # fmt: skip
    errors = await write(session, acteur, site, [data.saisie()], now)
    if errors:
        named = tuple((FIELD_OF.get(champ, champ), message) for champ, message in errors)
        return await _form_page(request, session, acteur, data, today=now.date(), erreurs=named)
    return moved("/ma-journee", "signal-envoye")


@get("/signaux", opt=COORDINATION)
async def list_signaux(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    lignes = await signaux.list_signaux(session, acteur, now.date())
    return page(request, "signaux/liste.html", lignes=lignes, libelle=libelle, court=court)


@post("/signaux", opt=COORDINATION)
async def treat_signaux(
    data: URLEncodedBody[TreatForm], session: TheSession, acteur: TheActeur, now: TheNow
) -> Redirect:
    await signaux.treat(session, acteur, data.cle, now.date())
    return moved("/signaux", "signaux-traites")


@post("/signaux/{signal_id:uuid}/effacer-texte", opt=COORDINATION)
async def erase_text(
    session: TheSession, acteur: TheActeur, signal_id: FromPath[UUID]
) -> Redirect:  # fmt: skip
    await signaux.erase_text(session, acteur, signal_id)
    return moved("/signaux", "texte-efface")


HANDLERS = [new_signal, send_signal, list_signaux, treat_signaux, erase_text]
