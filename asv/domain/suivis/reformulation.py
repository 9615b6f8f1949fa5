"""How a refused note could be said: the person's words left out, an illness said as what it asks for."""

import re
from collections.abc import Iterable

from asv.detection import Fragment, Genre

INSTEAD = {Genre.MALADIE: "RDV spécialiste", Genre.NAISSANCE: "", Genre.ADRESSE: "", Genre.NOM: ""}
_SEPARATOR = re.compile(r"\s*[,;:.]+\s*|\s+[-–—]\s+")
_DANGLING = re.compile(
    r"(?:\b(?:à|a|au|aux|chez|de|du|des|d’|d'|et|l’|l'|la|le|les|avec|pour|né|née|sur|tél|tel|téléphone|numéro|n°|mail)\s*)+$",
    re.IGNORECASE,
)
_CIVILITY = re.compile(r"\b(?:Mme|Mlle|M\.|Mr|Madame|Monsieur|Dr|Docteur)\s*$", re.IGNORECASE)


def reworded(texte: str, fragments: Iterable[Fragment]) -> str:
    """The note without what was found, what replaces an illness at the end; nothing when nothing is left to say."""
    kept, instead, position = "", [], 0
    for fragment in sorted(fragments):
        before = texte[position : fragment.start]
        kept += _CIVILITY.sub("", before) if fragment.genre is Genre.NOM else before
        instead.append(INSTEAD.get(fragment.genre, ""))
        position = fragment.end
    parts = [_DANGLING.sub("", part).strip() for part in _SEPARATOR.split(kept + texte[position:])]
    said = [part for part in (*parts, *dict.fromkeys(instead)) if len(part) > 1]
    return ", ".join(dict.fromkeys(said))
