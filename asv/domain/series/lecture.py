"""From the tables of a published file to lots: one publication, one kind of place, one vintage, its figures checked.

Nothing is guessed: a table is recognised by its headers or left aside, a year that the file does not print is asked
for, and a cell that is no figure is told with its line and its column.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from asv.domain.series.chiffres import Chiffres, Lue
from asv.domain.series.definition import NIVEAUX, Lieu
from asv.domain.series.longue import widened
from asv.domain.series.publications import HEADERS, KEY, PUBLICATIONS, STARTS, Colonne, Place, Publication
from asv.domain.territoires import plain_words
from asv.spreadsheets.published import PublishedTable

CODE_DIGITS: Final = 5
CENTURY: Final = 2000
TWO_DIGITS: Final = 100
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Lot:
    """What one table gives for one kind of place. `annee`: read in the file, None when it prints none.

    valeurs: by série then by code of place. manquants: places asked for that the table does not have.
    ignorees: headers that feed no série. anomalies: what keeps the lot from being imported as it is.
    """

    publication: Publication
    place: Place
    table: str
    annee: int | None
    lignes: int
    valeurs: Mapping[str, Mapping[str, Lue]]
    manquants: tuple[str, ...]
    ignorees: tuple[str, ...]
    anomalies: tuple[str, ...]

    @property
    def cle(self) -> str:
        """Names the lot inside its file."""
        return f"{self.publication.code}:{STARTS[self.place] or 'commune_'}:{self.table}"

    @property
    def niveau(self) -> str:
        niveau, generation = self.place
        return f"QPV {generation}" if generation else NIVEAUX[niveau]


def read_lots(tables: Iterable[PublishedTable], lieux: Iterable[Lieu]) -> list[Lot]:
    """Every lot that the tables hold for these places, in the order of the file."""
    wanted: dict[Place, dict[str, Lieu]] = {}
    for lieu in lieux:
        wanted.setdefault((lieu.niveau, lieu.generation), {})[lieu.code] = lieu
    return [
        lot
        for given in tables
        for table in widened(given)
        for publication in PUBLICATIONS.values()
        for place in publication.places
        if (lot := _lot(table, publication, place, wanted.get(place, {}))) is not None
    ]


class _Entetes(NamedTuple):
    """Where a publication stands in a table: rank of its header row, of the codes, of each column it has."""

    rang: int
    cle: int
    colonnes: dict[Colonne, int]
    ignorees: tuple[str, ...]


def _lot(table: PublishedTable, publication: Publication, place: Place, lieux: Mapping[str, Lieu]) -> Lot | None:
    entetes = _entetes(table, publication)
    if entetes is None:
        return None
    chiffres, found = Chiffres(STARTS[place]), set()
    for ligne, row in table.rows:
        code = _code(row, entetes.cle, lieux) if ligne > entetes.rang + 1 else ""
        if code:
            found.add(code)
            for colonne, rank in entetes.colonnes.items():
                cell = row[rank] if rank < len(row) else ""
                chiffres.take(colonne.fin, lieux[code], cell, ligne=ligne, entete=table.tete[entetes.rang][rank])
    if not found:
        return None
    chiffres.compute(publication.calculs, [lieux[code] for code in sorted(found)])
    return Lot(
        publication, place, table.nom, _annee(table, entetes), table.lignes, chiffres.valeurs,
        tuple(sorted(set(lieux) - found)), entetes.ignorees, tuple(chiffres.anomalies),
    )  # fmt: skip


def _entetes(table: PublishedTable, publication: Publication) -> _Entetes | None:
    """The first row that names the codes and every required column."""
    for rang, row in enumerate(table.tete):
        words = [" ".join(plain_words(cell)) for cell in row]
        cle = next((rank for rank, word in enumerate(words) if KEY.fullmatch(word)), None)
        if cle is None:
            continue
        colonnes = _colonnes(words, publication, cle)
        fins = {colonne.fin for colonne in colonnes}
        if fins and all(fins & set(required.split("|")) for required in publication.requises):
            used = {cle, *colonnes.values()}
            ignorees = tuple(cell for rank, cell in enumerate(row) if cell and rank not in used)
            return _Entetes(rang, cle, colonnes, ignorees)
    return None


def _colonnes(words: Sequence[str], publication: Publication, cle: int) -> dict[Colonne, int]:
    """The first column of each header that the publication knows."""
    found: dict[Colonne, int] = {}
    for colonne in publication.colonnes:
        pattern = HEADERS[colonne]
        rank = next((r for r, word in enumerate(words) if r != cle and pattern.fullmatch(word)), None)
        if rank is not None:
            found[colonne] = rank
    return found


def _code(row: Sequence[str], cle: int, lieux: Mapping[str, Lieu]) -> str:
    """The code of a place asked for, or nothing; a first zero taken away is given back."""
    cell = row[cle].strip() if cle < len(row) else ""
    return next((code for code in (cell, cell.zfill(CODE_DIGITS)) if code in lieux), "")


def _annee(table: PublishedTable, entetes: _Entetes) -> int | None:
    """Year that the file prints: in a header of ours, else in the name of the table, else alone above the headers."""
    headers = table.tete[entetes.rang]
    for colonne, rank in entetes.colonnes.items():
        caught = HEADERS[colonne].fullmatch(" ".join(plain_words(headers[rank])))
        years = [int(text) for text in (caught.groupdict() if caught else {}).values() if text]
        if years:
            return years[0] if years[0] >= TWO_DIGITS else CENTURY + years[0]
    titles = [cell for row in table.tete[: entetes.rang] for cell in row]
    said = [cell for cell in titles if "millesime" in " ".join(plain_words(cell))]
    for texts in ([re.sub(r"[A-Za-z_]", " ", table.nom)], said):
        years_said = {int(year) for text in texts for year in _YEAR.findall(text)}
        if len(years_said) == 1:
            return years_said.pop()
    return None
