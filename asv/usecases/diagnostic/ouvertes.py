"""Releases opened to partners, communes, funders and the public: each reads his view of the same solved cells."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, true
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.agenda import AS_VISITEUR
from asv.db.diffusions import DiffusionGardee, DiffusionOuverte, figures_of, opened_of
from asv.db.journal import entry_of
from asv.db.scope import rows, visible
from asv.db.structures import Structure
from asv.domain.acteurs import Acteur
from asv.domain.diffusion import Destinataire, Diffusion, view_for
from asv.domain.diffusion.editions import code_of, fingerprint, recipient_of, thawed_diffusion
from asv.domain.errors import NotFound, Refused
from asv.domain.periodes import GenrePeriode, Periode, parse_periode
from asv.usecases.diagnostic.ledger import ALTERED, read_diffusion
from asv.usecases.diagnostic.preparer import check_decider

UNKNOWN = "Ces chiffres n’existent pas, ou ne sont pas ouverts : choisissez dans la liste."
YEARS_ONLY = (
    "Seule une année entière s’ouvre à tous : diffusez l’année, puis ouvrez-la. Un trimestre se remet en fichier."
)
KEPT = 16
_VIEWS: OrderedDict[tuple[str, str, Destinataire, str], Diffusion] = OrderedDict()
"""Views read lately, by fingerprint of their release: figures that never change need not be read twice."""


@dataclass(frozen=True, slots=True)
class Ouverte:
    """A release opened to all. is_courante: no later edition of its period is."""

    territoire_id: str
    territoire: str
    code: str
    periode: Periode
    edition: int
    empreinte: str
    publiee_le: datetime
    is_courante: bool


def is_openable(periode: Periode) -> bool:
    """Years only: a quarter is handed out by the coordination, and has no page."""
    return periode.genre is GenrePeriode.ANNEE


async def open_to_all(session: AsyncSession, acteur: Acteur, code: str) -> None:
    """Opens a year to partners, communes and the public, for good; asked twice, it is opened once."""
    check_decider(acteur)
    diffusion = await read_diffusion(session, acteur, code)
    if not is_openable(diffusion.periode):
        raise Refused(YEARS_ONLY)
    row = {
        "territoire_id": acteur.territoire_id, "periode": diffusion.periode.code, "edition": diffusion.edition,
        "ouverte_par": acteur.compte_id,
    }  # fmt: skip
    query = insert(DiffusionOuverte).values(row).on_conflict_do_nothing().returning(DiffusionOuverte.edition)
    if (await session.execute(query)).all():
        await session.execute(entry_of(acteur, "diffusion_ouverte", code))


async def is_open_to_all(session: AsyncSession, acteur: Acteur, diffusion: Diffusion) -> bool:
    check_decider(acteur)
    mine = DiffusionOuverte.periode == diffusion.periode.code, DiffusionOuverte.edition == diffusion.edition
    return await session.scalar(rows(DiffusionOuverte, acteur).where(*mine)) is not None


async def received_by(session: AsyncSession, acteur: Acteur) -> tuple[Ouverte, ...]:
    """The years that this recipient may read, the latest first."""
    return await _opened(session, and_(visible(DiffusionGardee, acteur), visible(DiffusionOuverte, acteur)))


async def read_received(session: AsyncSession, acteur: Acteur, code: str) -> tuple[Ouverte, Diffusion]:
    """A release as this recipient reads it; the last one for an empty code. Raises NotFound when it is not opened."""
    found = _chosen(await received_by(session, acteur), code)
    whole = await _whole(session, visible(DiffusionGardee, acteur), found)
    structure = await session.scalar(rows(Structure, acteur).where(Structure.id == acteur.structure_id))
    kind, commune = ("", "") if structure is None else (structure.type, structure.commune or "")
    return found, _view(whole, found, *recipient_of(acteur.role, kind, commune, whole.communes))


async def opened_to_public(session: AsyncSession) -> tuple[Ouverte, ...]:
    """The years opened to all, of every territoire; read as a visitor, whoever asks."""
    await session.execute(AS_VISITEUR)
    return await _opened(session, true())


async def read_public(session: AsyncSession, territoire_id: str, code: str) -> tuple[Ouverte, Diffusion]:
    """A release as the public reads it. Raises NotFound when it is not opened."""
    of_there = [one for one in await opened_to_public(session) if one.territoire_id == territoire_id]
    found = _chosen(of_there, code)
    key = (found.empreinte, territoire_id, Destinataire.PUBLIC, "")
    if key in _VIEWS:
        return found, _VIEWS[key]
    return found, _view(await _whole(session, true(), found), found, Destinataire.PUBLIC, "")


def _chosen(opened: Sequence[Ouverte], code: str) -> Ouverte:
    found = next((one for one in opened if code in {"", one.code}), None)
    if found is None:
        raise NotFound(UNKNOWN)
    return found


async def _opened(session: AsyncSession, seen: ColumnElement[bool]) -> tuple[Ouverte, ...]:
    found = (await session.execute(opened_of(seen))).all()
    last: dict[tuple[str, str], int] = {}
    for row in found:
        last[row.territoire_id, row.periode] = max(row.edition, last.get((row.territoire_id, row.periode), 0))
    return tuple(
        _line(row, is_courante=row.edition == last[row.territoire_id, row.periode])
        for row in found
        if is_openable(parse_periode(row.periode))
    )


def _line(row: Any, *, is_courante: bool) -> Ouverte:
    periode = parse_periode(row.periode)
    return Ouverte(
        row.territoire_id, row.territoire_nom, code_of(periode, row.edition), periode, row.edition, row.empreinte,
        row.publiee_le, is_courante,
    )  # fmt: skip


async def _whole(session: AsyncSession, seen: ColumnElement[bool], one: Ouverte) -> Diffusion:
    contenu = await session.scalar(figures_of(seen, one.territoire_id, one.periode.code, one.edition))
    if contenu is None or fingerprint(contenu) != one.empreinte:
        raise Refused(ALTERED.format(code=one.code))
    return thawed_diffusion(contenu)


def _view(whole: Diffusion, one: Ouverte, destinataire: Destinataire, commune: str) -> Diffusion:
    key = (one.empreinte, one.territoire_id, destinataire, commune)
    if key not in _VIEWS:
        _VIEWS[key] = view_for(whole, destinataire, commune)
        while len(_VIEWS) > KEPT:
            _VIEWS.popitem(last=False)
    return _VIEWS[key]
