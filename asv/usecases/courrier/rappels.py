"""The daily pass: what is due is told to those who may do it, once and for all."""

from datetime import date

from asv.db.rappels import RAPPELS, reminded
from asv.usecases.courrier.envoi import Carrier


async def remind(carrier: Carrier, today: date) -> int:
    """Gives how many people learned of something just now; none on a second pass of the day."""
    told = 0
    async with carrier() as session, session.begin():
        for due in RAPPELS:
            told += len((await session.execute(reminded(due(today)))).all())
    return told
