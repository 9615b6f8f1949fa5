"""What a deployment owns outside the database: keys and passwords in files, and the address of the database.

Every secret is drawn here when it is missing, written once with mode 0400, and never printed.
"""

import os
import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import URL, text
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.embedded import embedded_server
from asv.db.engine import Bases, make_engine, normalise
from asv.documents.courriers import mail_writer, plain_address
from asv.domain.errors import Refused
from asv.domain.periodes import FRANCE
from asv.sealing import ServerKey
from asv.settings import Settings
from asv.usecases.courrier import Facteur, Relais, relais_of

WEB, PORTIER = "asv_web", "asv_portier"
SECRET_BYTES = 32
SEALING_KEY, RETIRED_KEYS = "scellement.pem", "scellement-*.pem"
LONGEST_STATEMENT_SECONDS = 30


def now() -> datetime:
    """Now, by the clocks of France: its date is the day that people live."""
    return datetime.now(FRANCE)


@dataclass(frozen=True, slots=True)
class Keyring:
    """`former_keys`: pairs retired by `asv rotate-key`, which still open what tablets had sealed to them."""

    server_key: ServerKey
    auteur_secret: bytes
    carte_secret: bytes
    former_keys: tuple[ServerKey, ...] = ()


def read_or_draw(path: Path) -> bytes:
    """The secret of this file, drawn at the first call. Two processes starting together agree: one of them writes."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    except FileExistsError:
        return bytes.fromhex(path.read_text())
    with os.fdopen(handle, "w") as file:
        drawn = secrets.token_bytes(SECRET_BYTES)
        file.write(drawn.hex())
        return drawn


def open_keyring(keys_dir: Path) -> Keyring:
    path = keys_dir / SEALING_KEY
    if not path.exists():
        keys_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        ServerKey.generate().save(path)
    auteur, carte = (read_or_draw(keys_dir / f"{name}.secret") for name in ("auteur", "carte"))
    current = ServerKey.load(path)
    former = [ServerKey.load(file) for file in sorted(keys_dir.glob(RETIRED_KEYS))]
    return Keyring(current, auteur, carte, tuple(key for key in former if key.key_id != current.key_id))


def rotate_key(keys_dir: Path) -> tuple[str, str]:
    """Put a new sealing pair in service and keep the former one to open; gives the names of both, former first.

    Interrupted anywhere, the folder still holds every pair: the former one has its second name before it loses the
    first, and the new one takes its place in one step.
    """
    path = keys_dir / SEALING_KEY
    former = open_keyring(keys_dir).server_key
    retired = keys_dir / RETIRED_KEYS.replace("*", former.key_id.hex())
    if not retired.exists():
        retired.hardlink_to(path)
    drawn, waiting = ServerKey.generate(), keys_dir / f"{SEALING_KEY}.nouvelle"
    waiting.unlink(missing_ok=True)
    drawn.save(waiting)
    waiting.replace(path)
    return former.key_id.hex(), drawn.key_id.hex()


@contextmanager
def administration_url(settings: Settings) -> Iterator[URL]:
    """The address by which migrations and bulk loads enter; starts the embedded server when there is no other."""
    if settings.database_url is None:
        with embedded_server(settings.data_dir) as server:
            yield normalise(server.url())
        return
    password = settings.database_password_file.read_text().strip() if settings.database_password_file else None
    yield normalise(settings.database_url.get_secret_value(), password)


def url_of(login: str, administration: URL, keys_dir: Path) -> URL:
    """The same database entered by one of the two logins without rights, never by the administrator."""
    return administration.set(username=login, password=read_or_draw(keys_dir / f"{login}.secret").hex())


async def set_passwords(engine: AsyncEngine, keys_dir: Path) -> None:
    """Gives the two logins the passwords of this deployment; PostgreSQL keeps only their SCRAM verifier."""
    async with engine.begin() as connection:
        for login in (WEB, PORTIER):
            password = read_or_draw(keys_dir / f"{login}.secret").hex()  # hexadecimal: nothing to escape
            await connection.execute(text(f"ALTER ROLE {login} PASSWORD '{password}'"))


@asynccontextmanager
async def open_bases(administration: URL, keys_dir: Path, *, size: int = 10) -> AsyncIterator[Bases]:
    web = make_engine(url_of(WEB, administration, keys_dir), size=size, patience=LONGEST_STATEMENT_SECONDS)
    portier = make_engine(
        url_of(PORTIER, administration, keys_dir), size=2, overflow=4, patience=LONGEST_STATEMENT_SECONDS
    )
    bases = Bases(web, portier)
    try:
        yield bases
    finally:
        await bases.dispose()


def origin_of(settings: Settings) -> str | None:
    """The address that people type, without a path."""
    if settings.public_url is None:
        return None
    parts = urlsplit(settings.public_url)
    return f"{parts.scheme}://{parts.netloc}"


def mail_relais(settings: Settings) -> Relais | None:
    """The mail server, if there is one; raises Refused when its address or that of the sender is badly written."""
    if settings.smtp_url is None:
        return None
    if settings.public_url is None:
        raise Refused("ASV_SMTP_URL demande ASV_PUBLIC_URL : les liens des courriels commencent par elle.")
    try:
        plain_address(mail_sender(settings))
    except ValueError as error:
        raise Refused("ASV_MAIL_FROM est mal écrite : asv@exemple.fr, sans nom ni accent.") from error
    return relais_of(settings.smtp_url.get_secret_value())


def mail_sender(settings: Settings) -> str:
    host = urlsplit(settings.public_url).hostname if settings.public_url else None
    return settings.mail_from or f"ne-pas-repondre@{host or 'localhost'}"


def open_facteur(settings: Settings, bases: Bases, keyring: Keyring, clock: Callable[[], datetime]) -> Facteur:
    """The carrier of this deployment's mails. The secret of the stop links comes from one that already exists."""
    base = origin_of(settings) or f"http://{settings.host}:{settings.port}"
    write = mail_writer(base, mail_sender(settings))
    return Facteur(bases.carrier, mail_relais(settings), write, keyring.auteur_secret, clock)
