"""What the coordination keeps of a release to decide on the next one: its counts, what it told, who cites what.

These are counts before release: they never leave, and nobody but the coordination reads them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from asv.domain.diffusion.croisements import Cite, Cle, CountedCrossing, Dimension, Edition, Modalite, Tableau
from asv.domain.periodes import parse_periode

Kept = Mapping[str, Any]


def frozen_edition(edition: Edition) -> dict[str, Any]:
    """The crossing with its counts, as plain data. See `thawed_edition`."""
    counted = edition.counted
    return {
        "nom": edition.nom, "perimetre": counted.perimetre, "periode": counted.periode.code,
        "dimensions": [_frozen_dimension(dimension) for dimension in counted.dimensions],
        "tableaux": _frozen_tables(counted.tableaux), "retires": _frozen_tables(counted.retires),
        "fixes": dict(counted.fixes), "effectifs": _frozen_cells(counted.effectifs.items()),
        "domines": _frozen_cells(counted.domines.items()),
        "dits": _frozen_cells(edition.dits.items()), "most": edition.most,
        "cites": [
            [[*c.premier], [*c.lieu], c.effectif, c.montre, c.protege, [[*one] for one in c.somme]]
            for c in edition.cites
        ],
    }  # fmt: skip


def _frozen_dimension(dimension: Dimension) -> dict[str, Any]:
    return {
        "code": dimension.code, "libelle": dimension.libelle, "ensemble": dimension.ensemble,
        "attribut": dimension.attribut,
        "modalites": [[m.code, m.libelle, m.publiee, m.manquant, m.discrete] for m in dimension.modalites],
        "arbres": [[[child, parent] for child, parent in arbre.items()] for arbre in dimension.arbres],
    }  # fmt: skip


def _frozen_tables(tableaux: Iterable[Tableau]) -> list[Any]:
    return [[one.code, one.libelle, [*one.dimensions], [*one.larges]] for one in tableaux]


def _frozen_cells(cells: Iterable[tuple[Cle, int | None]]) -> list[Any]:
    return [[[*cle], count] for cle, count in cells]


def thawed_edition(kept: Kept) -> Edition:
    """The crossing as it was counted. Raises ValueError on what cannot be a count."""
    counted = CountedCrossing(
        kept["perimetre"], parse_periode(kept["periode"]), tuple(map(_thawed_dimension, kept["dimensions"])),
        _thawed_tables(kept["tableaux"]), _thawed_cells(kept["effectifs"]), _thawed_tables(kept["retires"]),
        kept["fixes"], domines=_thawed_cells(kept.get("domines", ())),
    )  # fmt: skip
    cites = [
        Cite(tuple(premier), tuple(lieu), effectif, montre, protege, tuple(map(tuple, somme)))
        for premier, lieu, effectif, montre, protege, somme in kept["cites"]
    ]
    return Edition(kept["nom"], counted, _thawed_cells(kept["dits"]), cites, kept["most"])


def _thawed_dimension(kept: Kept) -> Dimension:
    return Dimension(
        kept["code"], kept["libelle"], tuple(Modalite(*one) for one in kept["modalites"]),
        tuple(map(dict, kept["arbres"])), kept["attribut"], kept["ensemble"],
    )  # fmt: skip


def _thawed_tables(kept: Sequence[Any]) -> tuple[Tableau, ...]:
    return tuple(Tableau(code, libelle, tuple(dims), tuple(larges)) for code, libelle, dims, larges in kept)


def _thawed_cells(kept: Sequence[Any]) -> dict[Cle, Any]:
    return {tuple(cle): count for cle, count in kept}
