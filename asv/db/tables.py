"""Every table, for the migrations and the guards that must see them all."""

from asv.db import (
    actions,
    ateliers,
    comptes,
    contacts,
    journal,
    reference,
    seances,
    structures,
    suivis,
    synchronisation,
    territoires,
)
from asv.db.base import Base

METADATA = Base.metadata

__all__ = [
    "METADATA", "actions", "ateliers", "comptes", "contacts", "journal", "reference", "seances", "structures",
    "suivis", "synchronisation", "territoires",
]  # fmt: skip
