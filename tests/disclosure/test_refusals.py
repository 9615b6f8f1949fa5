"""Each refusal of the package has its sentence in French, with the same names in it."""

import string

import pytest

from asv.disclosure import InvalidTableError
from asv.disclosure.errors import SENTENCES
from asv.refusals import FRENCH, in_french


def names_in(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_every_refusal_is_translated_and_nothing_else():
    assert set(FRENCH) == set(SENTENCES)


@pytest.mark.parametrize("kind", sorted(SENTENCES))
def test_a_translation_names_nothing_that_the_refusal_does_not_say(kind):
    assert names_in(FRENCH[kind]) <= names_in(SENTENCES[kind])


def test_a_sentence_is_filled_with_the_names_of_the_refusal():
    refusal = InvalidTableError("margin", cell="lieu = A", value=5, computed=7)

    assert in_french(refusal).startswith("Case lieu = A : 5 est écrit, la somme de ses parties fait 7.")
