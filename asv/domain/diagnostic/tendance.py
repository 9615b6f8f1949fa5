"""Whether a share rises or falls over closed periods that may be compared, in words that follow a rule.

The run goes back from the last period and stops at the first that may not be compared, with the reason: what is said
of a trend never steps over a hidden figure, a changed definition, a changed perimeter or a change of records.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

import numpy as np

from asv.domain import nomenclatures
from asv.domain.diagnostic.ecriture import number, percent, plural, quoted
from asv.domain.diffusion import FEWEST, TERRITOIRE, ReleasedTable, compared
from asv.domain.indicateurs import Indicateur
from asv.domain.indicateurs.definition import FOUNDATION
from asv.domain.nomenclatures.entree import Liste
from asv.domain.periodes import GenrePeriode, Periode
from asv.domain.territoires import Geographie
from asv.statistics import proportion, trend, trend_departure

FEWEST_PERIODS: Final = 4
"""Fewer points make a line of anything (asv.statistics)."""
PERIMETRE_2024: Final = date(2024, 1, 1)
"""Day from which the QPV are those of the decree of 28 December 2023."""
MARGE: Final = 1.5
"""Times the share from which a change weighs fully in the priorities (domain study, E5), as for the index."""
USUAL, SURE = 0.95, 0.998
IRREGULAR: Final = 0.01
"""Chance below which the periods are said not to follow a line."""


class Sens(StrEnum):
    """What may be said of a share over the periods; TROP_PEU is not « stable »."""

    NETTE_HAUSSE = "est nettement en hausse"
    HAUSSE = "est un peu en hausse"
    STABLE = "est stable"
    BAISSE = "est un peu en baisse"
    NETTE_BAISSE = "est nettement en baisse"
    IRREGULIER = "change d’une période à l’autre sans suivre une ligne : aucune tendance à dire"
    TROP_PEU = "ne permet pas de conclure : l’écart entre les périodes peut tenir au hasard, ou être réel"

    @property
    def is_line(self) -> bool:
        return self not in (Sens.IRREGULIER, Sens.TROP_PEU)


@dataclass(frozen=True, slots=True)
class Pas:
    """One period: its share with its 95 % interval, from 0 to 1."""

    periode: Periode
    effectif: float
    reponses: int
    part: float
    bas: float
    haut: float


@dataclass(frozen=True, slots=True)
class Tendance:
    """pas: the earliest first. arret: why the run does not go further back. sens, pente: None below FEWEST_PERIODS.

    pente: change of the share from one period to the next.
    """

    libelle: str
    pas: tuple[Pas, ...]
    arret: str
    sens: Sens | None = None
    pente: float | None = None

    @property
    def moyenne(self) -> float:
        return sum(one.effectif for one in self.pas) / sum(one.reponses for one in self.pas)


def tendance_of(
    indicateur: Indicateur,
    lues: Sequence[tuple[Periode, ReleasedTable]],
    *,
    ligne: str,
    colonne: str,
    reprises: Iterable[tuple[date, date]] = (),
) -> Tendance:
    """lues: successive periods of one genre with the table of the indicateur, the latest first.

    reprises: first and last day of what was taken over from logs kept before the tool.
    """
    logs = list(reprises)
    run: list[Pas] = []
    arret = ""
    for periode, table in lues:
        after = run[-1].periode if run else None
        arret = _rupture(indicateur, periode, after, ligne, logs) or _absence(table, periode, ligne, colonne)
        if arret:
            break
        run.append(_pas(table, periode, ligne, colonne))
    libelle = next(one.libelle for one in indicateur.colonnes if one.code == colonne)
    steps = tuple(reversed(run))
    if len(steps) < FEWEST_PERIODS:
        return Tendance(libelle, steps, arret)
    return Tendance(libelle, steps, arret, *sens_of(steps))


def _rupture(
    indicateur: Indicateur, periode: Periode, after: Periode | None, ligne: str, reprises: Sequence[tuple[date, date]]
) -> str:
    """Why a period may not be compared with the one after it; empty when it may."""
    if after is None:
        return ""
    if periode.next != after:
        return f"Il manque une période entre {periode.libelle} et {after.libelle}."
    for day, why in _changes(indicateur, ligne):
        if periode.debut < day <= after.fin:
            return f"{why} le {day:%d/%m/%Y} : avant et après ne mesurent pas la même chose."
    if _is_taken_over(periode, reprises) != _is_taken_over(after, reprises):
        return (
            f"{periode.libelle.capitalize()} vient en partie de relevés tenus avant l’outil : ils notaient autrement."
        )
    return ""


def _changes(indicateur: Indicateur, ligne: str) -> list[tuple[date, str]]:
    """Days from which the same figure means something else, with what changed."""
    found = [(indicateur.depuis, "La définition a changé")] if indicateur.depuis > FOUNDATION else []
    if ligne != TERRITOIRE or indicateur.geographie is Geographie.RESIDENCE or indicateur.code == "M05":
        found.append((PERIMETRE_2024, "Les limites des quartiers prioritaires ont changé"))
    codes = indicateur.ventilation.codes if indicateur.ventilation else ()
    return [*found, *answers_added(codes, nomenclatures.LISTES.values())]


def answers_added(codes: Iterable[str | bool], listes: Iterable[Liste]) -> list[tuple[date, str]]:
    """Answers that the lists did not offer at first, among these codes: some who gave another would have given them."""
    counted = set(codes)
    return [
        (entree.depuis, f"La réponse {quoted(entree.libelle)} a été ajoutée")
        for liste in listes
        for entree in liste.entrees
        if entree.code in counted and entree.depuis > FOUNDATION
    ]


def _is_taken_over(periode: Periode, reprises: Sequence[tuple[date, date]]) -> bool:
    return any(first <= periode.fin and periode.debut <= last for first, last in reprises)


def _absence(table: ReleasedTable, periode: Periode, ligne: str, colonne: str) -> str:
    line = table.line(ligne)
    if line is not None and compared(line, colonne) is not None:
        return ""
    cell = None if line is None else line.cells.get(colonne)
    if cell is not None and not cell.is_published:
        return f"Le chiffre de cette période est caché : {periode.libelle}."
    if line is not None and line.denominateur is None and not line.reponses.is_published:
        return f"Le nombre de réponses de cette période est caché : {periode.libelle}."
    return f"Moins de {FEWEST} réponses : {periode.libelle}."


def _pas(table: ReleasedTable, periode: Periode, ligne: str, colonne: str) -> Pas:
    line = table.line(ligne)
    found = None if line is None else compared(line, colonne)
    if found is None:
        raise ValueError(f"{table.code}: no share to compare")
    share = proportion(*found)
    return Pas(periode, *found, float(share.value), float(share.lower), float(share.upper))


def sens_of(steps: Sequence[Pas]) -> tuple[Sens, float]:
    """The slope, and its words: sure beyond 99.8 %; « stable » only when no change that weighs has room at 95 %."""
    n, d = [one.effectif for one in steps], [one.reponses for one in steps]
    if sum(n) in (0, sum(d)):
        return Sens.STABLE, 0.0
    found, span, mean = trend(n, d, confidence=(USUAL, SURE)), len(steps) - 1, sum(n) / sum(d)
    (low, sure_low), (high, sure_high) = (np.asarray(end).tolist() for end in (found.lower, found.upper))
    is_small = low * span > mean / MARGE - mean and high * span < mean * MARGE - mean
    slope = float(np.asarray(found.value))
    if float(np.asarray(trend_departure(n, d))) < IRREGULAR:
        return Sens.IRREGULIER, slope
    if sure_low > 0:
        return Sens.HAUSSE if is_small else Sens.NETTE_HAUSSE, slope
    if sure_high < 0:
        return Sens.BAISSE if is_small else Sens.NETTE_BAISSE, slope
    return Sens.STABLE if is_small else Sens.TROP_PEU, slope


def tendance_phrase(tendance: Tendance) -> str:
    """One sentence on the run, then why it does not go further back."""
    if tendance.sens is None:
        return (
            f"Une tendance se lit sur {FEWEST_PERIODS} périodes comparables au moins ; il y en a "
            f"{number(len(tendance.pas))}. {tendance.arret}"
        ).strip()
    first, last = tendance.pas[0], tendance.pas[-1]
    ends = f"De {percent(first.part)} ({first.periode.libelle}) à {percent(last.part)} ({last.periode.libelle})."
    periods = plural(len(tendance.pas), "période close", "périodes closes")
    return f"Sur {periods}, la part de {quoted(tendance.libelle)} {tendance.sens}. {ends} {tendance.arret}".strip()


def saison_phrase(genre: GenrePeriode) -> str:
    """What quarters hide that years do not."""
    if genre is GenrePeriode.ANNEE:
        return ""
    return "D’un trimestre à l’autre, la saison et les permanences changent aussi : relisez par année dès que possible."
