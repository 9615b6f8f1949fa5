"""Places as a form offers them: QPV under their commune, communes with their QPV parts."""

from collections.abc import Collection
from typing import Any

HORS_QPV = "Hors quartier prioritaire"


def quartiers_by_commune(places: dict[str, Any], contract: Collection[str]) -> list[tuple[str, list[tuple[str, ...]]]]:
    """QPV of the contract, each once, under one of its communes, with the names of the others.

    Under the commune that its own name quotes (« Les Hauts de Liévin »), otherwise the first in the alphabet.
    """
    held: dict[str, list[str]] = {}
    for commune in places["communes"]:
        for code in commune["qpv"]:
            held.setdefault(code, []).append(commune["nom"])
    groups: dict[str, list[tuple[str, ...]]] = {commune["nom"]: [] for commune in places["communes"]}
    for qpv in places["qpv"]:
        if qpv["code"] in contract and qpv["code"] in held:
            communes = held[qpv["code"]]
            home = next((nom for nom in communes if nom.lower() in qpv["nom"].lower()), communes[0])
            others = ", ".join(nom for nom in communes if nom != home)
            groups[home].append((qpv["code"], qpv["nom"], f"aussi à {others}" if others else ""))
    return [(commune, quartiers) for commune, quartiers in groups.items() if quartiers]


def places_of_dates(places: dict[str, Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each commune with its QPV parts then the rest of it, so that commune and QPV always agree."""
    names = {qpv["code"]: qpv["nom"] for qpv in places["qpv"]}
    return [
        (
            commune["nom"],
            [
                (f"{commune['code']}:{code}", f"{commune['nom']} – {names[code]}")
                for code in commune["qpv"]
                if code in names
            ]
            + [(commune["code"], f"{commune['nom']} – {HORS_QPV.lower()}" if commune["qpv"] else commune["nom"])],
        )
        for commune in places["communes"]
    ]
