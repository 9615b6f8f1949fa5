"""Annual reports to funders, the agglomeration, the CPAM and the communes: one frozen figure for all of them."""

from asv.domain.rapports.definition import Compte, Comptes, Decompte, Diffuse, IndicateurRapport, Manquant, Rapport
from asv.domain.rapports.destinataires import COMMUNE, RAPPORTS, rapport
from asv.domain.rapports.indicateurs import INDICATEURS_RAPPORT
from asv.domain.rapports.lignes import LigneRapport, RapportLu, read_rapport

__all__ = [
    "COMMUNE",
    "INDICATEURS_RAPPORT",
    "RAPPORTS",
    "Compte",
    "Comptes",
    "Decompte",
    "Diffuse",
    "IndicateurRapport",
    "LigneRapport",
    "Manquant",
    "Rapport",
    "RapportLu",
    "rapport",
    "read_rapport",
]
