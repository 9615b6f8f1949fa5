"""Reads a text from the surest trace to the least sure; the first to claim a place keeps it."""

import re

from asv.detection.examen import Examen, Fragment, Genre

_PATTERNS = (
    (Genre.COURRIEL, re.compile(r"[^\s@]{1,64}@[^\s@]{1,80}\.[A-Za-z]{2,12}")),
    (Genre.TELEPHONE, re.compile(r"(?<![0-9])0[1-9](?:[ .\-/]?[0-9]{2}){4}(?![0-9])")),
    (Genre.NUMERO, re.compile(r"(?<![0-9])[0-9](?:[ .\-]?[0-9]){8,30}(?![0-9])")),
    (Genre.NOM, re.compile(r"\b(?:Mme|M\.|Mlle|Mr|Dr|Madame|Monsieur) [A-ZÀ-Ý][\w’'-]{1,30}")),
)


def examine(texte: str) -> Examen:
    """Fragments of a text that point to a person, and the verdict they call for."""
    found: list[Fragment] = []
    for genre, pattern in _PATTERNS:
        for match in pattern.finditer(texte):
            if all(match.end() <= other.start or match.start() >= other.end for other in found):
                found.append(Fragment(match.start(), match.end(), genre))
    return Examen(tuple(sorted(found)))
