"""A share said as so many out of ten: the marks and the sentence agree."""

import pytest

from asv.documents.pictogrammes import icons
from asv.domain.diagnostic import image_of, image_phrase, leading_of
from tests.domain.test_entonnoir import table_of


def cell_of(women, men):
    return table_of([(women, men)], elsewhere=(0, 0)).territoire.cells["F"]


@pytest.mark.parametrize(
    ("women", "men", "said"),
    [
        (300, 700, "Environ 3 contacts sur 10 (30\u202f%)."),
        (30, 70, "Environ 3 contacts sur 10 (30\u202f%) ; peut-être de 2 à 4."),
        (100, 900, "Environ 1 contact sur 10 (10\u202f%)."),
        (30, 970, "Environ 3 contacts sur 100 (3\u202f%)."),
        (13, 4000, "Moins de 1 contact sur 100 (moins de 1\u202f%)."),
        (0, 400, "Aucun des contacts (0\u202f%)."),
        (400, 0, "Tous les contacts (100\u202f%)."),
        (4000, 12, "Presque tous les contacts (100\u202f%)."),
    ],
)
def test_a_share_reads_as_so_many_out_of_ten(women, men, said):
    assert image_phrase(cell_of(women, men), "contacts") == said


@pytest.mark.parametrize(
    ("women", "men", "said"),
    [
        (0, 400, "Aucune des rencontres (0\u202f%)."),
        (400, 0, "Toutes les rencontres (100\u202f%)."),
        (4000, 12, "Presque toutes les rencontres (100\u202f%)."),
    ],
)
def test_the_sentence_agrees_with_what_is_counted(women, men, said):
    assert image_phrase(cell_of(women, men), "rencontres") == said


def test_the_marks_are_full_up_to_the_low_end_and_hatched_up_to_the_high_one():
    image = image_of(cell_of(30, 70))

    drawing = icons("i", "Femmes", image, "phrase").svg

    assert (image.sur, image.bas, image.pleins, image.haut) == (10, 2, 3, 4)
    assert (drawing.count("<circle"), drawing.count("url(#i-hachures)"), drawing.count('fill="none"')) == (10, 2, 7)


def test_a_hidden_share_has_neither_image_nor_sentence():
    cell = cell_of(40, 5)

    assert (image_of(cell), image_phrase(cell, "contacts")) == (None, "")


def test_the_image_of_a_distribution_is_that_of_its_largest_published_share():
    table = table_of([(60, 40), (40, 5)], elsewhere=(300, 700))

    (whole, _), (place, _) = leading_of(table, table.territoire), leading_of(table, table.lignes[1])
    assert (whole.code, place.code) == ("H", "F")
    assert leading_of(table, table.lignes[2]) is None
