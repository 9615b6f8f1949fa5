"""Commitments of droit commun: read, kept, proved, changed by avenant, brought to the instance."""

from asv.usecases.engagements.ambitions import (
    AmbitionSaisie,
    Contrat,
    add_ambition,
    read_contrat,
    withdraw_ambition,
)
from asv.usecases.engagements.instance import FicheInstance, LigneInstance, read_instance, write_revue
from asv.usecases.engagements.reading import (
    LigneEngagement,
    ListeEngagements,
    Offerts,
    VueEngagement,
    list_engagements,
    offered,
    read_engagement,
)
from asv.usecases.engagements.writing import add_avenant, add_preuve, create_engagement, modify_engagement

__all__ = [
    "AmbitionSaisie", "Contrat", "FicheInstance", "LigneEngagement", "LigneInstance", "ListeEngagements", "Offerts",
    "VueEngagement", "add_ambition", "add_avenant", "add_preuve", "create_engagement", "list_engagements",
    "modify_engagement", "offered", "read_contrat", "read_engagement", "read_instance", "withdraw_ambition",
    "write_revue",
]  # fmt: skip
