"""A refused note as its author sees it again: the places found underlined, and one way to say it."""

from dataclasses import dataclass

from asv.domain.suivis.reformulation import reworded
from asv.domain.texte_libre import NOMS, TexteRefuse


@dataclass(frozen=True, slots=True)
class NoteRefusee:
    """`morceaux`: stretches of the note with the name of what was found there, empty when nothing was."""

    morceaux: list[tuple[str, str]]
    suggestion: str
    may_confirm: bool


def underlined(texte: str, refusal: TexteRefuse) -> NoteRefusee:
    """Cut the note at the places found; the rest of the answer never holds its words."""
    note, position = " ".join(texte.split()), 0
    morceaux: list[tuple[str, str]] = []
    for fragment in sorted(refusal.fragments):
        morceaux.append((note[position : fragment.start], ""))
        morceaux.append((note[fragment.start : fragment.end], NOMS[fragment.genre]))
        position = fragment.end
    morceaux.append((note[position:], ""))
    return NoteRefusee([m for m in morceaux if m[0]], reworded(note, refusal.fragments), refusal.may_confirm)
