"""The matrix QPV × theme, and how need and answer meet in each of its cells. Counts of séances, never of people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Final

from asv.domain.coordination.rangs import URGENT, Rangs, family, ranked_themes
from asv.domain.coordination.suites import LOW, MANY

HELD_WITHIN: Final = timedelta(days=365)
"""A séance held longer ago answers no need of today."""
PER: Final = 1000
"""Inhabitants to whom séances are compared."""


class Lecture(StrEnum):
    """Which corner of need and answer a cell stands in, if any."""

    SANS_REPONSE = "sans_reponse"
    SANS_BESOIN = "sans_besoin"
    AUCUNE = ""

    @property
    def libelle(self) -> str:
        return {"sans_reponse": "besoin sans réponse", "sans_besoin": "réponse sans besoin", "": ""}[self.value]


@dataclass(frozen=True, slots=True)
class Case:
    """Séances of a theme in a QPV: held within 12 months, to come. `actions`: how many actions they belong to.

    `rang`: rank of need as published, None when it is not.
    """

    tenues: int = 0
    a_venir: int = 0
    actions: int = 0
    rang: int | None = None

    @property
    def seances(self) -> int:
        return self.tenues + self.a_venir

    @property
    def is_urgent(self) -> bool:
        return self.rang is not None and self.rang <= URGENT

    @property
    def lecture(self) -> Lecture:
        """White zone: an urgent need without any séance. Its contrary: many actions on a need that comes far."""
        if self.is_urgent and not self.seances:
            return Lecture.SANS_REPONSE
        if self.rang is not None and self.rang >= LOW and self.actions >= MANY:
            return Lecture.SANS_BESOIN
        return Lecture.AUCUNE

    def per_thousand(self, habitants: int | None) -> float | None:
        """Séances for 1 000 inhabitants; None when the population is not known."""
        return self.seances * PER / habitants if habitants else None


@dataclass(frozen=True, slots=True)
class Compte:
    """What the database counts of one theme, of any level, in one QPV."""

    qpv: str
    theme: str
    tenues: int
    a_venir: int
    actions: int


@dataclass(frozen=True, slots=True)
class Matrice:
    """Cells by QPV and level-1 theme; those of nobody are all there, with zeros."""

    qpv: tuple[str, ...]
    themes: tuple[str, ...]
    cases: Mapping[tuple[str, str], Case] = field(default_factory=dict)

    def case(self, qpv: str, theme: str) -> Case:
        return self.cases.get((qpv, theme), Case())

    def line(self, qpv: str) -> Case:
        return _sum([self.case(qpv, theme) for theme in self.themes])

    def column(self, theme: str) -> Case:
        return _sum([self.case(qpv, theme) for qpv in self.qpv])

    @property
    def total(self) -> Case:
        return _sum([self.line(qpv) for qpv in self.qpv])

    def read_as(self, lecture: Lecture) -> list[tuple[str, str, Case]]:
        """Cells of a corner: QPV, theme, cell; the most urgent need first."""
        found = [(q, t, self.case(q, t)) for q in self.qpv for t in self.themes if self.case(q, t).lecture is lecture]
        return sorted(found, key=lambda cell: cell[2].rang or 0)


def _sum(cases: Sequence[Case]) -> Case:
    """Séances add up. Actions do not: one may stand in several cells."""
    return Case(sum(case.tenues for case in cases), sum(case.a_venir for case in cases))


def matrice_of(qpv: Sequence[str], comptes: Sequence[Compte], rangs: Rangs) -> Matrice:
    """The themes that may have a rank, then those that have séances all the same: a sensible theme has no rank."""
    counted: dict[tuple[str, str], list[Compte]] = {}
    for compte in comptes:
        if compte.qpv in qpv:
            counted.setdefault((compte.qpv, family(compte.theme)), []).append(compte)
    ranked = ranked_themes()
    others = sorted({theme for _, theme in counted} - set(ranked))
    cases = {
        (place, theme): _case(counted.get((place, theme), []), rangs.get((place, theme)))
        for place in qpv
        for theme in (*ranked, *others)
    }
    return Matrice(tuple(qpv), (*ranked, *others), cases)


def _case(comptes: Sequence[Compte], rang: int | None) -> Case:
    return Case(
        sum(c.tenues for c in comptes), sum(c.a_venir for c in comptes), sum(c.actions for c in comptes), rang
    )  # fmt: skip
