"""asv import-series, run as a person runs it: what it prints, what it stores, its exit codes."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.support.database import World
from tests.support.publications import apl, as_csv, as_xlsx, c2s, demographie

Run = Callable[..., Awaitable[tuple[int, str, str]]]


@pytest.fixture
def run(database_url: str, shared_dir: Path, tmp_path: Path, world: World) -> Run:
    settings = {"ASV_DATABASE_URL": database_url, "ASV_KEYS_DIR": str(shared_dir / "keys"), "ASV_MODE": "test"}

    async def command(content: bytes, *options: str) -> tuple[int, str, str]:
        file = tmp_path / "publication.csv"
        file.write_bytes(content)
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "asv", "import-series", str(file), "--territoire", world.territoire_id, *options,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, env=os.environ | settings,
        )  # fmt: skip
        out, err = await process.communicate()
        return process.returncode or 0, out.decode(), err.decode()

    return command


async def figures(admin: AsyncEngine, world: World) -> dict[str, float]:
    query = text("SELECT serie, valeur FROM asv.serie_importee WHERE territoire_id = :t")
    async with admin.connect() as connection:
        return dict((await connection.execute(query, {"t": world.territoire_id})).all())


async def test_a_dry_run_reports_and_stores_nothing(run: Run, admin: AsyncEngine, world: World):
    code, out, err = await run(as_csv(c2s({world.qpv[0]: ("877", "132", "39")})), "--dry-run")

    assert code == 0, err
    assert "Régime général et C2S dans les quartiers (insee_qpv_cnam), QPV 2024, année à dire : --annee AAAA" in out
    assert "2 lignes lues, 6 chiffres, 0 non publiés ou secrets." in out
    assert "Lieux absents du fichier : " in out
    assert "Essai à blanc : rien n’a été enregistré." in out
    assert await figures(admin, world) == {}


async def test_a_file_is_taken_with_its_year(run: Run, admin: AsyncEngine, world: World):
    code, out, err = await run(as_csv(c2s({world.qpv[0]: ("877", "132", "39")})), "--annee", "2025")

    assert code == 0, err
    assert "Import fait : 1 jeu(x) de chiffres." in out
    assert (await figures(admin, world))["qpv2024_taux_c2s"] == 19.5


async def test_a_file_that_leaves_places_out_names_them_and_says_how_to_accept(
    run: Run, admin: AsyncEngine, world: World
):
    whole = as_csv(c2s(dict.fromkeys(world.qpv, ("877", "132", "39"))))
    part = as_csv(c2s({world.qpv[0]: ("900", "180", "45")}))
    await run(whole, "--annee", "2025")

    dry = await run(part, "--annee", "2025", "--dry-run")
    refused = await run(part, "--annee", "2025")
    accepted = await run(part, "--annee", "2025", "--retirer")

    assert f"ne les nomme pas : Quartier {world.qpv[1][2:-1]}. Pour l’accepter : --retirer." in dry[1]
    assert refused[0] == 1
    assert "rien n’a été importé" in refused[2]
    assert accepted[0] == 0, accepted[2]


async def test_a_doubtful_cell_is_told_with_its_line_and_nothing_is_stored(run: Run, admin: AsyncEngine, world: World):
    data = as_csv(demographie({world.qpv[0]: ("15OO", "50", "30", "30", "20", "20")}))

    code, _, err = await run(data, "--annee", "2022")

    assert code == 1
    assert "À vérifier : Ligne 2, colonne « POP_MUN » : « 15OO » n’est pas un nombre." in err
    assert "rien n’a été importé" in err
    assert await figures(admin, world) == {}


async def test_a_file_that_holds_nothing_of_ours_is_refused_with_where_to_look(run: Run):
    code, _, err = await run(as_csv([["Nom", "Âge"], ["x", "3"]]))

    assert code == 1
    assert "docs/donnees.md" in err


async def test_a_year_takes_that_vintage_alone_from_a_workbook_that_says_its_years(
    run: Run, admin: AsyncEngine, world: World
):
    commune = world.cellules[0][0]
    book = as_xlsx({f"APL {year}": apl(year, {commune: value}) for year, value in ((2023, 5.8), (2024, 5.5))})

    code, out, err = await run(book, "--annee", "2024")
    other = await run(book, "--annee", "2020")

    assert code == 0, err
    assert "Import fait : 1 jeu(x) de chiffres." in out
    assert await figures(admin, world) == {"apl_medecins_generalistes": 5.5}
    assert other[0] == 1
    assert "2020 n’en est pas" in other[2]
