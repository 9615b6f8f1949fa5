"""Indicateurs of mediation: declared once here, counted in Python here and in SQL by db/counts.py.

A new one: one declaration in the file of its theme, its name in `catalogue.py`, a drawn table in the tests, its code
in a section of `diagnostic`. Every figure describes the persons met by the mediators, never the inhabitants.
"""

from asv.domain.indicateurs.activite import CONTACT
from asv.domain.indicateurs.catalogue import INDICATEURS, indicateur, linked_to
from asv.domain.indicateurs.croisements import Contact, cites_of, crossing_of, told
from asv.domain.indicateurs.definition import (
    Categorie,
    Condition,
    Indicateur,
    Lecture,
    Registre,
    Ventilation,
)
from asv.domain.indicateurs.diffusions import Decidee, Preparation, decided, has_changed, kept_of, prepared
from asv.domain.indicateurs.evaluation import Compte, Comptes, count, feeds, matches, tabulate, weigh

__all__ = [
    "CONTACT",
    "INDICATEURS",
    "Categorie",
    "Compte",
    "Comptes",
    "Condition",
    "Contact",
    "Decidee",
    "Indicateur",
    "Lecture",
    "Preparation",
    "Registre",
    "Ventilation",
    "cites_of",
    "count",
    "crossing_of",
    "decided",
    "feeds",
    "has_changed",
    "indicateur",
    "kept_of",
    "linked_to",
    "matches",
    "prepared",
    "tabulate",
    "told",
    "weigh",
]
