"""Changing a list is a decision: the content of each version is pinned."""

from dataclasses import astuple
from hashlib import sha256

from asv.domain.nomenclatures import LISTES, VERSION, VERSIONS

FINGERPRINTS = {
    "2026.1": "9ee0a6221cb7aae900106ed6374b17d4cc07718f89a29c3d2b066e8bf2983488",
}


def fingerprint() -> str:
    """SHA-256 of every field of every value, in the order of the screens."""
    return sha256(repr([astuple(liste) for liste in LISTES.values()]).encode()).hexdigest()


def test_the_content_of_the_current_version_is_the_one_decided():
    assert fingerprint() == FINGERPRINTS[VERSION], "read the head of asv/domain/nomenclatures/__init__.py"


def test_each_version_is_dated_and_the_current_one_is_the_last():
    assert list(VERSIONS) == list(FINGERPRINTS)
    assert list(VERSIONS.values()) == sorted(VERSIONS.values())
    assert list(VERSIONS)[-1] == VERSION


def test_every_date_of_a_value_is_the_day_of_a_version():
    entrees = [entree for liste in LISTES.values() for entree in liste.entrees]

    assert {entree.depuis for entree in entrees} <= set(VERSIONS.values())
