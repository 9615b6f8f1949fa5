"""How much of everything: the demonstration year, or any number of contacts."""

from dataclasses import dataclass
from enum import StrEnum


class Genre(StrEnum):
    """What the rows are for; it shows in every generated name."""

    DEMONSTRATION = "démonstration"
    SYNTHESE = "synthèse"


@dataclass(frozen=True, slots=True)
class Volume:
    """Numbers of rows. `contacts` includes the salutations; `lots`: independent parts of the work of the field."""

    contacts: int
    seances: int
    suivis: int
    mediateurs: int
    ateliers: int
    structures: int
    actions: int
    partenaires: int
    coordinateurs: int
    lots: int = 1


DEMONSTRATION = Volume(
    contacts=6000,
    seances=450,
    suivis=300,
    mediateurs=8,
    ateliers=60,
    structures=25,
    actions=40,
    partenaires=6,
    coordinateurs=2,
)

CONTACTS_PER_SEANCE = 13
CONTACTS_PER_SUIVI = 20
CONTACTS_PER_YEAR = 2000
"""Of one mediator, all modes together (domain study, B2: 25 to 60 quick contacts a week)."""
CONTACTS_PER_LOT = 50_000


def bulk_volume(contacts: int, years: int) -> Volume:
    """Team and activity that such a number of contacts supposes."""
    mediateurs = max(2, -(-contacts // (CONTACTS_PER_YEAR * years)))
    return Volume(
        contacts=contacts,
        seances=max(1, contacts // CONTACTS_PER_SEANCE),
        suivis=contacts // CONTACTS_PER_SUIVI,
        mediateurs=mediateurs,
        ateliers=contacts // 100,
        structures=25,
        actions=40 * years,
        partenaires=6,
        coordinateurs=2,
        lots=max(1, min(mediateurs // 2, -(-contacts // CONTACTS_PER_LOT))),
    )
