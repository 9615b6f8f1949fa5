"""Where the person lives, as a saisie writes it, from the one, two or three columns that tell it."""

from collections.abc import Mapping
from typing import Any

from asv.domain.reprise.cibles import COMMUNE_RESIDENCE, QPV_RESIDENCE, ZONE_RESIDENCE
from asv.domain.reprise.lieux import AILLEURS, HORS, Lieux

_COLUMNS = (ZONE_RESIDENCE, COMMUNE_RESIDENCE, QPV_RESIDENCE)


def residence_of(known: Mapping[str, Any], lieux: Lieux) -> dict[str, Any]:
    """The same fields, the residence settled: a quartier says more than a commune, a commune more than a zone.

    A commune alone is « limite incertaine »: nobody asked whether the person lives in a quartier.
    """
    zone_residence, commune, qpv = (known.get(nom) for nom in _COLUMNS)
    others = {nom: value for nom, value in known.items() if nom not in _COLUMNS}
    if commune == AILLEURS:
        return others | {ZONE_RESIDENCE: "ZR_HORS_CALL"}
    if qpv == HORS:
        return others | _placed("ZR_HORS_QPV", commune)
    if qpv:
        return others | _placed("ZR_QPV", commune or lieux.only_commune(qpv)) | {QPV_RESIDENCE: qpv}
    if commune and zone_residence in (None, "ZR_HORS_QPV", "ZR_INCERTAIN"):
        return others | _placed(zone_residence or "ZR_INCERTAIN", commune)
    return others | ({ZONE_RESIDENCE: zone_residence} if zone_residence else {})


def _placed(zone_residence: str, commune: str | None) -> dict[str, Any]:
    return {ZONE_RESIDENCE: zone_residence} | ({COMMUNE_RESIDENCE: commune} if commune else {})
