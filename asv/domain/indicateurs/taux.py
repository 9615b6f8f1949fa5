"""Figures read in a released table and never counted apart, so that a share and its table never disagree.

M08 compares a quartier with the territoire. M15 to M18 are shares of cohorts: known results only, with those that are
unknown or still awaited told beside; a share of everybody would pass an unknown result for a failure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from asv.domain.indicateurs.cohortes import Issue
from asv.domain.indicateurs.definition import Indicateur
from asv.domain.indicateurs.freins import M06
from asv.domain.indicateurs.suites import DOSSIERS, ORIENTATIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Indice:
    """How many times the share of a whole; counted from a released table and nothing else."""

    code: str
    libelle: str
    numerateur: str
    denominateur: str
    table: Indicateur
    note: str


M08 = Indice(
    code="M08",
    libelle="Indice de spécificité d’un frein",
    numerateur="Part des contacts du quartier qui citent le frein (M06)",
    denominateur="Part des contacts du territoire qui le citent (M06)",
    table=M06,
    note=(
        "À partir de 50 réponses, dans le quartier comme dans le reste du territoire. Sans rang entre quartiers. "
        "Une même personne peut compter plusieurs fois : lisez la phrase plutôt que le nombre."
    ),
)

SUSPENS = (Issue.SANS, Issue.ATTENTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taux:
    """A share of a counted table. colonnes: counted above; ecartees: neither above nor below, told beside."""

    code: str
    libelle: str
    numerateur: str
    denominateur: str
    cohorte: Indicateur
    colonnes: tuple[str, ...]
    ecartees: tuple[str, ...] = ()
    note: str


TAUX: Mapping[str, Taux] = MappingProxyType(
    {
        taux.code: taux
        for taux in (
            Taux(
                code="M15",
                libelle="Orientations honorées à 90 jours",
                numerateur="Orientations suivies d’un rendez-vous honoré ou d’un soin, dans les 90 jours",
                denominateur="Orientations de la période dont le résultat à 90 jours est connu",
                cohorte=ORIENTATIONS,
                colonnes=(Issue.ABOUTIE,),
                ecartees=SUSPENS,
                note="Lisez à côté la part des résultats inconnus : elle peut cacher des réussites comme des échecs.",
            ),
            Taux(
                code="M16",
                libelle="Droits ouverts à 90 jours",
                numerateur="Dossiers suivis d’un droit ouvert ou renouvelé, dans les 90 jours",
                denominateur="Dossiers de la période dont le résultat à 90 jours est connu",
                cohorte=DOSSIERS,
                colonnes=(Issue.ABOUTIE,),
                ecartees=SUSPENS,
                note="Lisez à côté la part des décisions inconnues ou attendues.",
            ),
            Taux(
                code="M17",
                libelle="Perdus de vue à 90 jours",
                numerateur="Orientations dont la personne est perdue de vue, dans les 90 jours",
                denominateur="Toutes les orientations de la période",
                cohorte=ORIENTATIONS,
                colonnes=(Issue.PERDU_VUE,),
                note="Perdu de vue : trois relances sans réponse, ou 90 jours sans nouvelle.",
            ),
            Taux(
                code="M18",
                libelle="Refus du partenaire à 90 jours",
                numerateur="Orientations refusées par le partenaire, dans les 90 jours",
                denominateur="Orientations de la période dont le résultat à 90 jours est connu",
                cohorte=ORIENTATIONS,
                colonnes=(Issue.REFUS_PARTENAIRE,),
                ecartees=SUSPENS,
                note="Pas de place, hors critères ou refus de soins : ce n’est pas un refus de la personne.",
            ),
        )
    }
)
