"""What the writing of a batch works with, handed from step to step."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from asv.domain.acteurs import Acteur
from asv.usecases.synchronisation.judging import Rules
from asv.usecases.synchronisation.opening import Keyring


@dataclass(frozen=True, slots=True)
class Desk:
    session: AsyncSession
    acteur: Acteur
    rules: Rules
    keyring: Keyring
