"""Counts about people who came to an action, as tables to be released: nothing here is shown as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from asv.domain.actions.frequentations import QUESTIONS, Comptes
from asv.domain.actions.indicateurs import Devenir
from asv.domain.diffusion import Colonne, CountedTable, Kind, Ligne, ReleasedCell, ReleasedTable
from asv.domain.periodes import Periode
from asv.domain.territoires import HORS_QPV

RESIDENCE, PREMIERES, SATISFACTION, DEVENIR, AVANT, APRES = (
    "RESIDENCE", "PREMIERES", "SATISFACTION", "DEVENIR", "AVANT", "APRES",
)  # fmt: skip
CIBLE, AUTRE_QPV, HORS = "CIBLE", "AUTRE_QPV", "HORS"
COLONNES = {
    RESIDENCE: ((CIBLE, "Du quartier visé"), (AUTRE_QPV, "D’un autre quartier prioritaire"), (HORS, "D’ailleurs")),
    PREMIERES: (("NOUVEAUX", "Première fois"), ("DEJA", "Déjà venus")),
    SATISFACTION: (("CONTENTS", "Contents"), ("MOYENS", "Moyens"), ("MECONTENTS", "Mécontents")),
    DEVENIR: (("REALISES", "Soin ou dépistage réalisé"), ("AUTRES", "Autre résultat connu")),
    AVANT: (("JUSTES", "Bonnes réponses"), ("FAUSSES", "Autres réponses")),
    APRES: (("JUSTES", "Bonnes réponses"), ("FAUSSES", "Autres réponses")),
}
FEWEST_ANSWERS = 11
"""A satisfaction or a knowledge is shown from eleven answers (domain study D4, A-RES-4)."""


def tables_of(comptes: Comptes, devenir: Devenir | None, *, siren: str, periode: Periode) -> list[CountedTable]:
    """One table an indicateur, each of one line: the action as a whole. `devenir`: None for whoever may not count it.

    Satisfaction and knowledge are left out below eleven answers: too few to say anything of.
    """
    c, whole = comptes, comptes.participants
    counts: dict[str, tuple[Sequence[int], int, str]] = {
        RESIDENCE: ((c.du_qpv_cible, c.du_qpv - c.du_qpv_cible, c.residence_connue - c.du_qpv), whole, "PRESENTS"),
        PREMIERES: ((c.premieres, c.premieres_repondues - c.premieres), whole, "PRESENTS"),
    }
    if c.contents + c.moyens + c.mecontents >= FEWEST_ANSWERS:
        counts[SATISFACTION] = (c.contents, c.moyens, c.mecontents), whole, "PRESENTS"
    if min(c.repondants_avant, c.repondants_apres) >= FEWEST_ANSWERS:
        for code, right, cards in (
            (AVANT, c.justes_avant, c.repondants_avant), (APRES, c.justes_apres, c.repondants_apres),
        ):  # fmt: skip
            counts[code] = (right, cards * QUESTIONS - right), cards * QUESTIONS, code
    if devenir is not None:
        known = devenir.realises, devenir.autres
        counts[DEVENIR] = known, sum(known) + devenir.inconnus, "ORIENTES"
    return [_table(code, *found, siren=siren, periode=periode) for code, found in counts.items()]


def _table(
    code: str, counts: Sequence[int], population: int, univers: str, *, siren: str, periode: Periode
) -> CountedTable:
    answers = sum(counts)
    return CountedTable(
        code=code, libelle=code, perimetre=siren, periode=periode, geographie=None, kind=Kind.PARTITION,
        lignes=(Ligne(HORS_QPV, "Ensemble", publiee=False),),
        colonnes=tuple(Colonne(name, libelle) for name, libelle in COLONNES[code]), effectifs=(tuple(counts),),
        denominateurs=(answers,), manquants=(population - answers,), univers=univers, interne=True,
    )  # fmt: skip


def cell_of(table: ReleasedTable | None, colonne: str) -> ReleasedCell | None:
    """A cell of the whole action; None when its table was left out."""
    return table.territoire.cells[colonne] if table else None


def points(avant: ReleasedTable | None, apres: ReleasedTable | None) -> float | None:
    """A-RES-3: share of right answers after, less that before, from -1 to 1; None unless both are published."""
    shares = [cell.part if (cell := cell_of(table, "JUSTES")) else None for table in (avant, apres)]
    if shares[0] is None or shares[1] is None:
        return None
    return shares[1] - shares[0]


@dataclass(frozen=True, slots=True)
class MesureCalculee:
    """A figure that the data of the tool give: one or several released cells, with their labels.

    `points`: a difference of two released shares, from -1 to 1, for knowledge only.
    """

    code: str
    libelle: str
    cells: tuple[tuple[str, ReleasedCell], ...]
    inconnus: ReleasedCell | None = None
    points: float | None = None


SHOWN = (
    ("A-REAL-3", "D’où viennent les participations", RESIDENCE),
    ("A-REAL-5", "Première fois", PREMIERES),
    ("A-RES-4", "Satisfaction", SATISFACTION),
    ("A-RES-1", "Ce que sont devenues les orientations, à 90 jours", DEVENIR),
)


def mesures_of(tables: Mapping[str, ReleasedTable]) -> list[MesureCalculee]:
    """Figures about people, as they may be shown; nothing for whoever may not count them.

    When even the number of participations is hidden, it stands alone: its parts would all be hidden too.
    """
    found = []
    for code, libelle, name in SHOWN:
        if (table := tables.get(name)) and table.territoire.population.is_published:
            cells = tuple((colonne.libelle, table.territoire.cells[colonne.code]) for colonne in table.colonnes)
            found.append(MesureCalculee(code, libelle, cells, table.territoire.manquants))
    gained = points(tables.get(AVANT), tables.get(APRES))
    if gained is not None:
        found.append(MesureCalculee("A-RES-3", "Bonnes réponses, après moins avant", (), points=gained))
    if table := tables.get(RESIDENCE):
        whole = ("Participations", table.territoire.population)
        found.insert(0, MesureCalculee("A-REAL-2", "Participations", (whole,)))
    return found


def computed(tables: Mapping[str, ReleasedTable], known: Mapping[str, Decimal | None]) -> dict[str, Decimal]:
    """Values that the tool proposes for the indicateurs of an action, in their unit, by code.

    tables: released, as from `tables_of`; what is hidden there proposes nothing. known: values that count no people.
    """
    shares = {
        "A-REAL-4": (RESIDENCE, CIBLE), "A-REAL-5": (PREMIERES, "NOUVEAUX"), "A-RES-1": (DEVENIR, "REALISES"),
        "A-RES-4": (SATISFACTION, "CONTENTS"),
    }  # fmt: skip
    found: dict[str, float | Decimal | None] = dict(known)
    for code, (name, colonne) in shares.items():
        cell = cell_of(tables.get(name), colonne)
        found[code] = cell.part * 100 if cell and cell.part is not None else None
    elsewhere = cell_of(tables.get(RESIDENCE), HORS)
    found["A-REAL-3"] = (1 - elsewhere.part) * 100 if elsewhere and elsewhere.part is not None else None
    gained = points(tables.get(AVANT), tables.get(APRES))
    found["A-RES-3"] = None if gained is None else gained * 100
    whole = tables[RESIDENCE].territoire.population.effectif if RESIDENCE in tables else None
    found["A-REAL-2"] = whole
    return {code: round(Decimal(str(value)), 1) for code, value in found.items() if value is not None}
