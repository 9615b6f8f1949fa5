"""The figures of a document: those it may ask for, those a version keeps, what is told of a quartier and of a commune.

A figure is asked for by its reference: « M06:territoire », « M01:quartiers », « LIEU_FREIN:commune »; a public série by
« serie:apl_medecins_generalistes ».
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import takewhile

from asv.domain.diffusion import ReleasedCell, ReleasedLine, ReleasedTable
from asv.domain.indicateurs import INDICATEURS
from asv.domain.indicateurs.croisements import LECTURES, TABLEAUX
from asv.domain.series import Generation, Niveau
from asv.domain.series.catalogue import SERIES

TERRITOIRE, QUARTIERS, SERIE = "territoire", "quartiers", "serie"
WIDEST = 3
"""Columns that a table by quartier may have: more are read line by line, on the sheets of the QPV."""
FICHE = ("M06", "G08F", "G08A")
"""Indicators whose answers the sheet of a quartier tells: difficulties, then who was met."""
COMMUNE = ("LIEU_SEXE", "LIEU_AGE", "LIEU_FREIN")
"""Crossed tables that the page of a commune tells."""
SILENT = "Sans réponse"
PLACES = {Niveau.QPV: "par quartier", Niveau.COMMUNE: "par commune", Niveau.EPCI: "agglomération"}


def offered() -> list[tuple[str, str]]:
    """References of the figures of the mediation that a document may hold, with the words that offer them.

    None of an indicator kept for the team: a document passes from hand to hand.
    """
    found = []
    for code, one in INDICATEURS.items():
        if not one.interne:
            found.append((f"{code}:{TERRITOIRE}", f"{one.libelle} — tout le territoire"))
            if one.geographie is not None and len(one.colonnes) <= WIDEST:
                found.append((f"{code}:{QUARTIERS}", f"{one.libelle} — par quartier"))
    for tableau in TABLEAUX:
        if "lieu" in tableau.dimensions:
            found += [(f"{tableau.code}:{code}", f"{tableau.libelle} — {words.lower()}") for code, words in LECTURES]
        else:
            found.append((f"{tableau.code}:{TERRITOIRE}", tableau.libelle))
    return found


def offered_series() -> list[tuple[str, str]]:
    """The same for public séries, those of today: a figure of 2015 perimeters would stand beside QPV of 2024."""
    today = (one for one in SERIES.values() if one.generation is not Generation.DE_2015)
    return [(f"{SERIE}:{one.code}", f"{one.libelle} — {PLACES[one.niveau]}") for one in today]


def may_tell(diffusion: str, *, is_version: bool) -> bool:
    """Whether figures of the mediation may be told. diffusion: code of the release of the year, empty when none is.

    A draft shows a year counted anew, to who writes it. A version is read by others and is never rewritten: it holds
    only what was released, whose figures no longer move.
    """
    return bool(diffusion) or not is_version


def followed(released: Iterable[str], opened: Collection[str]) -> list[str]:
    """Earlier releases that a drawing may go back to. released: codes, the latest first. opened: those open to all.

    A published document is public once the release of its year is open: what else it draws has to be open before. The
    drawing stops at the first that is not: what comes before would stand beside a gap.
    """
    return list(takewhile(lambda code: code in opened, released))


def told_of_quartier(tables: Mapping[str, ReleasedTable], qpv: str) -> list[tuple[ReleasedTable, ReleasedLine]]:
    """The lines that the sheet of a quartier tells: those with one count at least that is neither hidden nor zero."""
    found = ((tables[code], tables[code].line(qpv)) for code in FICHE)
    return [
        (table, line)
        for table, line in found
        if line is not None and any(cell.effectif for cell in line.cells.values())
    ]


def told_of_commune(lines: Iterable[Sequence[tuple[str, ReleasedCell | None]]]) -> dict[str, ReleasedCell]:
    """What the page of a commune tells, from its line in each crossed table: each answer with its cell, the total last.

    An answer without a count, hidden or zero, is left out: it all has to hold on one page. The total comes first, and
    once: every table has the same.
    """
    told: dict[str, ReleasedCell] = {}
    for rank, line in enumerate(lines):
        *answers, total = line
        kept = [total, *answers] if rank == 0 else answers
        told |= {head: cell for head, cell in kept if head != SILENT and cell is not None and cell.effectif}
    return told
