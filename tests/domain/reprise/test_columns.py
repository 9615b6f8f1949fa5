"""What the headers of a former log announce, and what is left out at once."""

import pytest

from asv.domain.reprise import Sort, header_rank, read_columns, without_persons
from asv.domain.reprise.cibles import CIBLES
from asv.domain.reprise.entetes import sort_of
from asv.spreadsheets.cells import Sheet


def sheet(*rows: tuple[str, ...]) -> Sheet:
    return Sheet("csv", rows)


@pytest.mark.parametrize(
    ("entete", "cible"),
    [
        ("Date", "date"), ("DATE DE LA PERMANENCE", "date"), ("Ville", "commune"), ("Quartier/QPV", "qpv"),
        ("Nom du quartier", "qpv"), ("Sexe (H/F)", "sexe"), ("Âge (ans)", "tranche_age"), ("Frein n°1", "freins"),
        ("Motif de la visite", "freins"), ("Thématique abordée", "themes"), ("Adressé par", "origine"),
        ("Temps (min)", "duree_minutes"), ("Nb personnes", "nombre"), ("Commune de résidence", "commune_residence"),
        ("Orienté vers", "orientation"), ("Première fois ?", "premiere_fois"),
    ],
)  # fmt: skip
def test_usual_headers_find_their_field(entete: str, cible: str):
    assert sort_of(entete) == (Sort.REPRISE, cible)


@pytest.mark.parametrize(
    "entete",
    [
        "Nom", "Prénom", "NOM et prénom", "Téléphone", "Tél.", "Adresse mail", "E-mail", "Date de naissance",
        "Né(e) le", "N° Sécu", "NIR", "Adresse", "Nom du bénéficiaire", "Médecin traitant", "N° allocataire",
        "Nationalité", "Commune de naissance",
    ],
)  # fmt: skip
def test_a_column_about_a_named_person_is_never_read(entete: str):
    assert sort_of(entete) == (Sort.PERSONNELLE, "")


@pytest.mark.parametrize("entete", ["Observations", "Commentaire", "Remarques / suites", "Situation", "Diagnostic"])
def test_a_column_of_free_text_is_never_read(entete: str):
    assert sort_of(entete) == (Sort.TEXTE_LIBRE, "")


def test_no_header_of_a_field_betrays_a_person_or_free_text():
    assert {sort_of(entete)[1] for cible in CIBLES.values() for entete in cible.entetes} == CIBLES.keys()


def test_cells_of_such_columns_are_emptied_and_titles_above_the_headers_too():
    read = sheet(
        ("tPermanences de Mme Untel",), (), ("tDate", "tNom", "t", "tAutre"), ("t12/05/2026", "tDurand", "tX", "t1"),
    )  # fmt: skip

    kept = without_persons(read, read_columns(read))

    assert header_rank(read) == 2
    assert kept.rows == ((), (), ("tDate", "tNom", "t", "tAutre"), ("t12/05/2026", "", "", "t1"))


def test_a_field_that_takes_one_value_takes_the_first_of_two_columns():
    found = read_columns(sheet(("tDate", "tJour", "tFrein 1", "tFrein 2")))

    assert [colonne.cible for colonne in found] == ["date", "", "freins", "freins"]
