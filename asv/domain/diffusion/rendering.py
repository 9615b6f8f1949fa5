"""From a verdict to figures that may leave, with their shares."""

from collections.abc import Sequence
from dataclasses import dataclass

from asv.domain.diffusion.frame import Frame
from asv.domain.diffusion.lines import MANQUANTS, Verdict
from asv.domain.diffusion.policy import Destinataire, Policy
from asv.domain.diffusion.released import _SEAL, ReleasedCell, ReleasedLine, ReleasedTable, Statut
from asv.domain.diffusion.tables import TERRITOIRE, CountedTable, Ligne
from asv.statistics import proportion


@dataclass(frozen=True, slots=True)
class _Line:
    """Counts of one line, the whole territoire included, and whether its population may be shown."""

    ligne: Ligne
    effectifs: Sequence[int]
    answers: int
    missing: int
    is_shown: bool

    @property
    def population(self) -> int:
        return self.answers + self.missing


def render(
    table: CountedTable, frame: Frame, verdict: Verdict, destinataire: Destinataire, policy: Policy
) -> ReleasedTable:
    """Build the released table: what the verdict shows, and a reason in place of the rest."""
    lines = tuple(_render_line(table, line, verdict, policy) for line in _lines(table, frame))
    return _table(table, destinataire, lines)


def unavailable(table: CountedTable, destinataire: Destinataire) -> ReleasedTable:
    """Build the table with every figure not available."""
    absent = ReleasedCell(_SEAL, Statut.NON_DISPONIBLE)
    lines = tuple(
        ReleasedLine(_SEAL, ligne, dict.fromkeys(_codes(table, ligne), absent), absent, absent, absent, None)
        for ligne in (_WHOLE, *(ligne for ligne in table.lignes if ligne.publiee))
    )
    return _table(table, destinataire, lines)


_WHOLE = Ligne(TERRITOIRE, "Ensemble du territoire")


def _table(table: CountedTable, destinataire: Destinataire, lines: tuple[ReleasedLine, ...]) -> ReleasedTable:
    return ReleasedTable(
        _SEAL,
        code=table.code,
        libelle=table.libelle,
        perimetre=table.perimetre,
        periode=table.periode,
        destinataire=destinataire,
        geographie=table.geographie,
        kind=table.kind,
        colonnes=table.colonnes,
        lignes=lines,
        unite=table.unite,
    )


def _lines(table: CountedTable, frame: Frame) -> list[_Line]:
    whole = _Line(_WHOLE, table.totaux, sum(table.denominateurs), sum(table.manquants), frame.total_shown)
    rows = zip(table.lignes, table.effectifs, table.denominateurs, table.manquants, strict=True)
    return [whole, *(_Line(row[0], *row[1:], row[0].code in frame.shown) for row in rows if row[0].publiee)]


def _codes(table: CountedTable, ligne: Ligne) -> list[str]:
    """Columns of a line: a sensible one exists for the whole territoire only."""
    return [colonne.code for colonne in table.colonnes if ligne.code == TERRITOIRE or not colonne.sensible]


def _render_line(table: CountedTable, line: _Line, verdict: Verdict, policy: Policy) -> ReleasedLine:
    code = line.ligne.code
    has_missing = (code, MANQUANTS) in verdict.shown
    divisor = _divisor(table, line, verdict, policy)
    counts = dict(zip((colonne.code for colonne in table.colonnes), line.effectifs, strict=True))
    silent = has_missing and line.population > line.answers == 0
    cells = {}
    for colonne in _codes(table, line.ligne):
        if silent:
            cells[colonne] = ReleasedCell(_SEAL, Statut.TROP_PEU)
        else:
            cells[colonne] = cell_of_count(
                counts[colonne], divisor, is_shown=(code, colonne) in verdict.shown, policy=policy
            )
    return ReleasedLine(
        _SEAL,
        line.ligne,
        cells,
        population=cell_of_count(line.population, None, is_shown=line.is_shown, policy=policy),
        reponses=cell_of_count(line.answers, None, is_shown=has_missing, policy=policy),
        manquants=cell_of_count(line.missing, line.population, is_shown=has_missing, policy=policy),
        denominateur=divisor,
    )


def _divisor(table: CountedTable, line: _Line, verdict: Verdict, policy: Policy) -> int | None:
    """Number the parts divide by: the answers; everybody when too few are missing to say how many; else none."""
    code = line.ligne.code
    if len(table.colonnes) == 1 or not line.answers:
        return None
    if (code, MANQUANTS) in verdict.shown:
        return line.answers
    kept = any((code, colonne) in verdict.shown for colonne in _codes(table, line.ligne))
    return line.population if kept and policy.is_small(line.missing) else None


def cell_of_count(count: int, divisor: int | None, *, is_shown: bool, policy: Policy) -> ReleasedCell:
    """A count with its share, or the mark of a confidential one."""
    if not is_shown:
        return ReleasedCell(_SEAL, Statut.CONFIDENTIEL)
    if not divisor:
        return ReleasedCell(_SEAL, Statut.PUBLIE, count)
    if divisor >= policy.precision:
        return ReleasedCell(_SEAL, Statut.PUBLIE, count, count / divisor)
    share = proportion(count, divisor)
    return ReleasedCell(_SEAL, Statut.PUBLIE, count, count / divisor, (float(share.lower), float(share.upper)))
