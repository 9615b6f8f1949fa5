"""A release: every figure of one closed period that left at once, decided together, and kept."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from asv.domain.diffusion.croisements import TOTAL, ReleasedCrossing, Tableau, axes_by_place, axes_of, shown_of, thawed
from asv.domain.diffusion.croisements import frozen as frozen_crossing
from asv.domain.diffusion.editions.gel import POPULATION, frozen_table, thawed_table
from asv.domain.diffusion.editions.references import Figure, Reference
from asv.domain.diffusion.lines import MANQUANTS
from asv.domain.diffusion.policy import POLICY, Destinataire
from asv.domain.diffusion.released import ReleasedCell, ReleasedTable
from asv.domain.errors import NotFound
from asv.domain.periodes import Periode, parse_periode

VERSION = 1
REPONSES = "REPONSES"
ARRONDI = 5
"""Figures for the public and the partners are told to the nearest five."""


REGLES: Mapping[str, Any] = MappingProxyType(
    {
        "depuis": POLICY.depuis.isoformat(), "source": POLICY.source, "seuil": POLICY.seuil,
        "complement": POLICY.complement, "largeur": POLICY.largeur, "certitude": POLICY.certitude, "arrondi": ARRONDI,
        "dominance": POLICY.dominance,
    }
)  # fmt: skip
"""The figures of the rule, kept with what they decided."""


@dataclass(frozen=True, slots=True)
class Controle:
    """What the auditors proved before the release left: tables and blanks read again, by how many earlier releases.

    controlees: counts that must stay unknown, of this release and of those it meets. cachees: blanks read by labels.
    """

    controlees: int
    cachees: int
    tableaux: int
    anterieures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Diffusion:
    """The figures of one closed period as they left. Its views for recipients hold the same cells, fewer or rounded.

    tables: those of the diagnostic. croisements: the crossed ones. communes: QPV that have a part in each commune.
    """

    perimetre: str
    periode: Periode
    edition: int
    croisements: ReleasedCrossing
    tables: Mapping[str, ReleasedTable]
    communes: Mapping[str, Sequence[str]]
    controle: Controle
    destinataire: Destinataire = Destinataire.FINANCEUR
    regles: Mapping[str, Any] = field(default_factory=lambda: REGLES)

    @property
    def code(self) -> str:
        """« 2025-E1 », « 2025-T2-E1 »."""
        return code_of(self.periode, self.edition)

    @property
    def libelle(self) -> str:
        """« année 2025 », and which edition when it is not the first."""
        return self.periode.libelle if self.edition == 1 else f"{self.periode.libelle}, édition {self.edition}"

    @property
    def arrondi(self) -> bool:
        return is_rounded(self.destinataire)

    @cached_property
    def contenu(self) -> dict[str, Any]:
        """The release as plain data, to be kept."""
        return {
            "version": VERSION, "perimetre": self.perimetre, "periode": self.periode.code, "edition": self.edition,
            "regles": dict(self.regles), "croisements": frozen_crossing(self.croisements),
            "tables": [frozen_table(table) for table in self.tables.values()],
            "communes": {code: [*qpv] for code, qpv in self.communes.items()},
            "controle": [
                self.controle.controlees, self.controle.cachees, self.controle.tableaux, [*self.controle.anterieures],
            ],
        }  # fmt: skip

    @cached_property
    def empreinte(self) -> str:
        """SHA-256 of what is kept: the same figures, the same fingerprint."""
        return fingerprint(self.contenu)

    def references(self) -> Iterator[Reference]:
        """Every figure that may be cited, shown or not, table by table."""
        for table in self.tables.values():
            for line in table.lignes:
                for column in (*line.cells, POPULATION, REPONSES, MANQUANTS):
                    yield Reference(self.code, table.code, line.ligne.code, column)
        for tableau in self.croisements.tableaux:
            for cle in shown_of(self.croisements.dimensions, tableau):
                if cle in self.croisements.cells:
                    yield Reference(self.code, tableau.code, *self._ends(tableau, cle))

    def references_of(self, tableau: str, lieu: str) -> Mapping[str, Reference]:
        """Those of one line of a table, by column; empty for a line that this release does not have."""
        return self._by_line.get((tableau, lieu), {})

    @cached_property
    def _by_line(self) -> dict[tuple[str, str], dict[str, Reference]]:
        found: dict[tuple[str, str], dict[str, Reference]] = {}
        for one in self.references():
            found.setdefault((one.tableau, one.lieu), {})[one.colonne] = one
        return found

    def figure(self, reference: Reference) -> Figure:
        """The figure of a reference. Raises NotFound, in French, when this release does not have it."""
        table, tableau = self.tables.get(reference.tableau), self.croisements.tableau(reference.tableau)
        found = None
        if reference.diffusion == self.code and table is not None:
            found = self._of_table(reference, table)
        elif reference.diffusion == self.code and tableau is not None:
            found = self._of_crossing(reference, tableau)
        if found is None:
            raise NotFound("Ce chiffre n’est pas dans cette diffusion : choisissez-le dans ses tableaux.")
        return found

    def _of_table(self, reference: Reference, table: ReleasedTable) -> Figure | None:
        line = table.line(reference.lieu)
        if line is None:
            return None
        own = {POPULATION: line.population, REPONSES: line.reponses, MANQUANTS: line.manquants}
        cell = line.cells.get(reference.colonne) or own.get(reference.colonne)
        names = {one.code: one.libelle for one in table.colonnes}
        name = names.get(reference.colonne) or _OWN.get(reference.colonne, "")
        words = (table.libelle, line.ligne.libelle, name, table.unite)
        return None if cell is None else self._figure(reference, words, cell, line.denominateur)

    def _of_crossing(self, reference: Reference, tableau: Tableau) -> Figure | None:
        ends = dict(zip(self._axes(tableau), (reference.lieu, reference.colonne), strict=False))
        axes = axes_of(self.croisements.dimensions, tableau)
        cle = tuple(ends.get(dimension.code, TOTAL) for dimension in self.croisements.dimensions)
        held = all(axis is None or code in axis.by_code for axis, code in zip(axes, cle, strict=True))
        cell = self.croisements.cells.get(cle) if held and self._ends(tableau, cle) == _named(reference) else None
        if cell is None:
            return None
        return self._figure(reference, (tableau.libelle, *self._names(tableau, reference), "contacts"), cell)

    def _names(self, tableau: Tableau, reference: Reference) -> tuple[str, str]:
        axes = [self.croisements.dimension(code).by_code for code in self._axes(tableau)]
        names = [axis[one].libelle for axis, one in zip(axes, (reference.lieu, reference.colonne), strict=False)]
        first, second = (*names, "")[:2]
        return first, second

    def _axes(self, tableau: Tableau) -> list[str]:
        dimensions = self.croisements.dimensions
        return [dimensions[rank].code for rank in axes_by_place(dimensions, tableau)]

    def _ends(self, tableau: Tableau, cle: Sequence[str]) -> tuple[str, str]:
        codes = {d.code: code for d, code in zip(self.croisements.dimensions, cle, strict=True)}
        first, second = (*(codes[name] for name in self._axes(tableau)), TOTAL)[:2]
        return first, second

    def _figure(
        self, reference: Reference, words: tuple[str, str, str, str], cell: ReleasedCell, divisor: int | None = None
    ) -> Figure:
        tableau, lieu, colonne, unite = words
        return Figure(
            reference, tableau, lieu, colonne, self.periode.libelle, unite, cell.statut, cell.effectif, cell.part,
            cell.intervalle, divisor if cell.part is not None else None, self.arrondi,
        )  # fmt: skip


def _named(reference: Reference) -> tuple[str, str]:
    return reference.lieu, reference.colonne


_OWN = {POPULATION: "Ensemble", REPONSES: "Réponses", MANQUANTS: "Sans réponse"}


def is_rounded(destinataire: Destinataire) -> bool:
    return destinataire in {Destinataire.PARTENAIRE, Destinataire.PUBLIC}


def code_of(periode: Periode, edition: int) -> str:
    """Name of a release, as in addresses and references."""
    return f"{periode.code}-E{edition}"


def fingerprint(contenu: Mapping[str, Any]) -> str:
    """SHA-256 of plain data, whatever the order it is kept in."""
    text = json.dumps(contenu, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def thawed_diffusion(contenu: Mapping[str, Any], destinataire: Destinataire = Destinataire.FINANCEUR) -> Diffusion:
    """The release as it was decided. Raises ValueError on what `contenu` did not write."""
    if contenu["version"] != VERSION:
        raise ValueError("this release was kept by another version")
    controlees, cachees, tableaux, anterieures = contenu["controle"]
    tables = [thawed_table(table, destinataire) for table in contenu["tables"]]
    return Diffusion(
        contenu["perimetre"], parse_periode(contenu["periode"]), contenu["edition"],
        thawed(contenu["croisements"], destinataire), {table.code: table for table in tables}, contenu["communes"],
        Controle(controlees, cachees, tableaux, tuple(anterieures)), destinataire, contenu["regles"],
    )  # fmt: skip
