"""Taking over former activity logs: read, looked at, imported in one transaction, undone as a whole."""

from asv.usecases.reprise.command import Asked, run
from asv.usecases.reprise.drafts import Releve, drop_draft, open_draft, read_draft, read_file
from asv.usecases.reprise.importing import ImportFait, list_importations, store, undo
from asv.usecases.reprise.previewing import choose, lieux_of, mediateurs_of, preview

__all__ = [
    "Asked",
    "ImportFait",
    "Releve",
    "choose",
    "drop_draft",
    "lieux_of",
    "list_importations",
    "mediateurs_of",
    "open_draft",
    "preview",
    "read_draft",
    "read_file",
    "run",
    "store",
    "undo",
]
