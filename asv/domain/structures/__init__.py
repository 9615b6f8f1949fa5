"""The directory of structures: the sheet, the words of welcome, likeness of names, and who works for a structure."""

from asv.domain.structures.accueil import ACCESSIBILITES, LANGUES_PARLEES, names_of
from asv.domain.structures.fiche import (
    FONCTION,
    HORAIRES,
    NOM,
    OFFRE,
    TELEPHONE,
    FicheStructure,
    check_creator,
    check_editor,
    check_fiche,
    check_reader,
    may_create,
    may_edit,
)
from asv.domain.structures.similitude import ALIKE, is_alike, similarity, words_of

__all__ = [
    "ACCESSIBILITES",
    "ALIKE",
    "FONCTION",
    "HORAIRES",
    "LANGUES_PARLEES",
    "NOM",
    "OFFRE",
    "TELEPHONE",
    "FicheStructure",
    "check_creator",
    "check_editor",
    "check_fiche",
    "check_reader",
    "is_alike",
    "may_create",
    "may_edit",
    "names_of",
    "similarity",
    "words_of",
]
