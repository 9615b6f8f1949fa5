"""What opens the diagnostic, and what a reader must know beside a figure."""

from collections.abc import Mapping

from asv.domain.diagnostic.ecriture import percent
from asv.domain.diagnostic.phrases import sentence_of
from asv.domain.diffusion import POLICY, ReleasedLine, ReleasedTable

MANY_MISSING = 0.3
"""Share of missing answers from which the reader is warned."""


def synthese(tables: Mapping[str, ReleasedTable]) -> list[str]:
    """The sentences that open the diagnostic of a territoire; a hidden figure gives none."""
    chosen = (tables[code] for code in ("M01", "M02", "M06", "G08F") if code in tables)
    return [sentence for table in chosen if (sentence := sentence_of(table, table.territoire))]


def precautions(line: ReleasedLine, unite: str = "contacts") -> tuple[str, ...]:
    """What a reader must know before using the shares of a line. `unite`: what the line counts, in the plural."""
    notes = []
    base, missing = line.denominateur, line.manquants.part
    if base is not None and not line.manquants.is_published:
        notes.append(f"Parts calculées sur l’ensemble des {unite} : moins de 11 sont sans réponse.")
    if missing is not None and missing >= MANY_MISSING:
        notes.append(f"Réponse manquante pour {percent(missing)} des {unite} : à lire avec prudence.")
    if base is not None and base < POLICY.certitude:
        notes.append(f"Moins de {POLICY.certitude} réponses : ne comparez pas avec un autre quartier.")
    elif base is not None and base < POLICY.precision:
        notes.append(f"Moins de {POLICY.precision} réponses : lisez l’intervalle à 95\u202f%, pas seulement la part.")
    return tuple(notes)
