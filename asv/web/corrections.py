"""« Mes saisies »: the mediator's own rows, and the page that corrects one of them."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect, Template
from pydantic import Field

from asv.domain import nomenclatures
from asv.domain.acteurs import Acteur, Role
from asv.domain.corrections import MotifCorrection, Regime, Stale
from asv.domain.errors import Refused
from asv.domain.nomenclatures import Creneau
from asv.domain.saisie import InvalidField
from asv.usecases import corrections, territoires
from asv.usecases.corrections import Cible, Saisie
from asv.usecases.synchronisation import places_of
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.forms import Code, Form
from asv.web.pages import moved, page
from asv.web.places import places_of_dates
from asv.web.saisie_form import FIELD_OF, LIBELLES, contenu_of, fields_of, word_of

MEDIATEURS = {"roles": (Role.MEDIATEUR,)}
CRENEAUX = {creneau.value: creneau.libelle for creneau in Creneau}
NOMS = {"seance": "séance", "contact": "contact", "atelier": "atelier"}
MOTIFS = {motif.value: motif.libelle for motif in MotifCorrection}
DONE = {Regime.AJUSTEMENT: "ajustement-note"}
NATURES = {"contact": "Contact", "salutation": "Salutation", "urgence": "Numéros d’urgence montrés", "annule": "Annulé",
           "seance": "Séance", "atelier": "Atelier"}  # fmt: skip


class CancelForm(Form):
    version: Annotated[int, Field(ge=0)]
    motif: Code = ""


def court(liste: str, code: str | None) -> str:
    """The discreet label of a value, since somebody may read the screen."""
    if not code:
        return ""
    return nomenclatures.entree(liste, code).court if nomenclatures.is_known(liste, code, nomenclatures.VERSION) else (
        word_of(code)
    )  # fmt: skip


@get("/saisies", opt=MEDIATEURS)
async def list_saisies(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow, jour: FromQuery[date | None] = None
) -> Template:
    saisies = await corrections.list_saisies(session, acteur, now, jour)
    return page(request, "corrections/liste.html", saisies=saisies, creneaux=CRENEAUX, court=court, natures=NATURES)


async def _form_page(
    request: WebRequest, session: Any, acteur: Acteur, saisie: Saisie, *, typed: Mapping[str, Any] | None = None,
    errors: tuple[tuple[str, str], ...] = (), message: str = "",
) -> Template:  # fmt: skip
    shown = saisie.contenu if typed is None else {**typed, "nomenclature": saisie.contenu["nomenclature"]}
    if "nature" in saisie.contenu:
        shown = {**shown, "nature": saisie.contenu["nature"]}
    shared = await territoires.places_of(session, acteur.territoire_id)
    people = corrections.NOBODY if saisie.genre == "contact" else await corrections.people_of(session, acteur)
    offered = {"lieux": places_of_dates(shared), "mediateurs": people.mediateurs, "structures": people.structures}
    return page(
        request, "corrections/corriger.html", status_code=409 if message else 400 if errors else 200, saisie=saisie,
        champs=fields_of(saisie.champs, shown, offered, dict(errors)), erreurs=errors, message=message,
        nom=NOMS[saisie.genre], motifs=list(MOTIFS.items()), changements=_history(saisie),
    )  # fmt: skip


def _said(saisie: Saisie, champ: str, value: Any) -> str:
    """A value in the words of the form; a sensitive one under its discreet label."""
    if value in (None, "", [], {}):
        return "rien"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list):
        return ", ".join(_said(saisie, champ, one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{_said(saisie, champ, code)} : {count}" for code, count in value.items())
    declared = saisie.champs.get(champ)
    liste = getattr(getattr(declared, "one", declared), "liste", None)
    return court(liste, str(value)) if liste else NATURES.get(str(value), word_of(str(value)))


def _history(saisie: Saisie) -> list[dict[str, Any]]:
    """What was corrected, the oldest first: each field with its name, before and after."""
    return [
        {
            "date": correction.corrigee_le, "is_ajustement": correction.is_ajustement,
            "motif": MOTIFS.get(correction.motif or "", correction.motif or ""),
            "lignes": [
                (LIBELLES.get(FIELD_OF.get(champ, champ), champ.capitalize()),
                 _said(saisie, champ, correction.avant.get(champ)), _said(saisie, champ, value))
                for champ, value in correction.apres.items()
            ],
        }
        for correction in saisie.corrections
    ]  # fmt: skip


@get("/saisies/{genre:str}/{saisie_id:uuid}", opt=MEDIATEURS)
async def show_saisie(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow, genre: FromPath[str],
    saisie_id: FromPath[UUID],
) -> Template:  # fmt: skip
    saisie = await corrections.read_saisie(session, acteur, genre, saisie_id, now=now)
    return await _form_page(request, session, acteur, saisie)


@post("/saisies/{genre:str}/{saisie_id:uuid}", opt=MEDIATEURS)
async def correct_saisie(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow, genre: FromPath[str],
    saisie_id: FromPath[UUID],
) -> Template | Redirect:  # fmt: skip
    saisie = await corrections.read_saisie(session, acteur, genre, saisie_id, now=now)
    answers: Any = await request.form()
    typed: Mapping[str, Any] = {}
    try:
        typed = contenu_of(saisie.champs, answers)
        cible = Cible(genre, saisie_id, _version(answers), str(answers.get("motif", "")))
        places = await places_of(session, acteur.territoire_id, now)
        regime = await corrections.correct(session, acteur, cible, typed, places=places, now=now)
    except Stale as refusal:
        return await _form_page(request, session, acteur, saisie, typed=typed, message=refusal.message)
    except InvalidField as refusal:
        error = (FIELD_OF.get(refusal.champ, refusal.champ), refusal.message)
        return await _form_page(request, session, acteur, saisie, typed=typed, errors=(error,))
    except Refused as refusal:
        return await _form_page(
            request, session, acteur, saisie, typed=typed, errors=(("contenu-titre", refusal.message),)
        )
    return moved("/saisies", DONE.get(regime, "saisie-corrigee"))


def _version(answers: Any) -> int:
    text = str(answers.get("version", ""))
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else -1  # noqa: PLR2004


@post("/saisies/{genre:str}/{saisie_id:uuid}/annuler", opt=MEDIATEURS)
async def cancel_saisie(
    data: URLEncodedBody[CancelForm], session: TheSession, acteur: TheActeur, now: TheNow, genre: FromPath[str],
    saisie_id: FromPath[UUID],
) -> Redirect:  # fmt: skip
    cible = Cible(genre, saisie_id, data.version, data.motif)
    regime = await corrections.cancel(session, acteur, cible, now=now)
    return moved("/saisies", DONE.get(regime, "saisie-annulee"))


@post("/saisies/{genre:str}/{saisie_id:uuid}/retablir", opt=MEDIATEURS)
async def restore_saisie(
    data: URLEncodedBody[CancelForm], session: TheSession, acteur: TheActeur, now: TheNow, genre: FromPath[str],
    saisie_id: FromPath[UUID],
) -> Redirect:  # fmt: skip
    cible = Cible(genre, saisie_id, data.version, data.motif)
    regime = await corrections.restore(session, acteur, cible, now=now)
    return moved("/saisies", DONE.get(regime, "saisie-retablie"))


HANDLERS = [list_saisies, show_saisie, correct_saisie, cancel_saisie, restore_saisie]
