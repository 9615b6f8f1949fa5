"""What an examined text shows: where, of which kind, and what follows. Never the words themselves."""

from dataclasses import dataclass
from enum import StrEnum


class Genre(StrEnum):
    """Kinds of fragment, from the surest trace of a person to the least sure."""

    NIR = "nir"
    IBAN = "iban"
    COURRIEL = "courriel"
    TELEPHONE = "telephone"
    NUMERO = "numero"
    ADRESSE = "adresse"
    NAISSANCE = "naissance"
    NOM = "nom"
    MALADIE = "maladie"
    STATUT = "statut"
    JUGEMENT = "jugement"


class Verdict(StrEnum):
    CLEAN = "clean"
    ASK = "ask"
    REFUSE = "refuse"


class Usage(StrEnum):
    """A text read by others (action, signal), where care is the subject; or a note about one person."""

    TEXTE = "texte"
    NOTE = "note"


REFUSED = frozenset({Genre.NIR, Genre.IBAN, Genre.COURRIEL, Genre.TELEPHONE, Genre.NUMERO, Genre.ADRESSE})
ASKED = frozenset({Genre.NOM, Genre.NAISSANCE})
REFUSED_IN_NOTES = REFUSED | {Genre.MALADIE, Genre.STATUT}
ASKED_IN_NOTES = ASKED | {Genre.JUGEMENT}


@dataclass(frozen=True, slots=True, order=True)
class Fragment:
    """A stretch of the text, in characters: `start` included, `end` excluded."""

    start: int
    end: int
    genre: Genre


@dataclass(frozen=True, slots=True)
class Examen:
    """The fragments found, in the order of the text and without overlap."""

    fragments: tuple[Fragment, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Verdict on what points to a person: numbers, addresses, names, births."""
        return self.verdict_for(Usage.TEXTE)

    def verdict_for(self, usage: Usage) -> Verdict:
        """Verdict for one usage: a note about a person also keeps out diseases, statuses and judgements."""
        if self.refused(usage):
            return Verdict.REFUSE
        return Verdict.ASK if self.asked(usage) else Verdict.CLEAN

    def refused(self, usage: Usage) -> tuple[Fragment, ...]:
        kinds = REFUSED_IN_NOTES if usage is Usage.NOTE else REFUSED
        return tuple(fragment for fragment in self.fragments if fragment.genre in kinds)

    def asked(self, usage: Usage) -> tuple[Fragment, ...]:
        kinds = ASKED_IN_NOTES if usage is Usage.NOTE else ASKED
        return tuple(fragment for fragment in self.fragments if fragment.genre in kinds)
