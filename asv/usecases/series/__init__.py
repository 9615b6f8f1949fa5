"""Séries of context: what a territoire reads of them, and bringing the files that producers publish."""

from asv.usecases.series.command import AskedSerie, run_series
from asv.usecases.series.drafts import Fichier, drop_draft, open_draft, read_draft, read_file
from asv.usecases.series.importing import (
    Chosen,
    EtatImport,
    ImportLu,
    list_importations,
    store,
    undo,
)
from asv.usecases.series.previewing import LotLu, preview
from asv.usecases.series.reading import NO_FIGURE, Contexte, QuartiersLus, read_contexte, read_portrait, read_quartiers

__all__ = [
    "NO_FIGURE",
    "AskedSerie",
    "Chosen",
    "Contexte",
    "EtatImport",
    "Fichier",
    "ImportLu",
    "LotLu",
    "QuartiersLus",
    "drop_draft",
    "list_importations",
    "open_draft",
    "preview",
    "read_contexte",
    "read_draft",
    "read_file",
    "read_portrait",
    "read_quartiers",
    "run_series",
    "store",
    "undo",
]
