"""Ateliers as a tablet sends them: a group counted by its margins, never turned into invented persons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from asv.domain.nomenclatures import Creneau
from asv.domain.saisie import (
    Champ,
    Choix,
    Code,
    Entier,
    InvalidField,
    Jour,
    Lieu,
    Places,
    Repartition,
    check_day,
    read_fields,
)

MOST_PARTICIPATIONS = 500
RESIDENCES = frozenset({"QPV", "HORS_QPV", "NC"})
CHAMPS: Mapping[str, Champ] = {
    "date": Jour(is_required=True),
    "creneau": Choix(frozenset(Creneau), is_required=True),
    "commune": Lieu(is_required=True),
    "qpv": Lieu(),
    "lieu_type": Code("LIEU_TYPE", is_required=True),
    # A sensible theme is taken: it is that of the group, announced to all, and says nothing of a person.
    "theme": Code("THEME_SANTE", is_required=True, takes_sensible=True),
    "total": Entier(0, MOST_PARTICIPATIONS, is_required=True),
    "sexe": Repartition("SEXE_GENRE", is_required=True),
    "tranche_age": Repartition("TRANCHE_AGE", is_required=True),
    "residence": Repartition(values=RESIDENCES, is_required=True),
    "deja_rencontres": Entier(0, MOST_PARTICIPATIONS, is_required=True),
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


def parse_atelier(contenu: object, *, today: date, places: Places) -> AtelierDraft:
    """Give the atelier written in `contenu`; refuses as `parse_seance` does, and distributions that do not add up."""
    draft = AtelierDraft(**read_fields(CHAMPS, contenu))
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
