"""The envelope: what goes in comes out for the right key and item, and for nobody else."""

import base64
import json
import stat
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from asv.sealing import SealError, SealFault, ServerKey, key_id_of, seal
from asv.sealing.envelope import SMALLEST_BLOB, seal_with

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))
KEY = ServerKey(ec.derive_private_key(int(VECTORS["server"]["private_scalar"], 16), ec.SECP256R1()))
ITEM = UUID("0f1e2d3c-4b5a-4697-8879-6a5b4c3d2e1f")
SEALED = seal(KEY.public_raw, b'{"genre":"contact"}', ITEM)


def fault_of(blob: bytes, item_id: UUID = ITEM, key: ServerKey = KEY) -> SealFault:
    with pytest.raises(SealError) as refusal:
        key.open(blob, item_id)
    return refusal.value.fault


@given(st.binary(max_size=4096), st.uuids())
def test_whatever_is_sealed_opens_to_the_same_bytes(plaintext, item_id):
    assert KEY.open(seal(KEY.public_raw, plaintext, item_id), item_id) == plaintext


@given(st.integers(0, len(SEALED) * 8 - 1))
def test_an_envelope_with_any_bit_flipped_is_refused(bit):
    altered = bytearray(SEALED)
    altered[bit // 8] ^= 1 << (bit % 8)

    with pytest.raises(SealError):
        KEY.open(bytes(altered), ITEM)


@given(st.binary(max_size=400))
def test_random_bytes_are_refused_and_nothing_else_happens(noise):
    with pytest.raises(SealError):
        KEY.open(noise, ITEM)


@given(st.integers(0, len(SEALED) - 1))
def test_an_envelope_cut_short_is_refused(length):
    with pytest.raises(SealError):
        KEY.open(SEALED[:length], ITEM)


def test_an_envelope_does_not_open_as_another_item():
    assert fault_of(SEALED, uuid4()) is SealFault.FORGED


def test_an_envelope_does_not_open_with_another_key():
    assert fault_of(SEALED, key=ServerKey.generate()) is SealFault.UNKNOWN_KEY


def test_each_refusal_says_its_constant_reason():
    newer = b"\x02" + SEALED[1:]
    off_the_curve = SEALED[:9] + b"\x04" + bytes(64) + SEALED[74:]

    assert fault_of(b"") is SealFault.TRUNCATED
    assert fault_of(SEALED[: SMALLEST_BLOB - 1]) is SealFault.TRUNCATED
    assert fault_of(newer) is SealFault.UNKNOWN_VERSION
    assert fault_of(off_the_curve) is SealFault.FORGED
    assert fault_of(SEALED[:-1]) is SealFault.FORGED
    assert str(SealError(SealFault.FORGED)) == "forged"


def test_the_same_content_never_gives_the_same_envelope_twice():
    assert seal(KEY.public_raw, b"same", ITEM) != seal(KEY.public_raw, b"same", ITEM)


def test_an_envelope_costs_102_bytes():
    assert len(seal(KEY.public_raw, b"", ITEM)) == SMALLEST_BLOB == 102


def test_an_envelope_names_the_key_it_was_sealed_to():
    assert key_id_of(SEALED) == KEY.key_id == bytes.fromhex(VECTORS["server"]["key_id"])


def test_sealing_to_something_that_is_not_a_public_key_is_refused():
    with pytest.raises(ValueError, match="point"):
        seal(bytes(65), b"", ITEM)


@pytest.mark.parametrize("vector", VECTORS["envelopes"], ids=lambda vector: vector["title"])
def test_the_frozen_envelopes_still_open_and_are_still_made_alike(vector):
    item_id, plaintext = UUID(vector["item_id"]), vector["plaintext"].encode()
    blob, iv = base64.b64decode(vector["blob"]), base64.b64decode(vector["iv"])
    scalar = base64.urlsafe_b64decode(vector["ephemeral_jwk"]["d"] + "=")
    ephemeral = ec.derive_private_key(int.from_bytes(scalar, "big"), ec.SECP256R1())

    assert KEY.open(blob, item_id) == plaintext
    assert seal_with(ephemeral, iv, KEY.public_raw, plaintext, item_id) == blob


def test_a_saved_key_is_read_back_and_its_file_is_for_its_owner_alone(tmp_path):
    path = tmp_path / "scelle.pem"
    KEY.save(path)

    assert ServerKey.load(path).open(SEALED, ITEM) == b'{"genre":"contact"}'
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert path.read_text().startswith("-----BEGIN PRIVATE KEY-----")


def test_saving_never_overwrites_a_key(tmp_path):
    path = tmp_path / "scelle.pem"
    KEY.save(path)

    with pytest.raises(FileExistsError):
        ServerKey.generate().save(path)

    assert ServerKey.load(path).key_id == KEY.key_id


def test_a_file_that_is_no_p256_private_key_is_refused(tmp_path):
    other = tmp_path / "other.pem"
    other.write_text("not a key")
    with pytest.raises(ValueError, match="PEM"):
        ServerKey.load(other)
    with pytest.raises(ValueError, match="secp256r1"):
        ServerKey(ec.generate_private_key(ec.SECP384R1()))
