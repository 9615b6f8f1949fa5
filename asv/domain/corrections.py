"""Corrections of what was received: free for a week, then with a reason, then a dated adjustment of a closed quarter.

A correction is read as if the tablet had sent it right on the day the item came in, by the same rules of the domain.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from asv.domain.errors import Conflict, Refused
from asv.domain.periodes import is_closed_day
from asv.domain.saisie import InvalidField

FREE = timedelta(days=7)
ANNULE = "annule"
"""Nature of a contact entered by mistake: it is kept, and no indicateur asks for it."""
STALE = (
    "Cette saisie vient d’être corrigée dans un autre onglet ou sur un autre poste : rien n’a été remplacé. "
    "Relisez-la, puis recommencez."
)
UNCHANGED = "Rien n’a changé : modifiez une réponse, ou revenez à vos saisies."
CLOSED_DAY = "Ce jour tombe dans un trimestre clos, dont les chiffres ne bougent plus : choisissez un autre jour."
NO_MOTIF = "Cette saisie a plus de sept jours : dites pourquoi vous la corrigez."


class Stale(Conflict):
    """The saisie is no longer the one that the acteur had under the eyes."""

    def __init__(self) -> None:
        super().__init__(STALE)


class MotifCorrection(StrEnum):
    """Why a saisie is corrected after a week. Closed on purpose: a free text would end up telling a story."""

    TOUCHE = "MC_TOUCHE"
    OUBLI = "MC_OUBLI"
    LIEU = "MC_LIEU"
    DOUBLON = "MC_DOUBLON"
    PERSONNE = "MC_PERSONNE"
    ESSAI = "MC_ESSAI"

    @property
    def libelle(self) -> str:
        """Label for the screens."""
        return _MOTIFS[self]


_MOTIFS = {
    MotifCorrection.TOUCHE: "Erreur de touche",
    MotifCorrection.OUBLI: "Réponse oubliée ou connue plus tard",
    MotifCorrection.LIEU: "Mauvais jour ou mauvais lieu",
    MotifCorrection.DOUBLON: "Saisie en double",
    MotifCorrection.PERSONNE: "À la demande de la personne",
    MotifCorrection.ESSAI: "Saisie d’essai",
}


class Regime(StrEnum):
    """How a saisie may still be corrected."""

    LIBRE = "libre"
    MOTIVEE = "motivee"
    AJUSTEMENT = "ajustement"


def regime_of(jour: date, recue_le: date, today: date) -> Regime:
    """How a saisie of `jour`, received on `recue_le`, is corrected today."""
    if is_closed_day(jour, today):
        return Regime.AJUSTEMENT
    return Regime.LIBRE if today <= recue_le + FREE else Regime.MOTIVEE


def check_motif(motif: str, regime: Regime) -> str | None:
    """The reason to keep: none while the correction is free, one of the list afterwards."""
    if regime is Regime.LIBRE:
        return None
    if motif not in set(MotifCorrection):
        raise InvalidField("motif", NO_MOTIF)
    return str(motif)


def check_moved(jour: date, today: date) -> None:
    """Refuse to move a saisie into a quarter that is closed."""
    if is_closed_day(jour, today):
        raise InvalidField("date", CLOSED_DAY)


def changed(avant: Mapping[str, Any], apres: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that differ, with their values before and after. Refused when there is none."""
    fields = [champ for champ in apres if avant.get(champ) != apres[champ]]
    if not fields:
        raise Refused(UNCHANGED)
    return {champ: avant.get(champ) for champ in fields}, {champ: apres[champ] for champ in fields}
