"""Who is owed a report each year, which indicateurs it holds, and when (domain study, sections G1 and G2).

Institutions read the same exact figures; a commune reads fewer of them. None is ever computed for one recipient.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from asv.domain.diffusion import Destinataire
from asv.domain.errors import NotFound
from asv.domain.rapports.definition import Rapport

COMMUNE: Final = "commune"
HALF_YEARLY: Final = ("cpam", COMMUNE)
"""Who is owed a report each half-year too."""


def _codes(*numbers: int) -> tuple[str, ...]:
    return tuple(f"G{number:02d}" for number in numbers)


_TOUS: Final = (
    Rapport(
        "ars", "ARS Hauts-de-France", Destinataire.FINANCEUR,
        _codes(*range(1, 4), *range(5, 29), *range(30, 34)),
        "le plus souvent ; la convention FIR ou PRAPS peut donner six mois", (3, 31),
    ),
    Rapport(
        "prefecture", "Préfecture, politique de la ville", Destinataire.FINANCEUR,
        _codes(*range(1, 9), 22, 25, 26, 27, 29, 31, 32),
        "six mois après l’année ; la convention de subvention fait foi", (6, 30),
    ),
    Rapport(
        "adultes-relais", "Préfecture, adultes-relais", Destinataire.FINANCEUR,
        _codes(1, 2, 3, 4, 5, 22, 31),
        "chaque année, au jour que fixe l’enquête ou la convention du poste",
    ),
    Rapport(
        "call", "Communauté d’agglomération (CALL)", Destinataire.FINANCEUR,
        _codes(*range(1, 13), *range(14, 19), 20, *range(22, 31), 32, 33),
        "au printemps, avant le comité de pilotage",
    ),
    Rapport(
        "cpam", "CPAM de l’Artois", Destinataire.FINANCEUR,
        _codes(*range(8, 18), 19, 20, 23, 24, 28),
        "deux fois par an : un rapport par semestre, puis celui de l’année",
    ),
    Rapport(
        COMMUNE, "Une commune", Destinataire.COMMUNE, _codes(2, 3, 4, 5, 8, 10, 22, 25),
        "deux fois par an : un rapport par semestre, puis celui de l’année",
    ),
)  # fmt: skip
RAPPORTS: Final[Mapping[str, Rapport]] = MappingProxyType({one.code: one for one in _TOUS})


def rapport(code: str) -> Rapport:
    """Give one report. Raises NotFound, in French, for a recipient that nobody declared."""
    if code not in RAPPORTS:
        raise NotFound("Ce destinataire n’existe pas : choisissez dans la liste.")
    return RAPPORTS[code]
