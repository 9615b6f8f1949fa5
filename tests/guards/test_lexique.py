"""One word for one thing: the twins the lexicon forbids appear in no identifier."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
LEXIQUE = (ROOT / "docs" / "lexique.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\|[^|]+\|[^|]+(\| `\w+` \|.+)\|$", LEXIQUE, re.MULTILINE)
ENTRIES = [re.findall(r"`(\w+)`", row) for row in ROWS]
ALLOWED = "|".join(re.findall(r"^\| `(\w+)` \|", LEXIQUE, re.MULTILINE))
TWINS = "|".join(sorted({re.sub("ys[?]$", "(y|ies)", f"{twin}s?") for entry in ENTRIES for twin in entry[1:]}))
SPEAKS_ENGLISH = {"statistics", "disclosure", "sealing"}  # they know no word of the trade


def names_of(node: ast.AST) -> list[str]:
    """Names this node gives to something, tables and columns included."""
    match node:
        case ast.ClassDef(name=n) | ast.FunctionDef(name=n) | ast.AsyncFunctionDef(name=n) | ast.arg(arg=n):
            return [n]
        case ast.Name(id=n, ctx=ast.Store()) | ast.Attribute(attr=n, ctx=ast.Store()):
            return [n]
        case ast.Call(func=ast.Name(id="mapped_column" | "Column" | "Table"), args=[ast.Constant(value=str(n)), *_]):
            return [n]
        case ast.Assign(targets=[ast.Name(id="__tablename__")], value=ast.Constant(value=str(n))):
            return [n]
    return []


def is_banned(name: str) -> bool:
    spelled = f"_{re.sub('(?<=[a-z0-9])(?=[A-Z])', '_', name).lower()}_"
    return bool(re.search(f"_({TWINS})_", re.sub(f"_({ALLOWED})(?=_)", "", spelled)))


def test_each_word_of_the_lexicon_has_one_identifier_of_its_own():
    identifiers = [entry[0] for entry in ENTRIES]

    assert len(identifiers) == len(set(identifiers)) > 100
    assert [identifier for identifier in identifiers if is_banned(identifier)] == []


def test_no_forbidden_twin_is_part_of_an_identifier():
    files = [file for file in (ROOT / "asv").rglob("*.py") if not SPEAKS_ENGLISH & set(file.parts)]
    names = {
        (file.stem, n) for file in files for node in ast.walk(ast.parse(file.read_bytes())) for n in names_of(node)
    }

    assert sorted(f"{file}: {name}" for file, name in names if is_banned(name) or is_banned(file)) == []
