"""What the coordination asks to plan: so many séances of a campaign, with these structures and these means."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from asv.domain.actions.campagnes import CAMPAGNES
from asv.domain.champs import Champs, codes_of
from asv.domain.nomenclatures.enumerations import Creneau

MOST_SEANCES = 24
MOST_STRUCTURES = 6
LONGEST = timedelta(days=123)
SALLES = "salles"
"""Asked for instead of a mobile unit: any room of the bourse, free and near."""


@dataclass(frozen=True, slots=True)
class DemandeSaisie:
    """As typed. `moyen`: empty, SALLES, or the identifier of a mobile unit of the bourse."""

    campagne: str = ""
    theme: str = ""
    seances: str = ""
    debut: str = ""
    fin: str = ""
    creneaux: tuple[str, ...] = ()
    structures: tuple[str, ...] = ()
    moyen: str = ""
    with_saturday: bool = False


@dataclass(frozen=True, slots=True)
class Demande:
    theme: str
    seances: int
    debut: date
    fin: date
    creneaux: tuple[str, ...]
    structures: tuple[UUID, ...]
    moyen: str = ""
    with_saturday: bool = False
    campagne: str = ""


def check_demande(
    saisie: DemandeSaisie, *, structures: Collection[str], moyens: Collection[str], today: date
) -> Demande:  # fmt: skip
    """What to plan, or Incorrect with every field to correct. `moyens`: mobile units of the bourse."""
    champs = Champs()
    campagne = CAMPAGNES.get(saisie.campagne)
    theme = saisie.theme or (campagne.themes[0] if campagne else "")
    if theme not in codes_of("THEME_SANTE", today):
        champs.refuse("theme", "Choisissez une campagne, ou un thème de santé.")
    chosen = champs.codes("structures", saisie.structures, structures, unknown="Choisissez des structures de la liste.")
    if not 1 <= len(chosen) <= MOST_STRUCTURES:
        champs.refuse("structures", f"Choisissez de une à {MOST_STRUCTURES} structures pour tenir les séances.")
    creneaux = _creneaux(champs, saisie.creneaux)
    if saisie.moyen and saisie.moyen not in {SALLES, *moyens}:
        champs.refuse("moyen", "Choisissez un moyen de la liste.")
    debut, fin = _period(champs, saisie, today)
    seances = _count(champs, saisie.seances)
    champs.settle()
    return Demande(
        theme, seances, debut, fin, creneaux,
        tuple(sorted(UUID(structure) for structure in chosen)), saisie.moyen, saisie.with_saturday,
        campagne.code if campagne else "",
    )  # fmt: skip


def _creneaux(champs: Champs, given: tuple[str, ...]) -> tuple[str, ...]:
    """Half-days in the order of the day."""
    known = [creneau.value for creneau in Creneau]
    chosen = champs.codes("creneaux", given, known, unknown="Choisissez matin, après-midi ou soir.")
    if not chosen:
        champs.refuse("creneaux", "Choisissez au moins un moment de la journée.")
    return tuple(creneau for creneau in known if creneau in chosen)


def _count(champs: Champs, given: str) -> int:
    if given.isascii() and given.isdigit() and 1 <= int(given[:3]) <= MOST_SEANCES:
        return int(given)
    champs.refuse("seances", f"Dites combien de séances, de 1 à {MOST_SEANCES}.")
    return 1


def _period(champs: Champs, saisie: DemandeSaisie, today: date) -> tuple[date, date]:
    debut = champs.day("debut", saisie.debut, missing="Indiquez le premier jour possible.")
    fin = champs.day("fin", saisie.fin, missing="Indiquez le dernier jour possible.")
    if not champs.has_refused("debut", "fin"):
        if debut < today:
            champs.refuse("debut", "Ce jour est passé : on prépare ce qui vient.")
        if fin < debut:
            champs.refuse("fin", "Le dernier jour vient après le premier.")
        elif fin - debut > LONGEST:
            champs.refuse("fin", "Quatre mois au plus : préparez le reste ensuite.")
    return debut, fin


def months_of(campagne: str, today: date) -> tuple[date, date] | None:
    """First and last day of the next time of a campaign, from today on; None when it is unknown."""
    found = CAMPAGNES.get(campagne)
    if found is None:
        return None
    first, last = found.mois[0], found.mois[-1]
    for year in (today.year - 1, today.year, today.year + 1):
        start = date(year, first, 1)
        after = date(year + (last < first), last, 28) + timedelta(days=4)
        end = after - timedelta(days=after.day)
        if end >= today:
            return max(start, today + timedelta(days=1)), end
    return None
