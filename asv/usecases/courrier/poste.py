"""The mail server: its address, one open line, and what it answered to each mail.

MAIL, RCPT and DATA are asked one by one: what is refused before the server took the mail may be sent again, what was
cut while it took it may not.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from urllib.parse import parse_qsl, unquote, urlsplit

import aiosmtplib
from aiosmtplib import SMTPException, SMTPResponseException

from asv.domain.courrier import Sort
from asv.domain.errors import Refused

PORTS = {"smtp": 25, "smtps": 465}
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
STARTTLS = {"oui": True, "non": False}
PATIENCE_SECONDS = 30
PERMANENT = 500
BAD_URL = (
    "ASV_SMTP_URL est mal écrite : smtp://utilisateur:motdepasse@serveur:587?starttls=oui, ou smtps://serveur:465. "
    "Les signes spéciaux du mot de passe s’écrivent en %XX."
)
UNSAFE_LOGIN = "ASV_SMTP_URL : un mot de passe ne part pas sans TLS. Retirez « starttls=non », ou prenez smtps://."


@dataclass(frozen=True, slots=True)
class Relais:
    """The server that takes our mails. `uses_tls`: from the first byte; `starts_tls`: before anything is said."""

    host: str
    port: int
    uses_tls: bool
    starts_tls: bool
    user: str | None = None
    password: str | None = field(default=None, repr=False)


def relais_of(url: str) -> Relais:
    """The server of ASV_SMTP_URL. Without `?starttls=`, TLS is required everywhere but on this machine."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused(BAD_URL) from error
    asked = dict(parse_qsl(parts.query))
    if parts.scheme not in PORTS or not parts.hostname or asked.keys() - {"starttls"}:
        raise Refused(BAD_URL)
    if asked.get("starttls", "oui") not in STARTTLS:
        raise Refused(BAD_URL)
    uses_tls = parts.scheme == "smtps"
    wanted = STARTTLS[asked["starttls"]] if "starttls" in asked else parts.hostname not in LOOPBACK
    user, password = (unquote(part) if part else None for part in (parts.username, parts.password))
    if password and not uses_tls and not wanted and parts.hostname not in LOOPBACK:
        raise Refused(UNSAFE_LOGIN)
    return Relais(parts.hostname, port or PORTS[parts.scheme], uses_tls, wanted and not uses_tls, user, password)


class Ligne:
    """One open line to the server; good for several mails, closed by the first trouble."""

    def __init__(self, client: aiosmtplib.SMTP) -> None:
        self._client = client
        self.is_open = True

    async def hand(self, mail: EmailMessage) -> Sort:
        """Hands one mail over to its one addressee, and tells what became of it."""
        sender, to = (mail[name].addresses[0].addr_spec for name in ("From", "To"))
        try:
            content = mail.as_bytes()
            await self._client.mail(sender)
            await self._client.rcpt(to)
        except (UnicodeEncodeError, ValueError):
            return await self._after(Sort.REFUSE_POUR_DE_BON)
        except SMTPException as error:
            return await self._after(_refusal(error))
        except OSError:
            return await self._after(Sort.REFUSE, is_open=False)
        try:
            await self._client.data(content)
        except SMTPResponseException as error:
            return await self._after(_refusal(error))
        except (SMTPException, OSError):
            return await self._after(Sort.INCERTAIN, is_open=False)
        return Sort.REMIS

    async def _after(self, sort: Sort, *, is_open: bool = True) -> Sort:
        """Clears what was begun, so that the next mail starts afresh; a line that does not answer is closed."""
        self.is_open = is_open and self._client.is_connected
        if self.is_open:
            try:
                await self._client.rset()
            except (SMTPException, OSError):
                self.is_open = False
        return sort


def _refusal(error: SMTPException) -> Sort:
    is_final = isinstance(error, SMTPResponseException) and error.code >= PERMANENT
    return Sort.REFUSE_POUR_DE_BON if is_final else Sort.REFUSE


@asynccontextmanager
async def open_line(relais: Relais, context: ssl.SSLContext | None = None) -> AsyncIterator[Ligne | None]:
    """A line to the server, or None when it does not answer now. `context`: whom to trust, the system's by default."""
    client = aiosmtplib.SMTP(
        hostname=relais.host, port=relais.port, use_tls=relais.uses_tls, start_tls=relais.starts_tls,
        username=relais.user, password=relais.password, timeout=PATIENCE_SECONDS, tls_context=context,
    )  # fmt: skip
    try:
        await client.connect()
    except (SMTPException, OSError):
        client.close()
        yield None
        return
    try:
        yield Ligne(client)
    finally:
        with suppress(SMTPException, OSError, asyncio.CancelledError):
            await client.quit()
        client.close()
