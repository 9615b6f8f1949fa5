"""A note about one person: what it may hold, and how the refusal says the way out without quoting."""

import pytest

from asv.detection import Genre, Usage
from asv.domain.errors import Refused
from asv.domain.texte_libre import INVISIBLE, NOMS, WAYS_OUT, TexteRefuse, asks_about, check_note

H16 = "Mme Lefebvre, diabète, rappeler au 06 12 34 56 78"


def refused(texte: str, *, confirme: bool = False) -> TexteRefuse:
    with pytest.raises(TexteRefuse) as caught:
        check_note(texte, confirme=confirme, longest=140)
    return caught.value


def test_a_clean_note_is_kept_on_one_line_without_spare_blanks():
    assert check_note("  rappeler,\n RDV  spécialiste ", confirme=False, longest=140) == "rappeler, RDV spécialiste"


def test_a_note_with_a_name_an_illness_and_a_number_is_refused_with_their_places():
    refusal = refused(H16)

    assert [(H16[one.start : one.end], one.genre) for one in refusal.fragments] == [
        ("Mme Lefebvre", Genre.NOM), ("diabète", Genre.MALADIE), ("06 12 34 56 78", Genre.TELEPHONE),
    ]  # fmt: skip
    assert not refusal.may_confirm
    assert isinstance(refusal, Refused)


@pytest.mark.parametrize("word", ["Lefebvre", "diabète", "06 12"])
def test_the_refusal_never_quotes_the_note(word: str):
    assert word not in str(refused(H16))


@pytest.mark.parametrize("texte", ["voir Mme Lefebvre", "née le 12/03/1985", "menteuse"])
def test_what_is_only_probable_passes_once_confirmed(texte: str):
    assert refused(texte).may_confirm
    assert check_note(texte, confirme=True, longest=140) == texte


@pytest.mark.parametrize("texte", ["06 39 98 01 12", "méthadone", "sans papiers", "12 rue Pasteur"])
def test_what_is_sure_is_refused_even_confirmed(texte: str):
    assert not refused(texte, confirme=True).may_confirm


def test_a_long_note_says_by_how_much():
    assert "140 caractères au plus, il en compte 151" in str(refused("a " * 75 + "b"))


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\u202e", "\ud800"])
def test_hidden_signs_are_refused(sign: str):
    assert str(refused(f"rappeler{sign}lundi")) == INVISIBLE


def test_every_kind_has_its_name_and_its_way_out():
    assert set(NOMS) == set(WAYS_OUT) == set(Genre)


def test_one_asks_about_a_name_and_not_about_a_number():
    assert asks_about("voir Mme Lefebvre", Usage.TEXTE)
    assert not asks_about("voir Mme Lefebvre au 06 39 98 01 12", Usage.TEXTE)
    assert not asks_about("Dépistage du diabète", Usage.TEXTE)
