"""Rebuilding from the collected sources, when they stand beside the project."""

import runpy
import shutil
from pathlib import Path

import pytest

from asv.reference.files import FOLDER

PROJECT = Path(__file__).parents[2]
COLLECTED = PROJECT.parent / "shared" / "donnees"

pytestmark = pytest.mark.skipif(not COLLECTED.is_dir(), reason="collected sources are not beside the project")


@pytest.fixture
def build():
    return runpy.run_path(str(PROJECT / "tools" / "build_reference.py"))["build"]


def described(folder):
    for name in ("SOURCES.csv", "SERIES.csv"):
        shutil.copy(FOLDER / name, folder)
    return folder


def test_a_rebuild_gives_the_shipped_bytes(build, tmp_path):
    build(COLLECTED, described(tmp_path))

    rebuilt = {file.relative_to(tmp_path): file.read_bytes() for file in tmp_path.rglob("*.*")}

    assert set(rebuilt) >= {Path("data") / file.name for file in (FOLDER / "data").iterdir()}
    assert [str(name) for name, content in rebuilt.items() if content != (FOLDER / name).read_bytes()] == []


def test_a_source_that_differs_from_its_manifest_stops_the_build(build, tmp_path):
    altered = tmp_path / "sources"
    shutil.copytree(COLLECTED, altered, copy_function=shutil.copyfile)
    with (altered / "communes" / "epci_france_2026.csv").open("a") as file:
        file.write("999999999,EPCI de trop,CC,FPU,1,1,1\n")
    output = tmp_path / "output"
    output.mkdir()

    with pytest.raises(SystemExit, match="MANIFEST"):
        build(altered, described(output))

    assert not (output / "data").exists()
