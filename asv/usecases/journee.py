"""« Ma journée »: what the server received of a mediator; « À traiter »: what was kept aside, for the coordinator."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.journee import seances_since, set_aside
from asv.db.synchronisation import Quarantaine
from asv.domain import nomenclatures
from asv.domain.acteurs import Acteur
from asv.domain.nomenclatures import Creneau

SHOWN_DAYS = 7


@dataclass(frozen=True, slots=True)
class SeanceRecue:
    jour: date
    creneau: str
    mode: str
    lieu: str
    contacts: int
    salutations: int


@dataclass(frozen=True, slots=True)
class Reste:
    """An item kept aside: what kind, why, and since when; never its content."""

    genre: str
    motif: str
    champ: str
    raison: str
    recue_le: date


async def own_seances(session: AsyncSession, acteur: Acteur, today: date) -> list[SeanceRecue]:
    """The mediator’s séances of the last seven days, latest first: own rows, not figures about people."""
    rows = await session.execute(seances_since(acteur, today - timedelta(days=SHOWN_DAYS)))
    return [
        SeanceRecue(
            jour=seance.date_seance,
            creneau=Creneau(seance.creneau).libelle,
            mode=nomenclatures.entree("MODE_CONTACT", seance.mode).court,
            lieu=f"{commune}, {qpv}" if qpv else f"{commune}, hors QPV",
            contacts=contacts,
            salutations=salutations,
        )
        for seance, commune, qpv, contacts, salutations in rows
    ]


async def list_set_aside(session: AsyncSession, acteur: Acteur) -> list[Reste]:
    return [_reste(row) for row in (await session.scalars(set_aside(acteur))).all()]


def _reste(row: Quarantaine) -> Reste:
    return Reste(row.genre or "illisible", row.motif, row.champ or "", row.raison, row.recue_le.date())
