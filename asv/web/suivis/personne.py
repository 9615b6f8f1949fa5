"""What belongs to the person: reading all of it, taking it back; and the mediator's note to himself."""

from typing import Any
from uuid import UUID, uuid4

from litestar import get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect, Template

from asv.domain.acteurs import Acteur
from asv.domain.errors import Forbidden, NotFound, Refused
from asv.domain.suivis.phrases import ORIGINES_BESOIN
from asv.domain.texte_libre import TexteRefuse
from asv.usecases.suivis import drop_note, find_to_write, show_to_person, write_note
from asv.web.dependencies import TheActeur, TheNow, TheSession, TheSite, TheWriting, WebRequest
from asv.web.filters import mois
from asv.web.forms import libelle
from asv.web.pages import moved, page
from asv.web.suivis.forms import ConfirmForm, DropForm, NoteForm
from asv.web.suivis.listing import MEDIATEURS, reading_cards
from asv.web.suivis.sheet import sheet_page
from asv.web.suivis.underline import underlined
from asv.web.suivis.writing import Saisie, write

CONFIRM = "Cochez la case : ce qui est effacé ne revient pas."


@get("/suivis/{suivi_id:uuid}/mes-donnees", opt=MEDIATEURS)
async def show_data(
    request: WebRequest, suivi_id: FromPath[UUID], writing: TheWriting, acteur: TheActeur, now: TheNow
) -> Template:
    """Only with the card on the table; without it, the page says how, and shows nothing."""
    today = now.date()
    try:
        donnees = await show_to_person(writing, acteur, suivi_id, today)
    except Forbidden as refusal:
        return reading_cards(
            page(request, "suivis/montrer.html", status_code=403, suivi_id=suivi_id, message=refusal.message)
        )
    return page(
        request, "suivis/mes_donnees.html", vue=donnees.vue, contacts=donnees.contacts, notes=donnees.notes,
        libelle=libelle, origines=ORIGINES_BESOIN,
        retour=f"/suivis/{suivi_id}", edition=f"Lu avec la personne en {mois(today)}.",
    )  # fmt: skip


async def _retrait_page(
    request: WebRequest, session: Any, acteur: Acteur, suivi_id: UUID, element: UUID, erreurs: list[tuple[str, str]]
) -> Template:
    suivi = await find_to_write(session, acteur, suivi_id)
    return page(
        request, "suivis/retrait.html", status_code=400 if erreurs else 200, suivi=suivi, element=element,
        erreurs=erreurs,
    )  # fmt: skip


@get("/suivis/{suivi_id:uuid}/retrait", opt=MEDIATEURS)
async def ask_retrait(
    request: WebRequest, suivi_id: FromPath[UUID], session: TheSession, acteur: TheActeur
) -> Template:
    return await _retrait_page(request, session, acteur, suivi_id, uuid4(), [])


@post("/suivis/{suivi_id:uuid}/retrait", opt=MEDIATEURS)
async def erase(
    request: WebRequest, suivi_id: FromPath[UUID], data: URLEncodedBody[ConfirmForm], session: TheSession,
    acteur: TheActeur, site: TheSite, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    """Erased at once. Sent twice, the second finds nothing left, and says that it is done."""
    if not data.confirme:
        return await _retrait_page(request, session, acteur, suivi_id, data.element, [("confirme", CONFIRM)])
    try:
        await find_to_write(session, acteur, suivi_id)
    except NotFound:
        return moved("/suivis", "suivi-efface")
    contenu = {"suivi": str(suivi_id), "date": now.date().isoformat()}
    erreurs = await write(session, acteur, site, [Saisie(data.element, "retrait", contenu)], now)
    if erreurs:
        shown = [("confirme", message) for _, message in erreurs]
        return await _retrait_page(request, session, acteur, suivi_id, data.element, shown)
    return moved("/suivis", "suivi-efface")


@post("/suivis/{suivi_id:uuid}/pense-betes", opt=MEDIATEURS)
async def keep_note(
    request: WebRequest, suivi_id: FromPath[UUID], data: URLEncodedBody[NoteForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    """A refused note comes back underlined, to its author only; nothing of it is kept or logged."""
    try:
        await write_note(
            session, acteur, suivi_id, data.note, data.texte, confirme=bool(data.confirme), today=now.date()
        )  # fmt: skip
    except (NotFound, Forbidden):
        raise
    except Refused as refusal:
        refus = underlined(data.texte, refusal) if isinstance(refusal, TexteRefuse) else None
        return await sheet_page(
            request, session, acteur, suivi_id, today=now.date(), erreurs=[("texte", refusal.message)], note=data.note,
            texte=data.texte, refus=refus,
        )  # fmt: skip
    return moved(f"/suivis/{suivi_id}", "pense-bete-garde")


@post("/suivis/{suivi_id:uuid}/pense-betes/effacer", opt=MEDIATEURS)
async def forget_note(
    suivi_id: FromPath[UUID], data: URLEncodedBody[DropForm], session: TheSession, acteur: TheActeur
) -> Redirect:
    await drop_note(session, acteur, suivi_id, data.note)
    return moved(f"/suivis/{suivi_id}", "pense-bete-efface")


HANDLERS = [show_data, ask_retrait, erase, keep_note, forget_note]
