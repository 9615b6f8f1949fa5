"""The public agenda: announced dates open to all, without login."""

from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession


async def public_agenda(session: AsyncSession, today: date, quartier: str) -> dict[str, Any]:
    del session, today, quartier
    return {"seances": [], "quartiers": []}
