"""French typography for the templates: numbers, dates, plurals, no-break spaces. Pure functions.

This is the only place that knows these rules, so that a page, a chart and a report read alike.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from markupsafe import Markup

from asv.domain.champs import Question
from asv.domain.diffusion import ReleasedCell, ReleasedValue, Statut
from asv.domain.periodes import day_of
from asv.domain.texte_libre import NOMS, WAYS_OUT

NARROW = "\N{NARROW NO-BREAK SPACE}"
NO_BREAK = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"

_MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

_BEFORE_HIGH_SIGN = re.compile(r"(?<=[^\s\u202f\u00a0:;!?/])[ \u00a0]+(?=[;:!?»])")
_AFTER_OPENING_QUOTE = re.compile(r"«[ \u00a0\u202f]*")
_BETWEEN_DIGIT_AND_UNIT = re.compile(r"(?<=\d) (?=(?:%|€|h|min|ans?|mois|km|personnes?)(?!\w))")
_BETWEEN_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


def nombre(value: float | Decimal, decimales: int = 0) -> str:
    """The number as written in French: « 1 234 », « 12,5 », a true minus sign.

    Halves are rounded away from zero, as readers expect, and not to the nearest even digit.
    """
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimales), ROUND_HALF_UP)
    text = f"{abs(rounded):,.{decimales}f}".replace(",", NARROW).replace(".", ",")
    return f"{MINUS}{text}" if rounded < 0 else text


def pourcent(proportion: float | Decimal, decimales: int = 0) -> str:
    """A proportion between 0 and 1 as a percentage: 0.425 gives « 43 % »."""
    return f"{nombre(Decimal(str(proportion)) * 100, decimales)}{NARROW}%"


def _lived(day: date) -> date:
    """The day itself, or the day it was in France at a moment of the database."""
    return day_of(day) if isinstance(day, datetime) and day.tzinfo else day


def date_longue(day: date, *, jour_semaine: bool = False) -> str:
    """« 12 mai 2026 », « 1er mai 2026 », and « mardi 12 mai 2026 » when the weekday is asked for."""
    day = _lived(day)
    number = "1er" if day.day == 1 else str(day.day)
    text = f"{number} {_MOIS[day.month - 1]} {day.year}"
    return f"{_JOURS[day.weekday()]} {text}" if jour_semaine else text


def date_courte(day: date) -> str:
    """« 12/05/2026 »."""
    return f"{_lived(day):%d/%m/%Y}"


def heure(moment: datetime | time) -> str:
    """« 9 h 05 », « 14 h », in the time zone the moment already carries."""
    text = f"{moment.hour}{NO_BREAK}h"
    return f"{text}{NO_BREAK}{moment.minute:02d}" if moment.minute else text


def mois(day: date) -> str:
    """« mai 2026 », for the title of a calendar."""
    return f"{_MOIS[day.month - 1]} {day.year}"


def minuscule(libelle: str) -> str:
    """A label inside a sentence: « Femme » gives « femme », « CCAS » and « QPV identifié » stay as they are."""
    return libelle if libelle[1:2].isupper() else libelle[:1].lower() + libelle[1:]


def pluriel(count: float, singulier: str, pluriel_irregulier: str = "") -> str:
    """The noun alone, in the singular below 2 (French counts 0 and 1,5 as singular).

    Each word takes an « s »; give the plural when that is wrong (« suivis en cours », « travaux »).
    """
    if abs(count) < 2:  # noqa: PLR2004 - the grammar rule itself
        return singulier
    words = singulier.split(" ")
    return pluriel_irregulier or " ".join(w if w.endswith(("s", "x", "z")) else f"{w}s" for w in words)


def compte(count: int, singulier: str, pluriel_irregulier: str = "") -> str:
    """The number and its noun: « 0 contact », « 1 234 contacts »."""
    return f"{nombre(count)} {pluriel(count, singulier, pluriel_irregulier)}"


def chiffre(value: object) -> str:
    """What a figure cell shows: the number in French, or the mark of its absence « c », « nd », « ns ».

    A released figure shows its number or its status; None is « nd »; a text is left as it is.
    """
    match value:
        case None:
            return Statut.NON_DISPONIBLE.value
        case ReleasedCell():
            return _shown(value.effectif, value.statut)
        case ReleasedValue():
            return _shown(value.valeur, value.statut)
        case int() | float() | Decimal() if not isinstance(value, bool):
            return nombre(value, 0 if value == int(value) else 1)
        case _:
            return str(value)


def _shown(figure: float | None, statut: Statut) -> str:
    return statut.value if figure is None else chiffre(figure)


def part(cell: ReleasedCell) -> str:
    """The share of a released cell: « 42 % », its mark when hidden, « nd » when it has no denominator."""
    if cell.part is not None:
        return pourcent(cell.part)
    return Statut.NON_DISPONIBLE.value if cell.is_published else cell.statut.value


def intervalle(cell: ReleasedCell) -> str:
    """« entre 32 % et 41 % » when the share of a released cell rests on few answers, else nothing."""
    if cell.intervalle is None:
        return ""
    low, high = cell.intervalle
    return f"entre {pourcent(low)} et {pourcent(high)}"


def insecables(text: str) -> str:
    """The text with narrow no-break spaces where French wants them, and no line break inside « 12 mai » units.

    Only existing ordinary spaces are replaced (addresses such as http://… stay whole), except inside « ».
    Markup stays markup.
    """
    result = _BEFORE_HIGH_SIGN.sub(NARROW, str(text))
    result = _AFTER_OPENING_QUOTE.sub(f"«{NARROW}", result)
    result = _BETWEEN_THOUSANDS.sub(NARROW, result)
    result = _BETWEEN_DIGIT_AND_UNIT.sub(NO_BREAK, result)
    return Markup(result) if isinstance(text, Markup) else result  # noqa: S704 - it was already markup


def is_question(message: object) -> bool:
    """Whether a refusal may be answered by ticking a box: a test for the templates."""
    return isinstance(message, Question)


FILTERS: dict[str, Callable[..., str]] = {
    "nombre": nombre,
    "pourcent": pourcent,
    "date_longue": date_longue,
    "date_courte": date_courte,
    "heure": heure,
    "mois": mois,
    "minuscule": minuscule,
    "pluriel": pluriel,
    "compte": compte,
    "chiffre": chiffre,
    "part": part,
    "intervalle": intervalle,
    "insecables": insecables,
}
TESTS: dict[str, Callable[[object], bool]] = {"question": is_question}
TRACES = [(genre.value, NOMS[genre], WAYS_OUT[genre]) for genre in NOMS]
"""Kinds of fragment that free texts may not hold: code, name, way out; for components/free_text.html."""
