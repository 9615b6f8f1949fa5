"""Suivis of a test, written as rows: the tests that receive them as saisies are elsewhere."""

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action, DateAction
from asv.db.engine import loader_session
from asv.db.suivis import Demarche, Etape, Orientation, Resultat, Suivi
from tests.support.database import TODAY, Persona, World

VERSION = {"nomenclature": "2026.1"}


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def suivi_of(world: World, who: Persona, **changes: Any) -> Suivi:
    """An open suivi of this mediator, seen two days ago."""
    values = {
        "territoire_id": world.territoire_id, "id": uuid4(), "mediateur_id": who.id, "ouvert_le": ago(200),
        "dernier_contact_le": ago(2), "zone_residence": "ZR_HORS_QPV", "commune_residence": world.cellules[0][0],
        "sexe": "F", "tranche_age": "A25_49",
    }  # fmt: skip
    return Suivi(**values | VERSION | changes)


def _hung(suivi: Suivi, **values: Any) -> dict[str, Any]:
    return {"territoire_id": suivi.territoire_id, "id": uuid4(), "suivi_id": suivi.id,
            "auteur_id": suivi.mediateur_id} | VERSION | values  # fmt: skip


def orientation_of(suivi: Suivi, day: date, **changes: Any) -> Orientation:
    return Orientation(**_hung(suivi, type="O_MG", force="TO_ACTIVE", date_orientation=day) | changes)


def demarche_of(suivi: Suivi, day: date, **changes: Any) -> Demarche:
    return Demarche(**_hung(suivi, code="D_C2S_DEP", date_demarche=day) | changes)


def resultat_of(suivi: Suivi, pour: UUID, code: str, day: date, **changes: Any) -> Resultat:
    return Resultat(**_hung(suivi, pour_id=pour, code=code, date_resultat=day, source="personne") | changes)


def etape_of(suivi: Suivi, nature: str, day: date, **changes: Any) -> Etape:
    return Etape(**_hung(suivi, nature=nature, date_etape=day, objet=None) | changes)


def action_of(world: World, *days: date, **changes: Any) -> tuple[Action, list[DateAction]]:
    """An announced action with dates to come, in the order of the days."""
    commune, qpv = world.cellules[0]
    action = Action(
        territoire_id=world.territoire_id, id=uuid4(), titre="Bus dépistage diabète", type="AC_DEPIST",
        theme="NUT_DIABETE", etat="AE_PROGRAMMEE", porteur_id=world.partenaire.structure_id,
        creee_par=world.partenaire.id, qpv=[qpv], **changes,
    )  # fmt: skip
    dates = [
        DateAction(
            territoire_id=world.territoire_id, id=uuid4(), action_id=action.id, porteur_id=action.porteur_id, jour=day,
            debut=time(9), fin=time(12), lieu="Place", commune=commune, qpv=qpv, etat="AE_PROGRAMMEE",
        )
        for day in days
    ]  # fmt: skip
    return action, dates


async def keep(admin: AsyncEngine, *rows: object) -> None:
    """Store these rows, what others hang on first."""
    first = [row for row in rows if isinstance(row, Suivi | Action)]
    async with loader_session(admin) as session, session.begin():
        session.add_all(first)
        await session.flush()
        session.add_all([row for row in rows if row not in first])
        await session.flush()
