"""What the dictionary says of an indicateur, wherever it is counted, or why it is not."""

from dataclasses import dataclass
from enum import StrEnum

from asv.domain.territoires import Niveau

SEUIL = "11, et 11 pour ce qui reste"
"""Smallest cell, of a count and of its complement; zero is shown."""
SANS_PERSONNE = "Sans objet : il ne compte pas de personnes"
PUBLIE = "Celui du producteur, qui publie la donnée"


class Famille(StrEnum):
    """Chapter of the dictionary, in its order."""

    MEDIATION = "Médiation santé"
    PARTICIPATION = "Participation des habitants"
    DROIT_COMMUN = "Droit commun"
    ACTIONS = "Actions conjointes"
    CONTEXTE = "Population et conditions de vie"
    SANTE = "État de santé"
    OFFRE = "Offre de soins"
    RECOURS = "Recours et prévention"


class Etat(StrEnum):
    """COMPTE: counted from our entries. LU: read in a released table. AILLEURS: counted on the page of its work.

    SERIE: published by somebody else, and shipped or imported. ATTENDU: not counted yet, for the reason in `ou`.
    """

    COMPTE = "compté dans le diagnostic"
    LU = "calculé sur des chiffres du diagnostic"
    AILLEURS = "compté à une autre page"
    SERIE = "série publiée"
    ATTENDU = "pas encore compté"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """One indicateur of the study, said once. All texts are in French, for the reader of a page or of a file.

    niveaux: finest levels at which it may leave. minimum: smallest cell. intervalle: how sure it is said to be.
    comparabilite: with what it may be compared. ou: where it is read, or what is missing to count it.
    series: codes of asv.domain.series that give its figures.
    """

    code: str
    libelle: str
    famille: Famille
    population: str
    numerateur: str
    denominateur: str
    unite: str
    niveaux: tuple[Niveau, ...]
    minimum: str
    intervalle: str
    comparabilite: str
    source: str
    note: str
    etat: Etat
    ou: str = ""
    series: tuple[str, ...] = ()

    @property
    def is_counted(self) -> bool:
        return self.etat is not Etat.ATTENDU
