"""M04 counts by residence some of the persons that M02 and M05 count by place."""

import pytest

from asv.domain.diffusion import TERRITOIRE, Lien, Statut, rate_per_1000
from tests.domain.diffusion.tables import lines_of, partition, released

LINKED = Lien(total=("M02", "OUI"), plafond=("M05", "QPV"))


def family(first_times, by_residence, in_qpv, *, unknown=300):
    """first_times: (oui, non) outside and inside; by_residence: those who said yes, line by line, the rest last."""
    m02 = partition([[*first_times, unknown]], code="M02", columns=("OUI", "NON"), lignes=lines_of(1))
    total = sum(first_times) + unknown
    m05 = partition([[in_qpv, total - in_qpv, 0]], code="M05", columns=("QPV", "HORS"), lignes=lines_of(1))
    rows = [[count, 0] for count in by_residence]
    m04 = partition(rows, code="M04", columns=("M04",), univers="personnes estimées", lien=LINKED)
    return released(m02, m05, m04)["M04"]


def counts_of(table):
    return [line.cells["M04"].effectif for line in table.lignes]


def test_the_persons_who_live_in_a_qpv_are_published_when_they_are_not_few():
    assert counts_of(family((500, 200), [150, 100, 250], 600)) == [500, 150, 100]


def test_few_persons_of_a_qpv_are_hidden():
    assert counts_of(family((500, 200), [150, 6, 344], 600)) == [500, 150, None]


def test_the_number_of_contacts_of_residents_does_not_narrow_a_small_count():
    """All the contacts of residents are first times: nothing can be added to the QPV, so another one is hidden."""
    assert counts_of(family((500, 200), [150, 100, 4, 246], 254)) == [500, 150, None, None]


@pytest.mark.parametrize(
    ("first_times", "by_residence", "in_qpv"),
    [
        ((500, 4), [150, 100, 250], 400),
        ((500, 200), [150, 100, 250], 255),
        ((500, 200), [150, 100, 250], 240),
        ((500, 200), [150, 100, 250], 998),
        ((499, 201), [150, 100, 250], 600),
    ],
    ids=["total hidden", "few later contacts", "more than residents", "residents hidden", "another total"],
)
def test_nothing_is_shown_when_it_would_complete_another_table(first_times, by_residence, in_qpv):
    table = family(first_times, by_residence, in_qpv, unknown=300 if first_times[1] > 4 else 3)

    assert set(counts_of(table)) == {None}
    assert table.line(TERRITOIRE).population.statut is Statut.CONFIDENTIEL


def test_a_link_may_have_no_ceiling():
    m02 = partition([[500, 200, 300]], code="M02", columns=("OUI", "NON"), lignes=lines_of(1))
    m04 = partition([[150, 0], [350, 0]], code="M04", univers="x", lien=Lien(total=("M02", "OUI")))

    assert released(m02, m04)["M04"].cell("Q1", "A").effectif == 150


def test_the_rate_divides_a_released_count_by_a_public_population():
    table = family((500, 200), [150, 6, 344], 600)

    shown = rate_per_1000("M04", "Couverture", table.cell("Q1", "M04"), 2500, "QPV entier")
    hidden = rate_per_1000("M04", "Couverture", table.cell("Q2", "M04"), 2500)
    unknown = rate_per_1000("M04", "Couverture", table.cell("Q1", "M04"), None)

    assert (shown.valeur, shown.effectif, shown.avertissement) == (60.0, 150, "QPV entier")
    assert (hidden.valeur, hidden.statut) == (None, Statut.CONFIDENTIEL)
    assert unknown.statut is Statut.NON_DISPONIBLE
