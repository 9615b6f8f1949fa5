"""Comparing places or periods: on closed periods only, whose figures no longer move."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from asv.domain.acteurs import Acteur
from asv.domain.diffusion import Destinataire
from asv.domain.errors import Refused
from asv.domain.periodes import Periode, is_closed, parse_periode
from asv.usecases.diagnostic.lecture import Lecture, choices, destinataire_of, read_diagnostic

NOT_CLOSED = (
    "« {periode} » n’est pas close : ses chiffres changent encore, et ne se comparent pas. "
    "Choisissez une période close."
)


def closed_choices(destinataire: Destinataire, today: date) -> list[Periode]:
    """Closed periods offered, those that end last first: years for everybody, and quarters for the team."""
    closed = [periode for periode in choices(destinataire, today) if is_closed(periode, today)]
    return sorted(closed, key=lambda periode: (periode.fin, periode.debut), reverse=True)


async def read_closed(session: AsyncSession, acteur: Acteur, code: str, today: date) -> Lecture:
    """The diagnostic of a closed period, the last one by default. Raises Refused on a period that still moves."""
    asked = parse_periode(code) if code else closed_choices(destinataire_of(acteur), today)[0]
    if not is_closed(asked, today):
        raise Refused(NOT_CLOSED.format(periode=asked.libelle))
    return await read_diagnostic(session, acteur, asked.code, today)
