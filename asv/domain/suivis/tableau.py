"""What the coordination reads of the suivis: counts by state and by delay, never a line of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from asv.domain import nomenclatures
from asv.domain.diffusion import Colonne, CountedTable, Kind, Ligne
from asv.domain.periodes import Periode
from asv.domain.suivis.resultats import ATTENTE, is_open, resultat_at
from asv.domain.territoires import HORS_QPV

SHOWN = timedelta(days=365)
"""Orientations and démarches of the last year are counted."""
ETATS = {
    "OUVERT": "En attente", "POSITIF": "Aboutis", "NEGATIF": "Non aboutis", "NEUTRE": "Annulés ou refusés",
    "INCONNU": "Inconnus",
}  # fmt: skip
RETARDS = ((30, "R30", "Moins de 30 jours"), (90, "R90", "De 30 à 90 jours"), (0, "R90P", "Plus de 90 jours"))
DELAIS = (
    (30, "D30", "En 30 jours"), (60, "D60", "De 31 à 60 jours"), (90, "D90", "De 61 à 90 jours"),
    (0, "D90P", "Plus de 90 jours"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attendu:
    """An orientation or a démarche: its day, the delay expected, the last thing heard and when."""

    jour: date
    delai_jours: int | None
    resultat: str | None
    date_resultat: date | None

    def held(self, today: date) -> str:
        """The result that holds today."""
        given = [(self.date_resultat, self.resultat)] if self.resultat and self.date_resultat else []
        return resultat_at(self.jour, given, today)

    def family(self, today: date) -> str:
        """Family of the result that holds today: OUVERT, POSITIF, NEGATIF, NEUTRE or INCONNU."""
        return (nomenclatures.entree("RESULTAT", self.held(today)).extra or "").split(" ;")[0]

    def late_days(self, today: date) -> int | None:
        """Days since the answer should have been here; None when none is late."""
        if self.delai_jours is None or not is_open(self.held(today)):
            return None
        late = (today - self.jour).days - self.delai_jours
        return late if late >= 0 else None

    def known_days(self, today: date) -> int | None:
        """Days from the orientation to a result that leaves nothing to come, as it was told by somebody."""
        if self.date_resultat is None or self.resultat in (None, ATTENTE) or is_open(self.held(today)):
            return None
        return (self.date_resultat - self.jour).days if not is_open(self.resultat or ATTENTE) else None


def table_of(
    code: str, libelle: str, columns: Sequence[tuple[str, str]], counts: Sequence[int], *, siren: str, periode: Periode
) -> CountedTable:
    """A table of one line, the whole territoire."""
    return CountedTable(
        code=code, libelle=libelle, perimetre=siren, periode=periode, geographie=None, kind=Kind.PARTITION,
        lignes=(Ligne(HORS_QPV, "Ensemble", publiee=False),),
        colonnes=tuple(Colonne(name, label) for name, label in columns), effectifs=(tuple(counts),),
        denominateurs=(sum(counts),), manquants=(0,), univers=code, interne=True,
    )  # fmt: skip


def by_family(attendus: Iterable[Attendu], today: date) -> list[int]:
    """How many in each family of results, in the order of ETATS."""
    found = [attendu.family(today) for attendu in attendus]
    return [found.count(family) for family in ETATS]


def by_class(days: Iterable[int], classes: Sequence[tuple[int, str, str]]) -> list[int]:
    """How many delays fall in each class; the last class has no upper bound."""
    counts = [0] * len(classes)
    for delay in days:
        rank = next((i for i, (most, _, _) in enumerate(classes) if most and delay <= most), len(classes) - 1)
        counts[rank] += 1
    return counts
