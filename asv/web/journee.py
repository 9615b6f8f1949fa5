"""The mediator's day, and the coordination's list of what was kept aside."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID, uuid5

from litestar import get, post
from litestar.params import FromQuery, URLEncodedBody
from litestar.response import Redirect, Template
from pydantic import Field

from asv.domain import nomenclatures
from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Refused
from asv.domain.nomenclatures import Creneau
from asv.domain.suivis.fiche import OBJETS
from asv.usecases import travail
from asv.usecases.corrections import ajustements
from asv.usecases.synchronisation import Issue, Reception, conflicts, import_queue, recent_of, replay, resolve
from asv.usecases.tableau import read_tableau
from asv.web.corrections import court
from asv.web.dependencies import TheActeur, TheNow, TheSession, TheSite, WebRequest
from asv.web.forms import Form
from asv.web.pages import moved, page
from asv.web.suivis.writing import Saisie, write
from asv.web.uploads import read_upload

LARGEST_QUEUE_BYTES = 16 * 1024 * 1024
ISSUES = {
    "stored": "enregistrées", "already_stored": "déjà enregistrées", "conflict": "en deux versions",
    "parked": "en attente d’une autre", "rejected": "refusées", "needs_coordinator": "gardées pour vous, ci-dessous",
}  # fmt: skip
COORDINATION = {"roles": (Role.COORDINATEUR,)}
MOTIFS = {
    "conflict": "Deux versions différentes",
    "parked": "En attente d’une autre saisie",
    "rejected": "Refusé à la réception",
    "needs_coordinator": "À décider par la coordination",
}
CRENEAUX = {creneau.value: creneau.libelle for creneau in Creneau}


class SettleForm(Form):
    element: UUID
    empreinte: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


NATURES = {
    "droit": "Droit", "autonomie": "Autonomie", "attribut": "Âge ou sexe", "residence": "Lieu de vie",
    "cloture": "Fin du suivi", "reouverture": "Reprise du suivi",
}  # fmt: skip
VALEURS = {"droit": "ETAT_DROIT", "autonomie": "AUTONOMIE", "residence": "ZONE_RESIDENCE", "cloture": "CLOTURE"}
ATTRIBUTS = {"sexe": "SEXE_GENRE", "tranche_age": "TRANCHE_AGE"}
LISTE_DU_GENRE = {"orientation": "ORIENTATION", "demarche": "DEMARCHE"}


class AutreDateForm(Form):
    orientation: UUID
    date_action: UUID


def objet_court(nature: str, objet: str | None) -> str:
    """What a conflict is about, in discreet words."""
    title = NATURES.get(nature, "Étape")
    return f"{title} : {court(OBJETS[nature], objet)}" if nature in {"droit", "autonomie"} and objet else title


def valeur_courte(nature: str, objet: str | None, valeur: str | None) -> str:
    """A value of an étape in discreet words; « rien » when there was none."""
    if not valeur:
        return "rien"
    liste = ATTRIBUTS.get(objet or "") if nature == "attribut" else VALEURS.get(nature)
    return court(liste, valeur.split(":")[0]) if liste else valeur


def genre_court(genre: str, code: str | None) -> str:
    """An orientation or a démarche in discreet words; hidden when a colleague's sensitive one."""
    return (
        court(LISTE_DU_GENRE[genre], code)
        if code
        else ("Une orientation" if genre == "orientation" else "Une démarche")
    )


def mode_court(code: str) -> str:
    return nomenclatures.entree("MODE_CONTACT", code).court


@get("/ma-journee", opt={"roles": (Role.MEDIATEUR,)})
async def show_journee(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow, jour: FromQuery[date | None] = None
) -> Template:
    today = now.date()
    day = min(jour or today, today)
    return page(
        request, "journee/jour.html", journee=await recent_of(session, acteur, day), motifs=MOTIFS, creneaux=CRENEAUX,
        mode_court=mode_court, precedent=day - timedelta(days=1), suivant=None if day == today else day + timedelta(1),
        travail=await travail.read_travail(session, acteur, today) if day == today else None, genre_court=genre_court,
        objet_court=objet_court, valeur_courte=valeur_courte,
    )  # fmt: skip


@post("/ma-journee/autre-date", opt={"roles": (Role.MEDIATEUR,)})
async def send_elsewhere(
    data: URLEncodedBody[AutreDateForm], session: TheSession, acteur: TheActeur, site: TheSite, now: TheNow
) -> Redirect:
    """One tap: the same orientation, to the next date of the same action. Twice is once."""
    contenu = await travail.other_orientation(session, acteur, data.orientation, data.date_action, today=now.date())
    new = Saisie(uuid5(data.orientation, str(data.date_action)), "orientation", contenu)
    errors = await write(session, acteur, site, [new], now)
    if errors:
        raise Refused(errors[0][1])
    return moved("/ma-journee", "autre-date")


@get("/suivis/tableau", opt=COORDINATION)
async def show_tableau(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    return page(
        request, "journee/tableau.html", tableau=await read_tableau(session, acteur, now.date()),
        ajustements=await ajustements(session, acteur),
    )  # fmt: skip


async def _set_aside(
    request: WebRequest, session: Any, acteur: Acteur, now: datetime, *, erreur: str = "", recus: Any = None
) -> Template:  # fmt: skip
    return page(
        request, "journee/a_traiter.html", status_code=400 if erreur else 200, motifs=MOTIFS, erreur=erreur,
        recus=recus, restes=await conflicts(session, acteur, now),
    )  # fmt: skip


@get("/a-traiter", opt=COORDINATION)
async def show_set_aside(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    return await _set_aside(request, session, acteur, now)


@post("/a-traiter/reprendre", opt=COORDINATION)
async def take_again(
    request: WebRequest, data: URLEncodedBody[SettleForm], session: TheSession, acteur: TheActeur, site: TheSite,
    now: TheNow,
) -> Template | Redirect:  # fmt: skip
    """Judges a sealed item again, today, its lateness forgiven."""
    reception = Reception(site.bases, site.keyring, now)
    verdict = await replay(session, acteur, reception, data.element, bytes.fromhex(data.empreinte))
    if verdict.issue in (Issue.REJECTED, Issue.NEEDS_COORDINATOR):
        return await _set_aside(request, session, acteur, now, erreur=f"Rien n’est repris. {verdict.raison}")
    return moved("/a-traiter", "element-repris")


@post("/a-traiter/file", opt=COORDINATION | {"upload": True, "upload_bytes": LARGEST_QUEUE_BYTES})
async def bring_queue(
    request: WebRequest, session: TheSession, acteur: TheActeur, site: TheSite, now: TheNow
) -> Template:  # fmt: skip
    """Receives the file that a tablet exported, item by item."""
    content = (await read_upload(request)).content
    try:
        verdicts = await import_queue(session, acteur, Reception(site.bases, site.keyring, now), content)
    except Refused as refusal:
        return await _set_aside(request, session, acteur, now, erreur=refusal.message)
    counts = Counter(verdict.issue.value for verdict in verdicts)
    return await _set_aside(request, session, acteur, now, recus=[(ISSUES[issue], counts[issue]) for issue in counts])


@post("/a-traiter", opt=COORDINATION)
async def settle(data: URLEncodedBody[SettleForm], session: TheSession, acteur: TheActeur) -> Redirect:
    await resolve(session, acteur, data.element, bytes.fromhex(data.empreinte))
    return moved("/a-traiter", "element-regle")


HANDLERS = [take_again, bring_queue, show_journee, send_elsewhere, show_tableau, show_set_aside, settle]
