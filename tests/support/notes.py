"""The labelled notes of tests/detection: « voir {nom|Mme Durand} » holds one fragment, a note without braces none."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from asv.detection import Fragment, Genre, Usage, examine
from asv.detection.examen import ASKED, REFUSED

FOLDER = Path(__file__).parents[1] / "detection"
FIRST, HELD_OUT = "corpus.json", "corpus_tenu_a_part.json"
_LABEL = re.compile(r"\{(\w+)\|([^}]*)\}")


@dataclass(frozen=True)
class Note:
    texte: str
    usage: Usage
    labels: tuple[Fragment, ...]

    def found(self) -> tuple[Fragment, ...]:
        examen = examine(self.texte)
        return tuple(sorted(examen.refused(self.usage) + examen.asked(self.usage)))


def read_notes(file: str) -> list[Note]:
    return [note_of(row["texte"], Usage(row["usage"])) for row in json.loads((FOLDER / file).read_text())]


def note_of(marked: str, usage: Usage) -> Note:
    texte, labels, position = "", [], 0
    for label in _LABEL.finditer(marked):
        texte += marked[position : label.start()]
        labels.append(Fragment(len(texte), len(texte) + len(label[2]), Genre(label[1])))
        texte, position = texte + label[2], label.end()
    return Note(texte + marked[position:], usage, tuple(labels))


def meets(label: Fragment, found: tuple[Fragment, ...]) -> bool:
    """Found when a fragment touches it, of a refused kind when the label is of one."""
    kinds = REFUSED if label.genre in REFUSED else frozenset(Genre)
    return any(one.start < label.end and label.start < one.end and one.genre in kinds for one in found)


def recall(notes: list[Note], kinds: frozenset[Genre]) -> tuple[int, int]:
    """Labels found, and labels there were, for some kinds."""
    asked = [(label, note) for note in notes for label in note.labels if label.genre in kinds]
    return sum(meets(label, note.found()) for label, note in asked), len(asked)


def false_alarms(notes: list[Note]) -> tuple[int, int]:
    """Clean notes about which something is said, and clean notes there were."""
    clean = [note for note in notes if not note.labels]
    return sum(bool(note.found()) for note in clean), len(clean)


__all__ = ["ASKED", "FIRST", "HELD_OUT", "REFUSED", "Note", "false_alarms", "read_notes", "recall"]
