"""The pense-bête: a short note to oneself, read by nobody else, forgotten after thirty days."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.fiches import note, worn_out
from asv.db.suivis import PenseBete
from asv.domain.acteurs import Acteur
from asv.domain.errors import Refused
from asv.domain.texte_libre import check_note
from asv.usecases.suivis.access import find_to_write

LONGEST = 140
LIFE = timedelta(days=30)
EMPTY = "Écrivez quelques mots, par exemple : « rappeler, RDV spécialiste »."
CLOSED = "Ce suivi est clos : un pense-bête n’y sert plus."


async def write_note(
    session: AsyncSession, acteur: Acteur, suivi_id: UUID, note_id: UUID, texte: str, *, confirme: bool, today: date
) -> None:
    """Keep a note that names nobody; the same one sent twice is kept once. Raises TexteRefuse."""
    suivi = await find_to_write(session, acteur, suivi_id)
    if suivi.clos_le is not None:
        raise Refused(CLOSED)
    kept = check_note(texte, confirme=confirme, longest=LONGEST)
    if not kept:
        raise Refused(EMPTY)
    await session.execute(worn_out(acteur, today))
    if await session.get(PenseBete, (acteur.territoire_id, note_id)) is None:
        session.add(
            PenseBete(territoire_id=acteur.territoire_id, id=note_id, suivi_id=suivi_id, auteur_id=acteur.compte_id,
                      texte=kept, ecrit_le=today, expire_le=today + LIFE)
        )  # fmt: skip


async def drop_note(session: AsyncSession, acteur: Acteur, suivi_id: UUID, note_id: UUID) -> None:
    await session.execute(note(acteur, suivi_id, note_id))
