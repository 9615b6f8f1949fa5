"""Séries of context: public figures about places, with their limits built in.

`serie(code)` gives a declaration that an indicateur may cite; `SeriePubliee.citation` is the line under a figure.
"""

from asv.domain.series.catalogue import SERIES, serie
from asv.domain.series.definition import (
    NIVEAUX,
    Absence,
    Certitude,
    Comparabilite,
    Lieu,
    Millesime,
    Serie,
    SeriePubliee,
    SourceSerie,
    Theme,
    is_code,
)
from asv.domain.series.regles import (
    Point,
    Valeur,
    check_attachment,
    check_together,
    check_trend,
    mention_of,
    trend_refusals,
)
from asv.reference import Generation, Niveau

__all__ = [
    "NIVEAUX",
    "SERIES",
    "Absence",
    "Certitude",
    "Comparabilite",
    "Generation",
    "Lieu",
    "Millesime",
    "Niveau",
    "Point",
    "Serie",
    "SeriePubliee",
    "SourceSerie",
    "Theme",
    "Valeur",
    "check_attachment",
    "check_together",
    "check_trend",
    "is_code",
    "mention_of",
    "serie",
    "trend_refusals",
]
