"""A figure about people that somebody typed: no table says what it counts, so that it leaves alone or not at all."""

from decimal import Decimal

from asv.domain.diffusion.editions.vues import nearest
from asv.domain.diffusion.policy import POLICY
from asv.domain.diffusion.released import _SEAL, ReleasedValue, Statut


def round_typed(value: ReleasedValue) -> ReleasedValue:
    """The same count to the nearest five, as everybody outside the team is told it."""
    if value.effectif is None:
        return value
    count = nearest(value.effectif)
    return ReleasedValue(_SEAL, value.code, value.libelle, value.unite, value.statut, count, count)


def release_typed(code: str, libelle: str, unite: str, value: Decimal | None, *, is_count: bool) -> ReleasedValue:
    """A whole count leaves when it is zero or reaches the threshold; a share never does: its base is not known."""
    if value is None:
        return ReleasedValue(_SEAL, code, libelle, unite, Statut.NON_DISPONIBLE)
    if not is_count or value != int(value) or POLICY.is_small(int(value)):
        return ReleasedValue(_SEAL, code, libelle, unite, Statut.CONFIDENTIEL)
    return ReleasedValue(_SEAL, code, libelle, unite, Statut.PUBLIE, int(value), int(value))
