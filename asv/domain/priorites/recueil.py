"""Where inhabitants were heard together: moments, quartiers (V02), and what became of what they asked for (V03)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

SMALLEST = 6
"""People from which a moment is a collective one. Source: V02, study of the trade, E3; sizes of groups, E4."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date held where speech is collected or shared, with its participations."""

    qpv: str | None
    participants: int


@dataclass(frozen=True, slots=True)
class Recueil:
    """`moments`: collective ones, in QPV of the contract. `quartiers`: where there was one, of `total`."""

    moments: int
    quartiers: frozenset[str]
    total: int

    @property
    def part(self) -> float | None:
        """V02, between 0 and 1; None without any QPV in the contract."""
        return len(self.quartiers) / self.total if self.total else None


def recueil_of(moments: Iterable[Moment], contrat: Collection[str]) -> Recueil:
    """V02: QPV of the contract with a moment of SMALLEST people or more. It counts places, never persons."""
    held = [one for one in moments if one.participants >= SMALLEST and one.qpv in contrat]
    return Recueil(len(held), frozenset(one.qpv for one in held if one.qpv), len(contrat))


def answered(asked: Mapping[str, Iterable[str]], settled: Mapping[str, Collection[str]]) -> tuple[int, int]:
    """V03: points that inhabitants ranked and that were kept or set aside with a reason, and all they ranked.

    asked, settled: points by QPV.
    """
    pairs = [(qpv, objet) for qpv, objets in asked.items() for objet in objets]
    return sum(objet in settled.get(qpv, ()) for qpv, objet in pairs), len(pairs)
