"""The rules shared with the browser: lists of folded words, phrases and patterns of data/regles.json."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "data" / "regles.json"
KEY_LENGTH = 3
"""Phrases are found by the first three letters of their first word, which no phrase makes shorter by its star."""

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """Word lists as sets, phrases by their first letters, patterns compiled; all of them on folded text."""

    lists: dict[str, frozenset[str]]
    phrases: dict[str, dict[str, tuple[Phrase, ...]]]
    patterns: dict[str, re.Pattern[str]]


def _by_first_letters(written: str) -> dict[str, tuple[Phrase, ...]]:
    """Phrases by the first letters of their first word, the longest first."""
    found: dict[str, list[Phrase]] = {}
    for phrase in sorted(written.split("|"), key=lambda text: -text.count(" ")):
        found.setdefault(phrase.split(" ")[0].rstrip("*")[:KEY_LENGTH], []).append(tuple(phrase.split(" ")))
    return {letters: tuple(phrases) for letters, phrases in found.items()}


@cache
def load_rules() -> Rules:
    """Read the rules once for the whole process."""
    written: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    patterns = {name: re.compile(pattern) for name, pattern in written.pop("motifs").items()}
    phrases = {name: _by_first_letters(text) for name, text in written.items() if "|" in text}
    lists = {name: frozenset(text.split(" ")) for name, text in written.items() if "|" not in text}
    return Rules(lists, phrases, patterns)
