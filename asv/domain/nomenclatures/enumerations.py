"""Two closed choices too small and too settled to be reference lists."""

from enum import StrEnum


class Creneau(StrEnum):
    """Part of the day of a séance; the hour itself is never kept."""

    MATIN = "matin"
    APRES_MIDI = "apres_midi"
    SOIR = "soir"

    @property
    def libelle(self) -> str:
        """Label for the screens."""
        return {"matin": "Matin", "apres_midi": "Après-midi", "soir": "Soir"}[self.value]


class PremiereFois(StrEnum):
    """First contact of the year with a health mediator of the agglomeration; the non-answers come beside."""

    OUI = "OUI"
    NON = "NON"

    @property
    def libelle(self) -> str:
        """Label for the screens."""
        return {"OUI": "Oui", "NON": "Non"}[self.value]
