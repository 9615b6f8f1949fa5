"""What the person decided for a file: which column fills what, which word is which code, and the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from asv.domain.errors import Refused
from asv.domain.reprise.cibles import CIBLES, PAR_DEFAUT
from asv.domain.reprise.entetes import Colonne
from asv.spreadsheets.cells import LONGEST_TEXT, MOST_COLUMNS

UNREADABLE = (
    "Cette correspondance n’est pas lisible : attendu « colonnes », « valeurs », « defauts », « periodes_closes », "
    "« ecarter » et « mediateur », comme « asv import FICHIER --dry-run » les écrit."
)
MOST_VALUES = 5_000
_KEYS = frozenset({"colonnes", "valeurs", "defauts", "mediateur", "periodes_closes", "ecarter"})


@dataclass(frozen=True, slots=True)
class Correspondance:
    """`colonnes`: the field of each column, empty when left out. `valeurs`: by field, the code of each label.

    `defauts`: what every line takes where its column gives nothing. `ecarter`: leave the faulty lines out instead of
    refusing the file. `mediateur`: whose contacts they were; empty for the account that imports.
    """

    colonnes: tuple[str, ...]
    valeurs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    defauts: Mapping[str, str] = field(default_factory=dict)
    mediateur: str = ""
    periodes_closes: bool = False
    ecarter: bool = False

    def columns_of(self, nom: str) -> list[int]:
        return [rang for rang, cible in enumerate(self.colonnes) if cible == nom]


def propose(colonnes: Sequence[Colonne]) -> Correspondance:
    """What the headers announce."""
    return Correspondance(tuple(colonne.cible for colonne in colonnes))


def as_json(correspondance: Correspondance) -> dict[str, Any]:
    return {
        "colonnes": list(correspondance.colonnes),
        "valeurs": {nom: dict(codes) for nom, codes in correspondance.valeurs.items()},
        "defauts": dict(correspondance.defauts), "mediateur": correspondance.mediateur,
        "periodes_closes": correspondance.periodes_closes, "ecarter": correspondance.ecarter,
    }  # fmt: skip


def from_json(given: object) -> Correspondance:
    """Read what `as_json` wrote, or what a person wrote by hand; raises Refused on anything else."""
    if not isinstance(given, dict) or not given.keys() <= _KEYS:
        raise Refused(UNREADABLE)
    colonnes, valeurs = given.get("colonnes", []), given.get("valeurs", {})
    if not _are_texts(colonnes) or len(colonnes) > MOST_COLUMNS or not {*colonnes} <= {"", *CIBLES}:
        raise Refused(UNREADABLE)
    if not isinstance(valeurs, dict) or not valeurs.keys() <= CIBLES.keys():
        raise Refused(UNREADABLE)
    if not all(_is_dictionary(codes) and len(codes) <= MOST_VALUES for codes in valeurs.values()):
        raise Refused(UNREADABLE)
    defauts, mediateur = given.get("defauts", {}), given.get("mediateur", "")
    boxes = [given.get(nom, False) for nom in ("periodes_closes", "ecarter")]
    if not (_is_dictionary(defauts) and defauts.keys() <= {*PAR_DEFAUT} and _are_texts([mediateur])):
        raise Refused(UNREADABLE)
    if not all(isinstance(box, bool) for box in boxes):
        raise Refused(UNREADABLE)
    check_columns(colonnes)
    return Correspondance(tuple(colonnes), valeurs, defauts, mediateur, *boxes)


def check_columns(colonnes: Sequence[str]) -> None:
    """A field that holds one value takes one column."""
    for nom, cible in CIBLES.items():
        if list(colonnes).count(nom) > cible.most:
            plural = f"{cible.most} colonnes" if cible.most > 1 else "une colonne"
            raise Refused(
                f"« {cible.libelle} » se remplit avec {plural} au plus : retirez-en une de la correspondance."
            )


def _are_texts(given: object) -> bool:
    return isinstance(given, list) and all(isinstance(one, str) and len(one) <= LONGEST_TEXT for one in given)


def _is_dictionary(given: object) -> bool:
    return isinstance(given, dict) and _are_texts(list(given)) and _are_texts(list(given.values()))
