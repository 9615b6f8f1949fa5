"""Every indicateur, in the order of the dictionary."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from asv.domain.errors import NotFound
from asv.domain.indicateurs.activite import M01, M01_BREFS, M01_SALUTATIONS, M02, M03, M04
from asv.domain.indicateurs.bilans import M13, M14, M19
from asv.domain.indicateurs.definition import Indicateur
from asv.domain.indicateurs.demarches import G15, G18, G19, G23, M15F, M15T, M16D, M20M
from asv.domain.indicateurs.freins import M06, M07
from asv.domain.indicateurs.paroles import V01
from asv.domain.indicateurs.profil import G08A, G08F, M05
from asv.domain.indicateurs.qualite import M09, M22, M23
from asv.domain.indicateurs.suites import DOSSIERS, M20, ORIENTATIONS
from asv.domain.indicateurs.themes import M06_THEMES

INDICATEURS: Mapping[str, Indicateur] = MappingProxyType(
    {
        indicateur.code: indicateur
        for indicateur in (
            *(M01, M01_BREFS, M01_SALUTATIONS, M02, M03, M04, M05, G08F, G08A, M06, M07, M06_THEMES, M09),
            *(M13, M14, ORIENTATIONS, M15F, M15T, DOSSIERS, M16D, M19, M20, M20M, M22, M23),
            *(G15, G18, G19, G23, V01),
        )
    }
)


def linked_to(codes: Iterable[str]) -> frozenset[str]:
    """These indicateurs and those that their release depends on: what must be counted to decide them as the whole."""
    found, reached = frozenset[str](), frozenset(codes)
    while reached != found:
        found, reached = reached, reached.union(*(INDICATEURS[code].lien.noms for code in reached))
    return found


def indicateur(code: str) -> Indicateur:
    """Give one indicateur. Raises NotFound, in French, on a code nobody declared."""
    try:
        return INDICATEURS[code]
    except KeyError:
        raise NotFound(f"L’indicateur « {code} » n’existe pas ; voyez le dictionnaire des indicateurs.") from None
