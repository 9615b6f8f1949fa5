"""The suivis of a lot as the rows that hang on them are drawn from: days as ranks, all at once.

A handful of rows for each suivi: loading a million contacts stays a matter of seconds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from asv.domain.nomenclatures import VERSION
from asv.domain.suivis.ouverture import MINEURS
from asv.domain.synthese.blocs import Bloc, Colonne, Identifiants, Octets, Rangs, constant
from asv.domain.synthese.personnes import AGES, Personnes
from asv.domain.synthese.seances import Seances, Terrain
from asv.domain.synthese.suivis import Suivis

MIDDAY = time(12, tzinfo=UTC)
Days = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Dossiers:
    """The suivis of a lot with their days as ranks; `clos` is -1 for an open one. `fin`: last rank that exists."""

    terrain: Terrain
    ids: Octets
    referent: Rangs
    ouvert: Days
    dernier: Days
    clos: Days
    is_minor: NDArray[np.bool_]

    @property
    def fin(self) -> int:
        return len(self.terrain.days) - 1

    def __len__(self) -> int:
        return len(self.referent)


def dossiers_of(terrain: Terrain, seances: Seances, suivis: Suivis, personnes: Personnes, followed: Bloc) -> Dossiers:
    """What the rows are drawn from. `followed`: the block of these suivis, where the closed ones have their day."""
    ended = followed.colonnes["clos_le"].rangs  # type: ignore[union-attr]
    first, last = suivis.seance[suivis.first], suivis.seance[suivis.last]
    ages = np.isin(np.array(AGES, dtype=object), sorted(MINEURS))
    return Dossiers(
        terrain, suivis.ids, seances.mediateur[first], seances.jour[first], seances.jour[last],
        np.where(ended == len(terrain.days), -1, ended), ages[personnes.age[suivis.first]],
    )  # fmt: skip


def moments(days: Sequence[date]) -> list[datetime]:
    """Noon of each day: when what was noted on it was received."""
    return [datetime.combine(day, MIDDAY) for day in days]


def hung(dossiers: Dossiers, who: Rangs, ids: Octets, dated: Mapping[str, Days]) -> dict[str, Colonne | Identifiants]:
    """The columns that every row of a suivi has; `dated`: the name of its day, and the days."""
    ((name, jour),) = dated.items()
    days = dossiers.terrain.days
    return {
        "territoire_id": constant(dossiers.terrain.siren, len(who)),
        "id": Identifiants(ids),
        "suivi_id": Identifiants(dossiers.ids[who]),
        "auteur_id": Colonne(dossiers.terrain.mediateurs, dossiers.referent[who]),
        name: Colonne(days, jour),
        "nomenclature": constant(VERSION, len(who)),
        "recue_le": Colonne(moments(days), jour),
    }


def long_open(dossiers: Dossiers, mediateur: int, least: timedelta) -> list[int]:
    """Open suivis of a mediator that began long enough ago, those last seen latest first."""
    own = np.flatnonzero((dossiers.referent == mediateur) & (dossiers.clos < 0))
    old = [int(rank) for rank in own if dossiers.ouvert[rank] + least.days <= dossiers.fin]
    return sorted(old, key=lambda rank: (-int(dossiers.dernier[rank]), rank))
