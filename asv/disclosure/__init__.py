"""Disclosure control of tables of counts: hide what would recognise somebody, prove that it cannot be worked out."""

from asv.disclosure.errors import InvalidTableError
from asv.disclosure.hierarchy import Dimension
from asv.disclosure.model import Model
from asv.disclosure.policy import Exact, Interval, Policy, SmallClass, protection_of
from asv.disclosure.released import ProtectedTable, Status
from asv.disclosure.table import Table

__all__ = [
    "Dimension",
    "Exact",
    "Interval",
    "InvalidTableError",
    "Model",
    "Policy",
    "ProtectedTable",
    "SmallClass",
    "Status",
    "Table",
    "protection_of",
]
