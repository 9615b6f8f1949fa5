"""Somebody keeps every file that any recipient was ever handed, and subtracts, not knowing how they were made."""

from collections.abc import Iterable, Iterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.domain import nomenclatures
from tests.support.database import World
from tests.support.site import Client
from tests.web.test_croisements import fill
from tests.web.test_diffusions import YEAR, diffused, view_of

WAYS = {
    "LIEU": ("lieu",), "FREIN": ("frein",), "SEXE": ("sexe",), "AGE": ("age",), "LIEU_FREIN": ("lieu", "frein"),
    "LIEU_SEXE": ("lieu", "sexe"), "LIEU_AGE": ("lieu", "age"), "SEXE_AGE": ("sexe", "age"),
    "FREIN_SEXE": ("frein", "sexe"), "FREIN_AGE": ("frein", "age"), "TRIMESTRE_LIEU": ("lieu", "trimestre"),
    "TRIMESTRE_FREIN": ("frein", "trimestre"), "G08F": ("lieu", "sexe"), "G08A": ("lieu", "age"),
}  # fmt: skip
WORDS = {"TERRITOIRE": "TOTAL", "MANQUANTS": "MANQUANT", "POPULATION": "TOTAL"}
Cell = frozenset[tuple[str, str]]


def cell_of(reference: str) -> Cell | None:
    """What a figure counts: its codes by dimension, totals left out. None for a table that is not crossed."""
    code, tableau, *ends = reference.split("/")
    if tableau not in WAYS or ends[1] == "REPONSES":
        return None
    quarter = [("trimestre", code[5:7])] if "-T" in code else []
    named = zip(WAYS[tableau], (WORDS.get(end, end) for end in ends), strict=False)
    return frozenset([*(pair for pair in named if pair[1] != "TOTAL"), *quarter])


def sums_of(cells: Iterable[Cell], communes: set[str]) -> Iterator[tuple[Cell, list[Cell]]]:
    """Every sum that the files let one write: a figure, and those that add up to it along one dimension."""
    known = set(cells)
    values: dict[str, set[str]] = {}
    for cell in known:
        for dimension, value in cell:
            values.setdefault(dimension, set()).add(value)
    families = {value for value in values["frein"] if nomenclatures.is_known("FREIN", value)
                and nomenclatures.entree("FREIN", value).parent is None} | {"MANQUANT"}  # fmt: skip
    first = values | {"frein": families, "lieu": communes & values["lieu"]}
    for whole in known:
        for dimension in set(values) - {name for name, _ in whole}:
            parts = [whole | {(dimension, value)} for value in first[dimension]]
            if all(part in known for part in parts):
                yield whole, parts
        for family in {value for name, value in whole if name == "frein"} & families:
            below = {one for one in values["frein"] if one == f"{family}_AUTRE" or _family(one) == family} - {family}
            parts = [whole - {("frein", family)} | {("frein", value)} for value in below]
            if parts and all(part in known for part in parts):
                yield whole, parts


def _family(code: str) -> str:
    return nomenclatures.family("FREIN", code) if nomenclatures.is_known("FREIN", code) else ""


def subtract(told: dict[Cell, int | None], communes: set[str]) -> dict[Cell, int]:
    """Everything that a chain of subtractions gives, one unknown at a time."""
    counts, sums = dict(told), [*sums_of(told, communes)]
    found: dict[Cell, int] = {}
    learnt = True
    while learnt:
        learnt = False
        for whole, parts in sums:
            unknown = [cell for cell in (whole, *parts) if counts[cell] is None]
            if len(unknown) != 1:
                continue
            rest = sum(counts[part] or 0 for part in parts)
            value = rest if unknown[0] == whole else (counts[whole] or 0) - rest
            counts[unknown[0]] = found[unknown[0]] = value
            learnt = True
    return found


@pytest.mark.parametrize("quarters", [("T1", "T2"), ("T1", "T2", "T3", "T4")])
async def test_all_files_of_all_recipients_over_successive_releases_give_no_number_from_1_to_10(
    client: Client, world: World, admin: AsyncEngine, quarters: tuple[str, ...]
):
    await fill(admin, world, 160)
    told: dict[Cell, int | None] = {}
    communes = {commune for commune, _ in world.cellules}
    for periode in (*(f"{YEAR}-{code}" for code in quarters), str(YEAR)):
        await diffused(client, world, periode)
        for asked in ({"destinataire": "equipe"}, {"destinataire": "financeur"}, {"destinataire": "public"},
                      *({"destinataire": "commune", "commune": one} for one in communes)):  # fmt: skip
            for reference, row in (await view_of(client, world, f"{periode}-E1", **asked)).items():
                cell, figure = cell_of(reference), row["effectif"]
                if cell is None or row["arrondi"] == "oui":
                    continue
                assert told.get(cell) in {None, int(figure) if figure else told.get(cell)}, reference
                told[cell] = int(figure) if figure else told.get(cell)

    found = subtract(told, communes)

    assert len([count for count in told.values() if count is None]) > 10
    assert [(sorted(cell), count) for cell, count in found.items() if 0 < count < 11] == []
    assert [cell for cell, count in told.items() if count is not None and 0 < count < 11] == []


def test_the_same_person_finds_a_number_that_nobody_covered():
    cells = {cell_of(f"2025-E1/SEXE_AGE/{sexe}/{age}"): count for sexe, age, count in (
        ("F", "A", 30), ("H", "A", None), ("TOTAL", "A", 32), ("F", "TOTAL", 60), ("H", "TOTAL", 40),
        ("TOTAL", "TOTAL", 100), ("F", "B", 30), ("H", "B", 38), ("TOTAL", "B", 68),
    )}  # fmt: skip

    found = subtract(cells | {cell_of("2025-E1/FREIN/ADMIN/TOTAL"): 1, cell_of("2025-E1/LIEU/x/TOTAL"): 1}, {"x"})

    assert found == {frozenset({("sexe", "H"), ("age", "A")}): 2}
