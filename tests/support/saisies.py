"""Saisies as a tablet writes them, in clear and sealed."""

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases
from asv.db.tables import METADATA
from asv.sealing import ServerKey, Statement, author_key, mac, seal
from asv.usecases.entree import who
from asv.usecases.synchronisation import Answer, Batch, places_of, receive
from tests.support.database import TODAY, Persona, World

NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 9, 30, tzinfo=UTC)
TABLET = UUID("7ab1e700-0000-4000-8000-000000000001")


@dataclass(frozen=True)
class Keys:
    server_key: ServerKey
    auteur_secret: bytes
    carte_secret: bytes
    former_keys: tuple[ServerKey, ...] = ()


KEYS = Keys(ServerKey.generate(), b"un secret de trente-deux octets.", b"un autre, aussi de trente-deux.")


def seance(world: World, **changes) -> dict:
    commune, qpv = world.cellules[0]
    return {
        "date": TODAY.isoformat(), "creneau": "matin", "commune": commune, "qpv": qpv, "lieu_type": "MAIRIE_CCAS",
        "mode": "PERMANENCE", "nomenclature": "2026.1",
    } | changes  # fmt: skip


def contact(seance_id: object, **changes) -> dict:
    return {
        "seance": str(seance_id), "nature": "contact", "sexe": "F", "tranche_age": "A25_49",
        "freins": ["FIN_RAC", "ADM_DOSSIER"], "themes": ["DENT"], "interventions": ["INFO_DROITS"],
        "orientation": "O_CCAS", "force_orientation": "TO_INFO", "premiere_fois": "OUI", "duree_minutes": 15,
        "nomenclature": "2026.1",
    } | changes  # fmt: skip


def salutation(seance_id: object) -> dict:
    return {"seance": str(seance_id), "nature": "salutation", "nomenclature": "2026.1"}


def atelier(world: World, **changes) -> dict:
    commune, qpv = world.cellules[0]
    return {
        "date": TODAY.isoformat(), "creneau": "apres_midi", "commune": commune, "qpv": qpv,
        "lieu_type": "CENTRE_SOCIAL", "theme": "NUTRI", "total": 9, "sexe": {"F": 7, "H": 2},
        "tranche_age": {"A25_49": 6, "NC": 3}, "residence": {"QPV": 5, "HORS_QPV": 3, "NC": 1}, "deja_rencontres": 4,
        "nomenclature": "2026.1",
    } | changes  # fmt: skip


def ouverture(world: World, code: str, **changes) -> dict:
    commune, qpv = world.cellules[0]
    return {
        "code": code, "date": TODAY.isoformat(), "accords": ["IP_ACCORD_SUIVI"], "zone_residence": "ZR_QPV",
        "commune_residence": commune, "qpv_residence": qpv, "sexe": "F", "tranche_age": "A25_49",
        "besoins": [{"code": "B_DENT", "origine": "EXPRIME"}],
        "autonomies": [{"domaine": "AD_DROITS", "niveau": "AUT_1"}],
        "droits": [{"couverture": "C2S", "etat": "EXPIRE"}], "nomenclature": "2026.1",
    } | changes  # fmt: skip


def etape(code: str, nature: str = "droit", **changes) -> dict:
    """An étape as a tablet sends it: a right asked for, unless told otherwise."""
    said = {"objet": "C2S", "apres": "EN_COURS"} if nature == "droit" else {}
    return {
        "code": code, "date": TODAY.isoformat(), "nature": nature, "nomenclature": "2026.1",
    } | said | changes  # fmt: skip


def orientation(code: str, **changes) -> dict:
    return {
        "code": code, "date": TODAY.isoformat(), "type": "O_PASS", "force": "TO_ACTIVE", "nomenclature": "2026.1",
    } | changes  # fmt: skip


def resultat(code: str, pour: object, **changes) -> dict:
    return {
        "code": code, "date": TODAY.isoformat(), "pour": str(pour), "resultat": "RES_RDV_HONORE", "source": "personne",
        "nomenclature": "2026.1",
    } | changes  # fmt: skip


def retrait(code: str) -> dict:
    return {"code": code, "date": TODAY.isoformat(), "nomenclature": "2026.1"}


def clear(genre: str, contenu: object, item_id: object = None, version: object = 1) -> dict:
    return {"id": str(item_id or uuid4()), "genre": genre, "version": version, "contenu": contenu}


def sealed(
    item: dict, auteur: UUID, /, keys: Keys = KEYS, *, tablet: UUID = TABLET, raw: bool = False, **forged: object
) -> dict:
    """The same item as a tablet seals it; `forged` replaces fields once signed; `raw`: `contenu` is the text itself."""
    item_id = UUID(item["id"])
    text = item["contenu"] if raw else json.dumps(item["contenu"])
    statement = Statement(item_id, item["genre"], item["version"], auteur, tablet, text)
    mark = mac(author_key(keys.auteur_secret, auteur, tablet), statement)
    inside = {
        "genre": item["genre"], "version": item["version"], "auteur": str(auteur), "appareil": str(tablet),
        "contenu": text, "mac": base64.b64encode(mark).decode(),
    } | forged  # fmt: skip
    blob = seal(keys.server_key.public_raw, json.dumps(inside).encode(), item_id)
    return {"id": item["id"], "scelle": base64.b64encode(blob).decode()}


async def send(
    bases: Bases, persona: Persona, elements: list, now: datetime = NOW, *, one_by_one: bool = False
) -> Answer:
    """One batch of this person, committed."""
    async with bases.session(persona.token, read_only=False) as session, session.begin():
        acteur = await who(session)
        places = await places_of(session, acteur.territoire_id, now)
        batch = Batch(TABLET, elements)
        return await receive(session, acteur, batch, keyring=KEYS, places=places, now=now, one_by_one=one_by_one)


def issues(answer: Answer) -> list[str]:
    return [verdict.issue.value for verdict in answer.verdicts]


async def rows(admin: AsyncEngine, world: World, table: str) -> list:
    """What the database itself holds for this territoire, asked by its administrator."""
    source = METADATA.tables[f"asv.{table}"]
    query = select(source).where(source.c.territoire_id == world.territoire_id).order_by(*source.primary_key)
    async with admin.connect() as connection:
        return list((await connection.execute(query)).mappings())


async def count(admin: AsyncEngine, world: World, table: str) -> int:
    return len(await rows(admin, world, table))
