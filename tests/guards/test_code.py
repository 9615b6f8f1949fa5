"""Habits of the house that a reader could not check by eye."""

import ast
import re

from tests.guards.tree import calls, name_of, python_files

SQL_BY_HAND = {
    "asv/deployment.py": "ALTER ROLE takes no parameter; the password is hexadecimal digits that we drew",
    "asv/db/bulk.py": "names of tables and columns, read from our own metadata",
}
STATEMENTS = {"text", "execute", "scalar", "scalars", "exec_driver_sql"}
LOGGERS = {"logger", "logging", "log"}
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}
HARMLESS = re.compile(r"(^|_)(id|incident|kind|places|count|seconds|ms|status|genre|verdict|__name__)$")


def test_the_transaction_belongs_to_the_request_and_no_use_case_commits():
    assert [file for file, name, _ in calls("asv/usecases") if name == "commit"] == []


def test_no_sql_is_assembled_from_a_string():
    assembled = {
        file
        for file, name, call in calls("asv")
        if name in STATEMENTS and call.args and isinstance(call.args[0], (ast.JoinedStr, ast.BinOp))
    }

    assert assembled == set(SQL_BY_HAND)


def test_a_log_line_is_a_constant_event_with_identifiers_and_never_a_row():
    spoken = [(f, c) for f, name, c in calls("asv") if name in LEVELS and name_of(c.func.value).lower() in LOGGERS]

    assert spoken
    for file, call in spoken:
        event, *facts = call.args
        assert isinstance(event, ast.Constant), file
        assert [ast.unparse(fact) for fact in facts if not HARMLESS.search(name_of(fact))] == [], file


def test_the_pages_know_nothing_of_sqlalchemy():
    imports = [
        f.name
        for f in python_files("asv/web")
        if re.search(r"^\s*(from|import) sqlalchemy", f.read_text(), re.MULTILINE)
    ]

    assert imports == []


def test_the_domain_asks_no_clock_and_opens_no_file():
    asked = {"now", "today", "utcnow", "open", "urandom"}

    assert [(file, name) for file, name, _ in calls("asv/domain") if name in asked] == []
