"""Contacts as a tablet sends them: one exchange, its date and place lent by its séance, and a code if there is one.

A contact with nothing asked is valid: it counts as « contact bref ». A salutation is one touch of the +1 counter, an
urgence says only that the numbers were shown. Sensitive values are taken under a code, which stands for an agreement.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from asv.domain import nomenclatures
from asv.domain.nomenclatures import NON_REPONSES, PremiereFois
from asv.domain.saisie import (
    EVERYTHING,
    FAMILIES,
    LONGEST_DURATION_MINUTES,
    NON_DEMANDE,
    Carte,
    Champ,
    Choix,
    Code,
    Codes,
    Entier,
    Identifiant,
    InvalidField,
    Lieu,
    Places,
    read_fields,
)

CONTACT, SALUTATION, URGENCE = "contact", "salutation", "urgence"
AUCUN_FREIN = frozenset({"AUCUN_FREIN"})
MOST_SALUTATIONS, MOST_ACCOMPAGNANTS, LONGEST_INTERPRETARIAT_MINUTES = 500, 20, 240
CARTE = "carte"
"""Key that takes the place of `code` once the server has hashed it."""
CHAMPS_1: Mapping[str, Champ] = {
    "seance": Identifiant(is_required=True),
    "nature": Choix(frozenset({CONTACT, SALUTATION}), is_required=True),
    "sexe": Code("SEXE_GENRE"),
    "tranche_age": Code("TRANCHE_AGE"),
    "zone_residence": Code("ZONE_RESIDENCE"),
    "commune_residence": Lieu(),
    "qpv_residence": Lieu(),
    "freins": Codes(Code("FREIN"), most=3, alone=AUCUN_FREIN),
    "themes": Codes(Code("THEME_SANTE"), most=2),
    "interventions": Codes(Code("TYPE_INTERVENTION"), most=3),
    "orientation": Code("ORIENTATION", absent=None),
    "force_orientation": Code("TYPE_ORIENTATION", absent=None),
    "premiere_fois": Choix(frozenset(PremiereFois) | NON_REPONSES, absent=NON_DEMANDE),
    "duree_minutes": Entier(1, LONGEST_DURATION_MINUTES),
    "langue": Code("LANGUE", absent=None),
    "publics": Codes(Code("PUBLIC"), most=3),
    "origine": Code("ORIGINE", absent=None),
    "information": Code("INFORMATION_PERSONNE", absent=None),
}
CHAMPS: Mapping[str, Champ] = {
    **CHAMPS_1,
    "nature": Choix(frozenset({CONTACT, SALUTATION, URGENCE}), is_required=True),
    "code": Carte(),
    "nombre": Entier(1, MOST_SALUTATIONS, absent=1),
    "accompagnants": Entier(0, MOST_ACCOMPAGNANTS),
    "langue_avant": Code("LANGUE", absent=None),
    "interpretariat_minutes": Entier(1, LONGEST_INTERPRETARIAT_MINUTES),
}
SOUS_CODE: Mapping[str, Champ] = {
    **CHAMPS,
    "freins": Codes(Code("FREIN", sensibles=EVERYTHING), most=3, alone=AUCUN_FREIN),
    "themes": Codes(Code("THEME_SANTE", sensibles=FAMILIES), most=2),
    "publics": Codes(Code("PUBLIC", sensibles=EVERYTHING), most=3),
    "orientation": Code("ORIENTATION", absent=None, sensibles=EVERYTHING),
}
ATTRIBUTES = tuple(nom for nom in CHAMPS if nom not in {"seance", "nature", "code", "nombre"})
_UNKNOWN = frozenset({None, *NON_REPONSES})
_PLACE_REQUIRED, _COMMUNE_ALLOWED = "ZR_QPV", frozenset({"ZR_HORS_QPV", "ZR_INCERTAIN"})


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A contact ready to be kept. `familles_frein`: level-1 ancestors of `freins`, each once, the main one first."""

    seance: UUID
    nature: str
    sexe: str
    tranche_age: str
    zone_residence: str
    commune_residence: str | None
    qpv_residence: str | None
    freins: tuple[str, ...]
    themes: tuple[str, ...]
    interventions: tuple[str, ...]
    orientation: str | None
    force_orientation: str | None
    premiere_fois: str
    duree_minutes: int | None
    langue: str | None
    publics: tuple[str, ...]
    origine: str | None
    information: str | None
    nomenclature: str
    is_bref: bool
    familles_frein: tuple[str, ...]
    carte: bytes | None = None
    nombre: int = 1
    accompagnants: int | None = None
    langue_avant: str | None = None
    interpretariat_minutes: int | None = None


def parse_contact_1(contenu: object, *, today: date, places: Places) -> ContactDraft:  # noqa: ARG001 - one face for all genres
    """Give the contact written in `contenu`; refuses as `parse_seance` does, and whatever needs a consented suivi.

    Whether the séance exists is not asked here: it may be on its way.
    """
    return _draft(read_fields(CHAMPS_1, contenu), places)


def parse_contact(contenu: object, *, today: date, places: Places) -> ContactDraft:  # noqa: ARG001
    """Give the contact of version 2: version 1, with a code, the companions, the language tried first."""
    champs = CHAMPS
    if isinstance(contenu, dict) and contenu.get(CARTE) is not None:
        champs = SOUS_CODE
        contenu = {("code" if nom == CARTE else nom): value for nom, value in contenu.items()}
    values = read_fields(champs, contenu)
    values[CARTE] = values.pop("code")
    _check_nombre(values)
    return _draft(values, places)


def _draft(values: dict[str, Any], places: Places) -> ContactDraft:
    if values["nature"] != CONTACT:
        _check_bare(values)
    else:
        values["freins"] = values["freins"] or (NON_DEMANDE,)
        check_residence(values, places)
        values["force_orientation"] = _force(values)
    return ContactDraft(**values, is_bref=is_bref(values), familles_frein=familles(values["freins"]))


def _check_nombre(values: Mapping[str, Any]) -> None:
    if values["nombre"] > 1 and values["nature"] != SALUTATION:
        raise InvalidField("nombre", "Seules les salutations se comptent à plusieurs : notez un contact par personne.")


def is_bref(values: Mapping[str, Any]) -> bool:
    """Whether nothing is known of the exchange: every attribute is absent or a non-answer."""
    for nom in ATTRIBUTES:
        value = values.get(nom)
        if isinstance(value, tuple):
            if not NON_REPONSES.issuperset(value):
                return False
        elif value not in _UNKNOWN:
            return False
    return True


@lru_cache(maxsize=512)
def _famille(frein: str) -> str:
    return nomenclatures.family("FREIN", frein)


def familles(freins: Iterable[str]) -> tuple[str, ...]:
    """Distinct first levels of the freins, in their order."""
    return tuple(dict.fromkeys([_famille(frein) for frein in freins]))


def _check_bare(values: Mapping[str, Any]) -> None:
    for nom in ATTRIBUTES:
        if values.get(nom) not in (None, NON_DEMANDE, ()):
            raise InvalidField(nom, "Une salutation ou une urgence ne porte aucune réponse : notez plutôt un contact.")
    if values.get(CARTE) is not None:
        raise InvalidField("code", "Une salutation ou une urgence ne porte pas de code : notez plutôt un contact.")


def check_residence(values: Mapping[str, Any], places: Places) -> None:
    """Hold together the three answers about where a person lives."""
    zone_residence, commune, qpv = values["zone_residence"], values["commune_residence"], values["qpv_residence"]
    champs = "commune_residence", "qpv_residence"
    if zone_residence == _PLACE_REQUIRED:
        if qpv is None:
            raise InvalidField("qpv_residence", "Choisissez le quartier, ou répondez « limite incertaine ».")
        places.check(commune, qpv, champs=champs)
        return
    if qpv is not None:
        raise InvalidField(
            "qpv_residence", "Un quartier est choisi hors de la réponse « QPV » : corrigez l’un des deux."
        )
    if commune is None:
        return
    if zone_residence not in _COMMUNE_ALLOWED:
        raise InvalidField("commune_residence", "Cette réponse ne va pas avec une commune : retirez-la.")
    places.check(commune, None, champs=champs)


def _force(values: Mapping[str, Any]) -> str | None:
    """An orientation has a strength, « non demandé » at least; a strength without orientation means nothing."""
    force: str | None = values["force_orientation"]
    if values["orientation"] not in _UNKNOWN:
        return force or NON_DEMANDE
    if force not in _UNKNOWN:
        raise InvalidField("force_orientation", "Choisissez d’abord vers qui la personne est orientée.")
    return None
