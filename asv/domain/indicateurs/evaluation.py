"""The evaluator in Python: the plain reading of a declaration, which the SQL one must agree with."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from asv.domain.diffusion import CountedTable, Ligne
from asv.domain.indicateurs.definition import Categorie, Indicateur, Ventilation
from asv.domain.periodes import Periode
from asv.domain.territoires import HORS_QPV, Niveau, line_of


@dataclass(frozen=True, slots=True)
class Compte:
    """What was counted in one place: everybody, those who answered, and those in each column, in their order."""

    population: int
    reponses: int
    effectifs: tuple[int, ...]


def matches(indicateur: Indicateur, row: Mapping[str, Any]) -> bool:
    """Whether the contact belongs to the population of the indicateur."""
    return all(condition.accepts(row) for condition in indicateur.critere)


def feeds(ventilation: Ventilation, categorie: Categorie, row: Mapping[str, Any]) -> bool:
    """Whether the contact counts in this column."""
    if not ventilation.condition(categorie).accepts(row):
        return False
    return not (categorie.colonne.exclusive and ventilation.others(categorie).accepts(row))


Comptes: TypeAlias = Mapping[str | None, Compte]
"""What was counted in each place, None being outside the places that have a code."""


def count(indicateur: Indicateur, rows: Iterable[Mapping[str, Any]], by: str | None = None) -> Comptes:
    """Count the rows that match, for each value of the field `by` (None outside QPV); in one piece without `by`.

    The rows are those of the territoire and the period: choosing them is the caller's work.
    """
    groups: dict[str | None, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        if matches(indicateur, row):
            groups[row.get(by) if by else None].append(row)
    return {place: _compte(indicateur, found) for place, found in groups.items()}


def _compte(indicateur: Indicateur, rows: Sequence[Mapping[str, Any]]) -> Compte:
    ventilation = indicateur.ventilation
    if ventilation is None:
        total = len({row[indicateur.distinct] for row in rows}) if indicateur.distinct else len(rows)
        return Compte(total, total, (total,))
    effectifs = tuple(sum(feeds(ventilation, categorie, row) for row in rows) for categorie in ventilation.categories)
    return Compte(len(rows), sum(ventilation.answered.accepts(row) for row in rows), effectifs)


def weigh(indicateur: Indicateur, groups: Iterable[tuple[Any, int]]) -> Compte:
    """The same count from rows already grouped by the field of the ventilation: (value, how many rows hold it).

    The groups hold only rows that match the criterion; without ventilation there is one group of value None.
    """
    ventilation = indicateur.ventilation
    found = list(groups)
    whole = sum(how_many for _, how_many in found)
    if ventilation is None:
        return Compte(whole, whole, (whole,))
    rows = [({ventilation.champ: value}, how_many) for value, how_many in found]
    answers = sum(how_many for row, how_many in rows if ventilation.answered.accepts(row))
    effectifs = (
        sum(how_many for row, how_many in rows if feeds(ventilation, categorie, row))
        for categorie in ventilation.categories
    )
    return Compte(whole, answers, tuple(effectifs))


def tabulate(
    indicateur: Indicateur, comptes: Comptes, *, lignes: Sequence[Ligne], perimetre: str, periode: Periode
) -> CountedTable:
    """Lay counts out as a table: the QPV of the contrat de ville in their order, then everything else as the rest."""
    places = _places(indicateur, lignes)
    rows = _rows(len(indicateur.colonnes), comptes, [ligne.code for ligne in places])
    return CountedTable(
        code=indicateur.code,
        libelle=indicateur.libelle,
        perimetre=perimetre,
        periode=periode,
        geographie=indicateur.geographie,
        kind=indicateur.kind,
        lignes=places,
        colonnes=indicateur.colonnes,
        effectifs=tuple(row.effectifs for row in rows),
        denominateurs=tuple(row.reponses for row in rows),
        manquants=tuple(row.population - row.reponses for row in rows),
        univers=indicateur.univers,
        lien=indicateur.lien,
        interne=indicateur.interne,
        citations=indicateur.ventilation.most if indicateur.ventilation else 1,
        unite=indicateur.unite,
    )


def _places(indicateur: Indicateur, lignes: Sequence[Ligne]) -> tuple[Ligne, ...]:
    """QPV are not shown by an indicateur published for the territoire only, and left out by one that has no place."""
    shown = () if indicateur.champ_lieu is None else tuple(lignes)
    if Niveau.QPV not in indicateur.niveaux:
        shown = tuple(replace(ligne, publiee=False) for ligne in shown)
    return (*shown, Ligne(HORS_QPV, "Hors QPV", publiee=False))


def _rows(width: int, comptes: Comptes, places: Sequence[str]) -> list[Compte]:
    """Add up the counts of each line; a place that is not one of them falls in the last, the rest."""
    shown = set(places[:-1])
    rows = []
    for code in places:
        found = [compte for place, compte in comptes.items() if line_of(place, shown) == code]
        sums = zip(*(compte.effectifs for compte in found), strict=True)
        effectifs = tuple(map(sum, sums)) if found else (0,) * width
        rows.append(Compte(sum(one.population for one in found), sum(one.reponses for one in found), effectifs))
    return rows
