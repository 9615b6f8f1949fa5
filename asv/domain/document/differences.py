"""What changed from one version to another: chapter by chapter, paragraph by paragraph, down to the word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from asv.domain.document.contenu import Contenu, Grille, Morceau, Partie

_WORDS = re.compile(r"\s+|[^\s]+")


class Trait(StrEnum):
    PAREIL = "pareil"
    AJOUTE = "ajoute"
    RETIRE = "retire"


@dataclass(frozen=True, slots=True)
class Ecriture:
    """A paragraph of the difference, in pieces that stay, come or go."""

    morceaux: tuple[tuple[Trait, str], ...]


def differences(avant: Contenu, apres: Contenu) -> list[tuple[str, list[Ecriture]]]:
    """Chapters that changed, with the title each has now; those taken out come last, nothing where nothing changed."""
    before = {(p.sortie, p.code): p for p in avant.parties}
    after = {(p.sortie, p.code): p for p in apres.parties}
    found = []
    for key in dict.fromkeys((*after, *before)):
        changed = _changed(_lines(before.get(key)), _lines(after.get(key)))
        if changed:
            found.append((after.get(key, before.get(key)).titre, changed))  # type: ignore[union-attr]
    return found


def _lines(partie: Partie | None) -> list[str]:
    return [line for morceau in (partie.morceaux if partie else ()) for line in _told(morceau)]


def _told(morceau: Morceau) -> Iterator[str]:
    """A text by paragraphs; a table by lines, each cell under the name of its column, after what its drawing says."""
    if isinstance(morceau, Grille):
        yield morceau.titre
        if morceau.dessin is not None:
            yield morceau.dessin.phrase
        for premier, *others in morceau.lignes:
            cells = zip(morceau.colonnes[1:], others, strict=True)
            yield f"{premier} — " + " ; ".join(f"{colonne} : {cell}" for colonne, cell in cells)
    else:
        yield from (line.strip() for line in morceau.texte.splitlines() if line.strip())


def _changed(avant: Sequence[str], apres: Sequence[str]) -> list[Ecriture]:
    found: list[Ecriture] = []
    for tag, i, j, k, m in SequenceMatcher(None, avant, apres, autojunk=False).get_opcodes():
        gone, come = avant[i:j], apres[k:m]
        if tag == "replace" and len(gone) == len(come):
            found += [_within(old, new) for old, new in zip(gone, come, strict=True)]
        elif tag != "equal":
            found += [Ecriture(((Trait.RETIRE, line),)) for line in gone]
            found += [Ecriture(((Trait.AJOUTE, line),)) for line in come]
    return found


def _within(avant: str, apres: str) -> Ecriture:
    """The words of a changed paragraph."""
    old, new = _WORDS.findall(avant), _WORDS.findall(apres)
    pieces: list[tuple[Trait, str]] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append((Trait.PAREIL, "".join(old[i:j])))
            continue
        pieces += [
            (trait, "".join(words)) for trait, words in ((Trait.RETIRE, old[i:j]), (Trait.AJOUTE, new[k:m])) if words
        ]
    return Ecriture(tuple(pieces))
