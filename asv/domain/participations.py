"""How an atelier reads: participations, new ones, and the part that lives in a QPV among those who said where."""

from collections.abc import Mapping
from dataclasses import dataclass

from asv.domain.nomenclatures import NON_REPONSES


@dataclass(frozen=True, slots=True)
class LectureAtelier:
    """`connus`: participants whose place of living is known; `non_communiques`: the others."""

    participations: int
    nouvelles: int
    en_qpv: int
    connus: int
    non_communiques: int

    @property
    def part_qpv(self) -> float | None:
        """Proportion that lives in a QPV; None when nobody said."""
        return self.en_qpv / self.connus if self.connus else None


def lecture_of(total: int, deja_rencontres: int, residence: Mapping[str, int]) -> LectureAtelier:
    """Read the margins of an atelier: nothing is crossed, nobody is invented."""
    unknown = sum(count for code, count in residence.items() if code in NON_REPONSES)
    known = sum(residence.values()) - unknown
    return LectureAtelier(total, total - deja_rencontres, residence.get("QPV", 0), known, unknown)
