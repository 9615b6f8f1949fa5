"""Rank of need of a theme among those of a QPV, from figures already released, and from nothing else."""

from collections.abc import Mapping
from typing import Final

from asv.domain import nomenclatures
from asv.domain.diffusion import ReleasedLine, ReleasedTable
from asv.domain.territoires import HORS_QPV

ENOUGH: Final = 50
"""Answers of a QPV under which its themes are not compared: the house figure below which « all » is not told either."""
URGENT: Final = 3
"""Ranks that call for an answer: the first three themes of a QPV."""
ASIDE: Final = frozenset({"AUTRE_THEME"})
"""Answers that name no theme, hence are not ranked."""

Rangs = Mapping[tuple[str, str], int | None]
"""By QPV and level-1 theme; None where the figures do not say."""


def family(theme: str) -> str:
    """Level-1 theme of a theme."""
    return nomenclatures.family("THEME_SANTE", theme)


def ranked_themes() -> tuple[str, ...]:
    """Level-1 themes that may have a rank, in the order of the list: a sensible one never has."""
    entrees = nomenclatures.liste("THEME_SANTE").entrees
    return tuple(e.code for e in entrees if e.parent is None and not e.sensible and e.code not in ASIDE)


def rangs_of(table: ReleasedTable) -> dict[tuple[str, str], int | None]:
    """Ranks of each QPV of the released table of themes, by (QPV, theme).

    1 for the theme most spoken of among those whose figure is published; themes with the same figure share a rank; a
    theme nobody spoke of comes last. None when the figure is hidden, or when fewer than ENOUGH answered in the QPV.
    """
    found: dict[tuple[str, str], int | None] = {}
    for line in table.lignes[1:]:
        if line.ligne.code != HORS_QPV:
            found |= {(line.ligne.code, theme): rang for theme, rang in _of_line(line).items()}
    return found


def _of_line(line: ReleasedLine) -> dict[str, int | None]:
    themes = [theme for theme in ranked_themes() if theme in line.cells]
    if line.denominateur is None or line.denominateur < ENOUGH:
        return dict.fromkeys(themes)
    counts = {theme: line.cells[theme].effectif for theme in themes}
    known = [count for count in counts.values() if count is not None]
    return {theme: None if count is None else _rang(count, known, len(themes)) for theme, count in counts.items()}


def _rang(count: int, known: list[int], last: int) -> int:
    return last if count == 0 else 1 + sum(other > count for other in known)


def is_urgent(rangs: Rangs, qpv: str, theme: str) -> bool:
    """Whether a theme is among the first needs of a QPV, as published."""
    rang = rangs.get((qpv, family(theme)))
    return rang is not None and rang <= URGENT
