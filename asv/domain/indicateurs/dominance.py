"""Contacts of one person among those of a table: too many of them, and the count would speak of her.

A suivi is one person; a contact without a code cannot be tied to anybody, and is taken as another. See
asv.domain.diffusion.croisements.dominance for what is crossed, where hiding one cell is enough.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from asv.domain.diffusion import POLICY, TERRITOIRE, CountedTable, Ligne, ReleasedTable
from asv.domain.diffusion.editions import MANQUANTS, POPULATION, REPONSES, restricted
from asv.domain.indicateurs.catalogue import INDICATEURS
from asv.domain.indicateurs.croisements import LINKED, Contact
from asv.domain.indicateurs.definition import Registre
from asv.domain.indicateurs.evaluation import count, tabulate
from asv.domain.territoires import Cellule

LEAST = POLICY.dominance * POLICY.seuil // 100 + 1
"""Contacts that one person must have to dominate a count that is shown."""
SOLVED = tuple(code for code in LINKED if code != "M06")
"""Tables whose dominated cells are hidden one by one, with the crossed tables."""
Rows = Sequence[Mapping[Any, Any]]


def by_person(rows: Iterable[Mapping[Any, Any]]) -> tuple[Rows, ...]:
    """Contacts gathered by suivi."""
    found: dict[Any, list[Mapping[Any, Any]]] = defaultdict(list)
    for row in rows:
        found[row["suivi_id"]].append(row)
    return tuple(found.values())


def crossed_of(rows: Rows) -> Counter[Contact]:
    """The contacts of one person as they are crossed."""
    return Counter(
        (Cellule(row["commune_lieu"], row["qpv_lieu"]), (row["freins"] or [""])[0], row["sexe"], row["tranche_age"],
         row["date_contact"].month)
        for row in rows
    )  # fmt: skip


def without_dominated(
    tables: Mapping[str, ReleasedTable], counted: Iterable[CountedTable], persons: Sequence[Rows]
) -> dict[str, ReleasedTable]:
    """The same tables; one that would show a count that a person dominates says nothing.

    It is decided apart from the others: nothing tells which other figure would cover that one.
    """
    silent = {one.code for one in counted if one.code in tables and _shows(tables[one.code], one, persons)}
    return {code: _silenced(table) if code in silent else table for code, table in tables.items()}


def _silenced(table: ReleasedTable) -> ReleasedTable:
    return restricted(table, frozenset((line.ligne.code, POPULATION) for line in table.lignes), is_linked=False)


def _shows(released: ReleasedTable, table: CountedTable, persons: Sequence[Rows]) -> bool:
    indicateur = INDICATEURS[table.code]
    if indicateur.registre is not Registre.CONTACT or indicateur.distinct or table.code in SOLVED:
        return False
    whole = dict(_cells(table))
    for rows in persons:
        inside = [row for row in rows if table.periode.debut <= row["date_contact"] <= table.periode.fin]
        comptes = count(indicateur, inside, indicateur.champ_lieu)
        # the last line is the rest, which it adds
        own = tabulate(indicateur, comptes, lignes=table.lignes[:-1], perimetre="", periode=table.periode)
        if any(POLICY.room_of(most, whole[at]) and _is_told(released, *at) for at, most in _cells(own)):
            return True
    return False


def _cells(table: CountedTable) -> Iterator[tuple[tuple[str, str], int]]:
    rows = [*zip(table.lignes, table.effectifs, table.denominateurs, table.manquants, strict=True)]
    rows.append((Ligne(TERRITOIRE, ""), table.totaux, sum(table.denominateurs), sum(table.manquants)))
    for ligne, effectifs, answers, missing in rows:
        yield (ligne.code, POPULATION), answers + missing
        yield (ligne.code, REPONSES), answers
        yield (ligne.code, MANQUANTS), missing
        for colonne, effectif in zip(table.colonnes, effectifs, strict=True):
            yield (ligne.code, colonne.code), effectif


def _is_told(released: ReleasedTable, ligne: str, colonne: str) -> bool:
    line = released.line(ligne)
    if line is None:
        return False
    own = {POPULATION: line.population, REPONSES: line.reponses, MANQUANTS: line.manquants}
    cell = line.cells.get(colonne) or own.get(colonne)
    return cell is not None and cell.is_published
