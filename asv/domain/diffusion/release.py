"""From counts to released tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from asv.domain.diffusion.citations import protect_citations
from asv.domain.diffusion.frame import Frame, closed_frame, frame_of
from asv.domain.diffusion.lines import Verdict
from asv.domain.diffusion.partition import protect_partition
from asv.domain.diffusion.policy import POLICY, Destinataire, Policy
from asv.domain.diffusion.released import ReleasedTable
from asv.domain.diffusion.rendering import render, unavailable
from asv.domain.diffusion.tables import TERRITOIRE, CountedTable, Kind
from asv.domain.errors import Refused
from asv.domain.periodes import GenrePeriode, Periode, is_closed


def release(
    tables: Sequence[CountedTable], *, destinataire: Destinataire, today: date, policy: Policy = POLICY
) -> Mapping[str, ReleasedTable]:
    """Release tables of one territoire and one period, by code.

    The tables that a link names must be in the same call; the others may come or not without changing the result.
    Raises Refused when the period may not leave, ValueError when the tables do not belong together.
    """
    _check_family(tables)
    for periode in {table.periode for table in tables}:
        _check_periode(periode, destinataire, today)
    family = _Family({table.code: table for table in tables}, policy)
    released = {}
    for table in tables:
        verdict = None if table.interne and destinataire.is_outside else family.verdict(table.code)
        if verdict is None:
            released[table.code] = unavailable(table, destinataire)
        else:
            released[table.code] = render(table, family.frame(table.code), verdict, destinataire, policy)
    return released


def _check_periode(periode: Periode, destinataire: Destinataire, today: date) -> None:
    """Outside the team only closed years leave, so that no figure of a shorter stretch can be subtracted."""
    if destinataire.is_outside and not (periode.genre is GenrePeriode.ANNEE and is_closed(periode, today)):
        raise Refused(
            f"« {periode.libelle} » ne peut pas sortir de l’équipe : seules les années closes sont publiées. "
            "Une année est close le 31 janvier suivant."
        )


def _check_family(tables: Sequence[CountedTable]) -> None:
    codes = {table.code for table in tables}
    named = {name for table in tables for name in table.lien.noms}
    populations: dict[object, set[tuple[int, ...]]] = {}
    for table in tables:
        lines = tuple(ligne.code for ligne in table.lignes)
        populations.setdefault((table.univers, lines), set()).add(table.populations)
        populations.setdefault(table.univers, set()).add((sum(table.populations),))
    whole = len(codes) == len(tables) and len({(table.perimetre, table.periode) for table in tables}) <= 1
    if not whole or not named <= codes or any(len(found) != 1 for found in populations.values()):
        raise ValueError("these tables do not belong together, or one that a link names is missing")


@dataclass(slots=True)
class _Family:
    """Decisions on the tables of one call, each taken once, after those it depends on."""

    tables: Mapping[str, CountedTable]
    policy: Policy
    frames: dict[str, Frame] = field(default_factory=dict)
    verdicts: dict[str, Verdict | None] = field(default_factory=dict)

    def frame(self, code: str) -> Frame:
        if code not in self.frames:
            self.frames[code] = self._new_frame(self.tables[code])
        return self.frames[code]

    def verdict(self, code: str) -> Verdict | None:
        """What may be shown of a table; None when its counts contradict those of another."""
        if code not in self.verdicts:
            self._decide(self.tables[code])
        return self.verdicts[code]

    def _new_frame(self, table: CountedTable) -> Frame:
        lien = table.lien
        if lien.citations:
            return self.frame(lien.citations)
        if lien.total is None:
            return frame_of(table, self.policy)
        total, ceiling = self._shown(*lien.total), sum(table.populations)
        if lien.plafond:
            found = self._shown(*lien.plafond)
            ceiling = -1 if found is None else found
        inside = sum(count for count, ligne in zip(table.populations, table.lignes, strict=True) if ligne.publiee)
        if total != sum(table.populations) or ceiling < inside or self.policy.is_small(ceiling - inside):
            return closed_frame(table)
        return frame_of(table, self.policy, max(0, total - ceiling))

    def _shown(self, code: str, colonne: str) -> int | None:
        """Count of a column for the whole territoire, None when it is not published."""
        verdict, table = self.verdict(code), self.tables[code]
        if verdict is None or (TERRITOIRE, colonne) not in verdict.shown:
            return None
        return table.totaux[table.column(colonne)]

    def _decide(self, table: CountedTable) -> None:
        if table.lien.citations:
            self._decide(self.tables[table.lien.citations])
        elif table.kind is Kind.CITATIONS:
            name = table.lien.principal
            pair = protect_citations(table, self.tables[name] if name else None, self.frame(table.code), self.policy)
            self.verdicts[table.code] = pair[0]
            if name:
                self.verdicts[name] = pair[1]
        else:
            self.verdicts[table.code] = protect_partition(table, self.frame(table.code), self.policy)
