"""A report frozen whole, once for all its recipients, and its adjustments: kept by fingerprints, read fail-closed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.document import names_of
from asv.db.journal import entry_of
from asv.db.rapports import lock_rapport
from asv.db.rapports_geles import AjustementRapport, RapportGele, ajustements_of, rapport_of
from asv.db.scope import visible
from asv.domain.acteurs import Acteur
from asv.domain.diffusion.editions import fingerprint
from asv.domain.errors import Conflict, Refused
from asv.domain.periodes import day_of
from asv.domain.rapports import (
    DIFFUSION,
    Ajustement,
    AjustementDate,
    ChiffresRapport,
    Exercice,
    Gel,
    adjusted,
    changes,
    check_figeable,
    check_raison,
    chosen,
    thawed_ajustement,
    thawed_chiffres,
)
from asv.usecases.rapports.comptes import check_coordination

ALTERED = (
    "Le rapport figé de {periode} ne correspond plus à son empreinte : il n’est pas montré. Prévenez l’administration "
    "technique, qui le reprendra d’une sauvegarde."
)
MOVED = "Un nombre a changé depuis que cette page a été ouverte : relisez-la, puis recommencez."
ALREADY = "Ce rapport est déjà figé : ce qui change s’ajoute en ajustement."
TOGETHER = "Quelqu’un a ajusté ce rapport en même temps : relisez la page, puis recommencez."


@dataclass(frozen=True, slots=True)
class RapportFige:
    """A report as it was frozen, what is true of it now, and who signed it, then its adjustments.

    derniere: fingerprint that the next adjustment follows.
    """

    chiffres: ChiffresRapport
    courants: ChiffresRapport
    gel: Gel
    auteurs: Sequence[str]
    derniere: str


async def read_frozen(session: AsyncSession, acteur: Acteur, periode: Exercice) -> RapportFige | None:
    """None while it is provisional. Raises Refused when what is kept is not what was written."""
    check_coordination(acteur)
    row = await session.scalar(rapport_of(visible(RapportGele, acteur), periode.code))
    if row is None:
        return None
    rows = (await session.scalars(ajustements_of(visible(AjustementRapport, acteur), periode.code))).all()
    ajustements = _checked(row, rows)
    chiffres = thawed_chiffres(row.contenu)
    dates = [
        AjustementDate(one.numero, day_of(kept.fige_le), one.raison, one.changements)
        for one, kept in zip(ajustements, rows, strict=True)
    ]
    return RapportFige(
        chiffres, adjusted(chiffres, ajustements), Gel(day_of(row.fige_le), row.empreinte, dates),
        await _names(session, acteur, [row.fige_par, *(one.fige_par for one in rows)]),
        rows[-1].empreinte if rows else row.empreinte,
    )  # fmt: skip


def _checked(row: RapportGele, rows: Sequence[AjustementRapport]) -> list[Ajustement]:
    """The adjustments in order, once every fingerprint answers to what is kept and to the one before it."""
    found, last = [thawed_ajustement(one.contenu) for one in rows], row.empreinte
    is_whole = fingerprint(row.contenu) == row.empreinte
    for rank, (one, kept) in enumerate(zip(found, rows, strict=True), start=1):
        is_own = (one.periode, one.numero, kept.numero) == (row.periode, rank, rank)
        is_whole &= is_own and kept.precedent == last and one.empreinte(last) == kept.empreinte
        last = kept.empreinte
    if not is_whole:
        raise Refused(ALTERED.format(periode=row.periode))
    return found


async def _names(session: AsyncSession, acteur: Acteur, people: list[UUID]) -> list[str]:
    known = dict((await session.execute(names_of(acteur.territoire_id, people))).all())
    return [known.get(one, "une personne de la coordination") for one in people]


async def freeze(
    session: AsyncSession, acteur: Acteur, chiffres: ChiffresRapport, attendue: str, now: datetime
) -> None:
    """Keeps every line for good, as it was read: `attendue` is the fingerprint that the page showed."""
    check_coordination(acteur)
    check_figeable(chiffres.periode, day_of(now))
    if chiffres.empreinte != attendue:
        raise Conflict(MOVED)
    own = {
        "territoire_id": acteur.territoire_id, "periode": chiffres.periode.code, "contenu": chiffres.contenu,
        "empreinte": chiffres.empreinte, "fige_par": acteur.compte_id,
    }  # fmt: skip
    await _keep(session, RapportGele, own, ALREADY)
    await session.execute(entry_of(acteur, "rapport_fige", chiffres.periode.code, empreinte=chiffres.empreinte))


async def adjust(
    session: AsyncSession, acteur: Acteur, now: ChiffresRapport, choix: Collection[str], *, attendue: str, raison: str,
    confirme: bool,
) -> None:  # fmt: skip
    """Writes an adjustment beside a frozen report. now: its lines counted again; attendue: their fingerprint, as shown.

    Raises Incorrect for the reason, Conflict when a number moved since the page was read.
    """
    await session.execute(lock_rapport(acteur.territoire_id, now.periode.code))
    frozen = await read_frozen(session, acteur, now.periode)
    if frozen is None:
        raise Conflict("Ce rapport n’est pas figé : rien ne s’ajuste, il se recompte.")
    if now.empreinte != attendue:
        raise Conflict(MOVED)
    kept = chosen(changes(frozen.courants, now), choix)
    numero = len(frozen.gel.ajustements) + 1
    sources = now.sources if DIFFUSION in {one.choix for one in kept} else ()
    one = Ajustement(now.periode.code, numero, check_raison(raison, confirme=confirme), sources, kept)
    own = {
        "territoire_id": acteur.territoire_id, "periode": now.periode.code, "numero": numero, "contenu": one.contenu,
        "precedent": frozen.derniere, "empreinte": one.empreinte(frozen.derniere), "fige_par": acteur.compte_id,
    }  # fmt: skip
    await _keep(session, AjustementRapport, own, TOGETHER)
    await session.execute(entry_of(acteur, "rapport_ajuste", f"{now.periode.code}/{numero}"))


async def _keep(session: AsyncSession, table: type[Any], own: dict[str, Any], otherwise: str) -> None:
    """Writes a row once. Raises Conflict when somebody did meanwhile."""
    query = insert(table).values(own).on_conflict_do_nothing().returning(table.empreinte)
    if await session.scalar(query) is None:
        raise Conflict(otherwise)
