"""How numbers, shares and lists are written."""

import pytest

from asv.domain.diagnostic.ecriture import listed, number, percent, plural


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
