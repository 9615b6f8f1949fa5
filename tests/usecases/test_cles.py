"""The keys of a deployment: drawn once, rotated without losing what was sealed to the former ones."""

from pathlib import Path
from uuid import uuid4

from asv.deployment import open_keyring, rotate_key
from asv.sealing import seal


def test_a_rotation_puts_a_new_key_in_service_and_keeps_the_former_ones_to_open(tmp_path: Path):
    item = uuid4()
    first = open_keyring(tmp_path)
    blobs = [seal(first.server_key.public_raw, b"file", item)]
    for _ in range(2):
        rotate_key(tmp_path)
        blobs.append(seal(open_keyring(tmp_path).server_key.public_raw, b"file", item))
    last = open_keyring(tmp_path)
    keys = {key.key_id: key for key in (last.server_key, *last.former_keys)}

    assert len(keys) == 3
    assert [keys[blob[1:9]].open(blob, item) for blob in blobs] == [b"file"] * 3
    assert (last.auteur_secret, last.carte_secret) == (first.auteur_secret, first.carte_secret)
    assert {file.stat().st_mode & 0o777 for file in tmp_path.glob("*.pem")} == {0o400}


def test_a_rotation_cut_short_and_started_again_loses_no_key(tmp_path: Path):
    first = open_keyring(tmp_path)
    (tmp_path / "scellement.pem.nouvelle").write_text("à moitié écrite")
    rotate_key(tmp_path)

    assert open_keyring(tmp_path).former_keys[0].key_id == first.server_key.key_id
