"""The command line: `asv COMMAND`. Thin: each command opens what it needs and calls a use case.

Exit codes: 0 done, 1 refused with a sentence in French, 2 wrong usage.
"""

import asyncio
import contextlib
import logging
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from asv import deployment
from asv.asgi import listen, serve
from asv.commands import courrier_command, import_command, import_series_command
from asv.db import schema
from asv.db.engine import loader_session
from asv.disclosure_commands import audit_command, protect_command
from asv.domain.acteurs import Role
from asv.domain.errors import Refused
from asv.settings import Mode, Settings
from asv.terminal import (
    CALL,
    Refusal,
    Step,
    engine_of,
    in_french,
    prepare,
    progress,
    read_settings,
    with_engine,
    write_demo_documents,
)
from asv.usecases import comptes, courrier, demonstration, doctor
from asv.usecases.diagnostic import Lecture, read_for_team
from asv.usecases.reference import load_reference
from asv.usecases.territoires import open_territoire
from asv.web.diagnostic_files import diagnostic_file


@click.group()
def main() -> None:
    """ASV : médiation santé, coordination des acteurs et diagnostic santé des quartiers prioritaires."""
    logging.getLogger("alembic").setLevel(logging.WARNING)


@main.command("demo")
@click.option("--port", type=int, default=None, help="Port du site (8000 si absent).")
@click.option("--data-dir", type=click.Path(path_type=Path), default=None, help="Dossier de la base de démonstration.")
def demo_command(port: int | None, data_dir: Path | None) -> None:
    """Lance une démonstration complète sur cette machine : base embarquée, données réelles, année fictive, site.

    Exemple : asv demo --port 8000
    """
    folders = {"data_dir": data_dir, "keys_dir": data_dir / "cles"} if data_dir else {}
    settings = read_settings(mode=Mode.DEMO, port=port, host="127.0.0.1", **folders)
    with in_french():
        listener = listen(settings.host, settings.port)
    with in_french(), deployment.administration_url(settings) as url:
        click.echo("Préparation de la base de données et des données de référence…")
        with progress() as step:
            asyncio.run(_fill_demo(url, settings, step))
        address = f"http://{settings.host}:{listener.getsockname()[1]}"
        click.echo(f"\nLe site est ouvert : {address}")
        click.echo(f"Pour entrer, choisissez un rôle : {address}/demo")
        click.echo("Ctrl-C arrête tout proprement ; les données restent pour la prochaine fois.")
        with contextlib.suppress(KeyboardInterrupt):
            serve(settings, url, listener)


async def _fill_demo(url: URL, settings: Settings, step: Step) -> None:
    async with engine_of(url) as engine:
        await prepare(engine, settings, step)
        secret = deployment.open_keyring(settings.keys_dir).carte_secret
        today = deployment.now().date()
        if await demonstration.load_demo(engine, today=today, step=step, carte_secret=secret):
            await write_demo_documents(url, settings, deployment.now())


@main.command("serve")
@click.option("--host", default=None, help="Adresse d’écoute.")
@click.option("--port", type=int, default=None, help="Port d’écoute.")
@click.option("--workers", type=int, default=None, help="Nombre de processus.")
def serve_command(host: str | None, port: int | None, workers: int | None) -> None:
    """Sert le site sur une base déjà préparée par « asv migrate ».

    Exemple : asv serve --host 127.0.0.1 --port 8000 --workers 2
    """
    settings = read_settings(host=host, port=port, workers=workers)
    refuse_weak_production(settings)
    with in_french():
        listener = listen(settings.host, settings.port)
    with in_french(), deployment.administration_url(settings) as url:
        click.echo(f"Le site est ouvert : http://{settings.host}:{listener.getsockname()[1]}")
        with contextlib.suppress(KeyboardInterrupt):
            serve(settings, url, listener)


def refuse_weak_production(settings: Settings) -> None:
    problems = doctor.problems_of(
        is_production=settings.mode is Mode.PRODUCTION, is_demo=settings.mode is Mode.DEMO, host=settings.host,
        public_url=settings.public_url, keys_dir=settings.keys_dir,
    )  # fmt: skip
    try:
        deployment.mail_relais(settings)
    except Refused as refusal:
        problems.append(refusal.message)
    if problems:
        raise Refusal("Le site ne démarre pas :\n" + "\n".join(f"- {problem}" for problem in problems))


@main.command("doctor")
def doctor_command() -> None:
    """Vérifie la configuration, la base, l’horloge, le disque et les clés ; code 1 si quelque chose manque.

    Exemple : asv doctor
    """
    settings = read_settings()
    refuse_weak_production(settings)

    async def work(engine: AsyncEngine) -> list[tuple[str, bool]]:
        now = deployment.now()
        found = await doctor.examine(engine, settings.data_dir, now)
        if not all(is_good for _, is_good in found):
            return found
        return found + await courrier.examine(engine, deployment.mail_relais(settings), now)

    report = with_engine(settings, work)
    for line, is_good in report:
        click.echo(f"{'bien ' if is_good else 'FAUTE'}  {line}")
    if not all(is_good for _, is_good in report):
        raise SystemExit(1)


@main.command("create-keys")
def create_keys_command() -> None:
    """Tire les clés et les mots de passe manquants dans ASV_KEYS_DIR ; n’en change aucun.

    Exemple : ASV_KEYS_DIR=/etc/asv/cles asv create-keys
    """
    settings = read_settings()
    deployment.open_keyring(settings.keys_dir)
    for login in (deployment.WEB, deployment.PORTIER):
        deployment.read_or_draw(settings.keys_dir / f"{login}.secret")
    click.echo(f"Les clés sont dans {settings.keys_dir}. Sauvegardez ce dossier à part de la base.")


@main.command("rotate-key")
def rotate_key_command() -> None:
    """Met en service une nouvelle clé de scellement ; garde l’ancienne pour ouvrir ce qui lui était scellé.

    Exemple : ASV_KEYS_DIR=/etc/asv/cles asv rotate-key
    """
    settings = read_settings()
    with in_french():
        former, drawn = deployment.rotate_key(settings.keys_dir)
    click.echo(f"Nouvelle clé de scellement en service : {drawn}. L’ancienne, {former}, est gardée pour ouvrir.")
    click.echo(
        "Relancez le site ; les tablettes la prennent à leur prochaine connexion. Sauvegardez le dossier des clés."
    )


@main.command("migrate")
def migrate_command() -> None:
    """Met le schéma de la base à jour, crée les rôles et leur donne leurs mots de passe.

    Exemple : ASV_DATABASE_URL=postgresql://postgres@localhost/asv asv migrate
    """
    settings = read_settings()

    async def work(engine: AsyncEngine) -> None:
        await schema.migrate(engine)
        await deployment.set_passwords(engine, settings.keys_dir)

    with_engine(settings, work)
    click.echo(f"Le schéma est à jour (révision {schema.head()}).")


@main.command("load-reference")
def load_reference_command() -> None:
    """Charge les communes, EPCI, QPV et séries livrés avec le logiciel ; ne fait rien s’ils y sont déjà.

    Exemple : asv load-reference
    """
    settings = read_settings()

    async def work(engine: AsyncEngine) -> bool:
        with progress() as step:
            async with loader_session(engine) as session, session.begin():
                return await load_reference(session, step, deployment.now().date())

    is_new = with_engine(settings, work)
    click.echo("Données de référence chargées." if is_new else "Les données de référence étaient déjà à jour.")


@main.command("open-territoire")
@click.argument("siren")
@click.option("--sigle", default=None, help="Nom court, par exemple CALL.")
def open_territoire_command(siren: str, sigle: str | None) -> None:
    """Ouvre un EPCI de France comme territoire d’un Atelier Santé Ville.

    Exemple : asv open-territoire 246200364 --sigle CALL
    """

    async def work(engine: AsyncEngine) -> str:
        async with loader_session(engine) as session, session.begin():
            return await open_territoire(session, siren, sigle)

    click.echo(f"Territoire ouvert : {with_engine(read_settings(), work)}.")


@main.command("create-account")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--email", required=True)
@click.option("--nom", default="", help="Nom affiché ; l’adresse si absent.")
@click.option("--territoire", default=CALL, show_default=True, help="SIREN de l’EPCI.")
@click.option("--structure", default=None, help="Identifiant de la structure, pour un partenaire.")
def create_account_command(role: str, email: str, nom: str, territoire: str, structure: str | None) -> None:
    """Crée un compte et imprime le lien par lequel sa personne choisit son mot de passe.

    Exemple : asv create-account --role coordinateur --email prenom.nom@exemple.fr
    """
    settings = read_settings()

    async def work(engine: AsyncEngine) -> str:
        now = deployment.now()
        async with loader_session(engine) as session, session.begin():
            created = await comptes.create_compte(
                session, territoire_id=territoire, email=email, nom_affiche=nom or email, role=Role(role),
                structure_id=UUID(structure) if structure else None,
            )  # fmt: skip
            return await comptes.invite(session, territoire, created, now)

    token = with_engine(settings, work)
    base = settings.public_url or f"http://{settings.host}:{settings.port}"
    click.echo(
        f"Compte créé. Lien valable 7 jours, à transmettre à la personne :\n{base.rstrip('/')}/invitation/{token}"
    )


@main.command("diagnostic")
@click.option("--territoire", default=CALL, show_default=True, help="SIREN de l’EPCI.")
@click.option("--periode", default="", help="2026, 2026-T2 ou 2026-05 ; l’année en cours si absent.")
@click.option("--format", "kind", type=click.Choice(["pdf", "csv", "xlsx", "json"]), default="pdf", show_default=True)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="Fichier à écrire.")
def diagnostic_command(territoire: str, periode: str, kind: str, output: Path) -> None:
    """Écrit le diagnostic d’un territoire, pour l’équipe, avec les mêmes chiffres protégés que les pages.

    Exemple : asv diagnostic --territoire 246200364 --periode 2026 --format pdf --output diagnostic.pdf
    """
    today = deployment.now().date()

    async def work(engine: AsyncEngine) -> Lecture:
        async with loader_session(engine) as session, session.begin():
            return await read_for_team(session, territoire, periode, today)

    lecture = with_engine(read_settings(), work)
    with in_french():
        output.write_bytes(diagnostic_file(lecture, kind, today))
    click.echo(f"Diagnostic écrit : {output} ({lecture.periode.libelle}).")


@main.command("seed")
@click.option("--contacts", type=click.IntRange(1), required=True, help="Nombre de contacts.")
@click.option("--territoires", type=click.IntRange(1), default=1, show_default=True)
@click.option("--years", type=click.IntRange(1, 20), default=1, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Même graine, mêmes données.")
def seed_command(contacts: int, territoires: int, years: int, seed: int) -> None:
    """Fabrique des données synthétiques en masse, déterministes, pour les essais de charge.

    Exemple : asv seed --contacts 1000000 --territoires 1 --years 1 --seed 7
    """
    settings = read_settings()
    if settings.mode is Mode.PRODUCTION and settings.database_url is not None:
        raise Refusal("Le mode production refuse des données synthétiques : mettez ASV_MODE=demo ou ASV_MODE=test.")

    async def work(engine: AsyncEngine) -> Any:
        with progress() as step:
            await prepare(engine, settings, step)
            return await demonstration.seed(
                engine, contacts=contacts, territoires=territoires, years=years, seed=seed,
                today=deployment.now().date(), step=step,
            )  # fmt: skip

    click.echo(f"Données synthétiques écrites : {with_engine(settings, work)}.")


main.add_command(import_command)
main.add_command(import_series_command)
main.add_command(courrier_command)
main.add_command(protect_command)
main.add_command(audit_command)

if __name__ == "__main__":
    main()
