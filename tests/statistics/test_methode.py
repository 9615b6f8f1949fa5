"""The estimates printed in docs/methode.md are those of the code."""

import re
from pathlib import Path

import pytest

import asv.statistics

PAGE = (Path(__file__).parents[2] / "docs" / "methode.md").read_text(encoding="utf-8")
TABLE = re.search(r"<!-- estimations -->(.+)<!-- /estimations -->", PAGE, re.DOTALL)[1]
ROWS = re.findall(r"^\| `(.+)` \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|$", TABLE, re.MULTILINE)


def test_every_line_of_the_page_is_read():
    assert len(ROWS) == TABLE.count("| `") >= 10


@pytest.mark.parametrize(("call", "value", "lower", "upper"), ROWS)
def test_a_line_of_the_page_gives_what_it_prints(call, value, lower, upper):
    found = eval(call, vars(asv.statistics))  # noqa: S307 our own page

    for printed, computed in ((value, found.value), (lower, found.lower), (upper, found.upper)):
        decimals = len(printed.partition(",")[2])
        assert f"{computed:.{decimals}f}".replace(".", ",") == printed


def test_every_function_that_the_page_names_exists():
    names = re.findall(
        r"`([a-z_]+)`", PAGE[PAGE.index("### Quelle méthode pour quoi") : PAGE.index("### Ce qui est refusé")]
    )

    assert [name for name in names if not hasattr(asv.statistics, name)] == []
