"""The directory of structures."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect, Template

from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import libelle_etat
from asv.domain.champs import Incorrect
from asv.domain.structures import FONCTION, HORAIRES, NOM, OFFRE, TELEPHONE, FicheStructure, may_create
from asv.usecases import structures, territoires
from asv.usecases.structures import FiltreAnnuaire, VueStructure
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.forms import Code, Codes, ConfirmedForm, Court, Long, choix, codes_of, libelle
from asv.web.pages import moved, page
from asv.web.places import quartiers_by_commune

READERS = {"roles": (Role.MEDIATEUR, Role.PARTENAIRE, Role.COORDINATEUR, Role.FINANCEUR)}
EDITORS = {"roles": (Role.PARTENAIRE, Role.COORDINATEUR)}
COORDINATION = {"roles": (Role.COORDINATEUR,)}
LENGTHS = {"nom": NOM, "offre": OFFRE, "horaires": HORAIRES, "fonction": FONCTION, "telephone": TELEPHONE}


class StructureForm(ConfirmedForm):
    nom: Court = ""
    type: Code = ""
    commune: Code = ""
    communes: Codes = ()
    qpv: Codes = ()
    offre: Long = ""
    horaires: Court = ""
    fonction_contact: Court = ""
    telephone_accueil: Court = ""

    def fiche(self) -> FicheStructure:
        return FicheStructure(**self.model_dump(exclude={"csrf", "confirme"}), is_confirme=self.is_confirme)


def form_of(vue: VueStructure) -> StructureForm:
    kept = vue.structure
    return StructureForm(
        nom=kept.nom, type=kept.type, commune=kept.commune or "", communes=tuple(kept.communes), qpv=tuple(kept.qpv),
        offre=kept.offre, horaires=kept.horaires, fonction_contact=kept.fonction_contact,
        telephone_accueil=kept.telephone_accueil,
    )  # fmt: skip


@get("/structures", opt=READERS)
async def list_structures(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow,
    commune: FromQuery[str] = "", qpv: FromQuery[str] = "",
) -> Template:  # fmt: skip
    places = await territoires.places_of(session, acteur.territoire_id)
    communes = [(place["code"], place["nom"]) for place in places["communes"]]
    quartiers = [(row.code, row.nom) for row in await territoires.list_qpv(session, acteur.territoire_id)]
    types = choix("TYPE_PARTENAIRE", codes_of("TYPE_PARTENAIRE", now.date()))
    asked = (request.query_params.get("type", ""), types), (commune, communes), (qpv, quartiers)
    filtre = FiltreAnnuaire(*(code if code in dict(known) else "" for code, known in asked))
    found = await structures.search_structures(session, acteur, filtre)
    return page(
        request, "structures/liste.html", structures=found, filtre=filtre, types=types, communes=communes,
        noms=dict(communes), quartiers=quartiers, may_create=may_create(acteur), libelle=libelle,
        mienne=acteur.structure_id,
    )  # fmt: skip


async def _form_page(
    request: WebRequest, session: Any, acteur: Acteur, form: StructureForm, *, today: date,
    vue: VueStructure | None = None, erreurs: Sequence[tuple[str, str]] = (),
) -> Template:  # fmt: skip
    """The sheet to fill: a new one, or that of the structure in `vue`."""
    places = await territoires.places_of(session, acteur.territoire_id)
    contract = {row.code for row in await territoires.list_qpv(session, acteur.territoire_id)}
    return page(
        request, "structures/formulaire.html", status_code=400 if erreurs else 200, form=form, vue=vue,
        erreurs=erreurs, types=choix("TYPE_PARTENAIRE", codes_of("TYPE_PARTENAIRE", today)), lengths=LENGTHS,
        communes=[(place["code"], place["nom"]) for place in places["communes"]],
        groupes_qpv=quartiers_by_commune(places, contract),
    )  # fmt: skip


@get("/structures/nouvelle", opt=COORDINATION)
async def new_structure(request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow) -> Template:
    return await _form_page(request, session, acteur, StructureForm(), today=now.date())


@post("/structures", opt=COORDINATION)
async def create_structure(
    request: WebRequest, data: URLEncodedBody[StructureForm], session: TheSession, acteur: TheActeur, now: TheNow
) -> Template | Redirect:
    today = now.date()
    try:
        created = await structures.create_structure(session, acteur, data.fiche(), today=today)
    except Incorrect as refusal:
        return await _form_page(request, session, acteur, data, today=today, erreurs=refusal.erreurs)
    return moved(f"/structures/{created}", "structure-creee")


@get("/structures/{structure_id:uuid}", opt=READERS)
async def show_structure(
    request: WebRequest, structure_id: FromPath[UUID], session: TheSession, acteur: TheActeur
) -> Template:
    vue = await structures.read_structure(session, acteur, structure_id)
    return page(request, "structures/fiche.html", vue=vue, libelle=libelle, libelle_etat=libelle_etat)


@get("/structures/{structure_id:uuid}/modifier", opt=EDITORS)
async def edit_structure(
    request: WebRequest, structure_id: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Template:
    vue = await structures.structure_to_edit(session, acteur, structure_id)
    return await _form_page(request, session, acteur, form_of(vue), today=now.date(), vue=vue)


@post("/structures/{structure_id:uuid}/modifier", opt=EDITORS)
async def modify_structure(
    request: WebRequest, structure_id: FromPath[UUID], data: URLEncodedBody[StructureForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    today = now.date()
    try:
        await structures.edit_structure(session, acteur, structure_id, data.fiche(), today=today)
    except Incorrect as refusal:
        vue = await structures.structure_to_edit(session, acteur, structure_id)
        return await _form_page(request, session, acteur, data, today=today, vue=vue, erreurs=refusal.erreurs)
    return moved(f"/structures/{structure_id}", "structure-modifiee")


HANDLERS = [
    list_structures, new_structure, create_structure, show_structure, edit_structure, modify_structure,
]  # fmt: skip
