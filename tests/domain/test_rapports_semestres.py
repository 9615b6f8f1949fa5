"""Half a year: the sum of two quarters that are shown, and nothing when one of them hides."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.domain.diffusion import Figure, Reference, Statut
from asv.domain.errors import Refused
from asv.domain.periodes import Periode, annee, trimestre
from asv.domain.rapports import INDICATEURS_RAPPORT, Diffuse, Semestre, exercices_of, figeable_le, parse_exercice
from asv.domain.rapports.semestres import added

G08 = INDICATEURS_RAPPORT["G08"]
COUNTS = st.one_of(
    st.integers(0, 5000), st.sampled_from([Statut.CONFIDENTIEL, Statut.NON_DISPONIBLE, Statut.TROP_PEU])
)  # fmt: skip


def figure(rang: int, told: int | Statut) -> Figure:
    reference = Reference(f"2025-T{rang}-E1", "SEXE", "F", "TOTAL")
    shown = isinstance(told, int)
    return Figure(
        reference, "Sexe", "Femmes", "", "trimestre", "contacts", Statut.PUBLIE if shown else told,
        told if shown else None,
    )  # fmt: skip


@given(COUNTS, COUNTS)
def test_a_half_year_tells_a_sum_when_both_quarters_tell_theirs(first: int | Statut, second: int | Statut):
    line = added(G08, Diffuse("G08F"), [figure(1, first), figure(2, second)])

    hidden = [one for one in (first, second) if not isinstance(one, int)]
    assert line.valeur == (None if hidden else first + second)
    assert line.statut is (hidden[0] if hidden else Statut.PUBLIE)
    assert line.part is None
    assert line.source == "2025-T1-E1/SEXE/F/TOTAL + 2025-T2-E1/SEXE/F/TOTAL"


@given(st.integers(2000, 2099), st.sampled_from([1, 2]))
def test_a_half_year_is_read_as_it_is_written_and_is_half_of_its_year(year: int, rang: int):
    one = Semestre(year, rang)

    assert parse_exercice(one.code) == one
    assert one.debut.day == 1
    assert [quarter.rang for quarter in one.trimestres] == [2 * rang - 1, 2 * rang]
    assert annee(year).debut <= one.debut < one.fin <= annee(year).fin
    assert one.fin < figeable_le(one)


@given(st.sets(st.builds(trimestre, st.integers(2024, 2026), st.integers(1, 4))), st.sets(st.integers(2024, 2026)))
def test_a_report_rests_on_its_year_or_on_both_quarters_of_its_half(quarters: set[Periode], years: set[int]):
    whole = {annee(year) for year in years}
    found = exercices_of(quarters | whole)

    assert {one for one in found if not isinstance(one, Semestre)} == whole
    halves = {Semestre(year, rang) for year in (2024, 2025, 2026) for rang in (1, 2)}
    assert {one for one in found if isinstance(one, Semestre)} == {
        one for one in halves if quarters.issuperset(one.trimestres)
    }
    for one, rested in found.items():
        assert rested == (one.trimestres if isinstance(one, Semestre) else (one,))
    ends = [one.fin for one in found]
    assert ends == sorted(ends, reverse=True)


def test_a_half_year_is_frozen_once_its_last_quarter_is_closed_and_a_year_once_its_cohorts_are_known():
    assert figeable_le(Semestre(2025, 1)) == date(2025, 8, 1)
    assert figeable_le(annee(2025)) == date(2026, 3, 31)
    assert parse_exercice("2025") == annee(2025)
    with pytest.raises(Refused, match="pas lisible"):
        parse_exercice("2025-S3")
