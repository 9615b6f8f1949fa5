"""Files of others kept in the repository are listed with their licence, and are still the bytes that were reviewed."""

import csv
import hashlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "asv/web/static/vendor", ROOT / "tests/vendor")
COLUMNS = ["file", "name", "version", "licence", "source", "sha256"]
LICENCES = {"MIT", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC", "Apache-2.0", "MPL-2.0"}


def listed(folder: Path) -> list[dict[str, str]]:
    with (folder / "VENDOR.csv").open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        assert reader.fieldnames == COLUMNS
        return list(reader)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_every_vendored_file_is_listed_and_every_listed_file_is_there(folder: Path) -> None:
    present = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {"VENDOR.csv"}

    assert sorted(row["file"] for row in listed(folder)) == sorted(present)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_a_vendored_file_has_an_accepted_licence_and_the_bytes_that_were_reviewed(folder: Path) -> None:
    for row in listed(folder):
        digest = hashlib.sha256((folder / row["file"]).read_bytes()).hexdigest()

        assert (row["file"], row["sha256"]) == (row["file"], digest)
        assert row["licence"] in LICENCES, row["file"]
        assert row["version"], row["file"]
