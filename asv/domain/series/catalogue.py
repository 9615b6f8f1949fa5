"""Every série, shipped or waiting for its file."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from asv.domain.errors import NotFound
from asv.domain.series.communes import COMMUNES
from asv.domain.series.definition import Serie
from asv.domain.series.quartiers import QUARTIERS

SERIES: Final[Mapping[str, Serie]] = MappingProxyType({one.code: one for one in (*QUARTIERS, *COMMUNES)})


def serie(code: str) -> Serie:
    """Give one série. Raises NotFound, in French, on a code nobody declared."""
    try:
        return SERIES[code]
    except KeyError:
        raise NotFound(f"La série « {code} » n’existe pas ; voyez la liste des séries de contexte.") from None
