"""A coarser question that can be answered, for a figure that cannot be told."""

from collections.abc import Iterator
from dataclasses import dataclass

from asv.domain.diffusion.croisements import TOTAL, Cle, ReleasedCrossing


@dataclass(frozen=True, slots=True)
class Plus:
    """A figure that is told, and counts the hidden one with others. effectif: as this reader reads it."""

    libelle: str
    effectif: int


def coarser(crossing: ReleasedCrossing, cle: Cle) -> tuple[Plus, ...]:
    """The nearest figures told that contain this one: a place, an answer or a quarter wider, or several at once."""
    front, seen = [cle], {cle}
    while front:
        front = [up for up in dict.fromkeys(up for one in front for up in _wider(crossing, one)) if up not in seen]
        seen.update(front)
        told = [(up, crossing.cells[up]) for up in front if up in crossing.cells]
        found = tuple(Plus(_name(crossing, up), cell.effectif) for up, cell in told if cell.effectif is not None)
        if found:
            return found
    return ()


def _wider(crossing: ReleasedCrossing, cle: Cle) -> Iterator[Cle]:
    for rank, (dimension, code) in enumerate(zip(crossing.dimensions, cle, strict=True)):
        for parent in {arbre[code] for arbre in dimension.arbres if code in arbre}:
            yield (*cle[:rank], parent, *cle[rank + 1 :])


def _name(crossing: ReleasedCrossing, cle: Cle) -> str:
    names = [
        dimension.by_code[code].libelle
        for dimension, code in zip(crossing.dimensions, cle, strict=True)
        if code != TOTAL
    ]
    return ", ".join(names) or crossing.dimensions[0].ensemble
