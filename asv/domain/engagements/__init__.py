"""Commitments of droit commun: what signatories promised with their ordinary means, and where they stand."""

from asv.domain.engagements.etats import (
    BY_AVENANT,
    Avancee,
    Compte,
    EtatDate,
    count,
    proposed_etat,
)
from asv.domain.engagements.fiche import (
    NATURES,
    AvenantSaisi,
    Connus,
    EngagementSaisi,
    FicheAvenant,
    FicheEngagement,
    FichePreuve,
    PreuveSaisie,
    check_avenant,
    check_engagement,
    check_preuve,
    check_prover,
    check_reader,
    check_writer,
    etats_of,
    freins_of,
    may_prove,
    may_write,
)
from asv.domain.engagements.instance import (
    Constat,
    Etape,
    Semestre,
    evidence_table,
    progress,
    question_for,
    semestre_at,
    written,
)

__all__ = [
    "BY_AVENANT", "NATURES", "Avancee", "AvenantSaisi", "Compte", "Connus", "Constat", "EngagementSaisi",
    "Etape", "EtatDate", "FicheAvenant", "FicheEngagement", "FichePreuve", "PreuveSaisie", "Semestre",
    "check_avenant", "check_engagement", "check_preuve", "check_prover", "check_reader", "check_writer",
    "count", "etats_of", "evidence_table", "freins_of", "may_prove", "may_write", "progress", "proposed_etat",
    "question_for", "semestre_at", "written",
]  # fmt: skip
