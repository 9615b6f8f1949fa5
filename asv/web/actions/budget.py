"""The money of an action: /actions/{id}/budget; the deadlines of its funders: /actions/echeances."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect, Template

from asv.domain.acteurs import Acteur, Role
from asv.domain.actions.budget import DATES, DROIT_COMMUN, REFERENCE, LigneSaisie
from asv.domain.champs import Incorrect
from asv.usecases.actions.budget import VueBudget, add_ligne, change_ligne, drop_ligne, list_echeances, read_budget
from asv.web.actions.onglets import onglets
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.filters import nombre
from asv.web.forms import Code, ConfirmedForm, Court, choix, codes_of, libelle
from asv.web.pages import moved, page

MONEY = {"roles": (Role.PARTENAIRE, Role.COORDINATEUR, Role.FINANCEUR)}
WRITERS = {"roles": (Role.PARTENAIRE, Role.COORDINATEUR)}


class LigneForm(ConfirmedForm):
    source: Code = ""
    reference: Court = ""
    demande: Code = ""
    accorde: Code = ""
    depense: Code = ""
    is_refuse: Code = ""
    depot_le: Code = ""
    decision_le: Code = ""
    intermediaire_le: Code = ""
    compte_rendu_le: Code = ""

    def saisie(self) -> LigneSaisie:
        typed = self.model_dump(exclude={"csrf", "confirme", "is_refuse"})
        return LigneSaisie(**typed, is_refuse=bool(self.is_refuse), is_confirme=self.is_confirme)


def euros(amount: Any) -> str:
    """« 1 250 € », « 1 250,50 € », or a dash when it is not known."""
    if amount is None:
        return "–"
    return f"{nombre(amount, 0 if amount == int(amount) else 2)}\N{NO-BREAK SPACE}€"


def _form_of(ligne: Any) -> LigneForm:
    """A kept line, ready to be typed over."""
    amounts = {name: _typed(getattr(ligne, name)) for name in ("demande", "accorde", "depense")}
    days = {name: day.isoformat() if (day := getattr(ligne, name)) else "" for name, _ in DATES}
    return LigneForm(
        source=ligne.source, reference=ligne.reference, is_refuse="oui" if ligne.is_refuse else "", **amounts, **days
    )  # fmt: skip


def _typed(amount: Any) -> str:
    return "" if amount is None else nombre(amount, 0 if amount == int(amount) else 2)


async def _page(
    request: WebRequest, session: Any, acteur: Acteur, action_id: UUID, *, today: Any, form: LigneForm | None = None,
    wrong: UUID | None = None, erreurs: Any = (),
) -> Template:  # fmt: skip
    """The budget; the line in error comes back open, with what was typed. `wrong`: that line, none for a new one."""
    vue: VueBudget = await read_budget(session, acteur, action_id)
    forms = {ligne.id: form if ligne.id == wrong else _form_of(ligne) for ligne in vue.lignes}
    prefix = f"{wrong or 'ligne'}-"
    return page(
        request, "actions/budget.html", status_code=400 if erreurs else 200, vue=vue, forms=forms, wrong=wrong,
        nouvelle=form if form and not wrong else None, erreurs=[(prefix + name, text) for name, text in erreurs],
        sources=choix("FINANCEMENT", codes_of("FINANCEMENT", today)), dates=DATES, droit_commun=DROIT_COMMUN,
        longest=REFERENCE, euros=euros, libelle=libelle,
        onglets=onglets(acteur, action_id, vue.action.porteur_id, "budget"),
    )  # fmt: skip


@get("/actions/{action_id:uuid}/budget", opt=MONEY)
async def show_budget(
    request: WebRequest, action_id: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Template:
    return await _page(request, session, acteur, action_id, today=now.date())


@post("/actions/{action_id:uuid}/budget", opt=WRITERS)
async def add(
    request: WebRequest, action_id: FromPath[UUID], data: URLEncodedBody[LigneForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    try:
        await add_ligne(session, acteur, action_id, data.saisie(), today=now.date())
    except Incorrect as refusal:
        return await _page(
            request, session, acteur, action_id, today=now.date(), form=data, erreurs=refusal.erreurs
        )  # fmt: skip
    return moved(f"/actions/{action_id}/budget", "ligne-ajoutee")


@post("/actions/{action_id:uuid}/budget/{ligne_id:uuid}", opt=WRITERS)
async def change(
    request: WebRequest, action_id: FromPath[UUID], ligne_id: FromPath[UUID], data: URLEncodedBody[LigneForm],
    session: TheSession, acteur: TheActeur, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    try:
        await change_ligne(session, acteur, action_id, ligne_id, data.saisie(), today=now.date())
    except Incorrect as refusal:
        return await _page(
            request, session, acteur, action_id, today=now.date(), form=data, wrong=ligne_id, erreurs=refusal.erreurs
        )  # fmt: skip
    return moved(f"/actions/{action_id}/budget", "ligne-modifiee")


@post("/actions/{action_id:uuid}/budget/{ligne_id:uuid}/enlever", opt=WRITERS)
async def drop(action_id: FromPath[UUID], ligne_id: FromPath[UUID], session: TheSession, acteur: TheActeur) -> Redirect:
    await drop_ligne(session, acteur, action_id, ligne_id)
    return moved(f"/actions/{action_id}/budget", "ligne-enlevee")


@get("/actions/echeances", opt=MONEY)
async def show_echeances(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    """What each funder expects by when, of all the actions whose money the reader sees."""
    lignes = await list_echeances(session, acteur, now.date())
    retards = [line for line in lignes if line.echeance.is_late(now.date())]
    return page(
        request, "actions/echeances.html", retards=retards, today=now.date(), euros=euros, libelle=libelle,
        a_venir=[line for line in lignes if line.echeance.jour >= now.date()],
        passees=[line for line in lignes if line.echeance.jour < now.date() and line not in retards],
        is_partenaire=acteur.role is Role.PARTENAIRE,
    )  # fmt: skip


HANDLERS = [show_budget, add, change, drop, show_echeances]
