"""A short secret held by somebody else, kept here as a hash that nobody can compute, or try, without the key."""

import hashlib
import hmac


def keyed_hash(secret: bytes, short: str) -> bytes:
    """Give the 32-byte keyed hash of a short secret, in the one spelling its reader agreed on."""
    return hmac.digest(secret, b"asv-carte\n" + short.encode(), hashlib.sha256)


def derived(secret: bytes, purpose: bytes) -> bytes:
    """Give 32 bytes that only the holder of the secret can make again, others for each purpose."""
    return hmac.digest(secret, b"asv-derive\n" + purpose, hashlib.sha256)
