"""Ateliers as a tablet sends them: a group counted by its margins, never turned into invented persons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from asv.domain.nomenclatures import Creneau
from asv.domain.saisie import (
    EVERYTHING,
    Champ,
    Choix,
    Code,
    Codes,
    Entier,
    Identifiants,
    InvalidField,
    Jour,
    Lieu,
    Places,
    Repartition,
    check_day,
    read_fields,
)

MOST_PARTICIPATIONS = 500
MOST_MEDIATEURS, MOST_QUESTIONS = 10, 5
VISAGES = frozenset({"CONTENT", "MOYEN", "MECONTENT"})
RESIDENCES = frozenset({"QPV", "HORS_QPV", "NC"})
CHAMPS_1: Mapping[str, Champ] = {
    "date": Jour(is_required=True),
    "creneau": Choix(frozenset(Creneau), is_required=True),
    "commune": Lieu(is_required=True),
    "qpv": Lieu(),
    "lieu_type": Code("LIEU_TYPE", is_required=True),
    # A sensible theme is taken: it is that of the group, announced to all, and says nothing of a person.
    "theme": Code("THEME_SANTE", is_required=True, sensibles=EVERYTHING),
    "total": Entier(0, MOST_PARTICIPATIONS, is_required=True),
    "sexe": Repartition("SEXE_GENRE", is_required=True),
    "tranche_age": Repartition("TRANCHE_AGE", is_required=True),
    "residence": Repartition(values=RESIDENCES, is_required=True),
    "deja_rencontres": Entier(0, MOST_PARTICIPATIONS, is_required=True),
}
CHAMPS: Mapping[str, Champ] = {
    **CHAMPS_1,
    "type_action": Code("ACTION_TYPE", absent=None),
    "mediateurs": Identifiants(MOST_MEDIATEURS),
    "satisfaction": Repartition(values=VISAGES),
    "questions": Codes(Code("THEME_SANTE", sensibles=EVERYTHING), most=MOST_QUESTIONS),
}


@dataclass(frozen=True, slots=True)
class AtelierDraft:
    """An atelier ready to be kept; each of the three distributions sums to `total`."""

    date: date
    creneau: str
    commune: str
    qpv: str | None
    lieu_type: str
    theme: str
    total: int
    sexe: Mapping[str, int]
    tranche_age: Mapping[str, int]
    residence: Mapping[str, int]
    deja_rencontres: int
    nomenclature: str
    type_action: str | None = None
    mediateurs: tuple[UUID, ...] = ()
    satisfaction: Mapping[str, int] | None = None
    questions: tuple[str, ...] = ()


def parse_atelier_1(contenu: object, *, today: date, places: Places) -> AtelierDraft:
    """Give the atelier written in `contenu`; refuses as `parse_seance` does, and distributions that do not add up."""
    return _draft(read_fields(CHAMPS_1, contenu), today, places)


def parse_atelier(contenu: object, *, today: date, places: Places) -> AtelierDraft:
    """Give the atelier of version 2: version 1, with its kind, its colleagues, its three faces and its questions."""
    values = read_fields(CHAMPS, contenu)
    if sum((values["satisfaction"] or {}).values()) > values["total"]:
        raise InvalidField("satisfaction", "Il y a plus de réponses que de participants : corrigez l’un des deux.")
    return _draft(values, today, places)


def _draft(values: dict[str, Any], today: date, places: Places) -> AtelierDraft:
    draft = AtelierDraft(**values)
    places.check(draft.commune, draft.qpv, champs=("commune", "qpv"))
    check_day("date", draft.date, today)
    for champ, counts in (
        ("sexe", draft.sexe),
        ("tranche_age", draft.tranche_age),
        ("residence", draft.residence),
    ):
        if sum(counts.values()) != draft.total:
            raise InvalidField(
                champ, "La somme ne donne pas le total des participants : comptez les absents de réponse en « NC »."
            )
    if draft.deja_rencontres > draft.total:
        raise InvalidField(
            "deja_rencontres", "Il ne peut pas y en avoir plus que de participants : corrigez l’un des deux."
        )
    return draft
