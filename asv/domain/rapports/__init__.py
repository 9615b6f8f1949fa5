"""Annual reports to funders, the agglomeration, the CPAM and the communes: one frozen figure for all of them."""

from asv.domain.rapports.ajustements import (
    DIFFUSION,
    RAISON,
    Ajustement,
    Changement,
    adjusted,
    changes,
    check_raison,
    chosen,
    thawed_ajustement,
)
from asv.domain.rapports.chiffres import (
    ChiffresRapport,
    Source,
    check_figeable,
    thawed_chiffres,
)
from asv.domain.rapports.definition import Compte, Comptes, Decompte, Diffuse, IndicateurRapport, Manquant, Rapport
from asv.domain.rapports.destinataires import COMMUNE, HALF_YEARLY, RAPPORTS, rapport
from asv.domain.rapports.exercices import Exercice, Semestre, exercices_of, figeable_le, parse_exercice
from asv.domain.rapports.indicateurs import INDICATEURS_RAPPORT
from asv.domain.rapports.lecture import AjustementDate, Gel, RapportLu, owed_for, read_rapport
from asv.domain.rapports.lignes import LigneRapport, Origine
from asv.domain.rapports.semestres import gather_exercice

__all__ = [
    "COMMUNE",
    "DIFFUSION",
    "HALF_YEARLY",
    "INDICATEURS_RAPPORT",
    "RAISON",
    "RAPPORTS",
    "Ajustement",
    "AjustementDate",
    "Changement",
    "ChiffresRapport",
    "Compte",
    "Comptes",
    "Decompte",
    "Diffuse",
    "Exercice",
    "Gel",
    "IndicateurRapport",
    "LigneRapport",
    "Manquant",
    "Origine",
    "Rapport",
    "RapportLu",
    "Semestre",
    "Source",
    "adjusted",
    "changes",
    "check_figeable",
    "check_raison",
    "chosen",
    "exercices_of",
    "figeable_le",
    "gather_exercice",
    "owed_for",
    "parse_exercice",
    "rapport",
    "read_rapport",
    "thawed_ajustement",
    "thawed_chiffres",
]
