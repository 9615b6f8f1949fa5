"""Shares read in one line of a released table: some of its published columns over others, and nothing else."""

from collections.abc import Collection, Sequence

from asv.domain.diffusion.policy import POLICY
from asv.domain.diffusion.released import _SEAL, ReleasedCell, ReleasedLine, ReleasedValue, Statut
from asv.statistics import proportion

UNITE = "part"


def share_of(
    code: str, libelle: str, line: ReleasedLine, counted: Collection[str], aside: Collection[str] = ()
) -> ReleasedValue:  # fmt: skip
    """Columns `counted` over the whole population of the line, less the columns `aside`, which stay known beside.

    Every figure it is made of is published, so that it tells nothing more. A proportion between 0 and 1, with its 95 %
    interval when it rests on fewer answers than the policy asks. Confidential when one of its columns is; « ns » when
    what is left is too small, or too small to say « all ».
    """
    whole = line.population.effectif
    above = _sum([line.cells[one] for one in counted])
    known = _sum([line.cells[one] for one in aside])
    if whole is None or above is None or known is None:
        return ReleasedValue(_SEAL, code, libelle, UNITE, _statut(line, (*counted, *aside)))
    base = whole - known
    if base < POLICY.seuil or (above == base and base < POLICY.certitude):
        return ReleasedValue(_SEAL, code, libelle, UNITE, Statut.TROP_PEU)
    bounds = None
    if base < POLICY.precision:
        found = proportion(above, base)
        bounds = (float(found.lower), float(found.upper))
    return ReleasedValue(
        _SEAL, code, libelle, UNITE, Statut.PUBLIE, above / base, above, intervalle=bounds, denominateur=base
    )


def _sum(cells: Sequence[ReleasedCell]) -> int | None:
    """None as soon as one is not published."""
    found = [cell.effectif for cell in cells]
    return None if None in found else sum(one for one in found if one is not None)


def _statut(line: ReleasedLine, columns: Sequence[str]) -> Statut:
    cells = (line.population, *(line.cells[one] for one in columns))
    return next(cell.statut for cell in cells if not cell.is_published)
