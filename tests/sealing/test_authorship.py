"""The mark of an author: nobody else's item passes for hers, on no other tablet."""

import base64
import json
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.sealing import Statement, author_key, check_mac, mac

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))
AUTHOR = VECTORS["author"]
ACCOUNT, DEVICE = UUID(AUTHOR["account"]), UUID(AUTHOR["device"])
SECRET, KEY = base64.b64decode(AUTHOR["secret"]), base64.b64decode(AUTHOR["key"])
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
STATEMENTS = st.builds(
    Statement,
    item_id=st.uuids(),
    kind=TEXT.filter(lambda kind: "\n" not in kind),
    version=st.integers(0, 99),
    author=st.uuids(),
    device=st.uuids(),
    content=TEXT,
)


def statement_of(vector) -> Statement:
    item_id = UUID(vector["item_id"])
    return Statement(item_id, vector["kind"], vector["version"], ACCOUNT, DEVICE, vector["content"])


@given(STATEMENTS)
def test_a_mark_is_good_for_the_statement_it_was_made_for(statement):
    assert check_mac(KEY, statement, mac(KEY, statement))


@given(STATEMENTS, STATEMENTS)
def test_a_mark_is_good_for_no_other_statement(statement, other):
    assert check_mac(KEY, other, mac(KEY, statement)) == (statement == other)


@given(STATEMENTS, st.uuids())
def test_a_record_cannot_be_put_to_another_mediator_s_name(statement, colleague):
    mark = mac(KEY, statement)
    her_key = author_key(SECRET, colleague, DEVICE)

    assert not check_mac(her_key, replace(statement, author=colleague), mark)


def test_one_person_has_a_different_key_on_each_tablet():
    assert author_key(SECRET, ACCOUNT, DEVICE) != author_key(SECRET, ACCOUNT, ACCOUNT)
    assert author_key(SECRET, ACCOUNT, DEVICE) != author_key(SECRET, DEVICE, ACCOUNT)


@pytest.mark.parametrize("vector", VECTORS["envelopes"], ids=lambda vector: vector["title"])
def test_the_frozen_marks_are_still_made_alike(vector):
    assert author_key(SECRET, ACCOUNT, DEVICE) == KEY
    assert mac(KEY, statement_of(vector)) == base64.b64decode(vector["mac"])


@pytest.mark.parametrize("bad", [{"kind": "contact\n1"}, {"content": "\ud800"}], ids=["two lines", "lone surrogate"])
def test_a_statement_that_cannot_be_written_has_no_good_mark(bad):
    statement = replace(statement_of(VECTORS["envelopes"][0]), **bad)

    assert not check_mac(KEY, statement, bytes(32))
    with pytest.raises(ValueError):  # noqa: PT011 - two kinds of ValueError, either will do
        mac(KEY, statement)
