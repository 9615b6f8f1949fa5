"""Cards turned towards the person: the first wording of each label in each language, one file a language.

All but French were written by the project and read by no native speaker yet: the column `statut` says so, and the
coordination corrects them in the application.
"""

import csv
from pathlib import Path
from typing import Final, NamedTuple

from asv.reference.files import FOLDER


class Langue(NamedTuple):
    """`sens`: ltr or rtl, the direction of its script."""

    code: str
    libelle: str
    sens: str


LANGUES: Final = (
    Langue("fr", "français", "ltr"),
    Langue("ar", "arabe", "rtl"),
    Langue("en", "anglais", "ltr"),
    Langue("uk", "ukrainien", "ltr"),
    Langue("ro", "roumain", "ltr"),
    Langue("tr", "turc", "ltr"),
    Langue("pl", "polonais", "ltr"),
)
REFERENCE: Final = "fr"


def read_traductions(langue: str, *, folder: Path = FOLDER) -> dict[str, str]:
    """Each label of a language by its key, in the order of the cards."""
    with (folder / "langues" / f"{langue}.csv").open(encoding="utf-8", newline="") as file:
        return {row["cle"]: row["texte"] for row in csv.DictReader(file)}
