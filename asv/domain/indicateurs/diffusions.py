"""A release from its counts to its figures: what is counted of a closed period, then what is decided of it.

A corrected year renews the tables that are decided with the crossed ones. The others keep the figures of the first
edition: decided apart from each other, their differences would tell what each of them hides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from asv.domain.diffusion import CountedTable, Destinataire, Diffusion, ReleasedTable, release
from asv.domain.diffusion.croisements import CountedCrossing, Decision, Edition
from asv.domain.diffusion.editions import (
    Controle,
    Motif,
    Relecture,
    code_of,
    frozen_edition,
    frozen_table,
    thawed_edition,
    thawed_table,
)
from asv.domain.indicateurs.catalogue import INDICATEURS
from asv.domain.indicateurs.croisements import LINKED, cites_of, hidden_in, quarter_of, told
from asv.domain.indicateurs.dominance import Rows, without_dominated
from asv.domain.periodes import GenrePeriode, Periode

RENEWED = tuple(code for code in LINKED if code != "M06")
"""Tables of the diagnostic that a corrected year tells again: citations are not, who cites first is."""


@dataclass(frozen=True)
class Preparation:
    """What a release rests on. crossing: its counts, and what the diagnostic would tell.

    tables: those of the diagnostic, before what is decided with the crossed ones is taken out. gardees: those that stay
    as the first edition told them. communes: QPV that have a part in each commune.
    """

    edition: int
    crossing: Edition
    tables: Mapping[str, ReleasedTable]
    gardees: Mapping[str, ReleasedTable]
    communes: Mapping[str, Sequence[str]]

    @property
    def periode(self) -> Periode:
        return self.crossing.counted.periode

    @property
    def is_year(self) -> bool:
        return self.periode.genre is GenrePeriode.ANNEE

    def frozen(self) -> dict[str, Any]:
        """The whole as plain data, for another process to go on."""
        return {
            "edition": self.edition, "crossing": frozen_edition(self.crossing),
            "tables": [frozen_table(table) for table in self.tables.values()],
            "gardees": [frozen_table(table) for table in self.gardees.values()],
            "communes": {code: [*qpv] for code, qpv in self.communes.items()},
        }  # fmt: skip

    @classmethod
    def thawed(cls, kept: Mapping[str, Any]) -> "Preparation":
        tables, first = (
            {one["code"]: thawed_table(one, Destinataire.EQUIPE) for one in kept[name]}
            for name in ("tables", "gardees")
        )
        return cls(kept["edition"], thawed_edition(kept["crossing"]), tables, first, kept["communes"])


def prepared(
    year: CountedCrossing, periode: Periode, counted: Sequence[CountedTable], *, today: date, edition: int,
    communes: Mapping[str, Sequence[str]], gardees: Mapping[str, ReleasedTable], personnes: Sequence[Rows] = (),
) -> Preparation:  # fmt: skip
    """What is counted of a period, laid out for its release. gardees: the tables of the first edition of a year.

    personnes: the contacts of each suivi that has many.
    """
    is_year = periode.genre is GenrePeriode.ANNEE
    crossing = year if is_year else quarter_of(year, periode)
    tables = without_dominated(release(counted, destinataire=Destinataire.EQUIPE, today=today), counted, personnes)
    kept = {code: table for code, table in gardees.items() if code not in RENEWED}
    if kept:
        tables = {code: tables[code] for code in RENEWED}
    width = len(crossing.dimensions)
    dits = {cle[:width]: said for cle, said in told(tables).items()}
    cited = next(table for table in counted if table.code == "M06")
    cites = cites_of(cited, tables["M06"]) if is_year and not kept else ()
    name = code_of(periode, edition)
    return Preparation(edition, Edition(name, crossing, dits, cites, cited.citations), tables, kept, communes)


@dataclass(frozen=True)
class Decidee:
    """A release decided, and not audited as a whole yet: its figures, and the crossing that the next ones must know."""

    preparation: Preparation
    decision: Decision
    tables: Mapping[str, ReleasedTable]
    crossing: Edition


def decided(preparation: Preparation, decision: Decision) -> Decidee:
    """The figures that a decision leaves."""
    tables = hidden_in(decision, preparation.tables)
    counted = decision.crossed.counted
    dits = {cle: cell.effectif for cle, cell in decision.released.cells.items()}
    if preparation.is_year:  # the tables of a quarter stay in the team, which reads its contacts
        known = [dimension.by_code for dimension in counted.dimensions]  # a place where nobody was met is in no tree
        dits |= {
            cle: said for cle, said in told(tables).items()
            if cle not in dits and all(code in codes for code, codes in zip(cle, known, strict=True))
        }  # fmt: skip
    cites = [
        replace(cite, montre=cite.montre and not decision.is_citation_hidden(cite.premier))
        for cite in preparation.crossing.cites
    ]
    told_now = replace(preparation.crossing, counted=counted, dits=dits, cites=cites)
    return Decidee(preparation, decision, {**preparation.gardees, **tables}, told_now)


def kept_of(
    found: Decidee, relecture: Relecture, motifs: Mapping[tuple[str, ...], Motif]
) -> tuple[Diffusion, dict[str, Any]]:
    """The release to keep, and what the coordination alone keeps beside it: counts, tables of the team, reasons."""
    preparation, released = found.preparation, found.decision.released
    leaves = {
        code: table for code, table in found.tables.items() if preparation.is_year and not INDICATEURS[code].interne
    }
    stays = [frozen_table(table) for code, table in found.tables.items() if code not in leaves]
    controle = Controle(
        released.garantie.controlees, relecture.cachees, relecture.tableaux,
        tuple(edition.nom for edition in found.decision.crossed.anterieures),
    )  # fmt: skip
    diffusion = Diffusion(
        released.perimetre, preparation.periode, preparation.edition, released, leaves, preparation.communes, controle
    )
    said = [[[*cle], motif.value] for cle, motif in motifs.items()]
    return diffusion, {"crossing": frozen_edition(found.crossing), "tables": stays, "motifs": said}


def has_changed(preparation: Preparation, last: Edition) -> bool:
    """Whether a period counts otherwise, or in other places, than when it was released."""
    now, then = (
        ({cle: count for cle, count in one.effectifs.items() if count}, [d.arbres for d in one.dimensions])
        for one in (preparation.crossing.counted, last.counted)
    )
    return now != then
