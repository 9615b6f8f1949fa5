"""The drawings that a document asks for by reference, from the tables in which its figures are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from asv.documents.dessins import Reponse, bars_of, drawn_answer, evolution_of
from asv.documents.maps import Fond
from asv.domain.diagnostic import tendance_of
from asv.domain.diffusion import TERRITOIRE, ReleasedTable
from asv.domain.document import JOINT, Forme, Grille
from asv.domain.indicateurs import INDICATEURS
from asv.domain.periodes import Periode

RELEASED_ONLY = "Une année d’avant n’y est que si elle est diffusée et ouverte à tous."


@dataclass(frozen=True, slots=True)
class Dessinees:
    """What a drawing is made from. anterieures: code, period and tables of earlier releases, the latest first.

    reprises: first and last day of each log kept before the tool.
    """

    periode: Periode
    tables: Mapping[str, ReleasedTable]
    fond: Fond
    source: str
    anterieures: Sequence[tuple[str, Periode, Mapping[str, ReleasedTable]]] = ()
    reprises: Sequence[tuple[date, date]] = ()


def is_drawing(reference: str) -> bool:
    return reference.partition(":")[2] in set(Forme)


def drawing_of(lues: Dessinees, reference: str) -> Grille | None:
    """The drawing of a reference with its table; None when the year has no such figure."""
    code, _, forme = reference.partition(":")
    name, _, answer = code.partition(JOINT)
    table = lues.tables.get(name)
    if table is None:
        return None
    if forme == Forme.BARRES:
        return bars_of(table, table.territoire, lues.source)
    colonne = next((one for one in table.colonnes if one.code == answer), None)
    if colonne is None:
        return None
    reponse = Reponse(table, colonne, lues.fond, lues.source)
    return _evolution(lues, reponse) if forme == Forme.EVOLUTION else drawn_answer(Forme(forme), reponse)


def _evolution(lues: Dessinees, reponse: Reponse) -> Grille:
    code = reponse.table.code
    before = [(periode, tables[code]) for _, periode, tables in lues.anterieures if code in tables]
    tendance = tendance_of(
        INDICATEURS[code], [(lues.periode, reponse.table), *before], ligne=TERRITOIRE, colonne=reponse.colonne.code,
        reprises=lues.reprises,
    )  # fmt: skip
    cited = ", ".join(diffusion for diffusion, _, _ in lues.anterieures)
    source = f"{lues.source} ; avant, {cited}" if cited else lues.source
    grille = evolution_of(replace(reponse, source=source), tendance)
    return replace(grille, note=f"{grille.note} {RELEASED_ONLY}")
