"""Merging two sheets of one structure: choose the other, read what moves, then decide."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect, Template

from asv.domain.acteurs import Role
from asv.domain.errors import NotFound
from asv.usecases import structures
from asv.web.dependencies import TheActeur, TheSession, WebRequest
from asv.web.forms import libelle
from asv.web.pages import moved, page
from asv.web.structures.forms import ReunionForm

COORDINATION = {"roles": (Role.COORDINATEUR,)}
DEPLACES = {
    "action.porteur_id": ("action portée", "actions portées"),
    "action.aval_id": ("action dont elle reçoit les personnes", "actions dont elle reçoit les personnes"),
    "participation.structure_id": ("place dans une action", "places dans des actions"),
    "date_action.hote_id": ("date qu’elle accueille", "dates qu’elle accueille"),
    "compte.structure_id": ("personne de son équipe", "personnes de son équipe"),
    "moyen.structure_id": ("moyen proposé ou demandé", "moyens proposés ou demandés"),
    "reservation.structure_id": ("réservation", "réservations"),
    "engagement.structure_id": ("engagement", "engagements"),
    "orientation.structure_id": ("orientation reçue", "orientations reçues"),
    "etape.structure_id": ("accord de partage", "accords de partage"),
    "seance.structure_hote_id": ("séance accueillie", "séances accueillies"),
}
OTHER = ("autre ligne qui la nomme", "autres lignes qui la nomment")
NONE_CHOSEN = "Choisissez la fiche à réunir à celle-ci."
UNKNOWN = "Cette structure n’est pas dans l’annuaire."


def _id(given: str) -> UUID | None:
    try:
        return UUID(given) if given else None
    except ValueError:
        raise NotFound(UNKNOWN) from None


@get("/structures/{structure_id:uuid}/reunir", opt=COORDINATION)
async def choose(
    request: WebRequest, structure_id: FromPath[UUID], session: TheSession, acteur: TheActeur,
    avec: FromQuery[str | None] = None,
) -> Template:  # fmt: skip
    """The other sheet to choose, then what would move: nothing is written here."""
    gardee, others = await structures.mergeable(session, acteur, structure_id)
    other = _id(avec or "")
    reunion = await structures.preview_merge(session, acteur, structure_id, other) if other else None
    return page(
        request, "structures/reunir.html", gardee=gardee, avec=avec or "", reunion=reunion, libelle=libelle,
        erreur=NONE_CHOSEN if avec == "" else "",
        autres=[(str(one.id), one.nom) for one in others],
        deplaces=[(n, *DEPLACES.get(nom, OTHER)) for nom, n in reunion.deplaces.items()] if reunion else [],
    )  # fmt: skip


@post("/structures/{structure_id:uuid}/reunir", opt=COORDINATION)
async def merge(
    structure_id: FromPath[UUID], data: URLEncodedBody[ReunionForm], session: TheSession, acteur: TheActeur
) -> Redirect:
    other = _id(data.absorbee)
    if other is None:
        raise NotFound(UNKNOWN)
    await structures.merge_structures(session, acteur, structure_id, other)
    return moved(f"/structures/{structure_id}", "structures-reunies")


HANDLERS = [choose, merge]
