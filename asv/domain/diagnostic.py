"""How the figures of the diagnostic read: one sentence a figure, by rule, never more than what is released."""

from collections.abc import Mapping

from asv.domain.diffusion import Colonne, ReleasedCell, ReleasedTable, Statut

NOT_A_FREIN = frozenset({"AUCUN_FREIN", "AUTRE_FREIN"})
LEADING = 3
NARROW = "\N{NARROW NO-BREAK SPACE}"


def synthese(tables: Mapping[str, ReleasedTable]) -> list[str]:
    """The sentences that open the diagnostic of a territoire; a hidden figure gives no sentence."""
    sentences = (_contacts(tables["M01"]), _personnes(tables["M02"]), _freins(tables["M06"]), _sexe(tables["G08F"]))
    return [sentence for sentence in sentences if sentence]


def number(value: int) -> str:
    return f"{value:,}".replace(",", NARROW)


def percent(part: float) -> str:
    return f"{int(part * 100 + 0.5)}{NARROW}%"


def _contacts(table: ReleasedTable) -> str:
    cell = table.territoire.cells["M01"]
    covered = sum(line.cells["M01"].is_published and line.cells["M01"].effectif != 0 for line in table.lignes[1:])
    if cell.effectif is None:
        return ""
    where = f" ; {covered} quartiers en comptent assez pour être publiés" if covered > 1 else ""
    return f"Les médiateurs ont noté {number(cell.effectif)} contacts individuels{where}."


def _personnes(table: ReleasedTable) -> str:
    cell, missing = table.territoire.cells["OUI"], table.territoire.manquants
    if cell.effectif is None:
        return ""
    unknown = f" ; la question n’a pas de réponse pour {percent(missing.part)} des contacts" if missing.part else ""
    return f"Ils ont rencontré environ {number(cell.effectif)} personnes différentes dans l’année{unknown}."


def _leading(table: ReleasedTable) -> list[tuple[Colonne, ReleasedCell]]:
    cells = table.territoire.cells
    shown = [
        (colonne, cells[colonne.code])
        for colonne in table.colonnes
        if colonne.code not in NOT_A_FREIN and colonne.code in cells and cells[colonne.code].part is not None
    ]
    return sorted(shown, key=lambda item: (-(item[1].part or 0), item[0].code))[:LEADING]


def _freins(table: ReleasedTable) -> str:
    leading = _leading(table)
    if len(leading) < LEADING:
        return ""
    listed = [f"« {NARROW}{colonne.libelle}{NARROW} » ({percent(cell.part or 0)})" for colonne, cell in leading]
    listed = [text.replace("« ", "«").replace(" »", "»") for text in listed]
    return (
        f"Parmi les personnes rencontrées qui ont répondu, les difficultés les plus citées sont {listed[0]}, "
        f"{listed[1]} et {listed[2]}."
    )


def _sexe(table: ReleasedTable) -> str:
    cell = table.territoire.cells["F"]
    if cell.statut is not Statut.PUBLIE or cell.part is None:
        return ""
    return f"Les femmes font {percent(cell.part)} des contacts où le sexe est indiqué."
