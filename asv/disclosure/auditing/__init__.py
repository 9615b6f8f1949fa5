"""The auditor: works out of published tables whatever can be worked out, as somebody would who wants to know.

    from asv.disclosure.auditing import Facts, audit, read_published
    found = audit([read_published(path) for path in paths], hierarchies={"lieu": [pairs]}, facts=Facts(threshold=11))
    found.is_safe, found.unsafe, found.intervals["lieu = A, sexe = Total"], found.witnesses("lieu = A, sexe = Total")

It reads the published cells into equations by itself and shares nothing with the solvers, nor with what states their
problem. What it calls safe is proved by whole tables, each checked in whole numbers against all that is published:
a mistake of the linear programs can make it refuse a safe table, never accept another. `audit_system` takes arrays
(bounds, any equations) instead of tables.

Its bounds: who replays the rule that chose the cells, who owns some of the counts, and what the counts of a table
with more dimensions, published nowhere, would add to tables with fewer.
"""

from asv.disclosure.auditing.auditor import audit
from asv.disclosure.auditing.checking import check as audit_system
from asv.disclosure.auditing.files import read_published
from asv.disclosure.auditing.published import Bond, ContradictionError, Facts, Published
from asv.disclosure.auditing.result import Audit, Checked, Interval, Proof, Reason, Unsafe
from asv.disclosure.auditing.system import Demand, System, system_of

__all__ = [
    "Audit",
    "Bond",
    "Checked",
    "ContradictionError",
    "Demand",
    "Facts",
    "Interval",
    "Proof",
    "Published",
    "Reason",
    "System",
    "Unsafe",
    "audit",
    "audit_system",
    "read_published",
    "system_of",
]
