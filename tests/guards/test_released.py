"""A figure about people leaves by one door: a Released… value is made in asv/domain/diffusion, under its seal."""

import ast

from tests.guards.tree import ROOT, calls, python_files

DOOR = "asv/domain/diffusion/"


def test_a_released_value_is_made_in_one_place_only():
    made = {file for file, name, call in calls("asv") if name.startswith("Released") and (call.args or call.keywords)}

    assert made
    assert [file for file in made if not file.startswith(DOOR)] == []


def test_nobody_copies_or_extends_a_released_class():
    for file in python_files("asv"):
        inherited = [
            ast.unparse(base)
            for node in ast.walk(ast.parse(file.read_bytes()))
            if isinstance(node, ast.ClassDef)
            for base in node.bases
        ]
        inside = file.relative_to(ROOT).as_posix().startswith(DOOR)
        assert inside or not [base for base in inherited if base.rpartition(".")[2].startswith("Released")], file
