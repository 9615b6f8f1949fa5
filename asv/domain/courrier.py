"""The rules of mail: how often, how many tries, when it is too late, and what may stand in a header."""

import hashlib
import hmac
import unicodedata
from datetime import datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from asv.domain.periodes import FRANCE

DIGEST_AT = time(7)
MOST_TRIES = 6
FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=6)
LOST_AFTER = timedelta(minutes=10)
"""A mail claimed so long ago was interrupted: nobody knows whether it left, and it is not sent again."""
STALE_AFTER = timedelta(days=3)
"""A mail that could not leave for so long would tell nothing new: the inbox has it."""
LONGEST_HEADER = 150


class Rythme(StrEnum):
    """How a person wants the mails; the inbox of the application shows everything whatever is chosen."""

    IMMEDIAT = "immediat"
    QUOTIDIEN = "quotidien"
    JAMAIS = "jamais"

    @property
    def libelle(self) -> str:
        return _LIBELLES[self]


_LIBELLES = {
    Rythme.IMMEDIAT: "Aussitôt, un courriel par nouvelle",
    Rythme.QUOTIDIEN: "Une fois par jour, à 7 h, toutes les nouvelles ensemble",
    Rythme.JAMAIS: "Jamais",
}


class Etat(StrEnum):
    """Of a mail: `courrier` of its notification. NON: none is to leave."""

    NON = "non"
    ATTENTE = "attente"
    EN_COURS = "en_cours"
    PARTI = "parti"
    INCERTAIN = "incertain"
    ABANDONNE = "abandonne"


class Sort(StrEnum):
    """What became of a mail that was handed over.

    REMIS: the server took it. REFUSE: refused before it took it, may be tried again. REFUSE_POUR_DE_BON: will always
    be. INCERTAIN: the link broke while it was being taken.
    """

    REMIS = "remis"
    REFUSE = "refuse"
    REFUSE_POUR_DE_BON = "refuse_pour_de_bon"
    INCERTAIN = "incertain"


def etat_after(sort: Sort, essais: int) -> Etat:
    """The state of a mail once handed over for the `essais`-th time (from 1)."""
    if sort is Sort.REMIS:
        return Etat.PARTI
    if sort is Sort.INCERTAIN:
        return Etat.INCERTAIN
    return Etat.ABANDONNE if sort is Sort.REFUSE_POUR_DE_BON or essais >= MOST_TRIES else Etat.ATTENTE


def wait_after(essais: int) -> timedelta:
    """How long to wait after the `essais`-th refusal (from 1): doubles from five minutes to six hours."""
    doubled: int = 1 << min(essais - 1, 20)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)


def digest_moment(now: datetime) -> datetime | None:
    """Seven o'clock of this day in France when it is past; a digest tells what came before it. None: too early."""
    local = now.astimezone(FRANCE)
    moment = datetime.combine(local.date(), DIGEST_AT, FRANCE)
    return moment if moment <= local else None


def one_line(text: str, longest: int = LONGEST_HEADER) -> str:
    """The text as a header may carry it: no line break, no control or invisible character, not too long."""
    kept = "".join(" " if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else sign for sign in text)
    line = " ".join(kept.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def stop_token(secret: bytes, compte_id: UUID) -> str:
    """The secret of the link that stops the mails of a person: always the same, so that old mails keep a good link."""
    return hmac.new(secret, b"asv-arret-courriel" + compte_id.bytes, hashlib.sha256).hexdigest()


def hash_of(token: str) -> bytes:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).digest()
