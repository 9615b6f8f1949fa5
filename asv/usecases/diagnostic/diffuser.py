"""A release decided with the whole ledger, audited twice, then kept: it fails closed."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.croisements import Croisement, released_crossing
from asv.db.diffusions import ChantierDiffusion, DiffusionGardee, DiffusionReserve, ledger_of
from asv.db.journal import entry_of
from asv.db.scope import visible
from asv.domain.acteurs import Acteur
from asv.domain.diffusion import Destinataire, Diffusion, Progress, crossed_problem, thawed
from asv.domain.diffusion.croisements import CountedCrossing, Edition, decide_crossed
from asv.domain.diffusion.croisements.cells import margins
from asv.domain.diffusion.editions import audit_ledger, motifs_of, thawed_edition
from asv.domain.errors import Conflict, Refused
from asv.domain.indicateurs import Preparation, decided, kept_of
from asv.domain.periodes import annee
from asv.usecases.diagnostic.ledger import reserve_of
from asv.usecases.diagnostic.preparer import check_decider

SILENCE = timedelta(seconds=30)
"""A process that says nothing for so long works no more on a release: another goes on from what was counted."""
CONTRADICTED = (
    "Des saisies de cette période se contredisent (« aucune difficulté » à côté d’une difficulté) : corrigez-les "
    "d’abord."
)
MEANWHILE = "Une autre diffusion de la même année a été gardée pendant le calcul : demandez celle-ci de nouveau."
UNLIKE = (
    "Les tableaux croisés gardés pour {annee} ne s’accordent plus avec les contacts : leur écart désignerait des "
    "personnes. Ces tableaux restent lisibles ; cette année ne se diffuse pas de nouveau."
)
YEAR_FIRST = (
    "Les tableaux croisés de {annee} ont été gardés seuls, avant le registre : diffusez d’abord l’année, puis ses "
    "trimestres."
)
TOLD = (
    "Relus avec tout ce qui est déjà diffusé, ces tableaux laisseraient retrouver {nombre} : rien n’est gardé. "
    "Diffusez une période plus longue, ou gardez les diffusions précédentes."
)


@dataclass(frozen=True, slots=True)
class Chantier:
    """A release being prepared, as its page shows it. is_muet: nobody works on it any more."""

    annee: int
    periode: str
    part: float
    refus: str
    is_muet: bool


async def chantiers_of(session: AsyncSession, acteur: Acteur, now: datetime) -> list[Chantier]:
    """The releases being prepared."""
    check_decider(acteur)
    seen = visible(ChantierDiffusion, acteur)
    rows = await session.scalars(select(ChantierDiffusion).where(seen).order_by(ChantierDiffusion.annee))
    return [
        Chantier(row.annee, row.periode, row.part, row.refus, not row.refus and now - row.battu_le > SILENCE)
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Travail:
    """Everything that deciding needs: what was counted, and what left earlier of the same year."""

    preparation: Preparation
    anterieures: Sequence[Edition]


async def take_up(session: AsyncSession, acteur: Acteur, year: int) -> Travail:
    """What was counted for the release of a year, and the ledger it meets; says that somebody works on it."""
    check_decider(acteur)
    row = await session.get(ChantierDiffusion, (acteur.territoire_id, year))
    if row is None or row.refus:
        raise Conflict("Cette diffusion ne se prépare plus : demandez-la de nouveau.")
    await beat(session, acteur, year)
    preparation = Preparation.thawed(row.comptes)
    return Travail(preparation, await _earlier(session, acteur, preparation))


async def beat(session: AsyncSession, acteur: Acteur, year: int, part: float | None = None, refus: str = "") -> None:
    """Says that the work goes on, how far it is, or why it stopped."""
    values: dict[str, Any] = {"battu_le": func.now(), "refus": refus}
    if part is not None:
        values["part"] = part
    await session.execute(update(ChantierDiffusion).where(*_of_year(acteur, year)).values(values))
    if refus:
        await session.execute(entry_of(acteur, "diffusion_refusee", str(year), raison=refus))


def _of_year(acteur: Acteur, year: int) -> tuple[Any, Any]:
    return ChantierDiffusion.territoire_id == acteur.territoire_id, ChantierDiffusion.annee == year


async def _earlier(session: AsyncSession, acteur: Acteur, preparation: Preparation) -> list[Edition]:
    """What left earlier of the same year, crossed tables kept before there was a ledger included."""
    year = preparation.periode.annee
    rows = await session.scalars(ledger_of(visible(DiffusionGardee, acteur), year))
    found = [thawed_edition((await reserve_of(session, acteur, row))["crossing"]) for row in rows]
    kept = await session.scalar(released_crossing(visible(Croisement, acteur), year))
    if kept is None:
        return found
    whole = [one.counted for one in (preparation.crossing, *found) if one.counted.periode == annee(year)]
    if not whole:
        raise Refused(YEAR_FIRST.format(annee=year))
    return [_former(whole[0], kept), *found]


def _former(counted: CountedCrossing, kept: Croisement) -> Edition:
    """Crossed tables released alone: their counts were not kept, so that they must still be those of today."""
    released = thawed(kept.contenu, Destinataire.EQUIPE)
    counts = margins(replace(counted, tableaux=released.tableaux, retires=()))
    dits = {cle: cell.effectif for cle, cell in released.cells.items()}
    if any(said is not None and said != counts.get(cle, 0) for cle, said in dits.items()):
        raise Refused(UNLIKE.format(annee=kept.annee))
    return Edition(f"croisements-{kept.annee}", replace(counted, tableaux=released.tableaux, retires=()), dits)


async def decide(
    travail: Travail, today: date, progress: Callable[[Progress], None] | None = None
) -> tuple[Diffusion, dict[str, Any]]:
    """The slow part, in threads: some seconds, without the database. Raises Refused with what to do instead."""
    crossing = travail.preparation.crossing
    try:
        crossed = await asyncio.to_thread(
            crossed_problem, crossing.counted, crossing.dits, crossing.cites, crossing.most,
            anterieures=travail.anterieures,
        )  # fmt: skip
    except ValueError as contradiction:
        raise Refused(CONTRADICTED) from contradiction
    decision = await asyncio.to_thread(
        decide_crossed, crossed, destinataire=Destinataire.FINANCEUR, today=today, progress=progress
    )
    found = await asyncio.to_thread(decided, travail.preparation, decision)
    relecture, motifs = await asyncio.gather(
        asyncio.to_thread(audit_ledger, [*travail.anterieures, found.crossing]), asyncio.to_thread(motifs_of, decision)
    )
    if relecture.menaces:
        number = len(relecture.menaces)
        raise Refused(TOLD.format(nombre="un petit nombre" if number == 1 else f"{number} petits nombres"))
    return kept_of(found, relecture, motifs)


async def keep_diffusion(
    session: AsyncSession, acteur: Acteur, travail: Travail, diffusion: Diffusion, reserve: dict[str, Any]
) -> None:
    """Keeps the release for good, and journals it. Raises Conflict when the ledger grew meanwhile."""
    check_decider(acteur)
    year = diffusion.periode.annee
    await session.get(ChantierDiffusion, (acteur.territoire_id, year), with_for_update=True)
    seen = [edition.nom for edition in await _earlier(session, acteur, travail.preparation)]
    if seen != [edition.nom for edition in travail.anterieures]:
        raise Conflict(MEANWHILE)
    key = {"territoire_id": acteur.territoire_id, "periode": diffusion.periode.code, "edition": diffusion.edition}
    session.add(
        DiffusionGardee(
            **key, annee=year, contenu=diffusion.contenu, empreinte=diffusion.empreinte, publiee_par=acteur.compte_id
        )
    )
    await session.flush()
    session.add(DiffusionReserve(**key, contenu=reserve))
    await session.flush()
    await session.execute(delete(ChantierDiffusion).where(*_of_year(acteur, year)))
    await session.execute(
        entry_of(
            acteur, "diffusion_gardee", diffusion.code, empreinte=diffusion.empreinte,
            anterieures=" ".join(seen), controlees=str(diffusion.controle.controlees),
        )
    )  # fmt: skip
