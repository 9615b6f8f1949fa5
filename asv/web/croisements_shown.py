"""What the page of the crossed tables shows: one table, its lines and columns, and what one may choose."""

from collections.abc import Sequence
from dataclasses import dataclass

from asv.domain.diffusion import ReleasedCell, ReleasedCrossing
from asv.domain.diffusion.croisements import TOTAL, Dimension, Tableau
from asv.domain.errors import NotFound
from asv.domain.indicateurs.croisements import LECTURES

Choix = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class VueCroisee:
    """A table as it is drawn. cachees, montrees: how many of its cells are hidden, and shown."""

    tableau: Tableau
    tableaux: Choix
    lecture: str
    lectures: Choix
    premiere: str
    colonnes: list[str]
    lignes: list[tuple[str, list[ReleasedCell | None]]]
    cachees: int
    montrees: int


def crossing_view(released: ReleasedCrossing, tableau: str, lecture: str) -> VueCroisee:
    """Lines are places, or else freins; columns are the other dimension, to its first level, when there is one."""
    chosen = released.tableau(tableau) if tableau else released.tableaux[0]
    if chosen is None:
        raise NotFound("Ce tableau croisé n’existe pas : choisissez dans la liste.")
    used = {code: released.dimension(code) for code in chosen.dimensions}
    rows = next(used[code] for code in ("lieu", "frein", *used) if code in used)
    other = next((dimension for dimension in used.values() if dimension is not rows), None)
    by_place = rows.code == "lieu"
    lecture = lecture if by_place and lecture in dict(LECTURES) else LECTURES[0][0]
    columns = _columns(other)
    lines = [TOTAL, *(_places(rows, lecture) if by_place else _below(rows))]
    cells = [(_label(rows, code), [released.cell(**{rows.code: code}, **at) for _, at in columns]) for code in lines]
    flat = [cell for _, line in cells for cell in line]
    shown = sum(cell is not None and cell.is_published for cell in flat)
    return VueCroisee(
        tableau=chosen, tableaux=[(one.code, one.libelle) for one in released.tableaux], lecture=lecture,
        lectures=[*LECTURES] if by_place else [],
        premiere=rows.libelle, colonnes=[libelle for libelle, _ in columns], lignes=cells,
        cachees=len(flat) - shown, montrees=shown,
    )  # fmt: skip


def _columns(other: Dimension | None) -> list[tuple[str, dict[str, str]]]:
    """Heading of each column, and where its cells stand."""
    if other is None:
        return [("Contacts", {})]
    return [(other.by_code[code].libelle, {other.code: code}) for code in (*_children(other, TOTAL), TOTAL)]


def _children(dimension: Dimension, parent: str) -> list[str]:
    return list(dict.fromkeys(c for arbre in dimension.arbres for c, p in arbre.items() if p == parent))


def _places(lieu: Dimension, lecture: str) -> Sequence[str]:
    """The first tree goes by commune, the second by QPV."""
    if lecture == "territoire":
        return ()
    codes = lieu.arbres[0 if lecture == "commune" else 1]
    return sorted(codes, key=lambda code: tuple(lieu.by_code).index(code))


def _below(frein: Dimension) -> list[str]:
    return [code for family in _children(frein, TOTAL) for code in (family, *_children(frein, family))]


def _label(dimension: Dimension, code: str) -> str:
    """A frein of a family is told from the family by a dash, which a screen reader leaves out."""
    parents = {arbre.get(code, TOTAL) for arbre in dimension.arbres}
    libelle = dimension.by_code[code].libelle
    return libelle if code == TOTAL or parents == {TOTAL} or dimension.code == "lieu" else f"– {libelle}"
