"""Another release of the site: this code copied, a few lines changed, run in a process of its own."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
Changes = Mapping[str, tuple[str, str]]
"""A file of the package, and what a regular expression makes of it."""

LISTS_OF_2027: Changes = {
    "asv/domain/nomenclatures/catalogue.py": (
        r'MappingProxyType\(\{("2026\.1": date\(2026, 1, 1\))\}\)(.*?)VERSION = "2026\.1"',
        r'MappingProxyType({\1, "2027.1": date(2027, 1, 1)})\2VERSION = "2027.1"',
    ),
    "asv/domain/nomenclatures/frein.py": (
        r'(Entree\("FIN_RAC",[^)]*)\)', r'\1, jusqu_a=__import__("datetime").date(2026, 12, 31))'
    ),
}  # fmt: skip
"""Next year's lists: FIN_RAC may not be chosen any more."""


def make_release(folder: Path, changes: Changes) -> Path:
    """Copy what runs, change what is named; fails when there was nothing to change."""
    for name in ("asv", "templates", "migrations"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for name, (pattern, replacement) in changes.items():
        path = folder / name
        text, number = re.subn(pattern, replacement, path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert number == 1, name
        path.write_text(text, encoding="utf-8")
    return folder
