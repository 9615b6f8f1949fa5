"""Published files, as laid out by their producers, and what becomes of them; tables are drawn, then counted by hand."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.domain.errors import Refused
from asv.domain.series import SERIES, Absence, Generation, Lieu, Niveau
from asv.domain.series.chiffres import Lue, read_number
from asv.domain.series.importation import Ecart, check_lot, compare, gone, millesime_of, publiee
from asv.domain.series.lecture import read_lots
from asv.domain.series.publications import PUBLICATIONS
from asv.reference import read_qpv_2015, read_series
from asv.spreadsheets.published import read_published
from tests.domain.series.drawn import CAMUS_2015, LIEUX, lots, table
from tests.support.publications import apl, c2s, demographie


def test_the_c2s_by_qpv_2024_is_read_with_its_shares():
    # Camus: 877 covered, 132 + 39 with the C2S. Résidence: the part with contribution is not published.
    (lot,) = lots(c2s({"QN06202M": ("877", "132", "39"), "QN06208M": ("2 100", "600", "")}), "data_CNAM2025_QP24.csv")

    assert (lot.publication.code, lot.niveau, lot.annee) == ("insee_qpv_cnam", "QPV 2024", 2025)
    assert lot.valeurs["qpv2024_regime_general"] == {"QN06202M": (877, None), "QN06208M": (2100, None)}
    assert lot.valeurs["qpv2024_taux_c2s_sans_participation"]["QN06202M"].nombre == 15.1
    assert lot.valeurs["qpv2024_taux_c2s"] == {"QN06202M": (19.5, None), "QN06208M": (None, Absence.NON_PUBLIE)}
    assert lot.manquants == ()
    assert lot.anomalies == ()


def test_the_same_file_about_2015_perimeters_feeds_only_series_of_2015():
    (lot,) = lots(c2s({"QP062002": ("877", "132", "39")}))

    assert lot.niveau == "QPV 2015"
    assert {SERIES[code].generation for code in lot.valeurs} == {CAMUS_2015.generation}


def test_the_files_about_communes_and_epci_are_told_apart_by_their_codes():
    (communes,) = lots(c2s({"62498": ("30 000", "6 000", "900")}), "data_CNAM2025_COM.csv")
    (epci,) = lots(c2s({"246200364": ("200000", "40000", "6000")}), "data_CNAM2025_EPCI.csv")

    assert communes.valeurs["taux_c2s"] == {"62498": (23.0, None)}
    assert communes.manquants == ("62510",)
    assert epci.valeurs["epci_taux_c2s"] == {"246200364": (23.0, None)}


def test_age_by_sex_in_qpv_2024_is_read():
    (lot,) = lots(demographie({"QN06202M": ("1 575", "52,3", "36,1", "33,7", "20,1", "s")}))

    assert lot.publication.code == "insee_qpv_recensement"
    assert lot.annee is None
    assert lot.valeurs["qpv2024_population"]["QN06202M"].nombre == 1575
    assert lot.valeurs["qpv2024_part_moins_25_ans"]["QN06202M"].nombre == 36.1
    assert lot.valeurs["qpv2024_part_moins_25_ans_femmes"]["QN06202M"].nombre == 33.7
    assert lot.valeurs["qpv2024_part_60_ans_ou_plus_femmes"]["QN06202M"] == (None, Absence.SECRET)
    assert lot.ignorees == ("LIBGEO", "NOTE_RP")
    assert lot.manquants == ("QN06208M",)


def test_each_sheet_of_the_apl_is_a_vintage_of_its_own():
    tables = [table(apl(year, {"62498": value}), f"APL {year}") for year, value in ((2023, 5.862), (2024, 5.5))]

    read = read_lots(tables, LIEUX)

    assert [(lot.annee, lot.valeurs["apl_medecins_generalistes"]["62498"].nombre) for lot in read] == [
        (2023, 5.862), (2024, 5.5),
    ]  # fmt: skip
    assert len({lot.cle for lot in read}) == 2


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("APL aux infirmières", "apl_infirmiers"),
        ("APL aux kinésithérapeutes", "apl_masseurs_kinesitherapeutes"),
        ("APL aux masseurs-kinésithérapeutes", "apl_masseurs_kinesitherapeutes"),
        ("APL aux sages-femmes", "apl_sages_femmes"),
        ("APL aux chirurgiens-dentistes", "apl_chirurgiens_dentistes"),
    ],
)
def test_the_apl_of_each_profession_is_told_by_its_header(header, code):
    (lot,) = lots([["Code commune INSEE", "Commune", header], ["62498", "Lens", "80,5"]], "APL 2023")

    assert (lot.annee, lot.valeurs) == (2023, {code: {"62498": (80.5, None)}})


def test_the_year_is_read_in_the_headers_or_above_them():
    filosofi = lots([["CODGEO", "MED21", "PMIMP21", "TP6021", "PPMINI21"], ["62498", "17250", "40", "33,0", "s"]])[0]
    locales = lots([["Code", "Libellé", "Part des pers. âgées de 75 ans ou + 2022"], ["62498", "Lens", "9,6"]])[0]
    monoparentales = lots([["Code", "Part des familles monoparentales, 2022"], ["62498", "25,6"]])[0]
    titled = lots(apl(2023, {"62498": 5.862}), "Feuil1")[0]

    assert [lot.annee for lot in (filosofi, locales, monoparentales, titled)] == [2021, 2022, 2022, 2023]
    assert filosofi.valeurs["filosofi_part_minima_sociaux"]["62498"].absence is Absence.SECRET
    assert filosofi.ignorees == ("PMIMP21",)  # the share of taxed households, which is none of ours


def test_the_income_in_qpv_2024_is_read_with_the_year_of_its_headers():
    (lot,) = lots([["CODGEO", "DISP_MED21", "DISP_TP6021", "DISP_PPSOC21"], ["QN06202M", "14 180", "41,4", "19,1"]])

    assert (lot.publication.code, lot.annee) == ("insee_qpv_filosofi", 2021)
    assert {code: lues["QN06202M"].nombre for code, lues in lot.valeurs.items()} == {
        "qpv2024_taux_pauvrete": 41.4, "qpv2024_revenu_median": 14180, "qpv2024_part_prestations_sociales": 19.1,
    }  # fmt: skip


def test_a_letter_that_means_two_things_is_told_by_the_columns_beside_it():
    seekers = lots([["CODGEO", "ABC", "A"], ["QN06202M", "300", "200"]])
    allocataires = lots([["CODGEO", "A", "PERCOU", "AM"], ["QN06202M", "400", "900", "100"]])

    assert [lot.publication.code for lot in seekers] == ["insee_qpv_demandeurs_emploi"]
    assert [lot.publication.code for lot in allocataires] == ["insee_qpv_cnaf"]
    assert allocataires[0].valeurs["qpv2024_part_allocataires_monoparents"]["QN06202M"].nombre == 25


def test_a_share_is_not_computed_from_a_column_that_the_file_does_not_have():
    (lot,) = lots([["CODGEO", "A", "ARSAS"], ["QN06202M", "400", "90"]])

    assert set(lot.valeurs) == {"qpv2024_allocataires_caf", "qpv2024_rsa_socle"}


def test_a_file_by_theme_gives_one_lot_for_each_source():
    read = lots([["CODGEO", "TP60", "DISP_Q2", "C", "C_C2SNP", "A", "ARSAS"], ["QN06202M", *["20"] * 4, "20", "5"]])

    assert {lot.publication.code for lot in read} == {"insee_qpv_cnam", "insee_qpv_filosofi", "insee_qpv_cnaf"}


def test_a_place_repeated_with_the_same_figures_counts_once_and_otherwise_is_told():
    row = ("877", "132", "39")
    again = [*c2s({"QN06202M": row}), *c2s({"QN06202M": row})[1:]]
    other = [*c2s({"QN06202M": row}), *c2s({"QN06202M": ("878", "132", "39")})[1:]]

    assert lots(again)[0].anomalies == ()
    assert lots(other)[0].anomalies == ("Ligne 3 : Camus a déjà une autre valeur plus haut, colonne « C ».",)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("1 5O0", "50", "30", "30", "20", "20"), "Ligne 2, colonne « POP_MUN » : « 1 5O0 » n’est pas un nombre."),
        (
            ("1500", "520", "30", "30", "20", "20"),
            "Ligne 2, colonne « TX_F » : 520 n’est pas une valeur possible, en %.",
        ),
        (("-3", "50", "30", "30", "20", "20"), "Ligne 2, colonne « POP_MUN » : -3 n’est pas une valeur possible"),
        (("=B2", "50", "30", "30", "20", "20"), "« =B2 » n’est pas un nombre"),
    ],
)
def test_a_cell_that_is_no_possible_figure_is_told_with_its_line_and_column_and_left_out(cells, said):
    (lot,) = lots(demographie({"QN06202M": cells}))

    assert said in lot.anomalies[0]
    assert len(lot.anomalies) == 1
    assert sum(len(lues) for lues in lot.valeurs.values()) == 6


def test_a_share_over_100_tells_that_columns_do_not_go_together():
    (lot,) = lots(c2s({"QN06202M": ("100", "90", "60")}))

    assert "dépasserait 100" in lot.anomalies[0]
    assert "QN06202M" not in lot.valeurs.get("qpv2024_taux_c2s", {})


@pytest.mark.parametrize(
    "rows",
    [
        [["CODGEO", "MED21"], ["75056", "28000"]],
        [["Nom", "MED21"], ["62498", "28000"]],
        [["CODGEO", "Autre"], ["62498", "1"]],
        [["62498", "QN06202M"]],
        [[]],
    ],
)
def test_a_table_without_our_places_or_our_headers_gives_nothing(rows):
    assert lots(rows) == []


WORDS = ["CODGEO", "C", "C_C2SNP", "A", "TP60", "62498", "QN06202M", "s", "3,2", "é", ""]


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=6), max_size=6))
def test_whatever_the_table_no_figure_lands_on_a_place_that_its_serie_does_not_describe(rows):
    for lot in lots(rows):
        for code, lues in lot.valeurs.items():
            for place in lues:
                lieu = next(one for one in LIEUX if one.code == place)
                assert (SERIES[code].niveau, SERIES[code].generation) == (lieu.niveau, lieu.generation)


@pytest.mark.parametrize("publication", PUBLICATIONS.values(), ids=PUBLICATIONS.keys())
def test_each_publication_feeds_declared_series_of_its_level(publication):
    for place in publication.places:
        for code in publication.series(place):
            assert (SERIES[code].niveau, SERIES[code].generation) == place


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("6 490", (6490.0, None)), ("6\u202f490", (6490.0, None)), ("-10,5", (-10.5, None)), ("33.6 %", (33.6, None)),
        ("1.2e-3", (0.0012, None)), ("s", (None, Absence.SECRET)), ("", (None, Absence.NON_PUBLIE)),
        ("nd", (None, Absence.NON_PUBLIE)), ("..", (None, Absence.NON_PUBLIE)), ("abc", None), ("1,2,3", None),
        ("12 rue", None), ("1e999", None), ("inf", None), ("٣", None),
    ],
)  # fmt: skip
def test_a_figure_is_read_as_producers_write_it(text, read):
    assert read_number(text) == read


@given(st.floats(-1e9, 1e9).map(lambda x: round(x, 3)))
def test_a_figure_written_in_french_is_read_back(nombre):
    written = f"{nombre:,.3f}".replace(",", "\u202f").replace(".", ",")

    assert read_number(written) == Lue(pytest.approx(nombre), None)


def test_the_year_is_asked_for_when_the_file_prints_none_and_must_agree_when_it_does():
    (undated,) = lots(demographie({"QN06202M": ("1500", "50", "30", "30", "20", "20")}))
    (dated,) = lots(c2s({"QN06202M": ("877", "132", "39")}), "data_CNAM2025_QP24.csv")

    assert check_lot(undated, 2022, 2026) == 2022
    assert check_lot(dated, None, 2026) == check_lot(dated, 2025, 2026) == 2025
    for lot, dite, said in ((undated, None, "écrivez l’année"), (dated, 2024, "Le fichier dit 2025"),
                            (undated, 2031, "n’est pas possible")):  # fmt: skip
        with pytest.raises(Refused, match=said):
            check_lot(lot, dite, 2026)


def test_a_lot_with_doubtful_cells_waits_for_a_decision():
    (lot,) = lots(demographie({"QN06202M": ("15OO", "50", "30", "30", "20", "20")}))

    with pytest.raises(Refused, match="rien n’a été importé"):
        check_lot(lot, 2022, 2026)
    assert check_lot(lot, 2022, 2026, ecarter=True) == 2022


def test_a_lot_without_any_figure_is_not_imported():
    (lot,) = lots([["CODGEO", "MED21"], ["62498", "s"]])

    with pytest.raises(Refused, match="Aucun chiffre"):
        check_lot(lot, None, 2026)


def test_the_vintage_is_named_as_its_producer_names_it():
    assert millesime_of(PUBLICATIONS["insee_qpv_cnam"], 2025).libelle == "1er janvier 2025"
    assert publiee(PUBLICATIONS["insee_qpv_recensement"], "qpv2024_population", 2022).citation == (
        "Insee, recensement ; recensement 2022 ; QPV 2024 ; Licence Ouverte 2.0."
    )


def test_what_a_lot_changes_is_counted_figure_by_figure():
    before = {"f_edi": {"a": 1.0, "b": 2.0, "c": None}}
    after = {"f_edi": {"a": Lue(1.0, None), "b": Lue(3.0, None), "d": Lue(4.0, None)}}

    assert compare(before, after) == Ecart(pareilles=1, changees=1, nouvelles=1, disparues=1)


def test_a_place_is_gone_when_it_has_a_figure_that_the_lot_does_not_name():
    (lot,) = lots([["CODGEO", "MED21"], ["62498", "18000"]])
    standing = {"filosofi_revenu_median": {"62498": 17000.0, "62427": 16000.0, "62250": None}}

    assert gone(standing, lot) == ["62427"]


COLLECTED = Path(__file__).parents[4] / "shared" / "donnees"


@pytest.mark.skipif(not COLLECTED.is_dir(), reason="collected sources are not beside the project")
@pytest.mark.parametrize("file", ["insee_DEMO_2022.csv", "insee_REVN_2022.csv", "insee_IPRO_2022.csv"])
def test_the_files_of_insee_themselves_give_the_figures_that_we_ship(file):
    shipped = {(one.serie, one.territoire): one.valeur for one in read_series() if one.generation is Generation.DE_2015}
    lieux = [Lieu(Niveau.QPV, qpv.code, qpv.nom) for qpv in read_qpv_2015()]

    tables = read_published((COLLECTED / "qpv2015" / file).read_bytes(), [lieu.code for lieu in lieux])
    read = {
        (code, place): lue.nombre
        for lot in read_lots(tables, lieux)
        for code, lues in lot.valeurs.items()
        for place, lue in lues.items()
        if (code, place) in shipped
    }

    assert len(read) >= 22
    assert read == {key: pytest.approx(shipped[key], abs=0.06) if shipped[key] is not None else None for key in read}
