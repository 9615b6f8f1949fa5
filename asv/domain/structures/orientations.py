"""Which kinds of orientation a kind of structure answers, so that a form proposes first those that fit.

A proposal, never a limit: a mediator may choose any structure, or none. Drawn from the two lists themselves (contrat
local de santé de la CALL, signataires and orientations).
"""

from collections.abc import Mapping
from types import MappingProxyType

from asv.domain.nomenclatures import family

REPOND: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "TP_COMMUNE": ("O_FS", "O_NUM", "O_VACC"),
    "TP_CCAS": ("O_CCAS", "O_ALIM", "O_FS"),
    "TP_CPAM": ("O_CPAM", "O_MISAS", "O_CES"),
    "TP_CAF_MSA": ("O_CAF", "O_SSCARSAT"),
    "TP_DEPT": ("O_MDS", "O_PMI", "O_MDPH", "O_CSS"),
    "TP_EN": ("O_SCOL",),
    "TP_HOP": ("O_PASS", "O_CONSULT_H", "O_MATER", "O_URG", "O_CEGIDD", "O_VACC"),
    "TP_FILIERIS": ("O_CDS", "O_MG", "O_DENT", "O_PARAMED", "O_SF"),
    "TP_CPTS": ("O_CPTS", "O_MG", "O_SAS"),
    "TP_MSP": ("O_MSP", "O_CDS", "O_MG", "O_SF", "O_PARAMED", "O_DENT", "O_SPE"),
    "TP_LIBERAL": ("O_MG", "O_SPE", "O_DENT", "O_SF", "O_PARAMED", "O_PHARMA", "O_PSYVILLE"),
    "TP_PSY": ("O_CMP", "O_CMPEA", "O_EMPP", "O_GEM", "O_MDA", "O_CLSM"),
    "TP_ADDICT": ("O_CSAPA", "O_CAARUD"),
    "TP_PREV": ("O_CRCDC", "O_VACC", "O_CES", "O_APA"),
    "TP_MEDICOSOC": ("O_DAC", "O_MDPH"),
    "TP_CENTRE_SOCIAL": ("O_CENTRE_SOCIAL", "O_NUM", "O_ALIM"),
    "TP_ASSO": ("O_CENTRE_SOCIAL", "O_ALIM", "O_VIOLENCES", "O_GEM", "O_APA", "O_AVOCAT"),
    "TP_BAILLEUR": ("O_LOGEMENT",),
    "TP_INSERTION": ("O_EMPLOI",),
    "TP_MUTUELLE": ("O_CDS", "O_DENT"),
})  # fmt: skip


def answered_by(type_: str) -> tuple[str, ...]:
    """Codes of ORIENTATION that a structure of this type answers; none when it receives nobody."""
    return REPOND.get(type_, ())


def family_of(type_: str) -> str:
    """The branch of ORIENTATION under which a structure of this type is proposed, « » when it receives nobody."""
    first = next(iter(answered_by(type_)), None)
    return family("ORIENTATION", first) if first else ""
