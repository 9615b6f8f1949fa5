"""The window of the calendar: months in weeks, ISO weeks, what is beside."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.domain.calendrier import Vue, fenetre_of, week_code
from asv.domain.errors import Refused

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))


def test_the_month_is_shown_in_whole_weeks():
    fenetre = fenetre_of(Vue.MOIS, "2026-05", "", TODAY)

    assert (fenetre.debut, fenetre.fin) == (date(2026, 4, 27), date(2026, 5, 31))
    assert fenetre.libelle == "mai 2026"


def test_the_list_is_the_month_and_no_day_more():
    fenetre = fenetre_of(Vue.LISTE, "2026-02", "", TODAY)

    assert (fenetre.debut, fenetre.fin) == (date(2026, 2, 1), date(2026, 2, 28))


@pytest.mark.parametrize(
    ("semaine", "libelle"),
    [
        ("2026-W21", "semaine du 18 au 24 mai 2026"),
        ("2026-W27", "semaine du 29 juin au 5 juillet 2026"),
        ("2026-W22", "semaine du 25 au 31 mai 2026"),
        ("2026-W23", "semaine du 1er au 7 juin 2026"),
        ("2020-W53", "semaine du 28 décembre au 3 janvier 2021"),
    ],
)
def test_a_week_is_named_by_its_days(semaine: str, libelle: str):
    assert fenetre_of(Vue.SEMAINE, "", semaine, TODAY).libelle == libelle


def test_going_from_a_month_to_its_week_stays_in_it():
    assert fenetre_of(Vue.SEMAINE, "2026-05", "", TODAY).mois.code == "2026-05"
    assert fenetre_of(Vue.SEMAINE, "2000-01", "", TODAY).mois.code == "2000-01"
    assert fenetre_of(Vue.SEMAINE, "2026-11", "", TODAY).debut == TODAY


@given(DAYS)
def test_the_week_of_any_day_holds_it_and_its_neighbours_touch_it(day: date):
    fenetre = fenetre_of(Vue.SEMAINE, "", week_code(day), TODAY)
    after = fenetre.beside(1)

    assert fenetre.debut <= day <= fenetre.fin
    assert after is not None
    assert after.debut == fenetre.fin + timedelta(days=1)
    assert after.beside(-1) == fenetre


@given(DAYS, st.sampled_from(list(Vue)))
def test_every_window_is_read_again_from_its_own_code(day: date, vue: Vue):
    fenetre = fenetre_of(vue, f"{day:%Y-%m}", "", TODAY)

    again = fenetre_of(vue, fenetre.code.get("mois", ""), fenetre.code.get("semaine", ""), TODAY)

    assert (again.debut, again.fin) == (fenetre.debut, fenetre.fin)


@pytest.mark.parametrize("mois", ["2026", "2026-T2", "mai", "2026-13"])
def test_what_is_not_a_month_is_refused(mois: str):
    with pytest.raises(Refused):
        fenetre_of(Vue.LISTE, mois, "", TODAY)


def test_an_unknown_layout_is_the_month():
    assert Vue("trimestre") is Vue.MOIS
    assert [vue.libelle for vue in Vue] == ["Mois", "Semaine", "Liste"]


def test_nothing_is_beside_the_first_and_the_last_month():
    assert fenetre_of(Vue.MOIS, "2000-01", "", TODAY).beside(-1) is None
    assert fenetre_of(Vue.MOIS, "2100-12", "", TODAY).beside(1) is None
    assert fenetre_of(Vue.SEMAINE, "2000-01", "", TODAY).beside(-1) is None


def test_a_week_over_two_months_has_the_campaigns_of_both():
    assert fenetre_of(Vue.SEMAINE, "", "2026-W40", TODAY).mois_touches == (9, 10)
    assert fenetre_of(Vue.MOIS, "2026-10", "", TODAY).mois_touches == (10,)
