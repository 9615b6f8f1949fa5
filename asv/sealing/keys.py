"""The server's key pair: where it comes from, how it is kept, how it opens an envelope."""

import hmac
import os
from pathlib import Path
from typing import Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from asv.sealing.envelope import (
    CURVE,
    SealError,
    SealFault,
    content_key,
    key_id,
    public_raw,
    split,
)

_OWNER_MAY_READ = 0o400


class ServerKey:
    """A P-256 key pair. The private half never leaves this object except to its own file."""

    __slots__ = ("_private", "key_id", "public_raw")

    def __init__(self, private: ec.EllipticCurvePrivateKey) -> None:
        """Hold `private` and work out its public names once."""
        if private.curve.name != CURVE.name:
            raise ValueError(f"a server key is on {CURVE.name}, not {private.curve.name}")
        self._private = private
        self.public_raw = public_raw(private.public_key())
        self.key_id = key_id(self.public_raw)

    @classmethod
    def generate(cls) -> Self:
        """Draw a new key pair."""
        return cls(ec.generate_private_key(CURVE))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a key saved by `save`; raises ValueError when the file is not a P-256 private key."""
        private = load_pem_private_key(path.read_bytes(), password=None)
        if not isinstance(private, ec.EllipticCurvePrivateKey):
            raise ValueError("a server key is an elliptic curve private key")  # noqa: TRY004 - the file is at fault
        return cls(private)

    def save(self, path: Path) -> None:
        """Write PEM PKCS#8 readable by its owner only.

        Raises FileExistsError rather than overwrite: losing a key loses every queue sealed to it.
        """
        pem = self._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_MAY_READ)
        with os.fdopen(handle, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())

    def open(self, blob: bytes, item_id: UUID) -> bytes:
        """Give the content of an envelope; raises SealError when it is not exactly what was sealed.

        An envelope sealed as another item is refused as forged.
        """
        parts = split(blob)
        if not hmac.compare_digest(parts.key_id, self.key_id):
            raise SealError(SealFault.UNKNOWN_KEY)
        try:
            ephemeral = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, parts.ephemeral)
            shared = self._private.exchange(ec.ECDH(), ephemeral)
            cipher = content_key(shared, parts.ephemeral, self.public_raw)
            return cipher.decrypt(parts.iv, parts.sealed, parts.header + item_id.bytes)
        except (ValueError, InvalidTag):
            raise SealError(SealFault.FORGED) from None
