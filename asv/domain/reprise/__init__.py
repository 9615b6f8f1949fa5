"""Taking over former activity logs: columns, words, lines; pure, and stricter than the tablet on what may enter.

A line passes the same `parse_seance` and `parse_contact` as a saisie. Nothing typed freely has a field to go to.
"""

from asv.domain.reprise.cellules import Valeur, may_stand, offered
from asv.domain.reprise.choix import settle
from asv.domain.reprise.cibles import CIBLES, PAR_DEFAUT
from asv.domain.reprise.cloture import FRESH, Cloture, check_settled, fresh_since, stretch_of
from asv.domain.reprise.conversion import Apercu, Erreur, convert, grouped
from asv.domain.reprise.correspondance import Correspondance, as_json, check_columns, from_json, propose
from asv.domain.reprise.entetes import Colonne, Sort, header_rank, read_columns, without_persons
from asv.domain.reprise.lieux import Lieux
from asv.domain.reprise.refus import FileRefused
from asv.domain.reprise.texte import normalise

__all__ = [
    "CIBLES",
    "FRESH",
    "PAR_DEFAUT",
    "Apercu",
    "Cloture",
    "Colonne",
    "Correspondance",
    "Erreur",
    "FileRefused",
    "Lieux",
    "Sort",
    "Valeur",
    "as_json",
    "check_columns",
    "check_settled",
    "convert",
    "fresh_since",
    "from_json",
    "grouped",
    "header_rank",
    "may_stand",
    "normalise",
    "offered",
    "propose",
    "read_columns",
    "settle",
    "stretch_of",
    "without_persons",
]
