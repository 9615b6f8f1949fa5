"""Every table, for the migrations and the guards that must see them all."""

from asv.db import (
    actions,
    appareils,
    ateliers,
    comptes,
    contacts,
    corrections,
    importations,
    journal,
    reference,
    seances,
    signaux,
    structures,
    suivis,
    synchronisation,
    territoires,
    traductions,
)
from asv.db.base import Base

METADATA = Base.metadata

__all__ = [
    "METADATA", "actions", "appareils", "ateliers", "comptes", "contacts", "corrections", "importations", "journal",
    "reference", "seances", "signaux", "structures", "suivis", "synchronisation", "territoires", "traductions",
]  # fmt: skip
