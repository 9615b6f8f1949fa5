"""Suivis laid down as the reception leaves them, for tests that read; those that write use the forms."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import loader_session
from asv.db.suivis import Carte, Demarche, Etape, Orientation, Suivi
from asv.deployment import open_keyring
from asv.domain.periodes import FRANCE
from asv.domain.suivis.codes import draw_code
from asv.sealing import keyed_hash
from tests.support.database import Persona, World


@dataclass(frozen=True)
class Laid:
    """A suivi in the database, and the code on the card of its person."""

    id: UUID
    code: str

    @property
    def path(self) -> str:
        return f"/suivis/{self.id}"


@pytest.fixture(scope="session")
def carte_secret(bases: object, shared_dir: Path) -> bytes:
    return open_keyring(shared_dir / "keys").carte_secret


async def lay(
    admin: AsyncEngine, world: World, secret: bytes, *, who: Persona | None = None, day: date | None = None,
    besoins: tuple[str, ...] = ("B_DROITS",), **more: object,
) -> Laid:  # fmt: skip
    """One open suivi: agreement, residence, needs, one right, one domain of autonomy."""
    referent, laid, opened = who or world.mediateur, Laid(uuid4(), draw_code()), day or ago(0)
    commune, qpv = world.cellules[0]
    same = {"territoire_id": world.territoire_id, "nomenclature": "2026.1"}
    of = {"id": uuid4, "suivi_id": laid.id, "auteur_id": referent.id, "date_etape": opened} | same
    steps = [
        {"nature": "accord", "objet": "IP_ACCORD_SUIVI"},
        {"nature": "residence", "objet": "ZR_QPV", "commune": commune, "qpv": qpv},
        *({"nature": "besoin", "objet": code, "apres": "EXPRIME"} for code in besoins),
        {"nature": "droit", "objet": "C2S", "apres": "EXPIRE"},
        {"nature": "autonomie", "objet": "AD_DROITS", "apres": "AUT_1"},
    ]
    async with loader_session(admin) as session, session.begin():
        session.add(
            Suivi(id=laid.id, mediateur_id=referent.id, ouvert_le=opened, dernier_contact_le=opened,
                  zone_residence="ZR_QPV", commune_residence=commune, qpv_residence=qpv, sexe="F",
                  tranche_age="A25_49", **same, **more)
        )  # fmt: skip
        await session.flush()
        session.add(Carte(territoire_id=world.territoire_id, empreinte=keyed_hash(secret, laid.code), suivi_id=laid.id))
        for step in steps:
            session.add(Etape(**(of | {"id": uuid4()} | step)))
            await session.flush()
    return laid


async def add(admin: AsyncEngine, world: World, kind: type, suivi: Laid, who: Persona, **fields: object) -> UUID:
    """One more row of a suivi."""
    row = {"territoire_id": world.territoire_id, "id": uuid4(), "suivi_id": suivi.id, "auteur_id": who.id}
    if kind in (Etape, Demarche, Orientation) or "code" in fields:
        row["nomenclature"] = "2026.1"
    async with loader_session(admin) as session, session.begin():
        session.add(kind(**(row | fields)))
    return row["id"]


def ago(days: int) -> date:
    return datetime.now(FRANCE).date() - timedelta(days=days)
