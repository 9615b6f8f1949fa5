"""The code of a suivi: what a tired hand may mistype is caught."""

import json
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from asv.domain.errors import Refused
from asv.domain.suivis.codes import ALPHABET, draw_code, format_code, parse_code

CODES = st.builds(draw_code)
VECTORS = json.loads((Path(__file__).parent / "codes.json").read_text(encoding="utf-8"))


def test_the_example_of_the_lexicon_is_a_code():
    assert parse_code(" k7mp-42qx ") == "K7MP42QX"
    assert format_code("K7MP42QX") == "K7MP-42QX"


@given(CODES)
def test_a_drawn_code_is_read_back_from_its_card(code: str):
    assert parse_code(format_code(code)) == code


@given(CODES, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_sign_mistyped_is_always_caught(code: str, place: int, sign: str):
    assume(code[place] != sign)

    with pytest.raises(Refused, match=r"relisez|Relisez"):
        parse_code(code[:place] + sign + code[place + 1 :])


@given(CODES, st.integers(0, 7), st.integers(0, 7))
def test_two_signs_exchanged_are_always_caught(code: str, one: int, other: int):
    assume(code[one] != code[other])
    signs = list(code)
    signs[one], signs[other] = signs[other], signs[one]

    with pytest.raises(Refused):
        parse_code("".join(signs))


@pytest.mark.parametrize("text", ["", "K7MP", "K7MP-42Q0", "K7MP-42QX-2", "Lefebvre", "１２３４５６７８"])
def test_what_is_not_a_code_is_refused_and_not_quoted(text: str):
    with pytest.raises(Refused) as refusal:
        parse_code(text)

    assert text == "" or text not in refusal.value.message.replace("K7MP-42QX", "")


def test_the_vectors_shared_with_the_tablet_are_read_as_written():
    def read(texte: str) -> str:
        try:
            return parse_code(texte)
        except Refused:
            return ""

    assert VECTORS["alphabet"] == ALPHABET
    assert [vector for vector in VECTORS["codes"] if read(vector["texte"]) != vector["code"]] == []
