"""National campaigns of prevention that come back every year: what partners plan around.

Only those whose time of the year is settled and public. Days move from one year to the next, hence months; a campaign
says when everybody speaks of a theme, never that an action is needed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Campagne:
    """`mois`: months of the year, 1 to 12, in the order of time. `themes`: of THEME_SANTE. `source`: who runs it."""

    code: str
    libelle: str
    mois: tuple[int, ...]
    themes: tuple[str, ...]
    source: str


_DECLARED = (
    Campagne("DEFI_JANVIER", "Défi de janvier, un mois sans alcool", (1,), ("ADD_ALCOOL",), "Associations"),
    Campagne("COL_UTERUS", "Semaine européenne du col de l’utérus", (1,), ("DEP_COL",), "Institut national du cancer"),
    Campagne("MARS_BLEU", "Mars bleu", (3,), ("DEP_COLO",), "Institut national du cancer, CRCDC"),
    # World day on 20 March.
    Campagne("BUCCO_DENTAIRE", "Journée mondiale de la santé bucco-dentaire", (3,), ("DENT",), "FDI, UFSBD"),
    # Second Thursday of March.
    Campagne("AUDITION", "Journée nationale de l’audition", (3,), ("AUDITION",), "Association JNA"),
    # Last week of April.
    Campagne("VACCINATION", "Semaine européenne de la vaccination", (4,), ("VACC",), "OMS, ARS"),
    # World day on 31 May.
    Campagne("SANS_TABAC", "Journée mondiale sans tabac", (5,), ("ADD_TABAC",), "OMS"),
    # The watch of Météo-France and the ministry runs from 1 June to 15 September.
    Campagne("CANICULE", "Veille canicule", (6, 7, 8, 9), ("ENV_CHALEUR",), "Ministère de la santé"),
    # World day on 29 September.
    Campagne("COEUR", "Journée mondiale du cœur", (9,), ("CARDIO",), "Fédération mondiale du cœur"),
    Campagne("OCTOBRE_ROSE", "Octobre rose", (10,), ("DEP_SEIN",), "Institut national du cancer, CRCDC"),
    # First week of October.
    Campagne("SEMAINE_BLEUE", "Semaine bleue des aînés", (10,), ("VIEIL",), "Comité national de la Semaine bleue"),
    # Two weeks of October, around the world day of the 10th.
    Campagne(
        "SISM", "Semaines d’information sur la santé mentale", (10,), ("MENTALE", "MEN_BIENETRE"), "Collectif SISM"
    ),
    Campagne("VACC_HIVER", "Vaccination grippe et Covid-19", (10, 11, 12, 1), ("VACC_SAIS",), "Assurance maladie"),
    Campagne("MOIS_SANS_TABAC", "Mois sans tabac", (11,), ("ADD_TABAC",), "Santé publique France"),
    # World day on 14 November.
    Campagne("DIABETE", "Journée mondiale du diabète", (11,), ("NUT_DIABETE",), "Fédération internationale du diabète"),
    # World day on 1 December.
    Campagne("SIDA", "Journée mondiale de lutte contre le sida", (12,), ("SEX_IST",), "ONUSIDA"),
)
CAMPAGNES: Mapping[str, Campagne] = MappingProxyType({campagne.code: campagne for campagne in _DECLARED})


def campagnes_of(mois: int) -> Sequence[Campagne]:
    """Campaigns of a month, in the order of the year."""
    return [campagne for campagne in CAMPAGNES.values() if mois in campagne.mois]
