"""Counts about people who came to an action, as tables to be released: nothing here is shown as it is."""

from collections.abc import Sequence

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
