"""What a tablet fetches: the lists, the same for all, and what sealing under its mediator's name needs."""

import base64
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import MediaType, Response, get
from litestar.params import FromQuery

from asv.domain import nomenclatures
from asv.domain.acteurs import Role
from asv.domain.nomenclatures import Part
from asv.sealing import author_key
from asv.usecases.synchronisation import greet
from asv.usecases.territoires import places_of
from asv.web.dependencies import TheActeur, TheNow, TheSite, TheWriting, WebRequest

LISTS_CACHE = "public, max-age=300, must-revalidate"


@dataclass(frozen=True, slots=True)
class CommuneDuTerrain:
    code: str
    nom: str
    qpv: list[str]


@dataclass(frozen=True, slots=True)
class QpvDuTerrain:
    code: str
    nom: str


@dataclass(frozen=True, slots=True)
class Terrain:
    """Keys in base64: that of the auteur on this appareil, and the public one of the server (P-256, 65 bytes)."""

    auteur: UUID
    cle_auteur: str
    appareil: UUID
    cle_serveur: str
    territoire: str
    nom_affiche: str
    communes: list[CommuneDuTerrain]
    qpv: list[QpvDuTerrain]


@get("/api/terrain", opt={"roles": (Role.MEDIATEUR,)}, summary="Ce qu’il faut à une tablette pour sceller")
async def show_terrain(
    writing: TheWriting, acteur: TheActeur, site: TheSite, now: TheNow, appareil: FromQuery[UUID]
) -> Terrain:
    """Note que la tablette est en service ; déclarée perdue, elle ne reçoit aucune clé."""
    session = writing
    await greet(session, acteur, appareil, now)
    places: dict[str, Any] = await places_of(session, acteur.territoire_id)
    key = author_key(site.keyring.auteur_secret, acteur.compte_id, appareil)
    return Terrain(
        auteur=acteur.compte_id, cle_auteur=base64.b64encode(key).decode(), appareil=appareil,
        cle_serveur=base64.b64encode(site.keyring.server_key.public_raw).decode(), territoire=acteur.territoire_id,
        nom_affiche=acteur.nom_affiche, communes=[CommuneDuTerrain(**commune) for commune in places["communes"]],
        qpv=[QpvDuTerrain(**qpv) for qpv in places["qpv"]],
    )  # fmt: skip


@get("/nomenclatures.json", opt={"public": True}, summary="Les listes et leur version", sync_to_thread=False)
def show_nomenclatures(request: WebRequest, now: TheNow, part: FromQuery[Part] = Part.TOUT) -> Response[bytes]:
    """Listes en vigueur : toutes, celles d’un contact, les autres. L’ETag change si et seulement si un octet change."""
    etag = nomenclatures.etag(now.date(), part)
    headers = {"ETag": etag, "Cache-Control": LISTS_CACHE}
    if has_already(request.headers.get("if-none-match", ""), etag):
        return Response(b"", status_code=304, headers=headers)
    return Response(nomenclatures.as_bytes(now.date(), part), media_type=MediaType.JSON, headers=headers)


def has_already(if_none_match: str, etag: str) -> bool:
    """Whether the copy of the asker is this one; a compressing proxy may have weakened its tag."""
    tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return etag in tags or "*" in tags
