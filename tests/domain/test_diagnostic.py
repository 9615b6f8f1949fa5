"""What the diagnostic says, word for word, from contacts drawn by hand."""

from datetime import date

import pytest

from asv.domain.diagnostic import (
    carte_phrase,
    comparaison_phrase,
    couverture_phrase,
    phrase_of,
    precautions,
    specificites_of,
    synthese,
    taux_of,
)
from asv.domain.diagnostic.ecriture import listed, number, percent, plural
from asv.domain.diffusion import TERRITOIRE, Destinataire, Ligne, Statut, rate_per_1000, release
from asv.domain.indicateurs import INDICATEURS, Registre, count, tabulate
from asv.domain.indicateurs.cohortes import reponses_of
from asv.domain.periodes import annee
from tests.domain.indicateurs.drawn import BREF, SALUTATION, contact

FOSSE, TILLEULS, ACACIAS, CORONS = (f"QN0620{rank}M" for rank in (1, 2, 3, 4))
QPV = tuple(Ligne(code, code) for code in (FOSSE, TILLEULS, ACACIAS, CORONS))


def met(how_many, **changes):
    return [contact(**changes)] * how_many


YEAR = [
    *met(700, familles_frein=["OFFRE"], suivi_id=None),
    *met(500, familles_frein=["FINANCIER"], sexe="H", tranche_age="A60_64", premiere_fois="NON"),
    *met(300, familles_frein=["ADMIN", "OFFRE"], premiere_fois="NON"),
    *met(70, familles_frein=["AUCUN_FREIN"], premiere_fois="ND"),
    *met(12, familles_frein=["AUCUN_FREIN"], premiere_fois="ND", langue="LG_INT_TEL"),
    *met(18, familles_frein=["AUCUN_FREIN"], premiere_fois="ND", langue="LG_PROCHE_ADULTE"),
    *[contact(suivi_id=rank) for rank in range(20)],
    *met(60, qpv_lieu=TILLEULS, qpv_residence=TILLEULS, familles_frein=["OFFRE"]),
    *met(40, qpv_lieu=TILLEULS, qpv_residence=TILLEULS, familles_frein=["LANGUE"], sexe="H", tranche_age="A75P"),
    *met(3, qpv_lieu=TILLEULS, qpv_residence=TILLEULS, familles_frein=["ND"], sexe="ND", premiere_fois="NSP"),
    *met(4, qpv_lieu=ACACIAS, qpv_residence=ACACIAS),
    *met(200, qpv_lieu=None, zone_residence="ZR_HORS_QPV", qpv_residence=None, familles_frein=["ADMIN"]),
    *[BREF] * 150,
    *[SALUTATION] * 80,
]


ORIENTATIONS = {"ABOUTIE": 62, "REFUS_PARTENAIRE": 20, "PERDU_VUE": 30, "AUTRE": 38, "SANS": 45, "ATTENTE": 0}
DOSSIERS = {"ABOUTIE": 90, "AUTRE": 30, "SANS": 12, "ATTENTE": 24}
DROITS = {"A_OUVRIR": 45, "A_JOUR": 30, None: 25}
DUREES = {"J30": 12, "J90": 40, "J180": 20, "J365": 15, "J365P": 0}


def drawn(field, how_many, **same):
    return [same | {field: value} for value, times in how_many.items() for _ in range(times)]


def tables_of(rows, destinataire=Destinataire.FINANCEUR, *, orientations=ORIENTATIONS, durees=DUREES, droits=DROITS):
    registres = {
        Registre.CONTACT: rows,
        Registre.REPONSE: [one for row in rows for one in reponses_of(row)],
        Registre.ORIENTATION: drawn("issue", orientations, force="TO_ACTIVE"),
        Registre.DOSSIER: drawn("issue", DOSSIERS, code="D_C2S_DEP"),
        Registre.FIN: drawn("duree", durees, cloture="CL_OBJECTIF"),
        Registre.OUVERTURE: [
            *drawn("valeur", droits, champ="droits"),
            *drawn("valeur", {"SANS": 30, "AVEC": 70}, champ="medecin_traitant"),
        ],
        Registre.PAROLE: [{"type": "AC_GROUPE", "etat": "AE_REALISEE", "qpv_lieu": FOSSE}] * 64,
        Registre.AUTONOMIE: drawn("valeur", {"GAIN": 24, "SANS_GAIN": 16, None: 40}, champ="gain"),
    }
    counted = [
        tabulate(one, count(one, registres[one.registre], one.champ_lieu), lignes=QPV, perimetre="246200364",
                 periode=annee(2025))
        for one in INDICATEURS.values()
    ]  # fmt: skip
    return release(counted, destinataire=destinataire, today=date(2026, 11, 22))


TABLES = tables_of(YEAR, Destinataire.EQUIPE)


def phrase(code, ligne=TERRITOIRE, tables=TABLES):
    return phrase_of(tables[code], tables[code].line(ligne)).replace("\u202f", " ")


EXPECTED = {
    "M01": "Les médiateurs ont noté 2 077 contacts individuels.",
    "M01B": "Les contacts brefs, sans question posée, font 7 % des contacts.",
    "M01S": "Ils ont échangé 80 salutations, comptées à part.",
    "M02": """Ils ont rencontré environ 1 024 personnes différentes ;
        la question n’a pas de réponse pour 12 % des contacts.""",
    "M03": "Au moins un contact a eu lieu dans 20 suivis sous code.",
    "M04": "Le taux de couverture est publié pour 3 quartiers.",
    "M05": "Les habitants d’un quartier prioritaire font 90 % des contacts qui ont une réponse.",
    "G08F": "Les femmes font 72 % des contacts qui ont une réponse.",
    "G08A": "La tranche d’âge la plus présente est « 18-49 ans » : 72 % des contacts qui ont une réponse.",
    "M06": """Les difficultés les plus citées sont « Offre de soins et délais » (55 %), « Freins financiers » (27 %)
        et « Freins administratifs » (26 %), en part des contacts qui ont une réponse.""",
    "M07": """La difficulté le plus souvent citée en premier est « Offre de soins et délais » :
        40 % des contacts qui ont une réponse.""",
    "M09": "La forme la plus fréquente est « Non-demande » (100 %), en part des contacts qui ont une réponse.",
    "M13": """Dans 60 % des suivis où on le sait, au moins un droit était à ouvrir à l’ouverture ;
        on ne le sait pas pour 25 % des suivis.""",
    "M14": "Dans 30 % des suivis où on le sait, la personne n’avait pas de médecin traitant.",
    "M19": """Dans 60 % des suivis où on le sait, la personne a gagné en autonomie dans un domaine au moins ;
        on ne le sait pas pour 50 % des suivis.""",
    "V01": "64 participations ont été comptées aux recueils de parole et groupes d’habitants.",
    "M15C": """Pour 150 orientations sur 195, le résultat à 90 jours est connu : 41 % d’entre elles ont abouti à un
        rendez-vous honoré ou à un soin ; résultat inconnu pour 23 % du total.""",
    "M16C": """Pour 120 dossiers sur 156, le résultat à 90 jours est connu : 75 % d’entre eux ont donné un droit ouvert
        ou renouvelé ; résultat inconnu pour 8 % et encore attendu pour 15 % du total.""",
    "M20": "Durée médiane de 87 suivis terminés : de 31 à 90 jours.",
    "M22": "Les questions de la fiche courte ont une réponse dans 92 % des cas.",
    "M23": """Quand l’échange ne se fait pas en français aisé, un interprète professionnel est là
        dans 40 % des contacts.""",
    "M06T": """Le thème le plus abordé est « Santé bucco-dentaire » (100 %),
        en part des contacts qui ont une réponse.""",
}


@pytest.mark.parametrize("code", INDICATEURS)
def test_each_figure_of_the_territoire_reads_as_one_sentence(code):
    assert phrase(code) == " ".join(EXPECTED[code].split())


@pytest.mark.parametrize(
    ("code", "ligne", "expected"),
    [
        ("M01", FOSSE, "Les médiateurs ont noté 1 770 contacts individuels dans ce quartier."),
        ("M01S", FOSSE, "Ils ont échangé 80 salutations dans ce quartier, comptées à part."),
        ("M01S", CORONS, "Ils ont échangé 0 salutation dans ce quartier, comptées à part."),
        ("M04", FOSSE, "Environ 720 habitants de ce quartier ont rencontré un médiateur."),
        ("G08A", TILLEULS, "La tranche d’âge la plus présente est « 18-49 ans » : 61 % des contacts."),
        ("M01", CORONS, "Aucune rencontre n’a été notée dans ce quartier."),
        ("G08F", CORONS, "Aucune rencontre n’a été notée dans ce quartier."),
    ],
)
def test_a_figure_of_a_quartier_says_so(code, ligne, expected):
    assert phrase(code, ligne) == expected


@pytest.mark.parametrize("code", ["M01", "M02", "M04", "G08F", "G08A", "M06"])
def test_a_hidden_figure_says_that_it_is_confidential_and_nothing_else(code):
    hidden = "Chiffre confidentiel : il porte sur moins de 11 personnes, ou permettrait de les compter."

    assert phrase(code, ACACIAS) == hidden


def test_what_nobody_answered_is_said_without_a_figure():
    assert phrase("G08F", tables=tables_of([BREF] * 30)) == "Personne n’a répondu : il n’y a rien à conclure."


def test_what_stays_in_the_team_is_not_available_outside():
    assert phrase("M01B", tables=tables_of(YEAR)) == "Chiffre non disponible."


@pytest.mark.parametrize(
    "code",
    [
        code
        for code, one in INDICATEURS.items()
        if one.registre is Registre.CONTACT and code not in {"M01S", "M03", "M23"}
    ],
)
def test_a_year_of_three_contacts_says_nothing_about_them(code):
    text = phrase(code, tables=tables_of(YEAR[:3], Destinataire.EQUIPE))

    assert text.startswith("Chiffre confidentiel")


def test_a_question_that_everybody_answered_has_no_word_on_missing_answers():
    rows = [*met(60), *met(50, premiere_fois="NON"), *met(70, qpv_lieu=None, premiere_fois="NON")]

    assert phrase("M02", tables=tables_of(rows)) == "Ils ont rencontré environ 60 personnes différentes."


MIXED = [
    *met(40, familles_frein=["OFFRE"]),
    *met(30, familles_frein=["LANGUE"]),
    *met(4, familles_frein=["VIE"]),
    *met(60, familles_frein=["AUCUN_FREIN"]),
    *met(90, qpv_lieu=TILLEULS, familles_frein=["VIE"]),
    *met(90, qpv_lieu=None, familles_frein=["VIE", "OFFRE"]),
    *met(90, qpv_lieu=None, familles_frein=["ADMIN"]),
]


def test_a_ranking_is_limited_to_what_is_published_when_a_hidden_figure_could_be_larger():
    text = phrase("M06", FOSSE, tables_of(MIXED))

    assert text.startswith("Parmi les difficultés dont le chiffre est publié, la plus citée est « ")


def test_one_difficulty_alone_is_named_in_the_singular():
    assert phrase("M06", TILLEULS, tables_of(MIXED)) == (
        "La difficulté la plus citée est « Conditions de vie et priorités » (100 %), en part des contacts."
    )


def test_a_place_without_difficulty_ranks_nothing():
    rows = [*met(60, familles_frein=["AUCUN_FREIN"]), *met(60, qpv_lieu=None), *met(60, qpv_lieu=TILLEULS)]

    assert phrase("M06", FOSSE, tables_of(rows)) == "Chiffre non disponible."


def test_a_hidden_band_that_could_be_the_first_limits_the_sentence():
    rows = [
        *met(30, tranche_age="A00_05"),
        *met(31),
        *met(4, tranche_age="A75P"),
        *met(50, qpv_lieu=None, tranche_age="A60_64"),
        *met(50, qpv_lieu=None),
        *met(50, qpv_lieu=None, tranche_age="A00_05"),
        *met(50, qpv_lieu=None, tranche_age="A75P"),
    ]

    assert phrase("G08A", FOSSE, tables_of(rows)) == (
        "Parmi les tranches publiées, la première est « 18-49 ans » : 48 % des contacts."
    )


def rate(ligne, population=2500):
    return rate_per_1000("M04", "Taux de couverture", TABLES["M04"].cell(ligne, "M04"), population)


def test_the_summary_keeps_only_the_sentences_that_have_a_figure():
    assert [line.split()[0] for line in synthese(TABLES)] == ["Les", "Ils", "Les", "Les"]
    assert synthese(tables_of(YEAR[:3])) == []
    assert synthese({}) == []


@pytest.mark.parametrize(
    ("couverture", "start"), [(rate(ACACIAS), "Chiffre confidentiel"), (rate(FOSSE, None), "Chiffre non disponible")]
)
def test_a_rate_that_is_not_there_says_why(couverture, start):
    assert couverture_phrase(couverture).startswith(start)


def test_a_rate_reads_as_persons_among_a_thousand():
    assert couverture_phrase(rate(TILLEULS)).replace("\u202f", " ") == (
        "Environ 40 habitants du quartier sur 1 000 ont rencontré un médiateur."
    )


def notes(rows, ligne=FOSSE, code="G08F"):
    return [note.replace("\u202f", " ") for note in precautions(tables_of(rows)[code].line(ligne))]


OUTSIDE = [*met(300, qpv_lieu=None), *met(300, qpv_lieu=None, sexe="H"), *met(90, qpv_lieu=None, sexe="ND")]


def test_a_reader_is_warned_of_few_answers_of_missing_ones_and_of_what_the_shares_divide_by():
    assert notes([*met(300), *met(200, sexe="H"), *OUTSIDE]) == []
    assert notes([*met(20), *met(20, sexe="H"), *OUTSIDE]) == [
        "Moins de 50 réponses : ne comparez pas avec un autre quartier."
    ]
    assert notes([*met(80), *met(60, sexe="H"), *met(80, sexe="ND"), *OUTSIDE]) == [
        "Réponse manquante pour 36 % des contacts : à lire avec prudence.",
        "Moins de 200 réponses : lisez l’intervalle à 95 %, pas seulement la part.",
    ]
    assert notes([*met(300), *met(200, sexe="H"), *met(3, sexe="ND"), *OUTSIDE]) == [
        "Parts calculées sur tous les contacts : moins de 11 sont sans réponse."
    ]


@pytest.mark.parametrize(
    ("part", "text"), [(0.0, "0 %"), (0.004, "moins de 1 %"), (0.005, "1 %"), (0.425, "43 %"), (1.0, "100 %")]
)
def test_a_share_is_written_to_the_unit_and_never_zero_for_somebody(part, text):
    assert percent(part).replace("\u202f", " ") == text


def test_numbers_and_lists_are_written_in_french():
    assert number(1234567.5).replace("\u202f", " ") == "1 234 568"
    assert [plural(count, "suivi") for count in (0, 1, 2)] == ["0 suivi", "1 suivi", "2 suivis"]
    assert plural(2, "œil", "yeux") == "2 yeux"
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == ["a", "a et b", "a, b et c"]


def test_a_cohort_of_unknown_results_concludes_nothing_and_says_how_many_are_unknown():
    tables = tables_of(YEAR, orientations={"ABOUTIE": 0, "AUTRE": 0, "SANS": 60, "ATTENTE": 40})

    assert phrase("M15C", tables=tables) == (
        "100 orientations : trop peu de réponses pour conclure ; "
        "résultat inconnu pour 60 % et encore attendu pour 40 % du total."
    )


def test_a_share_of_a_cohort_is_made_of_known_results_only_and_hides_with_them():
    shares = taux_of(TABLES)
    hidden = taux_of(tables_of(YEAR, orientations=ORIENTATIONS | {"REFUS_PARTENAIRE": 4}))

    assert [shares["M15"].effectif, shares["M15"].denominateur] == [62, 150]
    assert [shares["M17"].effectif, shares["M17"].denominateur] == [30, 195]
    assert [shares["M18"].effectif, shares["M18"].denominateur] == [20, 150]
    assert [shares["M16"].effectif, shares["M16"].denominateur] == [90, 120]
    assert shares["M15"].intervalle == pytest.approx((0.338, 0.493), abs=0.001)
    assert hidden["M18"].statut is Statut.CONFIDENTIEL
    assert taux_of({}) == {}


def test_a_median_is_not_told_when_a_class_is_hidden():
    assert phrase("M20", tables=tables_of(YEAR, durees=DUREES | {"J365P": 3})).startswith("Chiffre confidentiel")


def beside(rows, ligne):
    table = tables_of(rows, Destinataire.EQUIPE)["M06"]
    text = comparaison_phrase(table, specificites_of(table, table.line(ligne)))
    return text.replace("\u202f", " ")


TWO_PLACES = [
    *met(120, familles_frein=["NUMERIQUE"]),
    *met(180, familles_frein=["OFFRE"]),
    *met(400, qpv_lieu=None, familles_frein=["NUMERIQUE"]),
    *met(1300, qpv_lieu=None, familles_frein=["OFFRE"]),
    *met(300, qpv_lieu=None, familles_frein=["LANGUE"]),
    *met(20, qpv_lieu=TILLEULS, familles_frein=["NUMERIQUE"]),
    *met(25, qpv_lieu=TILLEULS, familles_frein=["OFFRE"]),
]


def test_a_quartier_is_told_apart_only_by_what_is_sure():
    text = beside(TWO_PLACES, FOSSE)

    assert text.startswith("Par rapport au territoire, ce quartier est nettement au-dessus pour « Freins numériques »")
    assert "nettement au-dessous pour « Langue et compréhension »" in text
    assert not any(word in text for word in ("premier", "rang", "meilleur", "pire"))


def test_a_quartier_of_few_answers_is_not_said_comparable():
    assert beside(TWO_PLACES, TILLEULS) == "Par rapport au territoire : trop peu de réponses pour conclure."


def test_the_territoire_and_other_tables_are_compared_with_nothing():
    assert specificites_of(TABLES["M06"], TABLES["M06"].territoire) == {}
    assert specificites_of(TABLES["G08A"], TABLES["G08A"].line(FOSSE)) == {}
    assert comparaison_phrase(TABLES["G08A"], {}) == ""


def test_a_period_without_suivi_says_that_there_was_none():
    tables = tables_of(YEAR, orientations={}, durees={})

    assert phrase("M15C", tables=tables) == "Aucune orientation n’a été faite."
    assert phrase("M20", tables=tables) == "Aucun suivi n’a été terminé."


def test_the_map_reads_as_one_example_and_says_how_many_quartiers_it_shows():
    rates = {"Acacias": rate(ACACIAS), "Tilleuls": rate(TILLEULS), "Fosse": rate(FOSSE)}

    assert carte_phrase(rates).replace("\u202f", " ") == (
        "Par exemple, dans le quartier « Tilleuls », environ 40 habitants sur 1 000 ont rencontré un médiateur. "
        "Le taux est montré pour 2 quartiers sur 3."
    )
    assert carte_phrase({"Acacias": rate(ACACIAS)}).startswith("Aucun quartier n’a assez de personnes")
