"""The desk of the coordination, the alerts and their moves, the priorités and ranks of need, the hub of the team."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect, Template

from asv.domain.acteurs import Acteur, Role
from asv.domain.actions.etats import libelle_etat
from asv.domain.champs import Incorrect
from asv.domain.coordination import ENOUGH, URGENT, Choix, Geste
from asv.domain.coordination.gestes import RAISON
from asv.domain.coordination.priorites import LIBELLE, RANKS, PrioriteSaisie
from asv.usecases import coordination, diagnostic
from asv.usecases.actions import read_action
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.forms import Code, Codes, ConfirmedForm, Court, Form, Version, choix, codes_of, grouped, libelle
from asv.web.pages import moved, page

COORDINATION = {"roles": (Role.COORDINATEUR,)}
READERS = {"roles": (Role.COORDINATEUR, Role.PARTENAIRE)}
EQUIPE = (
    ("/a-traiter", "À traiter", "Ce que les tablettes ont envoyé et qui attend une décision."),
    ("/suivis/tableau", "Suivis", "Nombres et délais des suivis, jamais une ligne."),
    ("/signaux", "Signaux", "Ce que les médiateurs voient se répéter dans un service."),
    ("/tablettes", "Tablettes", "Les tablettes de l’équipe : enrôler, déclarer perdue."),
    ("/contrat", "Quartiers du contrat", "Les quartiers que compte le contrat de ville."),
    ("/traductions", "Langues", "Les textes montrés aux personnes, dans leur langue."),
    ("/reprise", "Reprise", "Les relevés d’avant l’outil."),
)
Erreurs = Sequence[tuple[str, str]]


class ChoixForm(ConfirmedForm):
    geste: Code = ""
    raison: Court = ""
    jour: Code = ""
    qpv: Code = ""

    def choix(self) -> Choix:
        return Choix(self.geste, self.raison, self.jour, self.qpv, self.is_confirme)


class VersionForm(Form):
    version: Version = 0


class PrioriteForm(ConfirmedForm):
    libelle: Court = ""
    rang: Code = ""
    annee: Code = ""
    qpv: Code = ""
    theme: Code = ""
    frein: Code = ""
    retenue_le: Code = ""
    ambitions: Codes = ()

    def saisie(self) -> PrioriteSaisie:
        return PrioriteSaisie(
            self.libelle, self.rang, self.annee, self.qpv, self.theme, self.frein, self.retenue_le, self.ambitions,
            self.is_confirme,
        )  # fmt: skip


@get("/coordination", opt=COORDINATION)
async def show_desk(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    bureau = await coordination.read_bureau(session, acteur, now.date())
    return page(request, "coordination/bureau.html", bureau=bureau, libelle=libelle, today=now.date())


@post("/coordination/alertes", opt=COORDINATION)
async def keep_alertes(session: TheSession, acteur: TheActeur, now: TheNow) -> Redirect:
    await coordination.keep_all(session, acteur, now.date())
    return moved("/coordination", "alertes-notees")


async def _card(
    request: WebRequest, session: Any, acteur: Acteur, alerte_id: UUID, *, now: Any,
    form: ChoixForm | None = None, erreurs: Erreurs = (),
) -> Template:  # fmt: skip
    carte = await coordination.read_alerte(session, acteur, alerte_id, now.date())
    proposed = ChoixForm(
        jour=carte.semaine.isoformat() if carte.semaine else "",
        qpv=carte.destinations[0][0].qpv if carte.destinations else "",
    )
    return page(
        request, "coordination/alerte.html", status_code=400 if erreurs else 200, carte=carte, form=form or proposed,
        erreurs=erreurs, gestes=Geste, libelle=libelle, libelle_etat=libelle_etat, longueur=RAISON,
        retour=("/coordination", "Bureau") if acteur.role is Role.COORDINATEUR else ("/actions", "Actions"),
    )  # fmt: skip


@get("/alertes/{alerte_id:uuid}", opt=READERS)
async def show_alerte(
    request: WebRequest, alerte_id: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Template:
    return await _card(request, session, acteur, alerte_id, now=now)


@post("/alertes/{alerte_id:uuid}", opt=READERS)
async def decide(
    request: WebRequest, alerte_id: FromPath[UUID], data: URLEncodedBody[ChoixForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    try:
        action_id = await coordination.decide(session, acteur, alerte_id, data.choix(), now=now)
    except Incorrect as refusal:
        return await _card(request, session, acteur, alerte_id, now=now, form=data, erreurs=refusal.erreurs)
    return moved(f"/actions/{action_id}" if action_id else "/coordination", "alerte-decidee")


@get("/actions/{action_id:uuid}/controle", opt=READERS)
async def show_check(
    request: WebRequest, action_id: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Template:
    alertes = await coordination.run_on(session, acteur, action_id, now.date())
    vue = await read_action(session, acteur, action_id, now.date())
    is_coordination = acteur.role is Role.COORDINATEUR
    return page(request, "coordination/controle.html", vue=vue, alertes=alertes, is_coordination=is_coordination)


@post("/actions/{action_id:uuid}/controle", opt=COORDINATION)
async def note_check(
    action_id: FromPath[UUID], data: URLEncodedBody[VersionForm], session: TheSession, acteur: TheActeur, now: TheNow
) -> Redirect:
    await coordination.note_read(session, acteur, action_id, version=data.version, now=now)
    return moved(f"/actions/{action_id}", "controle-lu")


async def _priorites(
    request: WebRequest, session: Any, acteur: Acteur, form: PrioriteForm, *, now: Any, erreurs: Erreurs = ()
) -> Template:
    today = now.date()
    return page(
        request, "coordination/priorites.html", status_code=400 if erreurs else 200, form=form, erreurs=erreurs,
        vue=await coordination.read_priorites(session, acteur), libelle=libelle, longueur=LIBELLE, rangs=RANKS,
        publies=await coordination.read_published(session, acteur, URGENT), enough=ENOUGH, urgent=URGENT,
        a_publier=await coordination.year_to_publish(session, acteur, today),
        themes=grouped("THEME_SANTE", codes_of("THEME_SANTE", today)),
        freins=choix("FREIN", codes_of("FREIN", today)),
    )  # fmt: skip


@get("/priorites", opt=COORDINATION)
async def show_priorites(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    form = PrioriteForm(annee=str(now.year), retenue_le=now.date().isoformat())
    return await _priorites(request, session, acteur, form, now=now)


@post("/priorites", opt=COORDINATION)
async def add_priorite(
    request: WebRequest, data: URLEncodedBody[PrioriteForm], session: TheSession, acteur: TheActeur, now: TheNow
) -> Template | Redirect:
    try:
        await coordination.add_priorite(session, acteur, data.saisie(), now.date())
    except Incorrect as refusal:
        return await _priorites(request, session, acteur, data, now=now, erreurs=refusal.erreurs)
    return moved("/priorites", "priorite-notee")


@post("/priorites/{priorite_id:uuid}/retirer", opt=COORDINATION)
async def withdraw_priorite(
    priorite_id: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Redirect:  # fmt: skip
    await coordination.withdraw_priorite(session, acteur, priorite_id, now.date())
    return moved("/priorites", "priorite-retiree")


@post("/priorites/rangs", opt=COORDINATION)
async def publish_rangs(session: TheSession, acteur: TheActeur, now: TheNow) -> Redirect:
    await diagnostic.publish_rangs(session, acteur, now.date())
    return moved("/priorites", "rangs-publies")


@get("/equipe", opt=COORDINATION)
async def show_equipe(request: WebRequest) -> Template:
    return page(request, "coordination/equipe.html", lignes=EQUIPE)


HANDLERS = [
    show_desk, keep_alertes, show_alerte, decide, show_check, note_check, show_priorites, add_priorite,
    withdraw_priorite, publish_rangs, show_equipe,
]  # fmt: skip
