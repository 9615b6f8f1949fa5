"""What orientations and files gave within 90 days, and how long suivis lasted: from rows to the words that are counted.

The day is that of the event, never of the entry: a result heard in May of an appointment of March counts in March.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from asv.domain.suivis.resultats import ATTENTE, INCONNU, is_open

DELAI = timedelta(days=90)
DOUBLON = "CL_DOUBLON"
NON_DEMANDE = "ND"
QUESTIONS = ("sexe", "tranche_age", "zone_residence", "frein", "premiere_fois")
"""Questions of the short form that M22 watches; « non demandé » is the only answer that is not one."""


class Issue(StrEnum):
    """Where an orientation or a démarche stood at 90 days. SANS: nothing is known. ATTENTE: they have not passed.

    TROUVE: a médecin traitant. RELAIS: the partner took over. SOIN: what a file that asks for no right may give.
    """

    ABOUTIE = "ABOUTIE"
    TROUVE = "TROUVE"
    RELAIS = "RELAIS"
    SOIN = "SOIN"
    REFUS_PARTENAIRE = "REFUS_PARTENAIRE"
    PERDU_VUE = "PERDU_VUE"
    AUTRE = "AUTRE"
    SANS = "SANS"
    ATTENTE = "ATTENTE"


HONOREES = {
    "RES_RDV_HONORE": Issue.ABOUTIE,
    "RES_SOIN_REALISE": Issue.ABOUTIE,
    "RES_SOIN_EN_COURS": Issue.ABOUTIE,
    "RES_REFUS_PARTENAIRE": Issue.REFUS_PARTENAIRE,
    "RES_PERDU_VUE": Issue.PERDU_VUE,
}
"""Of an orientation (M15, M17, M18)."""
OUVERTS = {
    "RES_DROIT_OUVERT": Issue.ABOUTIE, "RES_DROIT_RENOUV": Issue.ABOUTIE, "RES_MT_TROUVE": Issue.TROUVE,
    "RES_RELAIS_OK": Issue.RELAIS, "RES_SOIN_REALISE": Issue.SOIN, "RES_SOIN_EN_COURS": Issue.SOIN,
    "RES_RDV_HONORE": Issue.SOIN, "RES_REFUS_PARTENAIRE": Issue.REFUS_PARTENAIRE,
}  # fmt: skip
"""Of a démarche: of a file (M16), rights alone are what was asked for."""
DUREES = ((30, "J30"), (90, "J90"), (180, "J180"), (365, "J365"))
LONGUE = "J365P"


def issue_at_90(
    start: date, dated: Iterable[tuple[date, str]], today: date, named: dict[str, Issue]
) -> Issue:  # fmt: skip
    """Sort an orientation or a file by the last result of its first 90 days.

    dated: day and code of each result, in the order they came; the last that falls in the 90 days holds.
    named: results that have an issue of their own; any other one that closes is AUTRE.
    """
    last = ATTENTE
    for day, code in dated:
        if day <= start + DELAI:
            last = code
    if last != INCONNU and not is_open(last):
        return named.get(last, Issue.AUTRE)
    return Issue.SANS if last == INCONNU or today > start + DELAI else Issue.ATTENTE


def duree_of(ouvert_le: date, clos_le: date) -> str:
    """Class of a length of suivi, in days."""
    days = (clos_le - ouvert_le).days
    return next((code for most, code in DUREES if days <= most), LONGUE)


def reponses_of(contact: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The questions of the short form, one row each: whether the contact has an answer to it."""
    given = {**contact, "frein": next(iter(contact["freins"]), NON_DEMANDE)}
    for question in QUESTIONS:
        yield {"nature": contact["nature"], "question": question, "is_notee": given[question] != NON_DEMANDE}
