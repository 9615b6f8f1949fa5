"""asv import, run as a person runs it: what it prints, what it stores, its exit codes."""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.contacts import Contact
from asv.db.engine import loader_session
from asv.domain.periodes import FRANCE
from tests.support import releves
from tests.support.database import World

DAY = datetime.now(FRANCE).date() - timedelta(days=5)


@dataclass
class Result:
    code: int
    out: str
    err: str


Run = Callable[..., Awaitable[Result]]


@pytest.fixture
async def line(admin: AsyncEngine, world: World) -> dict[str, object]:
    query = text("SELECT nom FROM asv.commune WHERE code = :code")
    async with admin.connect() as connection:
        commune = await connection.scalar(query, {"code": world.cellules[0][0]})
    return dict.fromkeys(releves.ENTETES) | {
        "Date": DAY, "Moment": "matin", "Commune": commune, "Lieu": "CCAS", "Mode": "Permanence", "Sexe": "F",
        "Frein": "Financier", "Nom": "Zzcanari",
    }  # fmt: skip


@pytest.fixture
def run(database_url: str, shared_dir: Path, tmp_path: Path, world: World) -> Run:
    settings = {"ASV_DATABASE_URL": database_url, "ASV_KEYS_DIR": str(shared_dir / "keys"), "ASV_MODE": "test"}

    async def command(content: bytes, *options: str) -> Result:
        file = tmp_path / "releve.xlsx"
        file.write_bytes(content)
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "asv", "import", str(file), "--territoire", world.territoire_id, *options,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, env=os.environ | settings,
        )  # fmt: skip
        out, err = await process.communicate()
        return Result(process.returncode or 0, out.decode(), err.decode())

    return command


def log(*lines: dict[str, object]) -> bytes:
    return releves.xlsx([releves.ENTETES, *[tuple(one.values()) for one in lines]])


async def contacts(admin: AsyncEngine, world: World) -> int:
    async with loader_session(admin) as session:
        return await session.scalar(select(func.count()).where(Contact.territoire_id == world.territoire_id))


async def test_a_dry_run_says_everything_and_stores_nothing(run: Run, line: dict, admin: AsyncEngine, world: World):
    done = await run(log(line, line | {"Date": "31/02/2026"}), "--dry-run")

    assert done.code == 0, done.err
    assert "A  Date → Date du contact" in done.out
    assert "J  Nom → non reprise" in done.out
    assert "A3 : Cette date n’est pas lisible" in done.out
    assert "2 ligne(s) lue(s), 1 prête(s), 1 point(s) à corriger." in done.out
    assert "Zzcanari" not in done.out + done.err
    assert await contacts(admin, world) == 0


async def test_the_import_is_done_and_refused_the_second_time(run: Run, line: dict, admin: AsyncEngine, world: World):
    first, second = await run(log(line)), await run(log(line))

    assert (first.code, second.code) == (0, 1), first.err
    assert "Import fait : 1 ligne(s)" in first.out
    assert "déjà été importé" in second.err
    assert await contacts(admin, world) == 1


async def test_a_faulty_line_refuses_the_whole_with_its_address(run: Run, line: dict, admin: AsyncEngine, world: World):
    done = await run(log(line, line | {"Date": "31/02/2026"}))

    assert done.code == 1
    assert "A3 : Cette date n’est pas lisible" in done.err
    assert await contacts(admin, world) == 0
    assert (await run(log(line, line | {"Date": "31/02/2026"}), "--ecarter")).code == 0
    assert await contacts(admin, world) == 1


async def test_the_correspondance_is_written_completed_and_followed(run: Run, line: dict, tmp_path: Path):
    data, mapping = log(line | {"Frein": "Mutuelle trop chère", "Moment": ""}), tmp_path / "correspondance.json"
    await run(data, "--dry-run", "--write-mapping", str(mapping))
    written = json.loads(mapping.read_text())
    assert written["valeurs"] == {"freins": {"mutuelle trop chere": ""}}

    written["valeurs"]["freins"]["mutuelle trop chere"] = "FIN_SANS_COMPL"
    mapping.write_text(json.dumps(written))
    done = await run(data, "--mapping", str(mapping), "--defaut", "creneau=soir")

    assert done.code == 0, done.err
    assert "Import fait" in done.out


async def test_what_cannot_be_read_is_refused_in_a_sentence(run: Run, line: dict, tmp_path: Path):
    mapping = tmp_path / "faux.json"
    mapping.write_text("{")

    for content, options in (
        (b"\x00\x01", ()), (releves.with_entry(log(line), "xl/a.xml", b" " * 30_000_000), ()),
        (log(line), ("--mapping", str(mapping))), (log(line), ("--defaut", "sexe=F")),
        (log(line), ("--compte", "personne@exemple.fr")), (log(line), ("--mediateur", "personne@exemple.fr")),
    ):  # fmt: skip
        done = await run(content, *options)
        assert done.code == 1
        assert "Traceback" not in done.err
        assert done.err.strip()


async def test_a_wrong_usage_has_its_own_code(run: Run, line: dict):
    assert (await run(log(line), "--inconnue")).code == 2
