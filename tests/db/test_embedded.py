"""The embedded server: durable, shared, stopped by the last one to leave, back after a kill."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from asv.db.embedded import EmbeddedError, EmbeddedServer, embedded_server

HOLD = """
import sys
from pathlib import Path
from asv.db.embedded import embedded_server
with embedded_server(Path(sys.argv[1])):
    print("prêt", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def data_dir() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="asv-embarque-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


async def ask(server: EmbeddedServer, question: str):
    connection = await asyncpg.connect(user="postgres", database="asv", host=str(server.socket_dir))
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


def hold_in_another_process(data_dir: Path) -> subprocess.Popen[str]:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(data_dir)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout.readline().strip() == "prêt"
    return other


def postmaster(data_dir: Path) -> int | None:
    file = data_dir / "postgres" / "postmaster.pid"
    return int(file.read_text().splitlines()[0]) if file.exists() else None


async def test_it_is_durable_and_needs_no_extension(data_dir: Path):
    with embedded_server(data_dir) as server:
        assert await ask(server, "SHOW fsync") == "on"
        assert await ask(server, "SHOW synchronous_commit") == "on"
        assert await ask(server, "SHOW data_checksums") == "on"
        assert await ask(server, "SELECT string_agg(extname, ',') FROM pg_extension") == "plpgsql"
        assert (await ask(server, "SHOW server_version")).startswith("18.")


async def test_a_second_process_shares_it_and_the_last_one_to_leave_stops_it(data_dir: Path):
    with embedded_server(data_dir) as server:
        first = postmaster(data_dir)
        other = hold_in_another_process(data_dir)
        assert postmaster(data_dir) == first

    assert postmaster(data_dir) == first
    assert await ask(server, "SELECT 1") == 1
    other.communicate("")
    assert other.returncode == 0
    assert postmaster(data_dir) is None


async def test_it_comes_back_with_every_committed_row_after_a_kill_of_everything(data_dir: Path):
    other = hold_in_another_process(data_dir)
    server = EmbeddedServer(data_dir / "socket", data_dir / "postgres", data_dir / "postgres.log")
    await ask(server, "CREATE TABLE public.essai AS SELECT generate_series(1, 1000) AS n")

    os.kill(other.pid, signal.SIGKILL)
    os.kill(postmaster(data_dir), signal.SIGKILL)
    other.wait()
    other.stdin.close()
    other.stdout.close()

    with embedded_server(data_dir) as server:
        assert await ask(server, "SELECT sum(n) FROM public.essai") == 500500
    assert postmaster(data_dir) is None


async def test_a_process_number_given_to_a_stranger_after_a_kill_does_not_stop_it(data_dir: Path):
    with embedded_server(data_dir):
        pass
    stale = data_dir / "postgres" / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{data_dir / 'postgres'}\n1\n5432\n\n\n  1 1\nready\n")

    with embedded_server(data_dir) as server:
        assert await ask(server, "SELECT 1") == 1


def test_a_folder_of_another_major_version_is_refused_and_left_as_it_is(data_dir: Path):
    pgdata = data_dir / "postgres"
    pgdata.mkdir()
    (pgdata / "PG_VERSION").write_text("16\n")

    with (
        pytest.raises(EmbeddedError, match="PostgreSQL 16 et ce logiciel utilise PostgreSQL 18"),
        embedded_server(data_dir),
    ):
        pass

    assert sorted(path.name for path in pgdata.iterdir()) == ["PG_VERSION"]


def test_a_creation_cut_in_the_middle_starts_again(data_dir: Path):
    (data_dir / "postgres.en-cours").mkdir()
    (data_dir / "postgres.en-cours" / "PG_VERSION").write_text("18\n")

    with embedded_server(data_dir):
        assert postmaster(data_dir) is not None


def test_a_folder_with_a_long_name_keeps_a_socket_short_enough(data_dir: Path):
    deep = data_dir / ("a" * 60) / ("b" * 60)

    with embedded_server(deep) as server:
        assert len(str(server.socket_dir)) < 100
