"""The lists as the tablets read them."""

import gzip
import json
from datetime import date

from asv.domain.nomenclatures import LISTES, VERSION, Creneau, PremiereFois, as_bytes, as_json, etag

JOUR = date(2026, 5, 4)


def test_the_lists_travel_with_their_version_and_without_empty_keys():
    content = as_json(JOUR)

    assert content["version"] == VERSION
    assert list(content["listes"]) == list(LISTES)
    assert content["listes"]["NON_RECOURS"][0] == {
        "code": "NON_CONNAISSANCE",
        "libelle": "Non-connaissance",
    }
    assert content["listes"]["FREIN"][13] == {
        "code": "ADM_SEJOUR",
        "libelle": "Situation administrative",
        "parent": "ADMIN",
        "sensible": True,
        "extra": "NON_RECEPTION",
    }


def test_before_the_first_day_the_lists_are_empty():
    assert set(map(len, as_json(date(2025, 12, 31))["listes"].values())) == {0}


def test_the_body_is_the_same_content_and_weighs_less_than_20_kilobytes_compressed():
    body = as_bytes(JOUR)

    assert json.loads(body) == as_json(JOUR)
    assert len(gzip.compress(body)) < 20_000


def test_the_tag_is_strong_and_follows_the_content_only():
    assert etag(JOUR).startswith('"2026.1-')
    assert etag(JOUR).endswith('"')
    assert etag(JOUR) == etag(date(2026, 5, 5))
    assert etag(JOUR) != etag(date(2025, 12, 31))


def test_the_small_choices_have_their_labels():
    assert [creneau.libelle for creneau in Creneau] == ["Matin", "Après-midi", "Soir"]
    assert [reponse.libelle for reponse in PremiereFois] == ["Oui", "Non"]
    assert Creneau("apres_midi") is Creneau.APRES_MIDI
