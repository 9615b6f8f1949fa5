"""A release asked for: everything is counted once, and kept until it is decided, whichever process does it."""

from collections import Counter as Tally
from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.counts import Counter, crossed, of_frequent
from asv.db.diffusions import ChantierDiffusion, DiffusionGardee, ledger_of
from asv.db.journal import entry_of
from asv.db.reference import communes_of
from asv.db.scope import visible
from asv.domain.acteurs import Acteur, Role
from asv.domain.diffusion import Ligne
from asv.domain.diffusion.croisements import CountedCrossing, check_closed
from asv.domain.diffusion.editions import thawed_edition
from asv.domain.errors import Conflict, Forbidden
from asv.domain.indicateurs import INDICATEURS, Contact, Preparation, crossing_of, has_changed, prepared
from asv.domain.indicateurs.dominance import LEAST, Rows, by_person, crossed_of
from asv.domain.periodes import Periode, annee, last_closed, parse_periode, trimestre
from asv.domain.territoires import Cellule
from asv.usecases.diagnostic.lecture import check_settled_for, quartiers_of
from asv.usecases.diagnostic.ledger import reserve_of, whole_diffusion

OFFERED = 3
"""Closed years that may be released, the last one first."""


def offered_periods(today: date) -> tuple[Periode, ...]:
    """Closed years, each with its quarters, and the closed quarters of the running year."""
    last = last_closed(today).annee
    years = range(last + 1, last - OFFERED, -1)
    periods = (one for year in years for one in (annee(year), *(trimestre(year, rang) for rang in (4, 3, 2, 1))))
    return tuple(one for one in periods if today > one.cloture)


async def ask_diffusion(session: AsyncSession, acteur: Acteur, code: str, today: date) -> Preparation:
    """Counts a closed period, for a first edition or, when something was corrected, for another one.

    Raises Conflict while another release of the same year is being prepared, when nothing changed since the last
    edition, or while the period is still being taken over.
    """
    check_decider(acteur)
    periode = parse_periode(code)
    check_closed(periode, today)
    await check_settled_for(session, acteur, periode, today)
    await _make_room(session, acteur, periode)
    preparation = await _count(session, acteur, periode, today)
    row = {
        "territoire_id": acteur.territoire_id, "annee": periode.annee, "periode": periode.code,
        "comptes": preparation.frozen(), "demande_par": acteur.compte_id,
    }  # fmt: skip
    await session.execute(insert(ChantierDiffusion).values(row))
    await session.execute(entry_of(acteur, "diffusion_demandee", preparation.crossing.nom))
    return preparation


def check_decider(acteur: Acteur) -> None:
    if acteur.role is not Role.COORDINATEUR:
        raise Forbidden("Les diffusions sont décidées par la coordination.")


async def _make_room(session: AsyncSession, acteur: Acteur, periode: Periode) -> None:
    """One release of a year at a time; one that was refused gives way."""
    running = await session.get(ChantierDiffusion, (acteur.territoire_id, periode.annee))
    if running is not None and not running.refus:
        raise Conflict(f"Une diffusion de {periode.annee} se prépare déjà : attendez qu’elle soit gardée.")
    if running is not None:
        session.expunge(running)
        where = (ChantierDiffusion.territoire_id == acteur.territoire_id, ChantierDiffusion.annee == periode.annee)
        await session.execute(delete(ChantierDiffusion).where(*where))


async def _count(session: AsyncSession, acteur: Acteur, periode: Periode, today: date) -> Preparation:
    rows = await session.scalars(ledger_of(visible(DiffusionGardee, acteur), periode.annee))
    earlier = [row for row in rows if row.periode == periode.code]
    quartiers = await quartiers_of(session, acteur.territoire_id)
    lignes = [Ligne(quartier.code, quartier.nom) for quartier in quartiers]
    communes = {
        one.code: [quartier.code for quartier in quartiers if one.code in quartier.communes]
        for one in await session.scalars(communes_of(acteur.territoire_id))
    }
    year = annee(periode.annee)
    personnes = by_person((await session.execute(of_frequent(acteur, year, LEAST))).mappings())
    preparation = prepared(
        await _crossing(session, acteur, year, lignes, personnes), periode,
        await Counter(session, acteur, periode, today).tables(INDICATEURS.values(), lignes), today=today,
        edition=len(earlier) + 1, communes=communes, gardees=whole_diffusion(earlier[0]).tables if earlier else {},
        personnes=personnes,
    )  # fmt: skip
    if earlier:
        last = thawed_edition((await reserve_of(session, acteur, earlier[-1]))["crossing"])
        if not has_changed(preparation, last):
            raise Conflict(f"Rien n’a changé depuis la diffusion {last.nom} : elle reste la bonne.")
    return preparation


async def _crossing(
    session: AsyncSession, acteur: Acteur, year: Periode, quartiers: list[Ligne], personnes: Sequence[Rows]
) -> CountedCrossing:
    contacts: Tally[Contact] = Tally()
    for commune, qpv, frein, sexe, age, month, how_many in await session.execute(crossed(acteur, year)):
        contacts[Cellule(commune, qpv), frein or "", sexe, age, int(month)] += how_many
    communes = [Ligne(c.code, c.nom) for c in await session.scalars(communes_of(acteur.territoire_id))]
    return crossing_of(
        contacts,
        communes=communes,
        quartiers=quartiers,
        perimetre=acteur.territoire_id,
        periode=year,
        personnes=[crossed_of(rows) for rows in personnes],
    )
