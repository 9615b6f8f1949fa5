"""The directory: the list, a sheet, and the forms that make and change one."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect, Template

from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import libelle_etat
from asv.domain.champs import Incorrect
from asv.domain.errors import Conflict
from asv.domain.structures import ACCESSIBILITES, LANGUES_PARLEES, MOTS, may_create, names_of
from asv.usecases import structures, territoires
from asv.usecases.structures import FiltreAnnuaire, VueStructure
from asv.web.dependencies import TheActeur, TheNow, TheSession, WebRequest
from asv.web.forms import choix, codes_of, libelle
from asv.web.pages import moved, page
from asv.web.places import quartiers_by_commune
from asv.web.structures.forms import LENGTHS, StructureForm, form_of

READERS = {"roles": (Role.MEDIATEUR, Role.PARTENAIRE, Role.COORDINATEUR, Role.FINANCEUR)}
EDITORS = {"roles": (Role.PARTENAIRE, Role.COORDINATEUR)}
COORDINATION = {"roles": (Role.COORDINATEUR,)}
ON_A_PAGE = 100
SEARCHED = ("mots", "type", "commune", "qpv", "langue", "accessibilite", "silence")


@get("/structures", opt=READERS)
async def list_structures(
    request: WebRequest, session: TheSession, acteur: TheActeur, now: TheNow,
    suite: FromQuery[int] = 0,
) -> Template:  # fmt: skip
    places = await territoires.places_of(session, acteur.territoire_id)
    communes = [(place["code"], place["nom"]) for place in places["communes"]]
    quartiers = [(row.code, row.nom) for row in await territoires.list_qpv(session, acteur.territoire_id)]
    listes = {
        "type": choix("TYPE_PARTENAIRE", codes_of("TYPE_PARTENAIRE", now.date())), "commune": communes,
        "qpv": quartiers, "langue": list(LANGUES_PARLEES.items()), "accessibilite": list(ACCESSIBILITES.items()),
    }  # fmt: skip
    filtre = _asked(request, listes, acteur)
    found = await structures.search_structures(session, acteur, filtre, today=now.date())
    start = min(max(suite, 0), len(found)) // ON_A_PAGE * ON_A_PAGE
    asked = {nom: given for nom, given in request.query_params.items() if nom in SEARCHED and given}
    return page(
        request, "structures/liste.html", structures=found[start : start + ON_A_PAGE], total=len(found), debut=start,
        pas=ON_A_PAGE, filtre=filtre, listes=listes, noms=dict(communes), longest=MOTS, langues_of=_langues,
        may_create=may_create(acteur), libelle=libelle, mienne=acteur.structure_id, recherche=urlencode(asked),
    )  # fmt: skip


def _langues(codes: Sequence[str]) -> list[str]:
    return names_of(codes, LANGUES_PARLEES)


def _asked(request: WebRequest, listes: dict[str, list[tuple[str, str]]], acteur: Acteur) -> FiltreAnnuaire:
    """What the address asks; a value that no list offers narrows nothing."""
    given = {nom: request.query_params.get(nom, "") for nom in listes}
    codes = {nom: code if code in dict(listes[nom]) else "" for nom, code in given.items()}
    mots = request.query_params.get("mots", "").strip()[:MOTS]
    silent = acteur.role is Role.COORDINATEUR and request.query_params.get("silence", "") == "oui"
    return FiltreAnnuaire(**codes, mots=mots, is_silencieuse=silent)


async def _form_page(
    request: WebRequest, session: Any, acteur: Acteur, form: StructureForm, *, today: date,
    vue: VueStructure | None = None, refusal: Incorrect | Conflict | None = None,
) -> Template:  # fmt: skip
    """The sheet to fill: a new one, or that of the structure in `vue`; `refusal` says why it comes back."""
    places = await territoires.places_of(session, acteur.territoire_id)
    contract = {row.code for row in await territoires.list_qpv(session, acteur.territoire_id)}
    erreurs: Sequence[tuple[str, str]] = refusal.erreurs if isinstance(refusal, Incorrect) else ()
    status_code = {True: 400, False: 409 if refusal else 200}[bool(erreurs)]
    return page(
        request, "structures/formulaire.html", status_code=status_code, form=form, vue=vue, erreurs=erreurs,
        message=refusal.message if isinstance(refusal, Conflict) else "", libelle=libelle, lengths=LENGTHS,
        connues=_known(refusal), is_question=isinstance(refusal, structures.Alike),
        types=choix("TYPE_PARTENAIRE", codes_of("TYPE_PARTENAIRE", today)),
        communes=[(place["code"], place["nom"]) for place in places["communes"]],
        groupes_qpv=quartiers_by_commune(places, contract), langues=list(LANGUES_PARLEES.items()),
        accessibilites=list(ACCESSIBILITES.items()),
    )  # fmt: skip


def _known(refusal: Incorrect | Conflict | None) -> list[Any]:
    """The sheets that the refusal is about, shown with their links."""
    if isinstance(refusal, structures.SameSiret):
        return [refusal.connue]
    return refusal.candidates if isinstance(refusal, structures.Alike) else []


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
    except (Incorrect, Conflict) as refusal:
        return await _form_page(request, session, acteur, data, today=today, refusal=refusal)
    return moved(f"/structures/{created}", "structure-creee")


@get("/structures/{structure_id:uuid}", opt=READERS)
async def show_structure(
    request: WebRequest, structure_id: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Template | Redirect:
    """A sheet merged into another sends to that one: an old link still leads somewhere."""
    vue = await structures.read_structure(session, acteur, structure_id, today=now.date())
    if vue.structure.fusionnee_dans is not None:
        return Redirect(f"/structures/{vue.structure.fusionnee_dans}", status_code=303)
    return page(
        request, "structures/fiche.html", vue=vue, libelle=libelle, libelle_etat=libelle_etat,
        may_merge=acteur.role is Role.COORDINATEUR,
    )  # fmt: skip


@get("/structures/{structure_id:uuid}/modifier", opt=EDITORS)
async def edit_structure(
    request: WebRequest, structure_id: FromPath[UUID], session: TheSession, acteur: TheActeur, now: TheNow
) -> Template:
    today = now.date()
    vue = await structures.structure_to_edit(session, acteur, structure_id, today=today)
    return await _form_page(request, session, acteur, form_of(vue), today=today, vue=vue)


@post("/structures/{structure_id:uuid}/modifier", opt=EDITORS)
async def modify_structure(
    request: WebRequest, structure_id: FromPath[UUID], data: URLEncodedBody[StructureForm], session: TheSession,
    acteur: TheActeur, now: TheNow,
) -> Template | Redirect:  # fmt: skip
    """Somebody else's change is never overwritten unseen: the form comes back (409) with what was typed."""
    today = now.date()
    try:
        await structures.edit_structure(
            session, acteur, structure_id, data.fiche(), version=data.version, today=today
        )  # fmt: skip
    except (Incorrect, Conflict) as refusal:
        vue = await structures.structure_to_edit(session, acteur, structure_id, today=today)
        typed = data.model_copy(update={"version": vue.structure.version})
        form = typed if isinstance(refusal, structures.Stale) else data
        return await _form_page(request, session, acteur, form, today=today, vue=vue, refusal=refusal)
    return moved(f"/structures/{structure_id}", "structure-modifiee")


HANDLERS = [list_structures, new_structure, create_structure, show_structure, edit_structure, modify_structure]
