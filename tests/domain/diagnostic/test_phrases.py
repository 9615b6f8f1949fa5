"""What the diagnostic says, word for word, from contacts drawn by hand."""

import pytest

from asv.domain.diagnostic import (
    precautions,
    synthese,
)
from asv.domain.diffusion import Destinataire
from asv.domain.indicateurs import INDICATEURS, Registre
from tests.domain.diagnostic.drawn import ACACIAS, CORONS, FOSSE, TABLES, TILLEULS, YEAR, met, phrase, tables_of
from tests.domain.indicateurs.drawn import BREF

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
    "M15F": "« Orientation active » vient en premier : 100 % des orientations.",
    "M15T": "« Centre de coordination des dépistages des cancers » vient en premier : 100 % des orientations.",
    "M16D": "« C2S, premier dossier » vient en premier : 100 % des dossiers.",
    "M20M": "« Objectif atteint » vient en premier : 100 % des suivis.",
    "G15": """Pour 100 recherches sur 120, le résultat à 90 jours est connu : 40 % d’entre elles ont trouvé un médecin
        traitant ; résultat inconnu pour 17 % du total.""",
    "G18": "31 accompagnements physiques ont été effectués.",
    "G19": """Pour 80 saisines sur 80, le résultat à 90 jours est connu : 50 % d’entre elles ont abouti à un soin
        ou à un droit.""",
    "G23": "12 kits de dépistage ont été remis ou commandés.",
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


def test_the_summary_keeps_only_the_sentences_that_have_a_figure():
    assert [line.split()[0] for line in synthese(TABLES)] == ["Les", "Ils", "Les", "Les"]
    assert synthese(tables_of(YEAR[:3])) == []
    assert synthese({}) == []


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
        "Parts calculées sur l’ensemble des contacts : moins de 11 sont sans réponse."
    ]
