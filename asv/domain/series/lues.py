"""The vintages of each série that a territoire reads, once imports and shipped copies are put together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from asv.domain.series.chiffres import Lue
from asv.domain.series.definition import SeriePubliee
from asv.domain.series.regles import Point, trend_refusals


@dataclass(frozen=True, slots=True)
class SerieLue:
    """One vintage with its figures by code of place. `is_importee`: brought by the coordination, not shipped."""

    publiee: SeriePubliee
    valeurs: Mapping[str, Lue]
    is_importee: bool = False

    @property
    def annee(self) -> int | None:
        return self.publiee.millesime.annee


def put_together(lues: Iterable[SerieLue]) -> dict[str, tuple[SerieLue, ...]]:
    """Vintages of each série by code, the latest last.

    A vintage brought from its producer takes the place of the shipped copy of the same year; once a vintage is
    dated, a copy that nobody dated is no longer shown.
    """
    by_serie: dict[str, dict[int | None, SerieLue]] = {}
    for lue in sorted(lues, key=lambda one: one.is_importee):
        by_serie.setdefault(lue.publiee.serie.code, {})[lue.annee] = lue
    return {code: _in_order(by_year) for code, by_year in by_serie.items()}


def _in_order(by_year: Mapping[int | None, SerieLue]) -> tuple[SerieLue, ...]:
    dated = [by_year[annee] for annee in sorted(year for year in by_year if year is not None)]
    return tuple(dated) or tuple(by_year.values())


def refusals_of(lues: Iterable[SerieLue]) -> tuple[str, ...]:
    """Why these vintages are not drawn as an evolution; nothing when they are."""
    return trend_refusals([Point(lue.publiee.serie, lue.publiee.millesime) for lue in lues])
