"""`asv protect` and `asv audit`: disclosure control of any table, in files. They open no base and read no settings."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import click
from rich.console import Console
from rich.progress import BarColumn, TaskID, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from asv.disclosure import (
    Audit,
    ContradictionError,
    Dimension,
    Facts,
    InvalidTableError,
    Policy,
    Progress,
    Protected,
    Protection,
    Published,
    Reason,
    Status,
    Table,
    Unsafe,
    audit,
    protect,
    protection_of,
    read_earlier,
    read_published,
    round_view,
)
from asv.disclosure.policy import COSTS
from asv.disclosure.reading import read_sheet, read_tree
from asv.disclosure.writing import STATUT, to_csv, to_public_csv
from asv.refusals import refusing
from asv.terminal import Refusal

FILE = click.Path(exists=True, path_type=Path, dir_okay=False)
READABLE: Final = 0o644
PHASES: Final[Mapping[str, str]] = {
    "feasible": "Ce qui peut être protégé",
    "relaxed": "Borne de la perte",
    "whole": "Choix des cases",
    "completing": "Recherche",
    "completed": "Choix complet",
    "repaired": "Choix sûr",
    "audit": "Audit",
    "done": "Recherche terminée",
}


class ProtectionType(click.ParamType[Protection]):
    """`exact`, `interval:5` or `class`."""

    name = "exact|interval:N|class"

    def convert(self, value: str | Protection, param: click.Parameter | None, ctx: click.Context | None) -> Protection:
        """Read the text; wrong usage otherwise."""
        if not isinstance(value, str):
            return value
        try:
            return protection_of(value)
        except ValueError:
            self.fail(f"« {value} » : attendu exact, interval:5 ou class.", param, ctx)


class HierarchyType(click.ParamType[tuple[str, Path]]):
    """`dimension=file.csv`."""

    name = "dimension=fichier.csv"

    def convert(
        self, value: str | tuple[str, Path], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Path]:
        """Cut at the first sign; wrong usage when there is none, or no such file."""
        if not isinstance(value, str):
            return value
        name, _, file = value.partition("=")
        if not name or not Path(file).is_file():
            self.fail(f"« {value} » : attendu dimension=fichier.csv, un fichier qui existe.", param, ctx)
        return name, Path(file)


@contextmanager
def bars() -> Iterator[Callable[[Progress], None]]:
    """One bar a phase, on stderr, when it is a terminal."""
    columns = (TextColumn("{task.description:<28}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(stderr=True), disable=not Console(stderr=True).is_terminal) as shown:
        tasks: dict[str, TaskID] = {}

        def step(progress: Progress) -> None:
            if progress.phase not in tasks:
                name = PHASES.get(progress.phase, progress.phase)
                tasks[progress.phase] = shown.add_task(name, total=1.0)
            shown.update(tasks[progress.phase], completed=progress.done)

        yield step


def write_whole(path: Path, text: str) -> None:
    """Write a file at once: a reader sees the former one or the new one, never a part."""
    with tempfile.NamedTemporaryFile(
        "w", dir=path.parent, prefix=f".{path.name}.", delete=False, encoding="utf-8", newline=""
    ) as opened:
        draft = Path(opened.name)
        try:
            opened.write(text)
        except OSError:
            draft.unlink()
            raise
    draft.chmod(READABLE)
    draft.replace(path)


@click.command("protect")
@click.argument("table", type=FILE)
@click.option("--count", default="n", show_default=True, help="Colonne des effectifs.")
@click.option("--dimension", "dimensions", multiple=True, required=True, help="Colonne de libellés ; répétable.")
@click.option("--hierarchy", "hierarchies", multiple=True, type=HierarchyType(), help="CSV enfant,parent ; répétable.")
@click.option("--total", default="Total", show_default=True, help="Libellé du total.")
@click.option("--threshold", type=click.IntRange(2), default=11, show_default=True, help="Plus petit effectif publié.")
@click.option("--complement", multiple=True, help="Dimension dont les parts sont dites ; répétable.")
@click.option("--protection", type=ProtectionType(), default="interval:5", show_default=True)
@click.option("--earlier", multiple=True, type=FILE, help="CSV déjà publié, de cases de la même table ; répétable.")
@click.option(
    "--cost", type=click.Choice(COSTS), default="value", show_default=True, help="Ce que coûte une case cachée."
)
@click.option("--time-limit", type=click.FloatRange(0, min_open=True), default=60, show_default=True, help="Secondes.")
@click.option("--seed", type=int, default=0, show_default=True, help="Même graine, même résultat.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="CSV à écrire.")
@click.option(
    "--public", type=click.Path(path_type=Path, dir_okay=False), help="CSV pour le public : arrondi à 5, sans statut."
)
def protect_command(
    table: Path,
    count: str,
    dimensions: tuple[str, ...],
    hierarchies: tuple[tuple[str, Path], ...],
    **options: Any,
) -> None:
    """Cache dans une table les cases trop petites, et celles qu’il faut pour qu’on ne puisse les retrouver.

    Lignes : cases de base seules, ou toutes les cases. La sortie les a toutes, avec leur statut : publie, primaire,
    secondaire. Rien n’est écrit qu’un contrôle indépendant n’ait prouvé sûr.

    Exemple : asv protect table.csv --count n --dimension qpv --dimension frein --hierarchy qpv=geo.csv
    --protection interval:5 --output protegee.csv
    """
    _refuse_usage(count, dimensions, hierarchies)
    policy = Policy(**{name: options[name] for name in ("threshold", "complement", "protection", "cost")})
    with refusing():
        sheet = read_sheet(table)
        read = Table.from_csv(
            table, count=count, dimensions=dimensions, hierarchies=_by_dimension(hierarchies), total=options["total"]
        )
        known = [read_earlier(path, read, count=count) for path in options["earlier"]]
        with bars() as step:
            done = protect(
                read, policy, known=known, time_limit=options["time_limit"], seed=options["seed"], progress=step
            )
        write_whole(options["output"], to_csv(done.table, count=count, delimiter=sheet.delimiter))
        if options["public"]:
            view = round_view(done.table, policy.rounding)
            write_whole(options["public"], to_public_csv(view, count=count, delimiter=sheet.delimiter))
    click.echo(f"Écrit : {options['output']}\n{summary(done)}")


def _refuse_usage(count: str, dimensions: Sequence[str], hierarchies: Sequence[tuple[str, Path]]) -> None:
    """Wrong usage: columns that cannot go together."""
    for name in {count, STATUT} & set(dimensions):
        raise click.UsageError(f"--dimension {name} : cette colonne est celle des effectifs ou du statut.")
    if len(set(dimensions)) < len(dimensions):
        raise click.UsageError("--dimension : une colonne y est deux fois.")
    for name, _ in hierarchies:
        if name not in dimensions:
            raise click.UsageError(f"--hierarchy {name}=… : ajoutez --dimension {name}.")


def _by_dimension(hierarchies: Sequence[tuple[str, Path]]) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for name, path in hierarchies:
        found.setdefault(name, []).append(path)
    return found


def summary(done: Protected) -> str:
    """What was hidden, what it cost, how far from the best it may be, and what is promised."""
    status = done.table.status
    shown, primary, secondary = (
        int((status == kind).sum()) for kind in (Status.PUBLISHED, Status.PRIMARY, Status.SECONDARY)
    )
    return (
        f"Cases : {status.size} (publiées : {shown}, primaires : {primary}, secondaires : {secondary}).\n"
        f"Perte : {_figure(done.loss)} ; borne prouvée : {_figure(done.bound)} ; écart : {_figure(100 * done.gap)} %.\n"
        f"Protection atteinte : {done.protection}, vérifiée par l’audit."
    )


@click.command("audit")
@click.argument("tables", type=FILE, nargs=-1, required=True)
@click.option("--count", default="n", show_default=True, help="Colonne des effectifs, vide quand ils sont cachés.")
@click.option("--dimension", "dimensions", multiple=True, help="Colonne de libellés ; toutes si absent. Répétable.")
@click.option("--hierarchy", "hierarchies", multiple=True, type=HierarchyType(), help="CSV enfant,parent ; répétable.")
@click.option("--total", default="Total", show_default=True, help="Libellé du total.")
@click.option("--threshold", type=click.IntRange(2), default=11, show_default=True, help="Plus petit effectif publié.")
@click.option("--protection", type=ProtectionType(), default="exact", show_default=True, help="Ce qui est promis.")
@click.option("--time-limit", type=click.FloatRange(0, min_open=True), default=300, show_default=True, help="Secondes.")
def audit_command(tables: tuple[Path, ...], hierarchies: tuple[tuple[str, Path], ...], **options: Any) -> None:
    """Cherche ce qu’on peut retrouver de tables publiées avec des cases vides, toutes ensemble ; code 1 si une case
    n’est pas sûre.

    Sans --dimension, toutes les colonnes autres que l’effectif et « statut » en sont. Sans « statut », toute case vide
    est à protéger.

    Exemple : asv audit protegee.csv trimestre1.csv --hierarchy qpv=geo.csv --count n
    """
    with refusing(), bars() as step:
        step(Progress("audit", 0.0, 0.0, 0.0))
        found = _audited(tables, hierarchies, options)
    hidden = len(found.intervals)
    if found.is_safe:
        click.echo(f"Sûr : aucune case cachée ne se retrouve ({hidden} ; protection {options['protection']}).")
        return
    click.echo("\n".join(map(_sentence, found.unsafe)))
    raise Refusal(
        f"Cases qui ne sont pas sûres : {len(found.unsafe)}, pour {hidden} cachées. Ne publiez pas ces tables."
    )


def _audited(tables: Sequence[Path], hierarchies: Sequence[tuple[str, Path]], options: dict[str, Any]) -> Audit:
    """The audit of files. Where zeros are shown, hidden counts are 1 or more, unless the figures say otherwise."""
    files = [_published(path, options["count"], options["dimensions"]) for path in tables]
    trees = _trees(files, hierarchies, options["total"])
    shows_zero = any(count == 0 for file in files for count in file.counts)
    for zeros in (True, False) if shows_zero else (False,):
        facts = Facts(threshold=options["threshold"], protection=str(options["protection"]), zeros_published=zeros)
        try:
            return audit(
                files, facts=facts, hierarchies=trees, total=options["total"], time_limit=options["time_limit"]
            )
        except ContradictionError:
            if not zeros:
                raise
    raise AssertionError


def _published(path: Path, count: str, dimensions: Sequence[str]) -> Published:
    """One file; of the columns asked, those that it has."""
    asked = [name for name in read_sheet(path).header if name in dimensions]
    return read_published(path, count=count, dimensions=asked or None)


def _trees(
    files: Sequence[Published], hierarchies: Sequence[tuple[str, Path]], total: str
) -> dict[str, list[list[tuple[str, str]]]]:
    """The hierarchies, checked against the labels of all the files so that a fault is said in French."""
    names = dict.fromkeys(name for file in files for name in file.labels)
    by_dimension = _by_dimension(hierarchies)
    for name in by_dimension:
        if name not in names:
            raise InvalidTableError("no-column", column=name)
    found = {}
    for name in names:
        labels = dict.fromkeys(label for file in files for label in file.labels.get(name, ()))
        trees = [read_tree(path, labels) for path in by_dimension.get(name, ())]
        Dimension.of(name, trees, labels=labels, total=total)
        found[name] = trees
    return found


def _sentence(unsafe: Unsafe) -> str:
    """A cell, and what can be known of it."""
    low, high = unsafe.interval.lower, unsafe.interval.upper
    if unsafe.reason is Reason.NOT_PROVEN:
        return f"- {unsafe.name} : protection non prouvée dans le temps donné (--time-limit)"
    if unsafe.reason is Reason.SHOWN:
        return f"- {unsafe.name} : cachée dans {unsafe.tables[0]}, publiée dans {unsafe.tables[-1]}"
    return f"- {unsafe.name} : {low}" if low == high else f"- {unsafe.name} : de {low} à {high}"


def _figure(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".").replace(",", "\u202f").replace(".", ",")
