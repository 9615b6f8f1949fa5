"""An evolution that may be drawn: it cannot be built on vintages that do not compare."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from asv.domain.series.definition import Lieu, Millesime, Serie
from asv.domain.series.lues import SerieLue
from asv.domain.series.regles import Point, check_attachment, check_trend


@dataclass(frozen=True, slots=True)
class Evolution:
    """Figures of one série at one place, the earliest first. Raises Refused where its producer advises against it."""

    serie: Serie
    lieu: Lieu
    pas: tuple[tuple[Millesime, float | None], ...]

    def __post_init__(self) -> None:
        check_attachment(self.serie, self.lieu)
        check_trend([Point(self.serie, millesime) for millesime, _ in self.pas])

    @property
    def nombres(self) -> list[float]:
        return [nombre for _, nombre in self.pas if nombre is not None]


def evolutions_of(lues: Sequence[SerieLue], lieux: Iterable[Lieu]) -> list[Evolution]:
    """One evolution for each place with two figures at least; raises Refused when the vintages do not compare."""
    drawn = [Evolution(lues[0].publiee.serie, lieu, _steps(lues, lieu)) for lieu in lieux]
    return [one for one in drawn if len(one.nombres) > 1]


def _steps(lues: Sequence[SerieLue], lieu: Lieu) -> tuple[tuple[Millesime, float | None], ...]:
    found = [(lue.publiee.millesime, lue.valeurs.get(lieu.code)) for lue in lues]
    return tuple((millesime, one.nombre if one else None) for millesime, one in found)
