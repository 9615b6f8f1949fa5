"""Who wrote a sealed item: a key per person and device, a mark per item.

A colleague's session may carry an envelope; the mark inside says whose it is.
"""

import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Statement:
    """What an author vouches for. `content` is the text exactly as the device wrote it."""

    item_id: UUID
    kind: str
    version: int
    author: UUID
    device: UUID
    content: str

    def message(self) -> bytes:
        """Give the bytes the mark covers.

        Raises ValueError when `kind` holds a line feed, since two statements could then read alike.
        """
        if "\n" in self.kind:
            raise ValueError("a kind is one line")
        lines = (self.item_id, self.kind, self.version, self.author, self.device, self.content)
        return "\n".join(map(str, lines)).encode()


def author_key(secret: bytes, account: UUID, device: UUID) -> bytes:
    """Give the key of one person on one device. The server derives it again and stores none."""
    return hmac.digest(secret, account.bytes + device.bytes, hashlib.sha256)


def mac(key: bytes, statement: Statement) -> bytes:
    """Give the 32-byte mark of a statement."""
    return hmac.digest(key, statement.message(), hashlib.sha256)


def check_mac(key: bytes, statement: Statement, mark: bytes) -> bool:
    """Say whether `mark` was made with `key` over this very statement, in constant time.

    A statement that cannot be written (line feed in the kind, lone surrogate) has no valid mark.
    """
    try:
        expected = mac(key, statement)
    except ValueError:
        return False
    return hmac.compare_digest(expected, mark)
