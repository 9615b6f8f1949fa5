"""Migrations are dated, follow one another in one line, and see every table."""

import re

from alembic.script import ScriptDirectory

from asv.db import schema, tables
from tests.guards.tree import ROOT, python_files

VERSIONS = ROOT / "migrations" / "versions"


def test_every_migration_file_is_dated_and_says_what_it_does():
    wrong = [f.name for f in VERSIONS.glob("*.py") if not re.fullmatch(r"20\d\d-[01]\d-[0-3]\d_[a-z0-9_]+\.py", f.name)]

    assert wrong == []


def test_migrations_form_one_line_in_the_order_of_their_dates():
    script = ScriptDirectory.from_config(schema.config())
    line = [revision.path.rpartition("/")[2][:10] for revision in script.walk_revisions()]

    assert len(script.get_heads()) == 1
    assert len(line) == len(list(VERSIONS.glob("*.py")))
    assert line == sorted(line, reverse=True)


def test_every_file_of_tables_is_registered_for_the_migrations():
    with_tables = {file.stem for file in python_files("asv/db") if "__tablename__ = " in file.read_text()}

    assert with_tables <= set(tables.__all__)
