"""Setting the priorités of a QPV for a closed year: two colleges rank, nobody averages, the COPIL decides and says why.

Source: priority setting of the diagnostic, study of the trade, E4-E5; story H14.
"""

from asv.domain.priorites.classement import (
    MODES,
    POINTS,
    SHORTEST,
    ClassementGarde,
    ClassementSaisi,
    College,
    Mode,
    check_classement,
    is_told,
    libelle_objet,
    objets_of,
    ranked,
)
from asv.domain.priorites.decision import (
    GIVEN_UP,
    MOTIF,
    NO_ANSWER,
    RAISON,
    RETENUES,
    ChoixSaisi,
    DecisionGardee,
    DecisionSaisie,
    Ecarte,
    Retenu,
    annees_of,
    check_decision,
    missing_links,
    without_answer,
)
from asv.domain.priorites.desaccord import Point, face_to_face
from asv.domain.priorites.recueil import SMALLEST, Moment, Recueil, answered, recueil_of

__all__ = [
    "GIVEN_UP",
    "MODES",
    "MOTIF",
    "NO_ANSWER",
    "POINTS",
    "RAISON",
    "RETENUES",
    "SHORTEST",
    "SMALLEST",
    "ChoixSaisi",
    "ClassementGarde",
    "ClassementSaisi",
    "College",
    "DecisionGardee",
    "DecisionSaisie",
    "Ecarte",
    "Mode",
    "Moment",
    "Point",
    "Recueil",
    "Retenu",
    "annees_of",
    "answered",
    "check_classement",
    "check_decision",
    "face_to_face",
    "is_told",
    "libelle_objet",
    "missing_links",
    "objets_of",
    "ranked",
    "recueil_of",
    "without_answer",
]
