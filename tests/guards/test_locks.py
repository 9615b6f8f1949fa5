"""Every dependency is locked by version and by hash, and what runs is part of what is tested."""

import re
import tomllib

from tests.guards.tree import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def locked(file: str) -> dict[str, set[str]]:
    """Each « name==version » with its hashes."""
    entries = re.split(r"\n(?=[a-z0-9])", (ROOT / file).read_text(encoding="utf-8"))
    return {entry.split()[0]: set(re.findall(r"sha256:[0-9a-f]{64}", entry)) for entry in entries if "==" in entry}


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=; ]", line)[0].lower() for line in requirements}


def test_every_locked_dependency_has_a_hash():
    for file in ("requirements.lock", "requirements-run.lock"):
        assert [entry for entry, hashes in locked(file).items() if not hashes] == [], file


def test_what_runs_is_locked_as_what_is_tested():
    tested, run = locked("requirements.lock"), locked("requirements-run.lock")

    assert {entry: hashes for entry, hashes in run.items() if tested.get(entry) != hashes} == {}


def test_each_dependency_of_the_project_is_locked_and_test_tools_stay_out_of_what_runs():
    declared, tools = names(PROJECT["project"]["dependencies"]), names(PROJECT["dependency-groups"]["dev"])
    run = {entry.partition("==")[0] for entry in locked("requirements-run.lock")}

    assert declared <= run
    assert tools <= {entry.partition("==")[0] for entry in locked("requirements.lock")}
    assert not {"pytest", "hypothesis", "playwright", "mypy", "ruff"} & run
