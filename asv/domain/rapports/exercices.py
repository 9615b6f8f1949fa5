"""The stretch of time that a report tells: a year, or the half of one for those who are owed two reports a year."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from asv.domain.periodes import GenrePeriode, Periode, parse_periode, trimestre

_CODE = re.compile(r"(?P<annee>20[0-9]{2})-S(?P<rang>[12])")


@dataclass(frozen=True, slots=True, order=True)
class Semestre:
    """The first or the second half of a year. It is no period of the release: its two quarters are."""

    annee: int
    rang: int

    @property
    def trimestres(self) -> tuple[Periode, Periode]:
        return trimestre(self.annee, 2 * self.rang - 1), trimestre(self.annee, 2 * self.rang)

    @property
    def debut(self) -> date:
        return self.trimestres[0].debut

    @property
    def fin(self) -> date:
        return self.trimestres[1].fin

    @property
    def code(self) -> str:
        """« 2026-S1 »."""
        return f"{self.annee}-S{self.rang}"

    @property
    def libelle(self) -> str:
        """« 1er semestre 2026 »."""
        return f"{'1er' if self.rang == 1 else '2e'} semestre {self.annee}"


Exercice: TypeAlias = Periode | Semestre
_COHORTE = timedelta(days=90)
"""How long the outcome of what was begun in a year is waited for. Source: domain study, section E6 (« J+90 »)."""


def exercices_of(released: Collection[Periode]) -> dict[Exercice, tuple[Periode, ...]]:
    """What can be reported, the last first, and the releases it rests on: its own for a year, both quarters for a half.

    released: periods that are, in any order. A half whose quarters are not both there is not reported.
    """
    found: dict[Exercice, tuple[Periode, ...]] = {
        half: half.trimestres
        for half in (Semestre(year, rang) for year in {one.annee for one in released} for rang in (1, 2))
        if set(half.trimestres) <= set(released)
    }
    found |= {one: (one,) for one in released if one.genre is GenrePeriode.ANNEE}
    return dict(sorted(found.items(), key=lambda pair: (pair[0].fin, pair[0].debut), reverse=True))


def parse_exercice(text: str) -> Exercice:
    """Read « 2026 » or « 2026-S1 ». Raises Refused, in French, on anything else."""
    found = _CODE.fullmatch(text.strip())
    return Semestre(int(found["annee"]), int(found["rang"])) if found else parse_periode(text)


def figeable_le(exercice: Exercice) -> date:
    """First day on which a report may be frozen.

    Of a year, once its cohorts are known (31 March); a half-year tells no cohort, and waits for its last quarter only.
    """
    if isinstance(exercice, Semestre):
        return exercice.trimestres[1].cloture + timedelta(days=1)
    return exercice.fin + _COHORTE
