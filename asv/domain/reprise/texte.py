"""One spelling for a label, so that « Liévin », « LIEVIN » and « lievin » are the same."""

import re
import unicodedata
from functools import lru_cache

_APART = re.compile(r"[^0-9a-z+<>?]+")


@lru_cache(maxsize=8192)
def normalise(texte: str) -> str:
    """Without accents, capitals or punctuation; words separated by one blank."""
    plain = unicodedata.normalize("NFKD", texte.replace("œ", "oe").replace("Œ", "oe")).lower()
    return _APART.sub(" ", "".join(sign for sign in plain if not unicodedata.combining(sign))).strip()
