"""`asv import`: the command with the most options, beside asv/__main__.py."""

import json
from pathlib import Path
from typing import Any

import click
from sqlalchemy.ext.asyncio import AsyncEngine

from asv import deployment
from asv.db.engine import loader_session
from asv.domain.reprise import as_json
from asv.spreadsheets.cells import MOST_BYTES
from asv.terminal import CALL, prepare, progress, read_settings, with_engine
from asv.usecases import reprise
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
