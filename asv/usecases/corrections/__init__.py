"""« Mes saisies »: what a mediator sent, read again and corrected."""

from asv.usecases.corrections.correcting import Cible, cancel, correct, restore
from asv.usecases.corrections.counting import AjustementsDuTrimestre, ajustements
from asv.usecases.corrections.reading import (
    NOBODY,
    AtelierSaisi,
    ContactSaisi,
    MesSaisies,
    People,
    Saisie,
    SeanceSaisie,
    list_saisies,
    people_of,
    read_saisie,
)

__all__ = [
    "NOBODY",
    "AjustementsDuTrimestre",
    "AtelierSaisi",
    "Cible",
    "ContactSaisi",
    "MesSaisies",
    "People",
    "Saisie",
    "SeanceSaisie",
    "ajustements",
    "cancel",
    "correct",
    "list_saisies",
    "people_of",
    "read_saisie",
    "restore",
]
