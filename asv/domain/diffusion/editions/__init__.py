"""Releases: the figures of a closed period decided together, kept, named one by one, and read by each recipient."""

from asv.domain.diffusion.editions.comptes import frozen_edition, thawed_edition
from asv.domain.diffusion.editions.destinataires import recipient_of
from asv.domain.diffusion.editions.diffusion import (
    REPONSES,
    Controle,
    Diffusion,
    code_of,
    fingerprint,
    thawed_diffusion,
)
from asv.domain.diffusion.editions.gel import POPULATION, frozen_table, restricted, thawed_table
from asv.domain.diffusion.editions.ledger import Menace, Relecture, audit_ledger
from asv.domain.diffusion.editions.motifs import Motif, motifs_of
from asv.domain.diffusion.editions.plus_large import Plus, coarser
from asv.domain.diffusion.editions.references import Figure, Reference
from asv.domain.diffusion.editions.vues import view_for
from asv.domain.diffusion.lines import MANQUANTS

__all__ = [
    "MANQUANTS",
    "POPULATION",
    "REPONSES",
    "Controle",
    "Diffusion",
    "Figure",
    "Menace",
    "Motif",
    "Plus",
    "Reference",
    "Relecture",
    "audit_ledger",
    "coarser",
    "code_of",
    "fingerprint",
    "frozen_edition",
    "frozen_table",
    "motifs_of",
    "recipient_of",
    "restricted",
    "thawed_diffusion",
    "thawed_edition",
    "thawed_table",
    "view_for",
]
