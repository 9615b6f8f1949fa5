"""Write-only envelopes: a device seals to the server's public key, only the server opens.

Ground package: `cryptography` and the standard library, no word of the trade.
The format, byte by byte, is in docs/decisions/0004-file-scellee.md.
"""

from asv.sealing.authorship import Statement, author_key, check_mac, mac
from asv.sealing.envelope import SealError, SealFault, key_id_of, seal
from asv.sealing.keyed import derived, keyed_hash
from asv.sealing.keys import ServerKey
from asv.sealing.locker import LockerError, lock, unlock

__all__ = [
    "LockerError",
    "SealError",
    "SealFault",
    "ServerKey",
    "Statement",
    "author_key",
    "check_mac",
    "derived",
    "key_id_of",
    "keyed_hash",
    "lock",
    "mac",
    "seal",
    "unlock",
]
