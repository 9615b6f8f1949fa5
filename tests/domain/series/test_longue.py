"""Long files of INSEE: one line for each place and each kind of figure."""

from asv.domain.series import Absence
from tests.domain.series.drawn import lots

LONG = ["GEO", "GEO_OBJECT", "FILOSOFI_MEASURE", "UNIT_MEASURE", "CONF_STATUS", "TIME_PERIOD", "OBS_VALUE"]


def test_a_long_file_of_filosofi_is_read_by_period_and_by_kind_of_place():
    read = lots(
        [
            LONG,
            ["62498", "COM", "MED_SL", "EUR_YR", "F", "2023", "18100"],
            ["62498", "COM", "PR_MD60", "PT", "C", "2023", ""],
            ["62510", "COM", "MED_SL", "EUR_YR", "F", "2023", "19000"],
            ["62510", "UU2020", "MED_SL", "EUR_YR", "F", "2023", "77777"],
            ["62498", "COM", "MED_SL", "EUR_YR", "F", "2022", "17900"],
        ],
        "DS_FILOSOFI_CC_2023_data.csv",
    )

    assert [(lot.publication.code, lot.annee) for lot in read] == [("insee_filosofi", 2022), ("insee_filosofi", 2023)]
    assert read[1].valeurs == {
        "filosofi_revenu_median": {"62498": (18100, None), "62510": (19000, None)},
        "filosofi_taux_pauvrete": {"62498": (None, Absence.SECRET), "62510": (None, Absence.NON_PUBLIE)},
    }


def test_a_long_file_of_the_bpe_says_zero_where_a_commune_has_no_line_of_that_kind():
    header = [
        "GEO",
        "GEO_OBJECT",
        "FACILITY_DOM",
        "FACILITY_SDOM",
        "FACILITY_TYPE",
        "BPE_MEASURE",
        "TIME_PERIOD",
        "OBS_VALUE",
    ]
    (lot,) = lots(
        [
            header,
            ["62498", "COM", "D", "D2", "D265", "FACILITIES", "2025", "23"],
            ["62498", "COM", "D", "D3", "D307", "FACILITIES", "2025", "11"],
            ["62510", "COM", "D", "D2", "D265", "FACILITIES", "2025", "12"],
            ["246200364", "EPCI", "D", "D2", "D265", "FACILITIES", "2025", "200"],
        ]
    )

    assert (lot.publication.code, lot.annee, lot.niveau) == ("insee_bpe", 2025, "commune")
    assert lot.valeurs["bpe_medecins_generalistes"] == {"62498": (23, None), "62510": (12, None)}
    assert lot.valeurs["bpe_pharmacies"] == {"62498": (11, None), "62510": (0, None)}
    assert "bpe_infirmiers" not in lot.valeurs


def test_two_figures_of_one_kind_at_one_place_are_told_and_none_is_chosen():
    row = ["62498", "COM", "MED_SL", "EUR_YR", "F", "2023"]
    (lot,) = lots([LONG, [*row, "18100"], [*row, "18100"], [*row, "18200"]])

    assert lot.anomalies == ("Ligne 2, colonne « MED_SL » : « 18100 / 18200 » n’est pas un nombre.",)
