"""How a released figure is written in French, the same words in a chart, a table, a PDF and its alternative text.

A figure that is not released is written by the letters of its status and nothing else.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from asv.domain.diffusion import ReleasedCell, ReleasedValue

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
    """« 43 % »; a share that only rounding would call none or all is « < 1 % » or « > 99 % »."""
    whole = percentage(part)
    if part > 0 and whole == 0:
        return f"<{NARROW}1{NARROW}%"
    if part < 1 and whole == 100:  # noqa: PLR2004 -- per cent
        return f">{NARROW}99{NARROW}%"
    return f"{whole}{NARROW}%"


def effectif(cell: ReleasedCell) -> str:
    """Count of a cell, or the letters of its status."""
    return cell.statut.value if cell.effectif is None else nombre(cell.effectif)


def part(cell: ReleasedCell) -> str:
    """Share of a cell; « – » for a published count whose share is not given."""
    if cell.effectif is None:
        return cell.statut.value
    return "–" if cell.part is None else pourcent(cell.part)


def intervalle(cell: ReleasedCell) -> str:
    """« entre 28 et 41 % », empty when the share rests on enough answers."""
    if cell.intervalle is None:
        return ""
    low, high = (percentage(bound) for bound in cell.intervalle)
    return f"entre {low} et {high}{NARROW}%"


def valeur(value: ReleasedValue) -> str:
    """Figure alone with its unit, or the letters of its status."""
    if value.valeur is None:
        return value.statut.value
    decimales = 0 if float(value.valeur).is_integer() else 1
    return f"{nombre(value.valeur, decimales)}{NARROW}{value.unite}".removesuffix(NARROW)


def date_longue(day: date) -> str:
    """« 1er mai 2026 »."""
    return f"{'1er' if day.day == 1 else day.day} {MOIS[day.month - 1]} {day.year}"
