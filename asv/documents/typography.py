"""How a released figure is written in French, the same words in a chart, a table, a PDF and its alternative text.

A figure that is not released is written by the letters of its status and nothing else.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from asv.domain.diffusion import ReleasedCell, ReleasedValue, Statut

NARROW: Final = "\N{NARROW NO-BREAK SPACE}"
MOIS: Final = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def nombre(value: float, decimales: int = 0) -> str:
    """« 1 234 », « 12,5 », halves away from zero."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimales), ROUND_HALF_UP)
    text = f"{abs(rounded):,.{decimales}f}".replace(",", NARROW).replace(".", ",")
    return f"\N{MINUS SIGN}{text}" if rounded < 0 else text


def percentage(part: float) -> int:
    """Whole percentage that stands for a proportion, in the text as in the length of a bar."""
    return int(Decimal(str(part * 100)).quantize(Decimal(1), ROUND_HALF_UP))


def pourcent(part: float) -> str:
    """« 43 % »."""
    return f"{percentage(part)}{NARROW}%"


def effectif(cell: ReleasedCell) -> str:
    """Count of a cell, or the letters of its status."""
    return cell.statut.value if cell.effectif is None else nombre(cell.effectif)


def part(cell: ReleasedCell) -> str:
    """Share of a cell, or why there is none; « nd » for a published count without denominator."""
    if cell.part is not None:
        return pourcent(cell.part)
    return Statut.NON_DISPONIBLE.value if cell.is_published else cell.statut.value


def intervalle(cell: ReleasedCell) -> str:
    """« entre 28 % et 41 % », empty when the share rests on enough answers."""
    if cell.intervalle is None:
        return ""
    low, high = cell.intervalle
    return f"entre {pourcent(low)} et {pourcent(high)}"


def intervalle_court(cell: ReleasedCell) -> str:
    """« 28 à 41 % », for the column of a table."""
    if cell.intervalle is None:
        return ""
    low, high = cell.intervalle
    return f"{percentage(low)} à {pourcent(high)}"


def valeur(value: ReleasedValue) -> str:
    """A rate without its unit, to one decimal, or the letters of its status."""
    return value.statut.value if value.valeur is None else nombre(value.valeur, 1)


def indice(value: ReleasedValue) -> str:
    """« 1,62 (1,20 à 2,11) », or the letters of its status; without bounds when none exist."""
    if value.valeur is None:
        return value.statut.value
    bounds = value.intervalle
    beside = "" if bounds is None else f" ({nombre(bounds[0], 2)} à {nombre(bounds[1], 2)})"
    return f"{nombre(value.valeur, 2)}{beside}"


def date_longue(day: date) -> str:
    """« 1er mai 2026 »."""
    return f"{'1er' if day.day == 1 else day.day} {MOIS[day.month - 1]} {day.year}"
