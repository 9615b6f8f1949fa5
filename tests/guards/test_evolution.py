"""The tool observes and never credits: « évolution observée », and no word that names a cause (domain study, D4)."""

import re

from tests.guards.tree import ROOT, tracked_files

CREDIT = re.compile(r"gr[âa]ce\s+(?:à|a|aux?)\b|\bimputable\s+à|\bdû\s+à\s+l.action", re.IGNORECASE)
SPOKEN = {".html", ".txt", ".typ", ".js", ".json"}
ROOMS = ("templates", "asv")


def spoken_files() -> list:
    """Templates, messages, words of the domain, documents: all that somebody may read."""
    inside = [f for f in tracked_files() if f.relative_to(ROOT).parts[0] in ROOMS and "vendor" not in f.parts]
    return [f for f in inside if f.suffix in SPOKEN | {".py"}]


def test_nothing_that_people_read_credits_an_action_with_what_is_observed():
    files = spoken_files()
    found = {
        file.relative_to(ROOT).as_posix(): CREDIT.findall(file.read_text(encoding="utf-8", errors="ignore"))
        for file in files
    }

    assert len(files) > 100
    assert {name: words for name, words in found.items() if words} == {}


def test_the_words_are_those_of_an_observation():
    page = (ROOT / "templates/actions/_indicateurs.html").read_text(encoding="utf-8")

    assert "évolution observée" in page
    assert CREDIT.search("grâce à l’action")
