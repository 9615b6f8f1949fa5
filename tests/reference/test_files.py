import hashlib
import shutil

import pytest

from asv.reference import DamagedReferenceError, read_communes, read_qpv, read_series, sources
from asv.reference.files import FOLDER, content


@pytest.fixture
def copy(tmp_path):
    for name in ("SOURCES.csv", "SERIES.csv"):
        shutil.copy(FOLDER / name, tmp_path)
    shutil.copytree(FOLDER / "data", tmp_path / "data")
    return tmp_path


def flip(path, position):
    damaged = bytearray(path.read_bytes())
    damaged[position] ^= 0xFF
    path.write_bytes(damaged)


def test_every_shipped_file_is_described_and_matches_its_fingerprint():
    described = {source.fichier for source in sources()}

    assert described == {file.name for file in (FOLDER / "data").iterdir()} | {"SERIES.csv"}
    for source in sources():
        assert hashlib.sha256(content(source.fichier, FOLDER).encode()).hexdigest() == source.sha256


def test_every_source_names_its_producer_licence_and_vintage():
    assert all(one.titre and one.source and one.producteur and one.licence and one.millesime for one in sources())


def test_the_shipped_files_weigh_less_than_4_megabytes():
    assert sum(file.stat().st_size for file in (FOLDER / "data").iterdir()) < 4_000_000


@pytest.mark.parametrize("position", [0, 1_000, -1])
def test_a_damaged_file_is_refused_with_its_name_and_what_to_do(copy, position):
    flip(copy / "data" / "communes.csv.gz", position)

    with pytest.raises(DamagedReferenceError, match=r"communes\.csv\.gz.*réinstallez"):
        read_communes(folder=copy)


def test_whichever_byte_is_damaged_the_content_is_the_same_or_refused(copy):
    # The header of a gzip file holds a few bytes (date, system) that change nothing to what it contains.
    name = "contrat_call.csv.gz"
    file = copy / "data" / name
    sound, expected = file.read_bytes(), content(name, copy)

    refused = 0
    for position in range(len(sound)):
        flip(file, position)
        try:
            assert content(name, copy) == expected
        except DamagedReferenceError:
            refused += 1
        file.write_bytes(sound)

    assert refused >= len(sound) - 10


def test_a_truncated_file_is_refused(copy):
    file = copy / "data" / "qpv2024.csv.gz"
    file.write_bytes(file.read_bytes()[:-500])

    with pytest.raises(DamagedReferenceError, match="endommagé"):
        read_qpv(folder=copy)


def test_a_sound_file_with_another_content_is_refused(copy):
    shutil.copy(copy / "data" / "epci.csv.gz", copy / "data" / "communes.csv.gz")

    with pytest.raises(DamagedReferenceError, match="empreinte"):
        read_communes(folder=copy)


def test_a_catalogue_changed_without_a_rebuild_is_refused(copy):
    (copy / "SERIES.csv").write_text((copy / "SERIES.csv").read_text().replace("2023", "2024", 1))

    with pytest.raises(DamagedReferenceError, match="SERIES"):
        read_series(folder=copy)


@pytest.mark.parametrize("name", ["SOURCES.csv", "data/communes.csv.gz"])
def test_a_missing_file_is_refused(copy, name):
    (copy / name).unlink()

    with pytest.raises(DamagedReferenceError, match="est absent"):
        read_communes(folder=copy)
