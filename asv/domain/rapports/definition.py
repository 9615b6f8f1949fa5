"""What an annual report is made of: its indicateurs, where each figure comes from, who receives it and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from asv.domain.diffusion import Destinataire


class Decompte(StrEnum):
    """What is counted beside the release, and is never about people: séances, actions, commitments, euros."""

    PERMANENCES = "permanences"
    ALLER_VERS = "aller_vers"
    HEURES_QPV = "heures_qpv"
    QPV_SANS_DUREE = "qpv_sans_duree"
    ATELIERS = "ateliers"
    ACTIONS = "actions"
    DATES = "dates"
    PARTENAIRES = "partenaires"
    MOYENS = "moyens"
    QPV_COUVERTS = "qpv_couverts"
    QPV = "qpv"
    CONCERTEES = "concertees"
    ENGAGEMENTS = "engagements"
    ENGAGEMENTS_DUS = "engagements_dus"
    ENGAGEMENTS_TENUS = "engagements_tenus"
    ENGAGEMENTS_NON_VERIFIABLES = "engagements_non_verifiables"
    ENGAGEMENTS_MESURABLES = "engagements_mesurables"
    SPECIFIQUE_ACCORDE = "specifique_accorde"
    SPECIFIQUE_DEPENSE = "specifique_depense"
    DROIT_COMMUN_VALORISE = "droit_commun_valorise"
    DROIT_COMMUN_APPORTE = "droit_commun_apporte"


Comptes: TypeAlias = Mapping[Decompte, int | Decimal]


@dataclass(frozen=True, slots=True)
class Diffuse:
    """Figures of a table of the release. colonnes: some of its columns; when none is named, all, then who answered.

    par_commune: the crossed table that tells the same of one commune, when there is one. mesure: name of a lone column.
    """

    tableau: str
    colonnes: tuple[str, ...] = ()
    par_commune: str = ""
    mesure: str = ""


@dataclass(frozen=True, slots=True)
class Compte:
    """One count of a decompte. is_local: whether it can be counted for one commune."""

    decompte: Decompte
    mesure: str
    unite: str
    is_local: bool = False


@dataclass(frozen=True, slots=True)
class Manquant:
    """What is asked for and nothing counts, with the reason: « nd » stands in its place."""

    mesure: str
    raison: str


Partie: TypeAlias = Diffuse | Compte | Manquant


@dataclass(frozen=True, slots=True)
class IndicateurRapport:
    """One of G01 to G33. Source: domain study, section G2."""

    code: str
    libelle: str
    parties: tuple[Partie, ...]


@dataclass(frozen=True, slots=True)
class Rapport:
    """A report owed each year. vue: which view of the release its recipient reads. Source: domain study, section G1.

    echeance: month and day of the year after, None when no day is known. usage: what the deadline rests on.
    """

    code: str
    libelle: str
    vue: Destinataire
    indicateurs: tuple[str, ...]
    usage: str
    echeance: tuple[int, int] | None = None

    def due(self, annee: int) -> date | None:
        """The day it is usually owed, for the figures of that year."""
        return None if self.echeance is None else date(annee + 1, *self.echeance)
