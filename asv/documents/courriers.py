"""Mails: plain text in French, few words, and headers that carry one line each whatever they are given."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from pathlib import Path
from typing import Final, Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from asv.domain.courrier import one_line

TEMPLATES: Final = Path(__file__).parents[2] / "templates" / "courriers"
LONGEST_URL: Final = 500
STOP: Final = "List-Unsubscribe"
SENDER_NAME: Final = "Atelier Santé Ville"
# Text, not HTML: nothing here is read by a browser, so nothing is escaped for one.
_ENVIRONMENT: Final = Environment(  # noqa: S701
    loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    keep_trailing_newline=True,
)  # fmt: skip


class MailPolicy(EmailPolicy):
    """As mail travels; but the address that stops it stays whole on one line, where the library would encode it."""

    def fold_binary(self, name: str, value: str) -> bytes:
        if name == STOP:
            return f"{name}: {value}\r\n".encode("ascii")
        return super().fold_binary(name, value)


ON_THE_WIRE: Final = MailPolicy(linesep="\r\n")
WORD: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
PLAIN: Final = re.compile(rf"{WORD}(\.{WORD})*@{WORD}(\.{WORD})*")
"""The dot-atoms of RFC 5322 §3.2.3."""


class Words(Protocol):
    """What a mail tells of one event."""

    @property
    def sujet(self) -> str: ...
    @property
    def texte(self) -> str: ...
    @property
    def chemin(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Enveloppe:
    """Who writes to whom, and how it stops. `base`: address of the site, configured. `cle`: of this mail."""

    de: str
    pour: str
    base: str
    arret: str
    cle: str


def write_mail(enveloppe: Enveloppe, nouvelles: Sequence[Words], now: datetime) -> EmailMessage:
    """One mail that tells one event, or the digest of several.

    Raises ValueError when an address of the envelope is none.
    """
    alone = len(nouvelles) == 1
    subject = nouvelles[0].sujet if alone else f"{len(nouvelles)} nouvelles de vos actions"
    mail = EmailMessage(policy=ON_THE_WIRE)
    mail["From"] = Address(SENDER_NAME, addr_spec=plain_address(enveloppe.de))
    mail["To"] = Address(addr_spec=plain_address(enveloppe.pour))
    mail["Subject"] = one_line(subject)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{one_line(enveloppe.cle)}@{plain_address(enveloppe.de).partition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail[STOP] = one_line(f"<{enveloppe.base}{enveloppe.arret}>", LONGEST_URL)
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    template = _ENVIRONMENT.get_template("nouvelle.txt" if alone else "resume.txt")
    text = template.render(nouvelles=nouvelles, base=enveloppe.base, arret=enveloppe.arret)
    mail.set_content(text, cte="quoted-printable")
    return mail


def plain_address(address: str) -> str:
    """The address, if it is words and dots on both sides of one @, unquoted; raises ValueError otherwise."""
    if not PLAIN.fullmatch(address):
        raise ValueError("not an address")
    return address


def mail_writer(base: str, sender: str) -> Callable[[str, str, str, Sequence[Words], datetime], EmailMessage]:
    """Writes the mails of a site. `base`: its address without a final slash; `sender`: the address they come from."""

    def write(pour: str, arret: str, cle: str, nouvelles: Sequence[Words], now: datetime) -> EmailMessage:
        return write_mail(Enveloppe(sender, pour, base, arret, cle), nouvelles, now)

    return write
