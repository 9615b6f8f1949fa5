"""The diagnostic: which released tables make which section, and how each figure reads in plain French.

Input: the tables of one call to `diffusion.release`, and published series of context. Output: frozen values for the
pages, the charts and the documents. Nothing is counted, compared or divided here that was not released.
"""

from asv.domain.diagnostic.phrases import couverture_phrase, phrase_of
from asv.domain.diagnostic.sections import (
    PLAN_QPV,
    PLAN_TERRITOIRE,
    Chiffre,
    Diagnostic,
    FicheQpv,
    Plan,
    Section,
    SerieContexte,
    diagnostic_of,
    fiche_of,
    synthese,
)

__all__ = [
    "PLAN_QPV",
    "PLAN_TERRITOIRE",
    "Chiffre",
    "Diagnostic",
    "FicheQpv",
    "Plan",
    "Section",
    "SerieContexte",
    "couverture_phrase",
    "diagnostic_of",
    "fiche_of",
    "phrase_of",
    "synthese",
]
