"""A date of an action: moving it or putting it off, and its counts once it was held."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect, Template

from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import LIEU
from asv.domain.actions.frequentations import CHAMPS
from asv.domain.champs import Incorrect
from asv.domain.errors import Conflict
from asv.usecases import structures, territoires
from asv.usecases.actions import postpone_date, shift_date
from asv.usecases.actions.dates import read_date
from asv.usecases.actions.frequentations import keep_comptes, read_frequentation
from asv.web.actions.forms import DateForm
from asv.web.actions.onglets import onglets
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.forms import Code, Form, Version, choix, codes_of
from asv.web.pages import moved, page
from asv.web.places import places_of_dates

WRITERS = {"roles": (Role.PARTENAIRE, Role.COORDINATEUR)}
WAYS = [
    ("deplacee", "La date change", "C’est une correction, ou personne ne l’a encore notée : l’ancienne s’efface."),
    (
        "reportee",
        "La date est reportée",
        "L’ancienne reste affichée, barrée, avec son motif ; la nouvelle la remplace.",
    ),
]
GROUPES = (
    ("Qui est venu", ("participants",)),
    ("D’où", ("residence_connue", "du_qpv", "du_qpv_cible")),
    ("Première fois", ("premieres_repondues", "premieres")),
    ("Trois visages", ("contents", "moyens", "mecontents")),
    ("Trois questions", ("repondants_avant", "justes_avant", "repondants_apres", "justes_apres")),
)


class DeplacementForm(DateForm):
    comment: Code = "deplacee"
    motif: Code = ""
    version: Version = 0


class ComptesForm(Form):
    participants: Code = ""
    residence_connue: Code = ""
    du_qpv: Code = ""
    du_qpv_cible: Code = ""
    premieres_repondues: Code = ""
    premieres: Code = ""
    contents: Code = ""
    moyens: Code = ""
    mecontents: Code = ""
    repondants_avant: Code = ""
    justes_avant: Code = ""
    repondants_apres: Code = ""
    justes_apres: Code = ""


def _form_of(jour: Any) -> DeplacementForm:
    return DeplacementForm(
        jour=jour.jour.isoformat(), debut=f"{jour.debut:%H:%M}", fin=f"{jour.fin:%H:%M}", lieu=jour.lieu,
        endroit=f"{jour.commune}:{jour.qpv}" if jour.qpv else jour.commune, version=jour.version,
        hote=str(jour.hote_id) if jour.hote_id else "",
    )  # fmt: skip


async def _date_page(
    request: WebRequest, session: Any, acteur: Acteur, ids: tuple[UUID, UUID], *, today: Any,
    form: DeplacementForm | None = None, erreurs: Any = (), message: str = "",
) -> Template:  # fmt: skip
    vue = await read_date(session, acteur, *ids)
    places = await territoires.places_of(session, acteur.territoire_id)
    known = await structures.list_structures(session, acteur)
    typed = form.model_copy(update={"version": vue.jour.version}) if form else _form_of(vue.jour)
    return page(
        request, "actions/deplacer.html", status_code=409 if message else 400 if erreurs else 200, vue=vue, form=typed,
        erreurs=erreurs, message=message, today=today, endroits=places_of_dates(places), ways=WAYS, longest=LIEU,
        hotes=[(str(structure.id), structure.nom) for structure in known],
        motifs=choix("ACTION_ANNULATION", codes_of("ACTION_ANNULATION", today)),
        onglets=onglets(acteur, ids[0], vue.action.porteur_id, "action"),
    )  # fmt: skip


@get("/actions/{action_id:uuid}/dates/{date_id:uuid}/deplacer", opt=WRITERS)
async def show_date(
    request: WebRequest, action_id: FromPath[UUID], date_id: FromPath[UUID], session: TheSession, acteur: TheActeur,
    now: TheNow,
) -> Template:  # fmt: skip
    return await _date_page(request, session, acteur, (action_id, date_id), today=now.date())


@post("/actions/{action_id:uuid}/dates/{date_id:uuid}/deplacer", opt=WRITERS)
async def move(
    request: WebRequest, action_id: FromPath[UUID], date_id: FromPath[UUID], data: URLEncodedBody[DeplacementForm],
    session: TheSession, acteur: TheActeur, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    """Somebody else's change is never overwritten unseen: the form comes back (409) with what was typed."""
    ids = action_id, date_id
    try:
        if data.comment == "reportee":
            await postpone_date(
                session, acteur, *ids, data.saisie(), motif=data.motif, version=data.version, now=now
            )  # fmt: skip
        else:
            await shift_date(session, acteur, *ids, data.saisie(), version=data.version, now=now)
    except Incorrect as refusal:
        return await _date_page(request, session, acteur, ids, today=now.date(), form=data, erreurs=refusal.erreurs)
    except Conflict as refusal:
        return await _date_page(request, session, acteur, ids, today=now.date(), form=data, message=refusal.message)
    return moved(f"/actions/{action_id}", "date-reportee" if data.comment == "reportee" else "date-deplacee")


async def _counts_page(
    request: WebRequest, session: Any, acteur: Acteur, ids: tuple[UUID, UUID], *, today: Any,
    form: ComptesForm | None = None, erreurs: Any = (),
) -> Template:  # fmt: skip
    vue = await read_frequentation(session, acteur, *ids, today)
    kept = {name: str(getattr(vue.comptes, name)) for name in CHAMPS} if vue.comptes else {}
    return page(
        request, "actions/frequentation.html", status_code=400 if erreurs else 200, vue=vue, today=today,
        form=form or ComptesForm(**kept), champs=CHAMPS, groupes=GROUPES, erreurs=erreurs,
        onglets=onglets(acteur, ids[0], vue.action.porteur_id, "action"),
    )  # fmt: skip


@get("/actions/{action_id:uuid}/dates/{date_id:uuid}/frequentation", opt=WRITERS)
async def show_counts(
    request: WebRequest, action_id: FromPath[UUID], date_id: FromPath[UUID], session: TheSession, acteur: TheActeur,
    now: TheNow,
) -> Template:  # fmt: skip
    return await _counts_page(request, session, acteur, (action_id, date_id), today=now.date())


@post("/actions/{action_id:uuid}/dates/{date_id:uuid}/frequentation", opt=WRITERS)
async def keep_counts(
    request: WebRequest, action_id: FromPath[UUID], date_id: FromPath[UUID], data: URLEncodedBody[ComptesForm],
    session: TheSession, acteur: TheActeur, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    try:
        await keep_comptes(session, acteur, action_id, date_id, data.model_dump(exclude={"csrf"}), now=now)
    except Incorrect as refusal:
        return await _counts_page(
            request, session, acteur, (action_id, date_id), today=now.date(), form=data, erreurs=refusal.erreurs
        )  # fmt: skip
    return moved(f"/actions/{action_id}", "frequentation-saisie")


HANDLERS = [show_date, move, show_counts, keep_counts]
