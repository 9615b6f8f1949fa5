"""A share as so many out of ten: what somebody who never reads percentages can see and say."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from asv.domain.diagnostic.ecriture import number, percent
from asv.domain.diagnostic.phrases import ASIDE
from asv.domain.diffusion import Colonne, ReleasedCell, ReleasedLine, ReleasedTable

FEW: Final = 0.05
"""Share below which ten marks would show nothing, and a hundred are drawn; the same for the rest."""
TEN, HUNDRED = 10, 100
FEMININE: Final = frozenset({"démarches", "orientations", "participations", "rencontres", "réponses", "salutations"})


@dataclass(frozen=True, slots=True)
class Image:
    """`sur` marks, of which `pleins` for the share. bas, haut: marks between which the true share is likely."""

    sur: int
    pleins: int
    bas: int
    haut: int

    @property
    def is_sure(self) -> bool:
        """Whether the interval, if any, rounds to one number."""
        return self.bas == self.haut


def image_of(cell: ReleasedCell) -> Image | None:
    """The image of a released share; None when it has none to show."""
    if cell.part is None:
        return None
    sur = TEN if FEW <= cell.part <= 1 - FEW else HUNDRED
    low, high = cell.intervalle or (cell.part, cell.part)
    pleins = _marks(cell.part, sur)
    return Image(sur, pleins, min(_marks(low, sur), pleins), max(_marks(high, sur), pleins))


def leading_of(table: ReleasedTable, line: ReleasedLine) -> tuple[Colonne, ReleasedCell] | None:
    """The largest published share of a line, the first of the list when equal; what names no answer is left aside."""
    shown = [
        (colonne, cell)
        for colonne in table.colonnes
        if colonne.code not in ASIDE and (cell := line.cells.get(colonne.code)) is not None and cell.part
    ]
    return max(shown, key=lambda one: one[1].part or 0.0, default=None)


def _marks(part: float, sur: int) -> int:
    return int((Decimal(str(part)) * sur).quantize(Decimal(1), ROUND_HALF_UP))


def image_phrase(cell: ReleasedCell, unite: str) -> str:
    """« Environ 3 contacts sur 10, peut-être de 2 à 4. » `unite`: what is counted, in the plural."""
    image = image_of(cell)
    if image is None or cell.part is None:
        return ""
    is_feminine = unite in FEMININE
    every = "Toutes" if is_feminine else "Tous"
    noun = unite if image.pleins > 1 else unite.replace("s ", " ").removesuffix("s")
    if cell.effectif == 0:
        start = f"Aucun{'e' * is_feminine} des {unite}"
    elif image.pleins == 0:
        start = f"Moins de 1 {noun} sur {image.sur}"
    elif image.pleins == image.sur:
        start = f"{every if cell.part == 1 else f'Presque {every.lower()}'} les {unite}"
    else:
        start = f"Environ {number(image.pleins)} {noun} sur {image.sur}"
    beside = "" if image.is_sure else f" ; peut-être de {image.bas} à {image.haut}"
    return f"{start} ({percent(cell.part)}){beside}."
