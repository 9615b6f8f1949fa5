"""The directory of structures: reading it, keeping its sheets, merging two of them, importing many."""

from asv.usecases.structures.importing import (
    ApercuAnnuaire,
    drop_import,
    open_import,
    preview_import,
    store_import,
)
from asv.usecases.structures.merging import Reunion, merge_structures, mergeable, preview_merge
from asv.usecases.structures.reading import (
    FiltreAnnuaire,
    VueStructure,
    list_structures,
    read_structure,
    search_structures,
    structure_to_edit,
)
from asv.usecases.structures.writing import Alike, SameSiret, Stale, create_structure, edit_structure

__all__ = [
    "Alike",
    "ApercuAnnuaire",
    "FiltreAnnuaire",
    "Reunion",
    "SameSiret",
    "Stale",
    "VueStructure",
    "create_structure",
    "drop_import",
    "edit_structure",
    "list_structures",
    "merge_structures",
    "mergeable",
    "open_import",
    "preview_import",
    "preview_merge",
    "read_structure",
    "search_structures",
    "store_import",
    "structure_to_edit",
]
