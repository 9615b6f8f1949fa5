"""`asv import`, `asv import-series` and `asv courrier`, beside asv/__main__.py."""

import json
from pathlib import Path
from typing import Any

import click
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from asv import deployment
from asv.db import schema
from asv.db.engine import loader_session
from asv.domain.reprise import as_json
from asv.spreadsheets.cells import MOST_BYTES
from asv.spreadsheets.published import MOST_PUBLISHED_BYTES
from asv.terminal import CALL, Refusal, prepare, progress, read_settings, with_engine
from asv.usecases import reprise, series
from asv.usecases.courrier import Tournee
from asv.usecases.territoires import open_if_new


@click.command("import")
@click.argument("file", type=click.Path(exists=True, path_type=Path, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Lit, vérifie et montre ; n’enregistre rien.")
@click.option("--mapping", "mapping_file", type=click.File(encoding="utf-8"), help="Correspondance à suivre (JSON).")
@click.option("--write-mapping", type=click.File("w", encoding="utf-8"), help="Écrit la correspondance, à compléter.")
@click.option("--territoire", default=CALL, show_default=True, help="SIREN de l’EPCI.")
@click.option("--compte", default="", help="Adresse de la coordination qui importe, s’il y en a plusieurs.")
@click.option("--mediateur", default="", help="Adresse du médiateur à qui attribuer les contacts.")
@click.option("--defaut", multiple=True, help="Pour toutes les lignes : creneau=matin, mode=PERMANENCE…")
@click.option("--periodes-closes", is_flag=True, help="Reprend des périodes closes dont l’outil ne disait rien.")
@click.option("--ecarter", is_flag=True, help="Laisse de côté les lignes à corriger.")
def import_command(file: Path, mapping_file: Any, write_mapping: Any, **options: Any) -> None:
    """Reprend un relevé d’activité d’avant l’outil (.xlsx, .ods, .csv), en une fois ou pas du tout.

    Exemple : asv import releve-2025.xlsx --dry-run --defaut creneau=matin --defaut mode=PERMANENCE
    """
    settings = read_settings()
    with file.open("rb") as opened:
        content = opened.read(MOST_BYTES + 1)
    mapping = mapping_file.read() if mapping_file else None
    asked = reprise.Asked(content=content, mapping=mapping, **options)

    async def work(engine: AsyncEngine) -> str:
        with progress() as step:
            if settings.database_url is None:
                await prepare(engine, settings, step)
            async with loader_session(engine) as session, session.begin():
                if settings.database_url is None:
                    await open_if_new(session, asked.territoire)
                lines, to_fill = await reprise.run(session, asked, deployment.now(), step)
        if write_mapping:
            json.dump(as_json(to_fill), write_mapping, ensure_ascii=False, indent=2)
        return "\n".join(lines)

    click.echo(with_engine(settings, work))


@click.command("import-series")
@click.argument("file", type=click.Path(exists=True, path_type=Path, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Lit, vérifie et montre ; n’enregistre rien.")
@click.option("--annee", type=int, help="Année des chiffres si le fichier ne la dit pas ; sinon, la seule à prendre.")
@click.option("--publication", default="", help="Code du seul jeu à prendre, si le fichier en contient plusieurs.")
@click.option("--territoire", default=CALL, show_default=True, help="SIREN de l’EPCI.")
@click.option("--compte", default="", help="Adresse de la coordination qui importe, s’il y en a plusieurs.")
@click.option("--ecarter", is_flag=True, help="Laisse de côté les cellules qui ne sont pas des chiffres possibles.")
@click.option("--retirer", is_flag=True, help="Accepte que des lieux absents du fichier perdent leurs chiffres.")
def import_series_command(file: Path, **options: Any) -> None:
    """Apporte un fichier public de l’Insee, de la Cnam, de la DREES… (.csv, .zip, .xlsx, .parquet).

    Exemple : asv import-series beneficiaires_CNAM_01-01-2025_QP24_csv.zip --dry-run
    """
    settings = read_settings()
    with file.open("rb") as opened:
        content = opened.read(MOST_PUBLISHED_BYTES + 1)
    asked = series.AskedSerie(content=content, **options)

    async def work(engine: AsyncEngine) -> str:
        with progress() as step:
            if settings.database_url is None:
                await prepare(engine, settings, step)
            async with loader_session(engine) as session, session.begin():
                if settings.database_url is None:
                    await open_if_new(session, asked.territoire)
                return "\n".join(await series.run_series(session, asked, deployment.now(), step))

    click.echo(with_engine(settings, work))


@click.command("courrier")
def courrier_command() -> None:
    """Fait une tournée : note les rappels du jour et envoie les courriels qui attendent, une fois au plus chacun.

    Le site la fait lui-même toutes les cinq secondes ; cette commande sert à qui ne le laisse pas tourner.

    Exemple : asv courrier
    """
    settings = read_settings()

    async def work(engine: AsyncEngine) -> tuple[int | None, bool]:
        async with AsyncSession(engine) as session:
            if await schema.current_revision(session) != schema.head():
                raise Refusal("Le schéma de la base n’est pas à jour : lancez « asv migrate ».")
        async with deployment.open_bases(engine.url, settings.keys_dir, size=2) as bases:
            keyring = deployment.open_keyring(settings.keys_dir)
            facteur = deployment.open_facteur(settings, bases, keyring, deployment.now)
            return await Tournee(facteur, bases.portier).round(), facteur.relais is not None

    left, sends_mail = with_engine(settings, work)
    if left is None:
        click.echo("Le site fait déjà la tournée en ce moment : rien à faire.")
    elif sends_mail:
        click.echo(f"Courriels partis : {left}. Les rappels du jour sont notés.")
    else:
        click.echo("Aucun serveur de courriel (ASV_SMTP_URL) : rien n’est parti. Les rappels du jour sont notés.")
