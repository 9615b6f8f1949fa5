"""What a tablet wrote, read field by field.

Each genre declares its fields once, in a table of `Champ`; the reading here and the public description of the
protocol both follow it.
"""

from asv.domain.saisie.champs import (
    EVERYTHING,
    FAMILIES,
    NON_DEMANDE,
    Carte,
    Champ,
    Choix,
    Code,
    Codes,
    Entier,
    Identifiant,
    Identifiants,
    Jour,
    Lieu,
    Lignes,
    Mois,
    OuiNon,
    Repartition,
    Selon,
    Texte,
)
from asv.domain.saisie.identifiants import check_uuid, parse_uuid
from asv.domain.saisie.lecture import (
    CLOCK_TOLERANCE,
    LONGEST_DELAY,
    Places,
    check_day,
    check_open,
    check_soon,
    is_doubtful,
    read_fields,
)
from asv.domain.saisie.refus import InvalidField, NeedsCoordinator, is_slug

LONGEST_DURATION_MINUTES = 720

__all__ = [
    "CLOCK_TOLERANCE",
    "EVERYTHING",
    "FAMILIES",
    "LONGEST_DELAY",
    "LONGEST_DURATION_MINUTES",
    "NON_DEMANDE",
    "Carte",
    "Champ",
    "Choix",
    "Code",
    "Codes",
    "Entier",
    "Identifiant",
    "Identifiants",
    "InvalidField",
    "Jour",
    "Lieu",
    "Lignes",
    "Mois",
    "NeedsCoordinator",
    "OuiNon",
    "Places",
    "Repartition",
    "Selon",
    "Texte",
    "check_day",
    "check_open",
    "check_soon",
    "check_uuid",
    "is_doubtful",
    "is_slug",
    "parse_uuid",
    "read_fields",
]
