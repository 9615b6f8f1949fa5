"""The name of one figure of a release, for whoever cites it, and the figure that it names."""

import re
from dataclasses import dataclass

from asv.domain.diffusion.released import Statut
from asv.domain.errors import Refused

_CODE = re.compile(r"[0-9]{4}(-(T[1-4]|[01][0-9]))?-E[1-9][0-9]*")
_WORD = re.compile(r"[A-Za-z0-9_]{1,60}")


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """One figure of a release. lieu, colonne: the line and the column of its table.

    In a crossed table without place, lieu is the code of the first dimension; TOTAL stands for everybody on a side.
    """

    diffusion: str
    tableau: str
    lieu: str
    colonne: str

    def __str__(self) -> str:
        """Give « 2025-E1/M06/QN06225M/FINANCIER », as it is kept in a text."""
        return f"{self.diffusion}/{self.tableau}/{self.lieu}/{self.colonne}"

    @classmethod
    def read(cls, text: str) -> "Reference":
        """Read what `str` gives. Raises Refused, in French, on anything else."""
        parts = text.strip().split("/")
        if len(parts) != 4 or not _CODE.fullmatch(parts[0]) or not all(map(_WORD.fullmatch, parts[1:])):  # noqa: PLR2004
            raise Refused(
                "Cette référence de chiffre n’est pas lisible : reprenez-la telle que la page de la diffusion la donne."
            )
        return cls(*parts)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a release, with the words to read it. arrondi: told to the nearest five.

    effectif: None beside a reason of absence. part: between 0 and 1. denominateur: what the part divides by.
    """

    reference: Reference
    tableau: str
    lieu: str
    colonne: str
    periode: str
    unite: str
    statut: Statut
    effectif: int | None
    part: float | None = None
    intervalle: tuple[float, float] | None = None
    denominateur: int | None = None
    arrondi: bool = False
