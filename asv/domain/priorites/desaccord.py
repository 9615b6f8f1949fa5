"""The two rankings face to face, and how far apart they are. Never one figure made of both."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A point with its rank in each college; None where the college did not rank it."""

    objet: str
    habitants: int | None
    professionnels: int | None

    @property
    def desaccord(self) -> int | None:
        """Ranks between the two colleges; None when one of them did not rank it."""
        if self.habitants is None or self.professionnels is None:
            return None
        return abs(self.habitants - self.professionnels)

    @property
    def phrase(self) -> str:
        """The gap in words."""
        if self.habitants is None or self.professionnels is None:
            return f"Classé par les {'habitants' if self.professionnels is None else 'professionnels'} seulement"
        if self.habitants == self.professionnels:
            return "Même rang"
        higher = "habitants" if self.habitants < self.professionnels else "professionnels"
        gap = abs(self.habitants - self.professionnels)
        return f"{gap} rang{'s' if gap > 1 else ''} d’écart, plus haut pour les {higher}"


def face_to_face(habitants: Mapping[str, int], professionnels: Mapping[str, int]) -> tuple[Point, ...]:
    """Every point that a college ranked, once: in the order of the inhabitants, then those of the others alone."""
    order = [*sorted(habitants, key=lambda objet: habitants[objet])]
    order += [o for o in sorted(professionnels, key=lambda objet: professionnels[objet]) if o not in habitants]
    return tuple(Point(objet, habitants.get(objet), professionnels.get(objet)) for objet in order)
