"""The catalogue: every list, its version, and what one may ask of a value."""

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from types import MappingProxyType

from asv.domain.nomenclatures.action_annulation import ACTION_ANNULATION
from asv.domain.nomenclatures.action_etat import ACTION_ETAT
from asv.domain.nomenclatures.action_role import ACTION_ROLE
from asv.domain.nomenclatures.action_type import ACTION_TYPE
from asv.domain.nomenclatures.activite import ACTIVITE
from asv.domain.nomenclatures.autonomie import AUTONOMIE
from asv.domain.nomenclatures.autonomie_domaine import AUTONOMIE_DOMAINE
from asv.domain.nomenclatures.besoin import BESOIN
from asv.domain.nomenclatures.cloture import CLOTURE
from asv.domain.nomenclatures.couverture import COUVERTURE
from asv.domain.nomenclatures.demarche import DEMARCHE
from asv.domain.nomenclatures.engagement_etat import ENGAGEMENT_ETAT
from asv.domain.nomenclatures.engagement_type import ENGAGEMENT_TYPE
from asv.domain.nomenclatures.entree import Entree, Liste
from asv.domain.nomenclatures.etat_droit import ETAT_DROIT
from asv.domain.nomenclatures.financement import FINANCEMENT
from asv.domain.nomenclatures.frein import FREIN
from asv.domain.nomenclatures.information_personne import INFORMATION_PERSONNE
from asv.domain.nomenclatures.langue import LANGUE
from asv.domain.nomenclatures.lieu_type import LIEU_TYPE
from asv.domain.nomenclatures.mode_contact import MODE_CONTACT
from asv.domain.nomenclatures.moyen import MOYEN
from asv.domain.nomenclatures.non_recours import NON_RECOURS
from asv.domain.nomenclatures.orientation import ORIENTATION
from asv.domain.nomenclatures.origine import ORIGINE
from asv.domain.nomenclatures.participation import PARTICIPATION
from asv.domain.nomenclatures.public import PUBLIC
from asv.domain.nomenclatures.renoncement_soin import RENONCEMENT_SOIN
from asv.domain.nomenclatures.renoncement_statut import RENONCEMENT_STATUT
from asv.domain.nomenclatures.resultat import RESULTAT
from asv.domain.nomenclatures.sexe_genre import SEXE_GENRE
from asv.domain.nomenclatures.signal import SIGNAL
from asv.domain.nomenclatures.theme_sante import THEME_SANTE
from asv.domain.nomenclatures.tranche_age import TRANCHE_AGE
from asv.domain.nomenclatures.type_intervention import TYPE_INTERVENTION
from asv.domain.nomenclatures.type_orientation import TYPE_ORIENTATION
from asv.domain.nomenclatures.type_partenaire import TYPE_PARTENAIRE
from asv.domain.nomenclatures.valeur_manquante import VALEUR_MANQUANTE
from asv.domain.nomenclatures.zone_residence import ZONE_RESIDENCE

VERSIONS: Mapping[str, date] = MappingProxyType({"2026.1": date(2026, 1, 1)})
"""Each version and the day it came into force, oldest first; every record keeps the version it was written with."""

VERSION = "2026.1"

LISTES: Mapping[str, Liste] = MappingProxyType(
    {
        liste.code: liste
        for liste in (
            VALEUR_MANQUANTE,
            MODE_CONTACT,
            LIEU_TYPE,
            TYPE_INTERVENTION,
            PUBLIC,
            TRANCHE_AGE,
            SEXE_GENRE,
            COUVERTURE,
            ETAT_DROIT,
            FREIN,
            NON_RECOURS,
            RENONCEMENT_SOIN,
            RENONCEMENT_STATUT,
            THEME_SANTE,
            BESOIN,
            DEMARCHE,
            ORIENTATION,
            TYPE_ORIENTATION,
            RESULTAT,
            CLOTURE,
            AUTONOMIE,
            AUTONOMIE_DOMAINE,
            ORIGINE,
            LANGUE,
            INFORMATION_PERSONNE,
            SIGNAL,
            ACTION_TYPE,
            ACTION_ETAT,
            ACTION_ANNULATION,
            ACTION_ROLE,
            MOYEN,
            FINANCEMENT,
            PARTICIPATION,
            ENGAGEMENT_TYPE,
            ENGAGEMENT_ETAT,
            TYPE_PARTENAIRE,
            ACTIVITE,
            ZONE_RESIDENCE,
        )
    }
)

NON_REPONSES = frozenset(entree.code for entree in VALEUR_MANQUANTE.entrees)
"""Accepted by every list, never merged with one another."""

_ENTREES: Mapping[str, Mapping[str, Entree]] = {
    liste.code: {entree.code: entree for entree in (*VALEUR_MANQUANTE.entrees, *liste.entrees)}
    for liste in LISTES.values()
}


class UnknownCodeError(KeyError):
    """A list or a code nobody declared, with the near ones."""

    def __str__(self) -> str:
        """Give the sentence as written, without the quotes a KeyError adds."""
        return str(self.args[0])


def _near(code: str, known: Mapping[str, object]) -> str:
    if near := get_close_matches(code.upper(), known, n=3):
        return f"codes proches : {', '.join(near)}."
    return f"par exemple : {', '.join(sorted(known)[:5])}."


def _entrees(liste: str) -> Mapping[str, Entree]:
    try:
        return _ENTREES[liste]
    except KeyError:
        raise UnknownCodeError(f"La liste « {liste} » n’existe pas ; {_near(liste, LISTES)}") from None


def liste(code: str) -> Liste:
    """Give the whole list, retired values included; see `in_force` for those that may be chosen."""
    _entrees(code)
    return LISTES[code]


def entree(liste: str, code: str) -> Entree:
    """Give one value of a list; the five non-answers belong to every list.

    Raises UnknownCodeError, in French and with the near codes.
    """
    entrees = _entrees(liste)
    try:
        return entrees[code]
    except KeyError:
        near = _near(code, entrees)
        raise UnknownCodeError(f"Le code « {code} » n’existe pas dans la liste {liste} ; {near}") from None


def is_known(liste: str, code: str, version: str | None = None) -> bool:
    """Whether the code may stand on a record: ever declared, or in force in the version the record was written with.

    A version this server has never heard of knows no code: the record waits for the update.
    """
    found = _entrees(liste).get(code)
    if found is None or version is None:
        return found is not None
    return version in VERSIONS and found.is_in_force(VERSIONS[version])


def in_force(liste: str, jour: date) -> tuple[Entree, ...]:
    """List the values that may be chosen on that day, in the order of the screens, without the non-answers."""
    _entrees(liste)
    return tuple(entree for entree in LISTES[liste].entrees if entree.is_in_force(jour))


def is_non_reponse(code: str) -> bool:
    """Whether the code is one of the five non-answers."""
    return code in NON_REPONSES


def is_sensible(liste: str, code: str) -> bool:
    """Whether the value needs a consented suivi; the flag belongs to the value, not to its branch."""
    return entree(liste, code).sensible


def parent_of(liste: str, code: str) -> str | None:
    """Code of the value just above, None at level 1."""
    return entree(liste, code).parent


def family(liste: str, code: str) -> str:
    """Code of the level-1 ancestor, the value itself at level 1."""
    parent = parent_of(liste, code)
    return code if parent is None else family(liste, parent)


def children(liste: str, code: str) -> tuple[str, ...]:
    """Codes just below, in the order of the screens; empty at the last level."""
    entree(liste, code)
    return tuple(below.code for below in LISTES[liste].entrees if below.parent == code)


def age4(tranche_age: str) -> str | None:
    """Age band of publication (AGE4) of a class of the tablet (AGE10); None for a non-answer."""
    return entree("TRANCHE_AGE", tranche_age).extra


def non_recours(frein: str) -> str | None:
    """Code of the Odenore form a frein points to; None for « aucune », « autre » and the non-answers."""
    return entree("FREIN", frein).extra
