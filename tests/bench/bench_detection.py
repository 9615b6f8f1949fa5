"""The detector of free texts: its bars on our two sets of notes, and the time of a note."""

import statistics
import time
from collections.abc import Callable
from typing import Any

from asv.detection import Genre, examine
from tests.support.notes import FIRST, HELD_OUT, REFUSED, Note, false_alarms, read_notes, recall

TITRE = "Détecteur du texte libre"
NOTE = (
    "Deux jeux de notes inventées, écrites par l’auteur des règles : le premier avant les règles, qui ont été réglées "
    "dessus ; le second après, tenu à part (1/52 à la première lecture, corrigé depuis). Seuils : rappel des classes "
    "refusées 0,98, des noms 0,90 ; fausses alertes 10 % au plus ; moins de 5 ms par note. Temps sur le serveur, "
    "bibliothèques comprises, cinq passages par note ; sur une machine chargée, seul celui du processeur se compare."
)
ROUNDS = 5


def milliseconds(notes: list[Note], clock: Callable[[], float]) -> list[float]:
    taken = []
    for _ in range(ROUNDS):
        for note in notes:
            start = clock()
            examine(note.texte)
            taken.append((clock() - start) * 1000)
    return taken


def row(title: str, file: str) -> dict[str, Any]:
    notes = read_notes(file)
    refused, names, alarms = recall(notes, REFUSED), recall(notes, frozenset({Genre.NOM})), false_alarms(notes)
    taken, used = milliseconds(notes, time.perf_counter), milliseconds(notes, time.process_time)
    return {
        "jeu": title, "notes": str(len(notes)), "refusées trouvées": f"{refused[0]}/{refused[1]}",
        "noms trouvés": f"{names[0]}/{names[1]}", "fausses alertes": f"{alarms[0]}/{alarms[1]}",
        "médiane (ms)": statistics.median(taken), "p95 (ms)": statistics.quantiles(taken, n=20)[18],
        "p95, temps du processeur (ms)": statistics.quantiles(used, n=20)[18],
    }  # fmt: skip


def run() -> list[dict[str, Any]]:
    examine("x")
    return [row("premier", FIRST), row("tenu à part", HELD_OUT)]
