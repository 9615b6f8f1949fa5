"""What the handlers are given: sessions, gate, clock, keys. Made once by asgi and handed to create_app."""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from asv.sealing import ServerKey


class Bases(Protocol):
    """The doors of the database, as the site uses them."""

    def session(self, token: str | None, *, read_only: bool) -> AbstractAsyncContextManager[Any]: ...
    def gate(self) -> AbstractAsyncContextManager[Any]: ...
    def carrier(self) -> AbstractAsyncContextManager[Any]: ...


class Keyring(Protocol):
    @property
    def server_key(self) -> ServerKey: ...
    @property
    def former_keys(self) -> Sequence[ServerKey]: ...
    @property
    def auteur_secret(self) -> bytes: ...
    @property
    def carte_secret(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Site:
    bases: Bases
    clock: Callable[[], datetime]
    keyring: Keyring
    release: str
    is_demo: bool = False
    shows_schema: bool = False
    sends_mail: bool = False
    origin: str | None = None  # absent: the origin of the Host that was asked, on loopback


def csrf_token(session_token: str) -> str:
    """The form token of a session: bound to it, worth nothing to another (finding F4), kept nowhere."""
    return hmac.new(session_token.encode(), b"asv-formulaire", hashlib.sha256).hexdigest()
