"""Each declaration against a year drawn by hand: nine rows, of which eight are contacts."""

import pytest

from asv.domain import nomenclatures
from asv.domain.diffusion import Kind, Ligne
from asv.domain.indicateurs import INDICATEURS, Registre, count, matches, tabulate, weigh
from asv.domain.indicateurs.cohortes import reponses_of
from asv.domain.periodes import annee
from asv.domain.territoires import HORS_QPV
from tests.domain.indicateurs.drawn import YEAR, contact

SUR_CONTACTS = {code: one for code, one in INDICATEURS.items() if one.registre is Registre.CONTACT}
QPV = (Ligne("QN06201M", "Fosse 8"), Ligne("QN06202M", "Tilleuls"))


def table_of(code, rows=YEAR):
    indicateur = INDICATEURS[code]
    comptes = count(indicateur, rows, indicateur.champ_lieu)
    return tabulate(indicateur, comptes, lignes=QPV, perimetre="246200364", periode=annee(2025))


def by_line(table):
    return {
        ligne.code: dict(zip((colonne.code for colonne in table.colonnes), effectifs, strict=True))
        for ligne, effectifs in zip(table.lignes, table.effectifs, strict=True)
    }


def test_contacts_count_where_they_happened_and_salutations_apart():
    assert by_line(table_of("M01")) == {"QN06201M": {"M01": 5}, "QN06202M": {"M01": 1}, HORS_QPV: {"M01": 2}}
    assert table_of("M01S").totaux == (1,)


def test_a_qpv_outside_the_contract_counts_in_the_rest():
    table = table_of("M01", [contact(qpv_lieu="QN05999X")])

    assert by_line(table)[HORS_QPV] == {"M01": 1}
    assert not table.lignes[-1].publiee


def test_brief_contacts_are_part_of_the_contacts_and_stay_in_the_team():
    table = table_of("M01B")

    assert by_line(table) == {HORS_QPV: {"BREF": 1, "RENSEIGNE": 7}}
    assert table.interne


def test_estimated_persons_are_the_contacts_that_answered_yes():
    table = table_of("M02")

    assert by_line(table)["QN06201M"] == {"OUI": 3, "NON": 1}
    assert dict(zip((ligne.code for ligne in table.lignes), table.manquants, strict=True)) == {
        "QN06201M": 1,
        "QN06202M": 0,
        HORS_QPV: 1,
    }


def test_the_file_active_counts_a_suivi_once_whatever_the_number_of_contacts():
    assert table_of("M03").totaux == (2,)


def test_the_coverage_counts_first_contacts_by_residence():
    assert by_line(table_of("M04")) == {"QN06201M": {"M04": 2}, "QN06202M": {"M04": 1}, HORS_QPV: {"M04": 2}}


def test_an_uncertain_residence_is_a_missing_answer():
    table = table_of("M05")

    assert by_line(table) == {HORS_QPV: {"QPV": 4, "HORS": 2}}
    assert (table.denominateurs, table.manquants) == ((6,), (2,))


def test_autre_is_published_with_non_communique():
    table = table_of("G08F")

    assert by_line(table)["QN06201M"] == {"F": 1, "H": 1, "X_NC": 2}
    assert by_line(table)["QN06202M"] == {"F": 0, "H": 0, "X_NC": 0}
    assert table.manquants == (1, 1, 0)


def test_age_is_counted_in_four_bands_before_and_after_the_purge():
    assert by_line(table_of("G08A"))["QN06201M"] == {"AGE_M18": 1, "AGE_18_49": 1, "AGE_50_74": 1, "AGE_75P": 1}


def test_every_class_of_the_tablet_falls_in_one_band():
    codes = [code for categorie in INDICATEURS["G08A"].ventilation.categories for code in categorie.codes]

    assert len(codes) == len(set(codes)) == 10 + 4


def test_a_contact_counts_in_each_family_of_freins_it_cites():
    table = table_of("M06")

    assert table.kind is Kind.CITATIONS
    assert {code: n for code, n in by_line(table)["QN06201M"].items() if n} == {
        "FINANCIER": 2,
        "ADMIN": 1,
        "AUCUN_FREIN": 1,
    }
    assert (table.denominateurs, table.manquants) == ((3, 1, 2), (2, 0, 0))


def test_the_main_frein_is_the_first_cited_and_is_counted_by_place_without_being_shown():
    table = table_of("M07")

    assert {code: n for code, n in by_line(table)["QN06201M"].items() if n} == {
        "FINANCIER": 1,
        "ADMIN": 1,
        "AUCUN_FREIN": 1,
    }
    assert not any(ligne.publiee for ligne in table.lignes)


def test_aucun_frein_does_not_count_beside_a_frein():
    table = table_of("M06", [contact(familles_frein=["AUCUN_FREIN", "ADMIN"])])

    assert {code: n for code, n in by_line(table)["QN06201M"].items() if n} == {"ADMIN": 1}
    assert table.denominateurs[0] == 1


def test_a_contact_counts_once_in_each_family_of_themes_and_a_sensible_one_is_as_no_answer():
    rows = [
        contact(themes=["VACC_ENF", "VACC_HPV"]),
        contact(themes=["VACC", "DENT"]),
        contact(themes=["MEN_SOUFFRANCE"]),
    ]
    table = table_of("M06T", rows)

    assert {code: n for code, n in by_line(table)["QN06201M"].items() if n} == {"VACC": 2, "DENT": 1}
    assert (table.denominateurs[0], table.manquants[0], table.citations) == (2, 1, 2)


def test_a_form_of_non_recours_is_read_in_the_freins_and_a_contact_may_have_two():
    table = table_of("M09")

    assert {code: n for code, n in by_line(table)[HORS_QPV].items() if n} == {
        "NON_CONNAISSANCE": 1,
        "NON_DEMANDE": 3,
        "NON_RECEPTION": 1,
        "SANS_FORME": 1,
    }
    assert (table.denominateurs, table.manquants, table.interne) == ((5,), (3,), True)


def test_every_frein_but_none_has_one_form_or_stands_apart():
    codes = INDICATEURS["M09"].ventilation.codes

    assert len(codes) == len(set(codes))
    assert set(codes) == {one.code for one in nomenclatures.liste("FREIN").entrees} - {"AUCUN_FREIN"}


def test_interpreting_is_counted_where_french_was_not_easy():
    table = table_of("M23")

    assert by_line(table) == {HORS_QPV: {"INTERPRETE": 1, "AUTREMENT": 1}}


def test_completeness_counts_what_was_asked_and_a_refusal_is_an_answer():
    rows = [one for row in YEAR for one in reponses_of(row)]

    assert by_line(table_of("M22", rows)) == {HORS_QPV: {"NOTEE": 35, "ND": 5}}


@pytest.mark.parametrize("code", INDICATEURS)
def test_a_year_without_contact_gives_a_table_of_zeros(code):
    table = table_of(code, [])

    assert set(table.totaux) == {0}
    assert set(table.populations) == {0}


def test_a_salutation_enters_no_other_indicateur():
    salutation = YEAR[-1]

    assert [code for code, indicateur in SUR_CONTACTS.items() if matches(indicateur, salutation)] == ["M01S"]


@pytest.mark.parametrize("code", [code for code, one in SUR_CONTACTS.items() if one.distinct is None])
def test_rows_grouped_by_value_count_as_rows_one_by_one(code):
    indicateur = INDICATEURS[code]
    rows = [row for row in YEAR if matches(indicateur, row)]
    field = indicateur.ventilation.champ if indicateur.ventilation else None
    groups = [(row[field] if field else None, 1) for row in rows]

    assert weigh(indicateur, groups) == count(indicateur, rows)[None]
