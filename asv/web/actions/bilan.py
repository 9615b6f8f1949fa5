"""The bilan of an action: /actions/{id}/bilan, what is aimed at and obtained, what is learnt, what is decided."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect, Template

from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import DECISIONS, Stale, libelle_etat
from asv.domain.actions.bilan import PREUVE, REUSSITES, Bilan, can_decide, can_reconduct, can_write
from asv.domain.actions.calculs import mesures_of
from asv.domain.actions.indicateurs import COMMENTAIRE, ECHEANCES, FAMILLES, MESURES, IndicateurSaisi
from asv.domain.champs import Incorrect
from asv.usecases.actions import answer_of
from asv.usecases.actions.bilan import VueBilan, decide, read_bilan, reconduct, write_bilan
from asv.usecases.actions.indicateurs import ValeurSaisie, add_indicateur, drop_indicateur, note_obtenu
from asv.web.actions.budget import euros
from asv.web.actions.onglets import onglets
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.filters import nombre
from asv.web.forms import Code, ConfirmedForm, Court, Form, Long, Version, choix, codes_of, libelle
from asv.web.pages import moved, page

READERS = {"roles": (Role.PARTENAIRE, Role.COORDINATEUR, Role.FINANCEUR)}
WRITERS = {"roles": (Role.PARTENAIRE, Role.COORDINATEUR)}
EVALUATORS = {"roles": (Role.COORDINATEUR,)}
Answer = Template | Redirect


class IndicateurForm(ConfirmedForm):
    code: Code = ""
    libelle: Court = ""
    famille: Code = ""
    unite: Code = ""
    cible: Code = ""
    source: Court = ""
    echeance: Code = ""

    def saisi(self) -> IndicateurSaisi:
        return IndicateurSaisi(**self.model_dump(exclude={"csrf", "confirme"}), is_confirme=self.is_confirme)


class ValeurForm(ConfirmedForm):
    obtenu: Code = ""
    commentaire: Court = ""

    def saisie(self) -> ValeurSaisie:
        return ValeurSaisie(self.obtenu, self.commentaire, self.is_confirme)


class BilanForm(ConfirmedForm):
    reussites: Long = ""
    limites: Long = ""
    transferable: Code = ""
    participation_obtenue: Code = ""
    participation_preuve: Court = ""
    habitants_conception: Code = ""
    version: Version = 0

    def bilan(self) -> Bilan:
        return Bilan(**self.model_dump(exclude={"csrf", "confirme", "version"}), is_confirme=self.is_confirme)


class DecisionForm(Form):
    decision: Code = ""
    version: Version = 0


class VersionForm(Form):
    version: Version = 0


def _form_of(action: Any) -> BilanForm:
    """The bilan as it is kept."""
    habitants = action.habitants_conception
    return BilanForm(
        reussites=action.bilan_reussites, limites=action.bilan_limites, version=action.version,
        transferable={True: "oui", False: "non", None: ""}[action.is_transferable],
        participation_obtenue=action.participation_obtenue or "", participation_preuve=action.participation_preuve,
        habitants_conception="" if habitants is None else str(habitants),
    )  # fmt: skip


def _number(value: Decimal | None) -> str:
    return "" if value is None else nombre(value, 0 if value == int(value) else 1)


async def _page(
    request: WebRequest, session: Any, acteur: Acteur, action_id: UUID, *, today: Any, form: BilanForm | None = None,
    indicateur: IndicateurForm | None = None, valeur: tuple[UUID, ValeurForm] | None = None, erreurs: Any = (),
    message: str = "",
) -> Template:  # fmt: skip
    """The bilan; the form in error comes back with what was typed. `message`: why nothing was kept (409)."""
    vue: VueBilan = await read_bilan(session, acteur, action_id, today)
    etat = vue.action.etat
    typed = form.model_copy(update={"version": vue.action.version}) if form else _form_of(vue.action)
    return page(
        request, "actions/bilan.html", status_code=409 if message else 400 if erreurs else 200, vue=vue, today=today,
        form=typed, indicateur=indicateur, valeur=valeur, erreurs=erreurs, message=message,
        calculees=mesures_of(vue.calculs.tables), may_write=vue.may_write and can_write(etat),
        may_decide=vue.may_evaluate and can_decide(etat),
        may_reconduct=vue.may_write and can_reconduct(etat, vue.action.decision) and vue.suivante is None,
        mesures=[(mesure.code, mesure.libelle) for mesure in MESURES],
        familles=list(FAMILLES.items()), echeances=list(ECHEANCES.items()), decisions=list(DECISIONS.items()),
        niveaux=choix("PARTICIPATION", codes_of("PARTICIPATION", today)), euros=euros, number=_number,
        lengths={"texte": REUSSITES, "preuve": PREUVE, "commentaire": COMMENTAIRE}, libelle=libelle,
        libelle_etat=libelle_etat,
        onglets=onglets(acteur, action_id, vue.action.porteur_id, "bilan", await answer_of(session, acteur, action_id)),
    )  # fmt: skip


@get("/actions/{action_id:uuid}/bilan", opt=READERS)
async def show_bilan(
    request: WebRequest, action_id: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Template:
    return await _page(request, session, acteur, action_id, today=now.date())


@post("/actions/{action_id:uuid}/bilan", opt=WRITERS)
async def write(
    request: WebRequest, action_id: FromPath[UUID], data: URLEncodedBody[BilanForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Answer:  # fmt: skip
    today = now.date()
    try:
        await write_bilan(session, acteur, action_id, data.bilan(), version=data.version, today=today)
    except Incorrect as refusal:
        return await _page(request, session, acteur, action_id, today=today, form=data, erreurs=refusal.erreurs)
    except Stale as refusal:
        return await _page(request, session, acteur, action_id, today=today, form=data, message=refusal.message)
    return moved(f"/actions/{action_id}/bilan", "bilan-ecrit")


@post("/actions/{action_id:uuid}/indicateurs", opt=WRITERS)
async def add(
    request: WebRequest, action_id: FromPath[UUID], data: URLEncodedBody[IndicateurForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Answer:  # fmt: skip
    try:
        await add_indicateur(session, acteur, action_id, data.saisi())
    except Incorrect as refusal:
        erreurs = [(f"indicateur-{champ}", message) for champ, message in refusal.erreurs]
        return await _page(request, session, acteur, action_id, today=now.date(), indicateur=data, erreurs=erreurs)
    return moved(f"/actions/{action_id}/bilan", "indicateur-ajoute")


@post("/actions/{action_id:uuid}/indicateurs/{indicateur_id:uuid}", opt=WRITERS)
async def note(
    request: WebRequest, action_id: FromPath[UUID], indicateur_id: FromPath[UUID], data: URLEncodedBody[ValeurForm],
    session: TheSession, acteur: TheActeur, now: TheNow,
) -> Answer:  # fmt: skip
    try:
        await note_obtenu(session, acteur, action_id, indicateur_id, data.saisie(), today=now.date())
    except Incorrect as refusal:
        erreurs = [(f"{champ}-{indicateur_id}", message) for champ, message in refusal.erreurs]
        typed = indicateur_id, data
        return await _page(
            request, session, acteur, action_id, today=now.date(), valeur=typed, erreurs=erreurs
        )  # fmt: skip
    return moved(f"/actions/{action_id}/bilan", "indicateur-releve")


@post("/actions/{action_id:uuid}/indicateurs/{indicateur_id:uuid}/enlever", opt=WRITERS)
async def drop(
    action_id: FromPath[UUID], indicateur_id: FromPath[UUID], session: TheSession, acteur: TheActeur
) -> Redirect:
    await drop_indicateur(session, acteur, action_id, indicateur_id)
    return moved(f"/actions/{action_id}/bilan", "indicateur-enleve")


@post("/actions/{action_id:uuid}/decision", opt=EVALUATORS)
async def note_decision(
    request: WebRequest, action_id: FromPath[UUID], data: URLEncodedBody[DecisionForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Answer:  # fmt: skip
    try:
        await decide(session, acteur, action_id, data.decision, version=data.version)
    except Incorrect as refusal:
        return await _page(request, session, acteur, action_id, today=now.date(), erreurs=refusal.erreurs)
    return moved(f"/actions/{action_id}/bilan", "decision-notee")


@post("/actions/{action_id:uuid}/reconduire", opt=WRITERS)
async def open_next(
    action_id: FromPath[UUID], data: URLEncodedBody[VersionForm], session: TheSession, acteur: TheActeur, now: TheNow
) -> Redirect:
    created = await reconduct(session, acteur, action_id, version=data.version, now=now)
    return moved(f"/actions/{created}", "action-reconduite")


HANDLERS = [show_bilan, write, add, note, drop, note_decision, open_next]
