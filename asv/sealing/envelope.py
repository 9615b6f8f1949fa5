"""The envelope itself: its layout, how it is made, why one is refused."""

import hashlib
import secrets
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

VERSION = 1
CURVE = ec.SECP256R1()
INFO = b"asv-scelle-1"
KEY_ID_BYTES = 8
POINT_BYTES = 65
IV_BYTES = 12
TAG_BYTES = 16
HEADER_BYTES = 1 + KEY_ID_BYTES + POINT_BYTES
SMALLEST_BLOB = HEADER_BYTES + IV_BYTES + TAG_BYTES


class SealFault(StrEnum):
    """Why an envelope was refused. Constant words: safe to log, they carry nothing of the content."""

    TRUNCATED = "truncated"
    UNKNOWN_VERSION = "unknown_version"
    UNKNOWN_KEY = "unknown_key"
    FORGED = "forged"


class SealError(Exception):
    """An envelope this key cannot, or must not, open."""

    def __init__(self, fault: SealFault) -> None:
        """Keep the fault as the whole message."""
        super().__init__(fault.value)
        self.fault = fault


class Parts(NamedTuple):
    """One envelope cut along its fixed lengths."""

    header: bytes
    key_id: bytes
    ephemeral: bytes
    iv: bytes
    sealed: bytes


def public_raw(key: ec.EllipticCurvePublicKey) -> bytes:
    """Give the uncompressed point of a public key, 65 bytes."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def key_id(server_public: bytes) -> bytes:
    """Give the 8 bytes by which an envelope names the key it was sealed to."""
    return hashlib.sha256(server_public).digest()[:KEY_ID_BYTES]


def content_key(shared: bytes, ephemeral: bytes, server_public: bytes) -> AESGCM:
    """Derive the one-use AES-256-GCM key from a Diffie-Hellman secret, bound to both public keys."""
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=ephemeral + server_public, info=INFO)
    return AESGCM(hkdf.derive(shared))


def split(blob: bytes) -> Parts:
    """Cut an envelope; raises SealError when it is too short or of another version."""
    if blob[:1] and blob[0] != VERSION:
        raise SealError(SealFault.UNKNOWN_VERSION)
    if len(blob) < SMALLEST_BLOB:
        raise SealError(SealFault.TRUNCATED)
    header, rest = blob[:HEADER_BYTES], blob[HEADER_BYTES:]
    name, ephemeral = header[1 : 1 + KEY_ID_BYTES], header[1 + KEY_ID_BYTES :]
    return Parts(header, name, ephemeral, rest[:IV_BYTES], rest[IV_BYTES:])


def key_id_of(blob: bytes) -> bytes:
    """Say which server key an envelope was sealed to, so that a retired key can still be found."""
    return split(blob).key_id


def seal(server_public: bytes, plaintext: bytes, item_id: UUID) -> bytes:
    """Close `plaintext` so that only the holder of the server key opens it, and only as item `item_id`.

    server_public: the raw uncompressed P-256 point (65 bytes); raises ValueError when it is not one.
    """
    ephemeral = ec.generate_private_key(CURVE)
    return seal_with(ephemeral, secrets.token_bytes(IV_BYTES), server_public, plaintext, item_id)


def seal_with(
    ephemeral: ec.EllipticCurvePrivateKey,
    iv: bytes,
    server_public: bytes,
    plaintext: bytes,
    item_id: UUID,
) -> bytes:
    """Seal with given randomness. For test vectors only: a pair used twice gives the content away."""
    recipient = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, server_public)
    point = public_raw(ephemeral.public_key())
    header = bytes([VERSION]) + key_id(server_public) + point
    cipher = content_key(ephemeral.exchange(ec.ECDH(), recipient), point, server_public)
    return header + iv + cipher.encrypt(iv, plaintext, header + item_id.bytes)
