"""Two sheets of one structure become one: what would move is shown first, then all of it moves at once."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.journal import entry_of
from asv.db.scope import visible
from asv.db.structures import Structure, hosts_of, merged
from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Conflict, Forbidden
from asv.domain.structures import similarity
from asv.usecases.structures.reading import find

ONLY_COORDINATION = "Seule la coordination réunit deux fiches de l’annuaire : demandez-lui."
GONE = "Une de ces deux fiches a déjà été réunie avec une autre : revenez à l’annuaire."
SAME = "Choisissez une autre fiche que celle-ci."


@dataclass(frozen=True, slots=True)
class Reunion:
    """What merging would do: rows that move, by « table.colonne ». `reunies`: places of both in one action.

    `porteuses`: places in actions that the other sheet carries, which become its own. `has_two_siret`: perhaps two
    establishments.
    """

    gardee: Structure
    absorbee: Structure
    deplaces: dict[str, int]
    reunies: int
    porteuses: int
    has_two_siret: bool


def _check(acteur: Acteur) -> None:
    if acteur.role is not Role.COORDINATEUR:
        raise Forbidden(ONLY_COORDINATION)


async def mergeable(session: AsyncSession, acteur: Acteur, structure_id: UUID) -> tuple[Structure, list[Structure]]:
    """A sheet and all the others, those whose name is alike first."""
    _check(acteur)
    kept = await find(session, acteur, structure_id)
    others = [one for one in await session.scalars(hosts_of(visible(Structure, acteur))) if one.id != structure_id]
    return kept, sorted(others, key=lambda one: (-round(similarity(kept.nom, one.nom), 1), one.nom_tri))


async def preview_merge(session: AsyncSession, acteur: Acteur, gardee_id: UUID, absorbee_id: UUID) -> Reunion:
    """Count what would move, and write nothing."""
    gardee, absorbee = await _both(session, acteur, gardee_id, absorbee_id)
    moved = await _moved(session, gardee_id, absorbee_id, essai=True)
    reunies, porteuses = moved.pop("reunies"), moved.pop("porteuses")
    two = bool(gardee.siret and absorbee.siret and gardee.siret != absorbee.siret)
    return Reunion(gardee, absorbee, {nom: n for nom, n in moved.items() if n}, reunies, porteuses, two)


async def merge_structures(session: AsyncSession, acteur: Acteur, gardee_id: UUID, absorbee_id: UUID) -> None:
    """Move everything to the kept sheet; the other redirects to it. The journal keeps what moved and what went."""
    await _both(session, acteur, gardee_id, absorbee_id)
    moved = await _moved(session, gardee_id, absorbee_id, essai=False)
    said = {nom: str(n) for nom, n in moved.items() if n}
    await session.execute(
        entry_of(acteur, "structures_reunies", str(gardee_id), absorbee=str(absorbee_id), **said)
    )  # fmt: skip
    session.expire_all()


async def _both(
    session: AsyncSession, acteur: Acteur, gardee_id: UUID, absorbee_id: UUID
) -> tuple[Structure, Structure]:
    _check(acteur)
    if gardee_id == absorbee_id:
        raise Conflict(SAME)
    return await find(session, acteur, gardee_id), await find(session, acteur, absorbee_id)


async def _moved(session: AsyncSession, gardee_id: UUID, absorbee_id: UUID, *, essai: bool) -> dict[str, Any]:
    moved: dict[str, Any] | None = await session.scalar(merged(gardee_id, absorbee_id, essai=essai))
    if moved is None:
        raise Conflict(GONE)
    return moved
