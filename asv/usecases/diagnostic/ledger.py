"""The ledger of everything released, as its readers see it: the coordination whole, funders what leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.diffusions import DiffusionGardee, DiffusionReserve, ledger_of
from asv.db.scope import visible
from asv.domain.acteurs import Acteur, Role
from asv.domain.diffusion import Destinataire, Diffusion, ReleasedTable, view_for
from asv.domain.diffusion.editions import code_of, fingerprint, thawed_diffusion, thawed_table
from asv.domain.errors import Forbidden, NotFound, Refused
from asv.domain.periodes import Periode, parse_periode

READERS = {Role.COORDINATEUR: Destinataire.EQUIPE, Role.FINANCEUR: Destinataire.FINANCEUR}
ALTERED = (
    "La diffusion {code} ne correspond plus à son empreinte : elle n’est pas montrée. Prévenez l’administration "
    "technique, qui la reprendra d’une sauvegarde."
)


@dataclass(frozen=True, slots=True)
class Ecrite:
    """One line of the ledger: which release, when, by which fingerprint, beside which others."""

    code: str
    periode: Periode
    edition: int
    empreinte: str
    publiee_le: Any
    anterieures: Sequence[str]
    tableaux: int
    controlees: int
    is_courante: bool


async def list_diffusions(session: AsyncSession, acteur: Acteur) -> tuple[Ecrite, ...]:
    """Everything released, the last first."""
    _check_reader(acteur)
    rows = (await session.scalars(ledger_of(visible(DiffusionGardee, acteur)))).all()
    last = {row.periode: row.edition for row in sorted(rows, key=lambda row: row.edition)}
    return tuple(_written(row, is_courante=last[row.periode] == row.edition) for row in reversed(rows))


def _written(row: DiffusionGardee, *, is_courante: bool) -> Ecrite:
    controlees, _, tableaux, anterieures = row.contenu["controle"]
    periode = parse_periode(row.periode)
    return Ecrite(
        code_of(periode, row.edition), periode, row.edition, row.empreinte, row.publiee_le, anterieures, tableaux,
        controlees, is_courante,
    )  # fmt: skip


async def read_diffusion(session: AsyncSession, acteur: Acteur, code: str) -> Diffusion:
    """A release as this acteur may read it. Raises NotFound for a code of nothing released."""
    _check_reader(acteur)
    rows = await session.scalars(ledger_of(visible(DiffusionGardee, acteur)))
    row = next((row for row in rows if code_of(parse_periode(row.periode), row.edition) == code), None)
    if row is None:
        raise NotFound("Cette diffusion n’existe pas : choisissez dans le registre.")
    return view_for(whole_diffusion(row), READERS[acteur.role])


async def current_of(session: AsyncSession, acteur: Acteur, periode: Periode) -> Diffusion | None:
    """The last edition of a period, None when it was never released."""
    row = await _last(session, acteur, periode)
    return None if row is None else view_for(whole_diffusion(row), READERS[acteur.role])


async def released_tables(
    session: AsyncSession, acteur: Acteur, periode: Periode
) -> tuple[str, Mapping[str, ReleasedTable]] | None:
    """Code and tables of the diagnostic of a released period, with those that stay in the team for the coordination.

    None when the period was never released.
    """
    row = await _last(session, acteur, periode)
    if row is None:
        return None
    view = view_for(whole_diffusion(row), READERS[acteur.role])
    if acteur.role is not Role.COORDINATEUR:
        return view.code, view.tables
    stays = (await reserve_of(session, acteur, row))["tables"]
    own = {one["code"]: thawed_table(one, Destinataire.EQUIPE) for one in stays}
    return view.code, {**view.tables, **own}


async def _last(session: AsyncSession, acteur: Acteur, periode: Periode) -> DiffusionGardee | None:
    _check_reader(acteur)
    rows = await session.scalars(ledger_of(visible(DiffusionGardee, acteur), periode.annee))
    return max((row for row in rows if row.periode == periode.code), key=lambda row: row.edition, default=None)


def whole_diffusion(row: DiffusionGardee) -> Diffusion:
    """A release read from the ledger. Raises Refused when it is not what was written."""
    if fingerprint(row.contenu) != row.empreinte:
        raise Refused(ALTERED.format(code=code_of(parse_periode(row.periode), row.edition)))
    return thawed_diffusion(row.contenu)


async def reserve_of(session: AsyncSession, acteur: Acteur, row: DiffusionGardee) -> dict[str, Any]:
    """What the coordination alone keeps beside a release."""
    key = (acteur.territoire_id, row.periode, row.edition)
    kept = await session.get_one(DiffusionReserve, key)
    return kept.contenu


def _check_reader(acteur: Acteur) -> None:
    if acteur.role not in READERS:
        raise Forbidden("Les diffusions se lisent à la coordination et chez les financeurs.")
