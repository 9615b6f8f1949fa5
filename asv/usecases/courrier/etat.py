"""What `asv doctor` says of the mails."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.courrier import states
from asv.db.engine import loader_session
from asv.domain.courrier import Etat
from asv.usecases.courrier.poste import Relais, open_line

LOOKED_AT = timedelta(days=7)


async def examine(engine: AsyncEngine, relais: Relais | None, now: datetime) -> list[tuple[str, bool]]:
    """Findings, each a sentence and whether it is good. No server is a choice, one that does not answer is a fault."""
    if relais is None:
        return [("aucun courriel ne part : ASV_SMTP_URL est absente, et les nouvelles se lisent dans le site", True)]
    async with open_line(relais) as line:
        answers = line is not None
    async with loader_session(engine) as session, session.begin():
        found = dict((await session.execute(states(now - LOOKED_AT))).tuples().all())
    lost = found.get(Etat.INCERTAIN, 0) + found.get(Etat.ABANDONNE, 0)
    return [
        (f"le serveur de courriel {relais.host}:{relais.port} répond", answers),
        (f"courriels de la semaine : {found.get(Etat.PARTI, 0)} partis, {lost} incertains ou abandonnés", True),
    ]
