"""A short secret held by somebody else, kept here as a hash that nobody can compute, or try, without the key."""

import hashlib
import hmac


def keyed_hash(secret: bytes, short: str) -> bytes:
    """Give the 32-byte keyed hash of a short secret, in the one spelling its reader agreed on."""
    return hmac.digest(secret, b"asv-carte\n" + short.encode(), hashlib.sha256)
