"""Rates: a released count over a public population."""

from asv.domain.diffusion.released import _SEAL, ReleasedCell, ReleasedValue, Statut

PER = 1000


def rate_per_1000(
    code: str, libelle: str, cell: ReleasedCell | None, population: int | None, avertissement: str = ""
) -> ReleasedValue:
    """A released count for 1 000 inhabitants, rounded to one decimal; hidden with its count, « nd » without population.

    population: published by Insee, so that the rate says nothing that the count does not.
    """
    unite = "pour 1 000 habitants"
    if cell is None or not population:
        return ReleasedValue(_SEAL, code, libelle, unite, Statut.NON_DISPONIBLE, avertissement=avertissement)
    if cell.effectif is None:
        return ReleasedValue(_SEAL, code, libelle, unite, cell.statut, avertissement=avertissement)
    rate = round(cell.effectif * PER / population, 1)
    return ReleasedValue(_SEAL, code, libelle, unite, Statut.PUBLIE, rate, cell.effectif, avertissement)
