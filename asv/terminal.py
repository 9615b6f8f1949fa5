"""What every command shares: settings, a refusal in French, a progress bar, the administrator's engine."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from typing import Any

import click
from pydantic import ValidationError
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from asv import deployment
from asv.db import schema
from asv.db.engine import loader_session, make_engine
from asv.db.programs import EmbeddedError
from asv.domain.acteurs import Acteur, Role
from asv.domain.errors import Refused
from asv.settings import Settings
from asv.usecases import comptes
from asv.usecases.entree import who
from asv.usecases.reference import load_reference
from asv.web.document.demonstration import write_documents

Step = Callable[[str, int, int], None]
CALL = "246200364"


class Refusal(click.ClickException):
    """A sentence in French on stderr, exit code 1."""

    def show(self, file: Any = None) -> None:
        click.echo(self.message, file=file, err=True)


@contextmanager
def in_french() -> Iterator[None]:
    try:
        yield
    except Refused as refusal:
        raise Refusal(refusal.message) from refusal
    except EmbeddedError as refusal:
        raise Refusal(str(refusal)) from refusal
    except OSError as error:
        raise Refusal(f"La base de données ou un fichier n’est pas accessible : {error.strerror or error}.") from error


def read_settings(**changes: Any) -> Settings:
    try:
        return Settings(**{name: value for name, value in changes.items() if value is not None})
    except ValidationError as error:
        names = ", ".join(f"ASV_{str(e['loc'][0]).upper()} ({e['msg']})" for e in error.errors())
        raise Refusal(f"Variable mal écrite : {names}.") from error


@contextmanager
def progress() -> Iterator[Step]:
    """A bar for each step, on a terminal; one line a step elsewhere."""
    columns = (TextColumn("{task.description:<28}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns) as bars:
        tasks: dict[str, Any] = {}

        def step(what: str, done: int, whole: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=whole)
            bars.update(tasks[what], completed=done, total=whole)

        yield step


@asynccontextmanager
async def engine_of(url: URL) -> AsyncIterator[AsyncEngine]:
    engine = make_engine(url, size=4)
    try:
        yield engine
    finally:
        await engine.dispose()


def with_engine(settings: Settings, work: Callable[[AsyncEngine], Awaitable[Any]]) -> Any:
    """Runs `work` with the administrator's engine, the embedded server running if it is the one."""

    async def run(url: URL) -> Any:
        async with engine_of(url) as engine:
            return await work(engine)

    with in_french(), deployment.administration_url(settings) as url:
        return asyncio.run(run(url))


async def prepare(engine: AsyncEngine, settings: Settings, step: Step) -> None:
    """Schema, passwords of the two logins, reference data: what every start needs; quick when nothing is missing."""
    await schema.migrate(engine)
    await deployment.set_passwords(engine, settings.keys_dir)
    async with loader_session(engine) as session, session.begin():
        await load_reference(session, step, deployment.now().date())


async def write_demo_documents(url: URL, settings: Settings, now: datetime) -> None:
    """The documents of the demonstration, each step in the name of one of its two coordinators."""
    async with deployment.open_bases(url, settings.keys_dir, size=1) as bases:

        @asynccontextmanager
        async def enter(rank: int) -> AsyncIterator[tuple[AsyncSession, Acteur]]:
            async with bases.gate() as gate, gate.begin():
                opened = await comptes.enter_demo(gate, Role.COORDINATEUR, rank, now)
            async with bases.session(opened.token, read_only=False) as session, session.begin():
                acteur = await who(session)
                if acteur is None:
                    raise Refused("Ce compte de démonstration n’entre pas : relancez avec un dossier neuf.")
                yield session, acteur
            async with bases.gate() as gate, gate.begin():
                await comptes.log_out(gate, opened.token)

        await write_documents(enter, now)
