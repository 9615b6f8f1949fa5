"""The public agenda: announced dates open to all, without login."""

from datetime import date, time
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import AS_VISITEUR, agenda_dates, agenda_quartiers, concerns
from asv.db.scope import opened_to_all
from asv.domain.actions import notice
from asv.domain.periodes import GenrePeriode, periode_of

LONGEST = 200
JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
NO_BREAK = "\N{NO-BREAK SPACE}"


async def public_agenda(session: AsyncSession, today: date, quartier: str) -> dict[str, Any]:
    """What templates/public/accueil.html shows: the dates to come, and the quartiers one may ask for.

    It is read as a visitor, whoever asks: the same page for all, and neither description nor means can slip in.
    """
    await session.execute(AS_VISITEUR)
    opened = opened_to_all()
    quartiers = [(code, nom) for code, nom in await session.execute(agenda_quartiers(opened, today))]
    query = agenda_dates(opened, today).limit(LONGEST)
    if quartier in dict(quartiers):
        query = query.where(concerns(quartier))
    rows = (await session.execute(query)).mappings()
    return {"seances": [_seance(row) for row in rows], "quartiers": quartiers}


def _seance(row: Any) -> dict[str, str]:
    etat = notice(row.etat_action, row.etat)
    return {
        "date_longue": in_full(row.jour),
        "heure": f"de {hour(row.debut)} à {hour(row.fin)}",
        "titre": row.titre,
        "lieu": row.lieu,
        "commune": row.commune,
        "qpv": (row.qpv or "").removeprefix("Quartier "),  # the page already says « quartier »
        "structure": row.structure,
        "etat_libelle": etat,
        "ton": "alert" if etat else "",
    }


def in_full(day: date) -> str:
    """« mardi 12 mai 2026 »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{JOURS[day.weekday()]} {number}{NO_BREAK}{periode_of(day, GenrePeriode.MOIS).libelle}"


def hour(moment: time) -> str:
    """« 9 h », « 14 h 30 »."""
    minutes = f"{NO_BREAK}{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour}{NO_BREAK}h{minutes}"
