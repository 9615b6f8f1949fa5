"""Released tables as plain data, to be kept, and back: a figure, or the word that stands in its place."""

from collections.abc import Mapping
from typing import Any

from asv.domain.diffusion.lines import MANQUANTS
from asv.domain.diffusion.policy import POLICY, Destinataire
from asv.domain.diffusion.released import _SEAL, ReleasedCell, ReleasedLine, ReleasedTable, Statut
from asv.domain.diffusion.rendering import cell_of_count
from asv.domain.diffusion.tables import Colonne, Kind, Ligne
from asv.domain.periodes import parse_periode
from asv.domain.territoires import Geographie

Kept = Mapping[str, Any]


def frozen_table(table: ReleasedTable) -> dict[str, Any]:
    """The table as it was released. Shares and intervals are not kept: they follow from the figures."""
    return {
        "code": table.code, "libelle": table.libelle, "perimetre": table.perimetre, "periode": table.periode.code,
        "geographie": table.geographie, "kind": table.kind.value, "unite": table.unite,
        "colonnes": [[c.code, c.libelle, c.sensible, c.exclusive] for c in table.colonnes],
        "lignes": [_frozen_line(line) for line in table.lignes],
    }  # fmt: skip


def _frozen_line(line: ReleasedLine) -> dict[str, Any]:
    return {
        "code": line.ligne.code, "libelle": line.ligne.libelle, "population": _word(line.population),
        "reponses": _word(line.reponses), "manquants": _word(line.manquants), "denominateur": line.denominateur,
        "cases": {code: _word(cell) for code, cell in line.cells.items()},
    }  # fmt: skip


def _word(cell: ReleasedCell) -> int | str:
    return cell.statut.value if cell.effectif is None else cell.effectif


def thawed_table(kept: Kept, destinataire: Destinataire) -> ReleasedTable:
    """The table as it was decided. Raises ValueError on anything that `frozen_table` did not write."""
    return ReleasedTable(
        _SEAL, kept["code"], kept["libelle"], kept["perimetre"], parse_periode(kept["periode"]), destinataire,
        None if kept["geographie"] is None else Geographie(kept["geographie"]), Kind(kept["kind"]),
        tuple(Colonne(code, libelle, bool(s), bool(e)) for code, libelle, s, e in kept["colonnes"]),
        tuple(map(_thawed_line, kept["lignes"])), kept["unite"],
    )  # fmt: skip


def _thawed_line(kept: Kept) -> ReleasedLine:
    divisor, population, missing, answers = (
        kept[one] for one in ("denominateur", "population", "manquants", "reponses")
    )
    everybody = missing + answers if isinstance(missing, int) and isinstance(answers, int) else None
    return ReleasedLine(
        _SEAL, Ligne(kept["code"], kept["libelle"]),
        {code: _cell(word, divisor) for code, word in kept["cases"].items()},
        _cell(population), _cell(answers), _cell(missing, everybody), divisor,
    )  # fmt: skip


def _cell(word: int | str, divisor: int | None = None) -> ReleasedCell:
    if isinstance(word, str):
        return ReleasedCell(_SEAL, Statut(word))
    return cell_of_count(word, divisor, is_shown=True, policy=POLICY)


POPULATION = "POPULATION"
"""Column of a reference that stands for everybody on the line."""


def restricted(table: ReleasedTable, hidden: frozenset[tuple[str, str]], *, is_linked: bool) -> ReleasedTable:
    """The same table, saying nothing more of these (line, column), nor what would tell them.

    is_linked: its cells were decided with the crossed tables. Of another, a line whose population is hidden goes whole.
    """
    whole = {line for line, column in hidden if column == POPULATION and not is_linked}
    lines = tuple(
        _silent(line) if line.ligne.code in whole else _restricted_line(line, hidden) for line in table.lignes
    )
    return table.with_lines(lines)


_HIDDEN = ReleasedCell(_SEAL, Statut.CONFIDENTIEL)


def _silent(line: ReleasedLine) -> ReleasedLine:
    cells = dict.fromkeys(line.cells, _HIDDEN)
    return ReleasedLine(_SEAL, line.ligne, cells, _HIDDEN, _HIDDEN, _HIDDEN, None)


def _restricted_line(line: ReleasedLine, hidden: frozenset[tuple[str, str]]) -> ReleasedLine:
    code = line.ligne.code
    if not any(place == code for place, _ in hidden):
        return line
    no_population, no_missing = (code, POPULATION) in hidden, (code, MANQUANTS) in hidden
    words = {column: "c" if (code, column) in hidden else _word(cell) for column, cell in line.cells.items()}
    no_answers = no_population or no_missing
    kept = {
        "code": code, "libelle": line.ligne.libelle, "cases": words,
        "population": "c" if no_population else _word(line.population),
        "manquants": "c" if no_missing else _word(line.manquants),
        "reponses": "c" if no_answers else _word(line.reponses),
        "denominateur": None if no_answers else line.denominateur,
    }  # fmt: skip
    return _thawed_line(kept)
