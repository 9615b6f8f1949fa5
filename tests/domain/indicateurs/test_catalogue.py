import pytest

from asv.domain.diffusion import POLICY, Kind
from asv.domain.errors import NotFound
from asv.domain.indicateurs import INDICATEURS, Condition, Lecture, Registre, indicateur
from asv.domain.indicateurs.cohortes import Issue
from asv.domain.indicateurs.definition import SANS_INTERVALLE, WILSON
from asv.domain.indicateurs.taux import TAUX
from asv.domain.territoires import Niveau

COLUMNS = {
    "langue",
    "freins",
    "nature",
    "is_bref",
    "sexe",
    "tranche_age",
    "zone_residence",
    "qpv_lieu",
    "qpv_residence",
    "familles_frein",
    "themes",
    "premiere_fois",
    "suivi_id",
}
OF_REGISTRES = {
    Registre.REPONSE: {"nature", "question", "is_notee"},
    Registre.ORIENTATION: {"force", "type", "issue"},
    Registre.DOSSIER: {"code", "issue"},
    Registre.FIN: {"cloture", "duree"},
    Registre.OUVERTURE: {"champ", "valeur"},
    Registre.AUTONOMIE: {"champ", "valeur"},
    Registre.PAROLE: {"type", "etat", "qpv_lieu"},
}


@pytest.mark.parametrize("one", INDICATEURS.values(), ids=lambda one: one.code)
def test_every_indicateur_says_who_is_counted_and_whence(one):
    words = (one.libelle, one.population, one.numerateur, one.denominateur, one.unite, one.source, one.note)

    assert all(text.strip() == text != "" for text in words)
    assert one.minimum == POLICY.seuil
    assert Niveau.TERRITOIRE in one.niveaux
    assert Niveau.QPV not in one.niveaux or one.champ_lieu is not None
    assert one.critere


@pytest.mark.parametrize("one", INDICATEURS.values(), ids=lambda one: one.code)
def test_every_indicateur_reads_columns_that_its_rows_have(one):
    fields = {condition.champ for condition in one.critere} | {one.champ_lieu, one.distinct}
    if one.ventilation:
        fields.add(one.ventilation.champ)

    known = {Registre.CONTACT: COLUMNS, **OF_REGISTRES}[one.registre]
    assert fields - {None} <= known


@pytest.mark.parametrize("one", INDICATEURS.values(), ids=lambda one: one.code)
def test_a_code_feeds_one_column_of_a_partition(one):
    if one.ventilation and one.ventilation.kind is Kind.PARTITION:
        assert len(one.ventilation.codes) == len(set(one.ventilation.codes))


@pytest.mark.parametrize("one", INDICATEURS.values(), ids=lambda one: one.code)
def test_what_has_shares_declares_their_interval_and_a_plain_count_none(one):
    assert one.intervalle == (SANS_INTERVALLE if one.ventilation is None else WILSON)


def test_contacts_participations_suivis_and_estimated_persons_keep_four_names():
    named = {one.unite for one in INDICATEURS.values()}

    assert named == {
        "contacts", "participations", "salutations", "personnes estimées", "suivis", "orientations", "dossiers",
        "réponses", "démarches",
    }  # fmt: skip
    assert not any("personne" in INDICATEURS[code].unite for code in ("M01", "M03", "M06", "M20"))


def test_a_share_of_a_cohort_is_read_in_columns_of_its_table():
    for taux in TAUX.values():
        colonnes = {colonne.code for colonne in taux.cohorte.colonnes}
        assert {*taux.colonnes, *taux.ecartees} <= colonnes
        assert INDICATEURS[taux.cohorte.code] is taux.cohorte


def test_what_describes_persons_met_says_so():
    described = [
        one for one in INDICATEURS.values() if one.code in {"G08F", "G08A", "M05", "M06", "M07", "M06T", "M09", "M23"}
    ]

    assert all(one.note.startswith("Parmi les personnes rencontrées") for one in described)


def test_links_point_to_declared_columns():
    for one in INDICATEURS.values():
        for code, colonne in filter(None, (one.lien.total, one.lien.plafond)):
            assert colonne in {column.code for column in INDICATEURS[code].colonnes}
        if one.lien.principal:
            assert INDICATEURS[one.lien.principal].lien.citations == one.code
            assert INDICATEURS[one.lien.principal].colonnes == one.colonnes


def test_only_level_one_freins_are_columns_and_none_is_sensible():
    colonnes = INDICATEURS["M06"].colonnes

    assert len(colonnes) == 12
    assert not any(colonne.sensible for colonne in colonnes)
    assert [colonne.code for colonne in colonnes if colonne.exclusive] == ["AUCUN_FREIN"]


def test_themes_are_counted_by_family_and_the_sensible_ones_left_out():
    ventilation = INDICATEURS["M06T"].ventilation
    colonnes = {categorie.colonne.code: categorie.codes for categorie in ventilation.categories}

    assert ventilation.most == 2
    assert colonnes["CANCER"] == ("CANCER", "DEP_SEIN", "DEP_COLO", "DEP_COL")
    assert not {"MENTALE", "ADDICT", "SEXUELLE", "VIOLENCES", "HANDI", "CHRONIQUE", "URGENCE"} & set(colonnes)
    assert not {"ADD_TABAC", "MEN_BIENETRE"} & set(ventilation.codes)


def test_an_unknown_indicateur_is_refused_in_french():
    assert indicateur("M01") is INDICATEURS["M01"]
    with pytest.raises(NotFound, match="dictionnaire"):
        indicateur("M99")


@pytest.mark.parametrize(
    ("condition", "row", "expected"),
    [
        (Condition("sexe", ("F",)), {"sexe": "F"}, True),
        (Condition("sexe", ("F",)), {"sexe": "H"}, False),
        (Condition("sexe", ("F",)), {"sexe": None}, False),
        (Condition("sexe", ("F",)), {}, False),
        (Condition("suivi_id", None), {"suivi_id": 3}, True),
        (Condition("suivi_id", None), {"suivi_id": None}, False),
        (Condition("freins", ("A", "B"), Lecture.UN_PARMI), {"freins": ["C", "B"]}, True),
        (Condition("freins", ("A", "B"), Lecture.PREMIER), {"freins": ["C", "B"]}, False),
        (Condition("freins", ("A", "B"), Lecture.PREMIER), {"freins": []}, False),
    ],
)
def test_a_condition_compares_one_field_with_its_codes(condition, row, expected):
    assert condition.accepts(row) is expected


def test_no_table_counts_some_of_the_rows_of_another():
    """Two tables whose rows are nested could be subtracted from each other: they share all their rows, or none."""
    counted: dict[tuple[Registre, str], set[str]] = {}
    for one in INDICATEURS.values():
        if one.registre in {Registre.DOSSIER, Registre.ORIENTATION, Registre.FIN}:
            codes = {code for condition in one.critere for code in condition.codes}
            assert counted.setdefault((one.registre, one.univers), codes) == codes, one.code
    for (registre, univers), codes in counted.items():
        others = [found for key, found in counted.items() if key[0] is registre and key[1] != univers]
        assert not any(codes & found for found in others), univers


@pytest.mark.parametrize("code", ["M16C", "G15", "G19"])
def test_whatever_a_demarche_gave_it_is_told_in_one_column(code):
    assert sorted(INDICATEURS[code].ventilation.codes) == sorted(Issue)
