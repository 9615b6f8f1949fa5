"""Séances: what a tablet may say of a slot of presence."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.domain.saisie import InvalidField, NeedsCoordinator, is_doubtful
from asv.domain.seances import SeanceDraft, parse_seance
from tests.domain.saisies import (
    ANY_JSON,
    LIEVIN,
    PLACES,
    QPV_LENS,
    QPV_PARTAGE,
    SEANCE,
    SEANCE_ID,
    TODAY,
    outcome,
    spoiled,
)


def parse(**changes) -> SeanceDraft:
    return parse_seance(SEANCE | changes, today=TODAY, places=PLACES)


def refused(**changes) -> InvalidField:
    with pytest.raises(InvalidField) as caught:
        parse(**changes)
    return caught.value


def test_a_seance_keeps_what_was_typed():
    draft = parse(mediateurs=[SEANCE_ID], structure_hote=SEANCE_ID.upper())

    assert (draft.date, draft.commune, draft.qpv, draft.duree_minutes) == (date(2026, 11, 20), "62498", QPV_LENS, 120)
    assert draft.mediateurs == (UUID(SEANCE_ID),)
    assert draft.structure_hote == UUID(SEANCE_ID)


def test_a_qpv_that_crosses_communes_is_taken_in_each_of_them():
    assert parse(commune="62498", qpv=QPV_PARTAGE).qpv == parse(commune=LIEVIN, qpv=QPV_PARTAGE).qpv == QPV_PARTAGE


def test_a_qpv_is_refused_outside_its_communes_and_a_commune_outside_the_territoire():
    assert refused(commune=LIEVIN, qpv=QPV_LENS).champ == "qpv"
    assert refused(commune="75056", qpv=None).champ == "commune"


@given(st.integers(2, 3650))
def test_a_date_in_the_future_is_refused(days):
    assert refused(date=str(TODAY + timedelta(days=days))).champ == "date"


def test_tomorrow_is_taken_as_typed_and_doubted():
    draft = parse(date=str(TODAY + timedelta(days=1)))

    assert is_doubtful(draft.date, received=TODAY)
    assert not is_doubtful(parse().date, received=TODAY)


def test_sixty_days_back_is_taken_and_one_more_needs_the_coordinator():
    assert parse(date=str(TODAY - timedelta(days=60))).date == TODAY - timedelta(days=60)
    assert isinstance(refused(date=str(TODAY - timedelta(days=61))), NeedsCoordinator)


@pytest.mark.parametrize(
    "text", ["2026-02-30", "2026-W47-7", "20261120", "2026-11-20T09:00", "２０２６-11-20", "", 20261120]
)
def test_what_is_not_a_plain_day_is_refused(text):
    assert refused(date=text).champ == "date"


@given(st.dates(min_value=TODAY - timedelta(days=60), max_value=TODAY + timedelta(days=1)))
def test_a_day_never_shifts(day):
    assert parse(date=day.isoformat()).date == day


def test_a_version_of_the_lists_newer_than_the_server_needs_the_coordinator():
    assert isinstance(refused(nomenclature="2031.4"), NeedsCoordinator)
    assert not isinstance(refused(nomenclature=None), NeedsCoordinator)


@pytest.mark.parametrize(
    ("champ", "value"),
    [
        ("creneau", "nuit"), ("creneau", None), ("lieu_type", "NC"), ("lieu_type", None), ("mode", "RUELLE"),
        ("duree_minutes", 0), ("duree_minutes", True), ("duree_minutes", 15.0), ("duree_minutes", 721),
        ("duree_minutes", 10**400), ("mediateurs", SEANCE_ID), ("mediateurs", [SEANCE_ID, SEANCE_ID.upper()]),
        ("mediateurs", [SEANCE_ID[:-1]]), ("structure_hote", "{" + SEANCE_ID + "}"), ("commune", 62498), ("qpv", "\0"),
        ("note", "Mme Dupont"), ("territoire_id", "246200364"), ("mediateur_id", SEANCE_ID), ("valide", True),
    ],
)  # fmt: skip
def test_a_wrong_or_unknown_field_is_named_in_the_refusal(champ, value):
    assert refused(**{champ: value}).champ == champ


@given(ANY_JSON | spoiled(SEANCE))
def test_any_json_gives_a_seance_or_a_refusal_that_quotes_nothing(contenu):
    draft = outcome(lambda given: parse_seance(given, today=TODAY, places=PLACES), contenu)

    if isinstance(draft, InvalidField):
        assert len(draft.champ) <= 40
        assert "\0" not in draft.message + draft.champ
    else:
        assert draft.qpv is None or draft.qpv in PLACES.communes[draft.commune]
