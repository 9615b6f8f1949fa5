"""Every séance that could be held: a day, a half-day, a QPV, a means. What collides is left out, and counted."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from asv.domain.coordination.faits import ActionVue, DateVue
from asv.domain.nomenclatures.enumerations import Creneau
from asv.domain.planification.demande import Demande
from asv.domain.planification.feries import is_worked
from asv.domain.planification.terrain import Besoin, MoyenVu, Terrain, is_near

NEAREST = 2
"""Means tried for one half-day in one QPV: the nearest ones."""


class Option(NamedTuple):
    jour: date
    creneau: str
    qpv: str
    moyen: UUID | None
    km: float


@dataclass(frozen=True)
class Ecartees:
    """Why half-days of a QPV were left out. `genees`: dates of the same theme that are too close."""

    collision: Counter[str] = field(default_factory=Counter)
    moyen: Counter[str] = field(default_factory=Counter)
    structure: set[str] = field(default_factory=set)
    genees: dict[str, tuple[ActionVue, DateVue]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Relache:
    """A rule given up to see what it costs."""

    moyens: bool = False
    ecart: bool = False
    semaines: int = 0


STRICT = Relache()


def options_of(
    terrain: Terrain, demande: Demande, besoins: list[Besoin], relache: Relache = STRICT
) -> tuple[list[Option], Ecartees]:
    """Séances possible, in the order of days, then of codes; and why others are not."""
    ecartees = Ecartees()
    days = worked_days(demande, relache.semaines)
    found: list[Option] = []
    for besoin in besoins:
        quartier = besoin.quartier
        if not any(structure.covers(quartier) for structure in terrain.structures):
            ecartees.structure.add(quartier.code)
            continue
        busy = [] if relache.ecart else terrain.busy(quartier.code, demande.theme)
        for jour in days:
            near = next((held for held in busy if is_near(jour, held[1].jour)), None)
            if near is not None:
                ecartees.collision[quartier.code] += len(demande.creneaux)
                ecartees.genees.setdefault(quartier.code, near)
                continue
            for creneau in demande.creneaux:
                several = [*_means(terrain, quartier.code, jour, creneau, relache)]
                ecartees.moyen[quartier.code] += not several
                found += [Option(jour, creneau, quartier.code, moyen, km) for moyen, km in several]
    rank = {creneau.value: place for place, creneau in enumerate(Creneau)}
    return sorted(found, key=lambda option: (option.jour, rank[option.creneau], option.qpv, option.km)), ecartees


def worked_days(demande: Demande, weeks: int = 0) -> list[date]:
    """Days asked for that are neither a holiday nor a day of rest, and `weeks` more after the last."""
    count = (demande.fin - demande.debut).days + 7 * weeks + 1
    days = (demande.debut + timedelta(days=later) for later in range(count))
    return [jour for jour in days if is_worked(jour, with_saturday=demande.with_saturday)]


def _means(
    terrain: Terrain, qpv: str, jour: date, creneau: str, relache: Relache
) -> Iterator[tuple[UUID | None, float]]:
    if terrain.moyens is None or relache.moyens:
        yield None, 0.0
        return
    serving = [moyen for moyen in terrain.moyens if qpv in moyen.km and moyen.free(jour, creneau)]
    for moyen in sorted(serving, key=lambda moyen: (moyen.km[qpv], moyen.id))[:NEAREST]:
        yield moyen.id, moyen.km[qpv]


def free_of(terrain: Terrain, moyen: UUID, jour: date, creneau: str) -> int:
    """Units of a means that are free on a half-day."""
    known: dict[UUID, MoyenVu] = {found.id: found for found in terrain.moyens or ()}
    return known[moyen].free(jour, creneau)
