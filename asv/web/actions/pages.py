"""The pages of joint actions, once asked and again with what was typed when something is to be corrected."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from litestar.response import Template

from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import (
    APPORT,
    DESCRIPTION,
    LIEU,
    OBJECTIF,
    TITRE,
    libelle_date,
    libelle_etat,
    publics_of,
    roles_of,
)
from asv.domain.actions.besoins import PRAPS, TEXTE, NatureBesoin, Objet, libelle_besoin, offered
from asv.domain.actions.campagnes import CAMPAGNES
from asv.usecases import coordination, structures, territoires
from asv.usecases.actions import VueAction, list_actions, noms_of, objets_of, read_action
from asv.usecases.actions.demandes import look_around
from asv.web.actions.forms import (
    ActionForm,
    BesoinForm,
    DateForm,
    InvitationForm,
    PassageForm,
    ReponseForm,
    reponse_of,
)
from asv.web.actions.onglets import onglets
from asv.web.dependencies import WebRequest
from asv.web.forms import Groupes, choix, codes_of, grouped, libelle
from asv.web.pages import page
from asv.web.places import places_of_dates, quartiers_by_commune

Erreurs = Sequence[tuple[str, str]]
TONS = {
    "AE_IDEE": "warning", "AE_BESOIN": "warning", "AE_MONTAGE": "warning", "AE_CONCERTATION": "warning",
    "AE_VALIDEE": "info", "AE_PROGRAMMEE": "info", "AE_EN_COURS": "info", "AE_REALISEE": "success",
    "AE_PARTIELLE": "success", "AE_BILAN": "success", "AE_EVALUEE": "success", "AE_RECONDUITE": "success",
    "AE_REPORTEE": "alert", "AE_ANNULEE": "alert",
}  # fmt: skip
NATURES = {nature.value: nature.libelle for nature in NatureBesoin}
LENGTHS = {
    "objectif": OBJECTIF,
    "besoin": TEXTE,
    "titre": TITRE,
    "description": DESCRIPTION,
    "apport": APPORT,
    "lieu": LIEU,
}
WORDS: dict[str, Any] = {"libelle": libelle, "libelle_etat": libelle_etat, "libelle_date": libelle_date, "tons": TONS}


async def list_page(request: WebRequest, session: Any, acteur: Acteur, today: date) -> Template:
    liste = await list_actions(session, acteur, today)
    alentour = await look_around(session, acteur, today) if acteur.role is Role.PARTENAIRE else None
    return page(
        request, "actions/liste.html", liste=liste, alentour=alentour,
        is_coordination=acteur.role is Role.COORDINATEUR, **WORDS,
    )  # fmt: skip


async def form_page(
    request: WebRequest, session: Any, acteur: Acteur, form: ActionForm, *, today: date, vue: VueAction | None = None,
    erreurs: Erreurs = (), status_code: int = 200, message: str = "",
) -> Template:  # fmt: skip
    """The form of a new action, or of the one in `vue`."""
    places = await territoires.places_of(session, acteur.territoire_id)
    contract = {qpv.code for qpv in await territoires.list_qpv(session, acteur.territoire_id)}
    quartiers = quartiers_by_commune(places, contract)
    chooses_porteur = vue is None and acteur.role is Role.COORDINATEUR
    known = await structures.list_structures(session, acteur) if chooses_porteur else []
    return page(
        request, "actions/formulaire.html", status_code=status_code, form=form, vue=vue, erreurs=erreurs,
        message=message, groupes_qpv=quartiers, chooses_porteur=chooses_porteur,
        quartiers_choisis=[nom for _, options in quartiers for code, nom, _ in options if code in form.qpv],
        structures_options=[(str(s.id), s.nom) for s in known],
        types=choix("ACTION_TYPE", codes_of("ACTION_TYPE", today)),
        themes=grouped("THEME_SANTE", codes_of("THEME_SANTE", today)), publics=choix("PUBLIC", publics_of(today)),
        besoins_options=[] if vue else besoins_options(await objets_of(session, acteur, today), today),
        lengths=LENGTHS,
    )  # fmt: skip


async def sheet_page(
    request: WebRequest, session: Any, acteur: Acteur, action_id: UUID, *, today: date,
    date_form: DateForm | None = None, invitation: InvitationForm | None = None, reponse: ReponseForm | None = None,
    cancelled: UUID | None = None, passage: PassageForm | None = None, besoin: BesoinForm | None = None,
    place: Any = None, erreurs: Erreurs = (),
) -> Template:  # fmt: skip
    """The sheet, with its small forms; the one in error comes back open, with what was typed."""
    vue = await read_action(session, acteur, action_id, today)
    places = await territoires.places_of(session, acteur.territoire_id) if vue.may("ADD_DATE") else None
    hotes = await structures.list_structures(session, acteur) if places else []
    return page(
        request, "actions/fiche.html", status_code=400 if erreurs else 200, vue=vue, today=today, erreurs=erreurs,
        date_form=date_form, invitation=invitation, reponse=reponse or reponse_of(vue), cancelled=cancelled,
        is_answering=reponse is not None, endroits=places_of_dates(places) if places else [], lengths=LENGTHS,
        roles=choix("ACTION_ROLE", roles_of(today)), moyens=choix("MOYEN", codes_of("MOYEN", today)),
        motifs=choix("ACTION_ANNULATION", codes_of("ACTION_ANNULATION", today)),
        passage=passage, besoin=besoin, place_form=place,
        hotes=[(str(structure.id), structure.nom) for structure in hotes],
        onglets=onglets(acteur, action_id, vue.action.porteur_id, "action", vue.mienne.reponse if vue.mienne else None),
        noms_besoins=await noms_of(session, acteur, vue.besoins),
        besoins_options=besoins_options(await objets_of(session, acteur, today), today) if vue.may("MODIFY") else [],
        alertes=await coordination.for_sheet(session, acteur, action_id, vue.etat, today), may_check=vue.may("INVITE"),
        libelle_besoin=libelle_besoin, natures=NATURES, campagnes=CAMPAGNES, praps=PRAPS,
        retour=("/actions", "Actions") if vue.may("LIST") else ("/calendrier", "Calendrier"), **WORDS,
    )  # fmt: skip


def besoins_options(objets: Sequence[Objet], today: date) -> Groupes:
    """Needs that an action may name, by nature: those the coordination retained or heard first."""
    named: dict[NatureBesoin, list[tuple[str, str]]] = {}
    for objet in objets:
        named.setdefault(objet.nature, []).append((f"{objet.nature.value}:{objet.id}", objet.libelle))
    listed = {
        nature: [(f"{nature.value}:{code}", libelle_besoin(nature.value, code)) for code in codes]
        for nature, codes in offered(today).items()
    }
    return [
        ("" if len(found) == 1 and nature.is_told else nature.libelle, found)
        for nature in NatureBesoin
        if (found := named.get(nature) or listed.get(nature, []))
    ]


def prefixed(prefix: str, erreurs: Erreurs) -> list[tuple[str, str]]:
    """Refusals tied to the fields of one of the small forms of the sheet."""
    return [(f"{prefix}-{champ}", message) for champ, message in erreurs]
