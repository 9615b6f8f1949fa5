"""What an orientation or a file gave at 90 days, drawn day by day."""

from datetime import date, timedelta

import pytest

from asv.domain.indicateurs.cohortes import HONOREES, OUVERTS, Issue, duree_of, issue_at_90

MADE = date(2026, 3, 2)
LATER = date(2026, 12, 1)


def heard(*results):
    return [(MADE + timedelta(days=days), code) for days, code in results]


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ([(10, "RES_RDV_HONORE")], Issue.ABOUTIE),
        ([(10, "RES_RDV_OBTENU"), (90, "RES_SOIN_REALISE")], Issue.ABOUTIE),
        ([(10, "RES_RDV_OBTENU"), (91, "RES_SOIN_REALISE")], Issue.SANS),
        ([(10, "RES_RDV_HONORE"), (12, "RES_RDV_NON_HONORE")], Issue.AUTRE),
        ([(10, "RES_PERDU_VUE")], Issue.PERDU_VUE),
        ([(10, "RES_REFUS_PARTENAIRE")], Issue.REFUS_PARTENAIRE),
        ([(10, "RES_REFUS_PERSONNE")], Issue.AUTRE),
        ([(10, "RES_INCONNU")], Issue.SANS),
        ([], Issue.SANS),
    ],
)
def test_the_last_result_of_the_first_ninety_days_holds(results, expected):
    assert issue_at_90(MADE, heard(*results), LATER, HONOREES) is expected


def test_before_ninety_days_nothing_is_missing_yet():
    last_day = MADE + timedelta(days=90)

    assert issue_at_90(MADE, [], last_day, HONOREES) is Issue.ATTENTE
    assert issue_at_90(MADE, [], last_day + timedelta(days=1), HONOREES) is Issue.SANS
    assert issue_at_90(MADE, heard((3, "RES_RDV_OBTENU")), last_day, HONOREES) is Issue.ATTENTE


def test_a_file_succeeds_when_the_right_is_open_and_not_when_somebody_came():
    assert issue_at_90(MADE, heard((40, "RES_DROIT_RENOUV")), LATER, OUVERTS) is Issue.ABOUTIE
    assert issue_at_90(MADE, heard((40, "RES_RDV_HONORE")), LATER, OUVERTS) is Issue.SOIN


@pytest.mark.parametrize(
    ("days", "expected"), [(0, "J30"), (30, "J30"), (31, "J90"), (180, "J180"), (365, "J365"), (366, "J365P")]
)
def test_a_length_falls_in_the_class_that_names_its_last_day(days, expected):
    assert duree_of(MADE, MADE + timedelta(days=days)) == expected
