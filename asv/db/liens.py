"""What a priorité is tied to and where inhabitants spoke together, read once for the pages and for the document."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, DateAction
from asv.db.besoins import Ambition, BesoinAction, Priorite, ambitions_of
from asv.db.bilans import Frequentation
from asv.db.engagements import Engagement, engagements_of
from asv.db.priorites import answers_of, moments_of
from asv.db.scope import visible
from asv.domain.acteurs import Acteur
from asv.domain.priorites import GIVEN_UP, NO_ANSWER, Moment, Recueil, missing_links, recueil_of


@dataclass(frozen=True, slots=True)
class Liens:
    """Ambitions and commitments in words; actions that answer, with their title and the day of their announcement."""

    ambitions: tuple[str, ...]
    actions: tuple[tuple[UUID, str, datetime | None], ...]
    engagements: tuple[str, ...]

    @property
    def manque(self) -> tuple[str, ...]:
        """What the priorité needs before it may be said decided."""
        return missing_links(ambitions=len(self.ambitions), reponses=len(self.actions) + len(self.engagements))


async def named_ambitions(session: AsyncSession, acteur: Acteur, *only: ColumnElement[bool]) -> dict[UUID, str]:
    """Lines of the contrat de ville with their numbers, in that order."""
    lines = await session.scalars(ambitions_of(visible(Ambition, acteur)).where(*only))
    return {one.id: f"{one.numero} {one.libelle}".strip() for one in lines}


async def standing_engagements(session: AsyncSession, acteur: Acteur) -> dict[UUID, str]:
    """Commitments that are not given up, after the name of who signed."""
    standing = visible(Engagement, acteur) & (Engagement.etat != GIVEN_UP)
    return {e.id: f"{nom} : {e.libelle}" for e, nom in await session.execute(engagements_of(standing))}


async def read_liens(
    session: AsyncSession, acteur: Acteur, priorites: Iterable[Priorite]
) -> list[tuple[Priorite, Liens]]:
    """Each priorité with what it is tied to, as it stands today."""
    ambitions = await named_ambitions(session, acteur)
    signed = await standing_engagements(session, acteur)
    answers: dict[UUID | None, list[tuple[UUID, str, datetime | None]]] = defaultdict(list)
    living = visible(BesoinAction, acteur), Action.etat.not_in(NO_ANSWER)
    for objet, action, titre, annoncee_le in await session.execute(answers_of(*living)):
        answers[objet].append((action, titre, annoncee_le))
    return [
        (
            row,
            Liens(
                tuple(ambitions[key] for key in row.ambitions if key in ambitions),
                tuple(answers[row.id]),
                tuple(signed[key] for key in row.engagements if key in signed),
            ),
        )
        for row in priorites
    ]


async def read_recueil(session: AsyncSession, acteur: Acteur, annee: int, contrat: Collection[str]) -> Recueil:
    """V02 of a year. contrat: codes of the QPV of the contract."""
    seen = visible(DateAction, acteur) & visible(Frequentation, acteur) & visible(Action, acteur)
    held = await session.execute(moments_of(seen, date(annee, 1, 1), date(annee, 12, 31)))
    return recueil_of([Moment(qpv, count) for qpv, count in held], contrat)
