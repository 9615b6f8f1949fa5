"""What the guards look at: the files of the project and the calls that its Python makes."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]


def python_files(*folders: str) -> list[Path]:
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))


def name_of(node: ast.AST) -> str:
    """The last word of a name or of a dotted name."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def calls(*folders: str) -> Iterator[tuple[str, str, ast.Call]]:
    """File, name of what is called, the call itself."""
    for file in python_files(*folders):
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.Call):
                yield file.relative_to(ROOT).as_posix(), name_of(node.func), node


def tracked_files() -> list[Path]:
    """The files of the repository; every file beside it when it was unpacked without its history."""
    if not (ROOT / ".git").exists():
        return [file for file in ROOT.rglob("*") if file.is_file() and not {".venv", "var"} & set(file.parts)]
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]
