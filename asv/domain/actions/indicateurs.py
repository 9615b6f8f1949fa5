"""Indicateurs of joint actions (domain study D4): what is aimed at, what the data of the tool give by themselves.

Nothing here says that an action caused what is observed: the words are « évolution observée ».
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from asv.domain.actions.etats import CONCERTATION, DRAFTS
from asv.domain.actions.seances import ANNULEE, PROGRAMMEE, REALISEE, REPORTEE
from asv.domain.champs import Champs
from asv.domain.errors import Conflict

LIBELLE, SOURCE, COMMENTAIRE, UNITE = 160, 160, 400, 30
FAMILLES = {"realisation": "Réalisation", "resultat": "Résultat", "impact": "Évolution observée"}
ECHEANCES = {
    "seance": "À chaque date", "J60": "Au bilan (60 jours)", "J90": "À 90 jours", "J180": "À 180 jours",
    "annee": "À la fin de l’année",
}  # fmt: skip
PA_3 = 3
RESULT_DELAY = timedelta(days=90)
SOINS = frozenset({"RES_SOIN_REALISE", "RES_SOIN_EN_COURS", "RES_RDV_HONORE"})
UNKNOWN = frozenset({None, "RES_ATTENTE", "RES_INCONNU", "RES_RDV_OBTENU"})
"""Results that say nothing yet of what became of the orientation."""


@dataclass(frozen=True, slots=True)
class Mesure:
    """An indicateur of the study. `is_calculee`: the data of the tool give it, nobody types it."""

    code: str
    famille: str
    libelle: str
    unite: str
    formule: str
    is_calculee: bool = True


MESURES = (
    Mesure("A-REAL-1", "realisation", "Taux de réalisation", "%", "dates tenues / dates prévues"),
    Mesure("A-REAL-2", "realisation", "Participations", "", "somme des participations de chaque date"),
    Mesure("A-REAL-3", "realisation", "Part des quartiers prioritaires", "%",
           "participations venues d’un quartier prioritaire / résidence connue"),
    Mesure("A-REAL-4", "realisation", "Part du quartier visé", "%",
           "participations venues du quartier visé / résidence connue"),
    Mesure("A-REAL-5", "realisation", "Part de nouveaux", "%", "« première fois » / réponses"),
    Mesure("A-REAL-6", "realisation", "Délai du besoin à l’action", "jours", "du besoin documenté à la première date"),
    Mesure("A-RES-1", "resultat", "Soins ou dépistages réalisés à 90 jours", "%",
           "réalisés / orientations dont le résultat est connu"),
    Mesure("A-RES-2", "resultat", "Droits ouverts à 90 jours", "%", "ouverts / dossiers déposés", is_calculee=False),
    Mesure("A-RES-3", "resultat", "Connaissance déclarée", "points",
           "bonnes réponses après moins bonnes réponses avant, à trois questions"),
    Mesure("A-RES-4", "resultat", "Satisfaction", "%", "visages contents / réponses, à partir de onze"),
    Mesure("A-IMP-1", "impact", "Participation au dépistage, quartier et commune", "%",
           "données annuelles du centre de dépistage ou de la CPAM", is_calculee=False),
    Mesure("A-MUT-2", "realisation", "Valeur mise en commun", "%", "moyens des autres structures / coût total"),
    Mesure("A-MUT-3", "realisation", "Effet levier du droit commun", "%",
           "droit commun / (droit commun + crédits spécifiques)"),
)  # fmt: skip
OF_NOBODY = frozenset({"A-REAL-1", "A-REAL-6", "A-IMP-1", "A-MUT-2", "A-MUT-3"})
"""Measures of dates, days, money, or published elsewhere."""
FREE_UNITS = frozenset({"€", "euro", "euros", "jour", "jours", "heure", "heures", "date", "dates", "séance", "séances"})
SHARES = frozenset({"%", "point", "points"})
BY_CODE = {mesure.code: mesure for mesure in MESURES}


@dataclass(frozen=True, slots=True)
class IndicateurSaisi:
    """An indicateur as typed. `code`: of MESURES, or empty for one of one's own."""

    code: str = ""
    libelle: str = ""
    famille: str = ""
    unite: str = ""
    cible: str = ""
    source: str = ""
    echeance: str = ""
    is_confirme: bool = False


@dataclass(frozen=True, slots=True)
class IndicateurPrevu:
    code: str | None
    libelle: str
    famille: str
    unite: str
    cible: Decimal
    source: str
    echeance: str


@dataclass(frozen=True, slots=True)
class Obtenu:
    obtenu: Decimal | None
    commentaire: str


def check_indicateur(saisi: IndicateurSaisi, *, taken: Collection[str] = ()) -> IndicateurPrevu:
    """An indicateur ready to be kept: what is aimed at, from which source, by when. `taken`: codes chosen already."""
    champs = Champs(confirme=saisi.is_confirme)
    mesure = BY_CODE.get(saisi.code)
    if saisi.code and mesure is None:
        champs.refuse("code", "Choisissez un indicateur de la liste, ou « un autre ».")
    elif saisi.code in taken:
        champs.refuse("code", "Cet indicateur est déjà choisi pour l’action.")
    libelle = mesure.libelle if mesure else _own_words(champs, saisi)
    famille = mesure.famille if mesure else saisi.famille
    if not mesure and not champs.has_refused("code") and famille not in FAMILLES:
        champs.refuse("famille", "Choisissez ce que l’indicateur mesure.")
    unite = mesure.unite if mesure else champs.free_text("unite", saisi.unite, UNITE)
    cible = champs.decimal("cible", saisi.cible, wrong="Écrivez la cible en chiffres, par exemple 60 ou 12,5.")
    if cible is None and not champs.has_refused("cible"):
        champs.refuse("cible", "Indiquez la cible : sans elle, on ne saura pas si elle est atteinte.")
    source = champs.free_text("source", saisi.source, SOURCE, missing="Dites d’où viendra le chiffre.")
    if saisi.echeance not in ECHEANCES:
        champs.refuse("echeance", "Choisissez quand l’indicateur sera relevé.")
    champs.settle()
    return IndicateurPrevu(mesure.code if mesure else None, libelle, famille, unite, cible or Decimal(0), source,
                           saisi.echeance)  # fmt: skip


def _own_words(champs: Champs, saisi: IndicateurSaisi) -> str:
    if champs.has_refused("code"):
        return ""
    return champs.free_text("libelle", saisi.libelle, LIBELLE, missing="Donnez un nom à l’indicateur.")


def is_about_people(code: str | None, unite: str) -> bool:
    """Whether a value typed for an indicateur may count people: all do, but those that say what else they count."""
    return code not in OF_NOBODY and unite.strip().lower() not in FREE_UNITS


def is_share(unite: str) -> bool:
    return unite.strip().lower() in SHARES


def check_obtenu(obtenu: str, commentaire: str, *, is_confirme: bool = False) -> Obtenu:
    """What was obtained, ready to be kept; empty when it is still unknown."""
    champs = Champs(confirme=is_confirme)
    value = champs.decimal("obtenu", obtenu, wrong="Écrivez la valeur obtenue en chiffres, par exemple 48 ou 12,5.")
    texte = champs.free_text("commentaire", commentaire, COMMENTAIRE)
    champs.settle()
    return Obtenu(value, texte)


def check_frozen(etat: str) -> None:
    """Refuse to take an indicateur away once the action was validated on it."""
    if etat not in DRAFTS | {CONCERTATION}:
        raise Conflict("L’action a été validée avec cet indicateur : il reste. Notez en commentaire ce qui a changé.")


@dataclass(frozen=True, slots=True)
class Realisation:
    """Dates of an action, counted. What was postponed is counted by the date that replaces it."""

    tenues: int
    prevues: int
    annulees: int
    reportees: int

    @property
    def taux(self) -> Decimal | None:
        """A-REAL-1, from 0 to 1; None when nothing was planned."""
        return Decimal(self.tenues) / self.prevues if self.prevues else None


def realisation(etats: Iterable[str]) -> Realisation:
    """A-REAL-1: dates held over dates planned; cancelled and postponed ones shown apart."""
    found = list(etats)
    held, off, put_off = (found.count(etat) for etat in (REALISEE, ANNULEE, REPORTEE))
    return Realisation(held, held + off + found.count(PROGRAMMEE), off, put_off)


def delai_besoin(besoins: Iterable[date], tenues: Iterable[date]) -> int | None:
    """A-REAL-6 of one action: days from the first documented need to the first date held; None before."""
    first_need, first_held = min(besoins, default=None), min(tenues, default=None)
    return max(0, (first_held - first_need).days) if first_need and first_held else None


def median_of(values: Iterable[int | None]) -> float | None:
    """Median of those that are known; None when none is."""
    known = [value for value in values if value is not None]
    return float(median(known)) if known else None


@dataclass(frozen=True, slots=True)
class Devenir:
    """Orientations towards an action that are 90 days old or more: care done, known to be otherwise, unknown."""

    realises: int
    autres: int
    inconnus: int


def devenir(orientations: Iterable[tuple[date, Sequence[tuple[date, str]]]], today: date) -> Devenir:
    """A-RES-1: what became of each orientation in 90 days.

    orientations: the day of each, and its dated results in the order they came. One younger than 90 days waits.
    """
    counts = {"realises": 0, "autres": 0, "inconnus": 0}
    for day, resultats in orientations:
        if day + RESULT_DELAY > today:
            continue
        codes = {code for when, code in resultats if when <= day + RESULT_DELAY}
        if codes & SOINS:
            counts["realises"] += 1
        else:
            counts["autres" if codes - UNKNOWN else "inconnus"] += 1
    return Devenir(**counts)


def mutualisation(brings: Iterable[int]) -> tuple[int, int]:
    """A-MUT-1: actions with two partners or more bringing a means, and actions. `brings`: how many do, by action."""
    found = list(brings)
    return sum(count >= 2 for count in found), len(found)  # noqa: PLR2004 - the definition of the study


def part(numerator: Decimal | int, denominator: Decimal | int) -> Decimal | None:
    """A share from 0 to 1; None when there is nothing to divide by."""
    return Decimal(numerator) / Decimal(denominator) if denominator else None


def participation_moyenne(niveaux: Iterable[str]) -> tuple[float | None, Decimal | None]:
    """A-PAR-1: median level of participation obtained (0 to 6), and share of PA_3 or more. None without any level."""
    levels = [int(niveau.removeprefix("PA_")) for niveau in niveaux]
    return median_of(levels), part(sum(level >= PA_3 for level in levels), len(levels))
