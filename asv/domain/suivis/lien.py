"""What every step of a suivi says first: which card it was scanned from, or which suivi is on the screen."""

from collections.abc import Mapping
from typing import Any

from asv.domain.saisie import Carte, Champ, Identifiant, InvalidField, read_fields

LIEN: Mapping[str, Champ] = {"code": Carte(), "suivi": Identifiant()}
CARTE = "carte"
"""Key that takes the place of `code` once the server has hashed it; nobody else may write it."""


def read_linked(champs: Mapping[str, Champ], contenu: object) -> dict[str, Any]:
    """Read the fields of a step whose code was replaced by its keyed hash; exactly one of the two links is there."""
    if isinstance(contenu, dict) and CARTE in contenu:
        contenu = {("code" if nom == CARTE else nom): value for nom, value in contenu.items()}
    values = read_fields(champs, contenu)
    values[CARTE] = values.pop("code")
    if values[CARTE] is None and values.get("suivi") is None:
        raise InvalidField("code", "Le code de la carte manque : scannez-la ou tapez-le.")
    if values[CARTE] is not None and values.get("suivi") is not None:
        raise InvalidField("suivi", "Donnez le code de la carte ou le suivi, pas les deux.")
    return values
