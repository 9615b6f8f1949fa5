"""The coordination's board of the suivis: counts and delays, released as any figure, and the work that waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.suivis import Demarche, Orientation
from asv.db.travail import announced_never_come, awaited, conflits_waiting, interpretariat_of, suivis_by_state
from asv.domain.acteurs import Acteur, Role
from asv.domain.diffusion import Destinataire, ReleasedTable, release
from asv.domain.errors import Forbidden
from asv.domain.periodes import GenrePeriode, periode_of
from asv.domain.suivis.tableau import DELAIS, ETATS, RETARDS, SHOWN, Attendu, by_class, by_family, table_of

LANGUES = [("MINEUR", "Commencés avec un enfant qui traduisait"), ("AUTRES", "Les autres")]


@dataclass(frozen=True, slots=True)
class EnSouffrance:
    """A tablet that said it holds items which never came: how many, and since when."""

    elements: int
    depuis: datetime


@dataclass(frozen=True, slots=True)
class Tableau:
    """`conflits` and `tablettes` count saisies, not persons: they are the coordination's own work.

    `minutes_interpretariat`: time of interpreters over the year; None beside a table of languages that hides a number,
    of which it would tell something.
    """

    suivis: ReleasedTable
    resultats: ReleasedTable
    retards: ReleasedTable
    delais: ReleasedTable
    langues: ReleasedTable
    minutes_interpretariat: int | None
    conflits: int
    conflit_depuis: date | None
    tablettes: tuple[EnSouffrance, ...]

    @property
    def delai_median(self) -> str | None:
        """The class in which half of the results are known; None unless every class is published."""
        cells = [self.delais.territoire.cells[code].effectif for _, code, _ in DELAIS]
        known = [cell for cell in cells if cell is not None]
        if len(known) < len(cells) or not sum(known):
            return None
        reached, half = 0, sum(known) / 2
        for count, (_, _, libelle) in zip(known, DELAIS, strict=True):
            reached += count
            if reached >= half:
                return libelle
        return None


async def read_tableau(session: AsyncSession, acteur: Acteur, today: date) -> Tableau:
    """Everything the coordination may know of the suivis. No attribute of a person is crossed with any of it."""
    if acteur.role is not Role.COORDINATEUR:
        raise Forbidden("Ce tableau est celui de la coordination.")
    states = {row[0]: row[1] for row in await session.execute(suivis_by_state(acteur))}
    sent = await _awaited(session, acteur, today)
    late, known = ([days for days in found if days is not None] for found in _delays(sent, today))
    periode = periode_of(today, GenrePeriode.ANNEE)
    minutes, spoken, by_a_child = (await session.execute(interpretariat_of(acteur, periode.debut))).one()
    named = (
        ("SUIVIS", "Suivis", [("OUVERTS", "Ouverts"), ("CLOS", "Clos")], [states.get(False, 0), states.get(True, 0)]),
        ("RESULTATS", "Résultats des orientations et démarches", list(ETATS.items()), by_family(sent, today)),
        ("RETARDS", "Résultats en retard", _columns(RETARDS), by_class(late, RETARDS)),
        ("LANGUES", "Échanges dont la langue est notée", LANGUES, [by_a_child, spoken - by_a_child]),
        ("DELAIS", "Délai avant le résultat", _columns(DELAIS), by_class(known, DELAIS)),
    )
    tables = [table_of(*one, siren=acteur.territoire_id, periode=periode) for one in named]
    released = release(tables, destinataire=Destinataire.EQUIPE, today=today)
    heard = minutes if _is_whole(released["LANGUES"]) else None
    conflits, depuis = (await session.execute(conflits_waiting(acteur))).one()
    return Tableau(
        released["SUIVIS"], released["RESULTATS"], released["RETARDS"], released["DELAIS"], released["LANGUES"],
        minutes_interpretariat=heard, conflits=conflits, conflit_depuis=depuis,
        tablettes=tuple(EnSouffrance(row[1], row[2]) for row in await session.execute(announced_never_come(acteur))),
    )  # fmt: skip


def _is_whole(table: ReleasedTable) -> bool:
    return all(cell.is_published for cell in table.territoire.cells.values())


def _delays(sent: Sequence[Attendu], today: date) -> tuple[list[int | None], list[int | None]]:
    return [one.late_days(today) for one in sent], [one.known_days(today) for one in sent]


def _columns(classes: Sequence[tuple[int, str, str]]) -> list[tuple[str, str]]:
    return [(code, libelle) for _, code, libelle in classes]


async def _awaited(session: AsyncSession, acteur: Acteur, today: date) -> list[Attendu]:
    found = []
    for table in (Orientation, Demarche):
        found += [Attendu(*row) for row in await session.execute(awaited(acteur, table, today - SHOWN))]
    return found
