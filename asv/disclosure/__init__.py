"""Disclosure control of tables of counts: hide what would recognise somebody, prove that it cannot be worked out.

table = Table.from_csv(path, count="n", dimensions=["lieu", "frein"], hierarchies={"lieu": [Path("geo.csv")]})
safe = protect(table, Policy(threshold=11, protection=Interval(5)))
safe.table.published({"lieu": "A"}), safe.loss, safe.bound, audit(safe.tables).is_safe
"""

from asv.disclosure.auditing import Audit, Bond, ContradictionError, Facts, Published, Reason, Unsafe, read_published
from asv.disclosure.earlier import read_earlier
from asv.disclosure.errors import InvalidTableError, NotProtectedError
from asv.disclosure.hierarchy import Dimension
from asv.disclosure.model import Model
from asv.disclosure.policy import Exact, Interval, Policy, Protection, SmallClass, protection_of
from asv.disclosure.protecting import Protected, protect
from asv.disclosure.publishing import audit
from asv.disclosure.released import ProtectedTable, Status
from asv.disclosure.rounding import RoundedTable, round_view
from asv.disclosure.solving import Cancelled, Progress
from asv.disclosure.table import Table

__all__ = [
    "Audit",
    "Bond",
    "Cancelled",
    "ContradictionError",
    "Dimension",
    "Exact",
    "Facts",
    "Interval",
    "InvalidTableError",
    "Model",
    "NotProtectedError",
    "Policy",
    "Progress",
    "Protected",
    "ProtectedTable",
    "Protection",
    "Published",
    "Reason",
    "RoundedTable",
    "SmallClass",
    "Status",
    "Table",
    "Unsafe",
    "audit",
    "protect",
    "protection_of",
    "read_earlier",
    "read_published",
    "round_view",
]
