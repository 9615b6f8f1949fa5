"""A box that only the holder of a secret opens: AES-256-GCM, its key made from the secret and from its purpose."""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


class LockerError(Exception):
    """The box does not open with this secret, or somebody changed it."""


def _key(secret: bytes, purpose: bytes) -> AESGCM:
    return AESGCM(hmac.digest(secret, b"asv-locker\n" + purpose, hashlib.sha256))


def lock(secret: bytes, purpose: bytes, content: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + _key(secret, purpose).encrypt(nonce, content, purpose)


def unlock(secret: bytes, purpose: bytes, box: bytes) -> bytes:
    """What was locked for this purpose; raises LockerError."""
    try:
        return _key(secret, purpose).decrypt(box[:NONCE], box[NONCE:], purpose)
    except (InvalidTag, ValueError):
        raise LockerError from None
