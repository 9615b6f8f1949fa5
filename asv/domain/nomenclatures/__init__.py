"""Reference lists: one file per list, one line per value, and what the rest of the code may ask of them.

A new value: one line in the file of its list, with its `depuis` (and its `source` when it is not that of the list).
If it replaces another, give the old one a `jusqu_a`; never delete, reuse or relabel a code.

Any change of content makes `test_nomenclatures_version.py` fail until somebody decides:
1. a value added or retired: add a line `"2027.1": date(2027, 1, 1)` at the end of VERSIONS in `catalogue.py`, set
   VERSION to it, and add the fingerprint printed by the test beside the new version. The day is that of the `depuis`;
2. a misprint corrected without changing the meaning: keep the version, replace its fingerprint, say so in the commit.
"""

from asv.domain.nomenclatures.catalogue import (
    LISTES,
    NON_REPONSES,
    VERSION,
    VERSIONS,
    UnknownCodeError,
    age4,
    children,
    entree,
    family,
    in_force,
    is_known,
    is_non_reponse,
    is_sensible,
    liste,
    non_recours,
    parent_of,
)
from asv.domain.nomenclatures.entree import Entree, Liste
from asv.domain.nomenclatures.enumerations import Creneau, PremiereFois
from asv.domain.nomenclatures.sensibilite import visible_below_territoire
from asv.domain.nomenclatures.tablette import Part, as_bytes, as_json, etag

__all__ = [
    "LISTES",
    "NON_REPONSES",
    "VERSION",
    "VERSIONS",
    "Creneau",
    "Entree",
    "Liste",
    "Part",
    "PremiereFois",
    "UnknownCodeError",
    "age4",
    "as_bytes",
    "as_json",
    "children",
    "entree",
    "etag",
    "family",
    "in_force",
    "is_known",
    "is_non_reponse",
    "is_sensible",
    "liste",
    "non_recours",
    "parent_of",
    "visible_below_territoire",
]
