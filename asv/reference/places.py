"""Communes, EPCI, QPV, their contours and the default perimeter of a contrat de ville."""

from pathlib import Path
from typing import Final

from asv.reference.files import FOLDER, objects, rows
from asv.reference.records import Commune, Contrat, Epci, Geometry, Qpv, Qpv2015, QpvContrat, TypeCommune


def read_communes(*, folder: Path = FOLDER) -> tuple[Commune, ...]:
    """Communes of France (COG 2026) and the 45 municipal arrondissements, in the order of their codes.

    Add populations over one type only: an arrondissement repeats inhabitants of its commune.
    """
    return tuple(
        Commune(
            code=row["code"],
            nom=row["nom"],
            type=TypeCommune(row["type"]),
            departement=row["departement"],
            region=row["region"],
            epci=row["epci"] or None,
            population=_count(row["population"]),
            lon=float(row["lon"]),
            lat=float(row["lat"]),
        )
        for row in rows("communes.csv.gz", folder)
    )


def read_epci(*, folder: Path = FOLDER) -> tuple[Epci, ...]:
    """EPCI à fiscalité propre of France, in the order of their SIREN."""
    return tuple(
        Epci(row["siren"], row["nom"], row["type"], int(row["population"]), int(row["nb_communes"]))
        for row in rows("epci.csv.gz", folder)
    )


def read_qpv(*, folder: Path = FOLDER) -> tuple[Qpv, ...]:
    """QPV of the 2024 generation present in the national list of 15 January 2026."""
    return _qpv("0", folder)


def read_retired_qpv(*, folder: Path = FOLDER) -> tuple[Qpv, ...]:
    """QPV of Mayotte of the 2024 generation that the list of 2025 had and that of 2026 has no more."""
    return _qpv("1", folder)


EPCI_QPV_2015: Final = "246200364"
"""The EPCI whose QPV of 2015 are shipped; nobody else has any figure about them."""


def read_qpv_2015(*, folder: Path = FOLDER) -> tuple[Qpv2015, ...]:
    """QPV of the closed 2015 generation touching the CALL, to put a name on their series."""
    return tuple(Qpv2015(row["code"], row["nom"], row["communes"]) for row in rows("qpv2015_call.csv.gz", folder))


def read_polygons(*, folder: Path = FOLDER) -> dict[str, Geometry]:
    """Contours of the QPV 2024 of departments 59 and 62, by code; about 7 m from the official ones."""
    return objects("polygones_qpv2024_59_62.json.gz", folder)


def read_contours_communes(*, folder: Path = FOLDER) -> dict[str, Geometry]:
    """Contours of the communes of the CALL by code, simplified: a background for a map, no more."""
    return objects("contours_communes_call.json.gz", folder)


def default_contract(siren: str, *, folder: Path = FOLDER) -> Contrat:
    """QPV of an EPCI and whether its contrat de ville holds them, until a coordinator says otherwise.

    All are inside, but for the CALL: see the warning of contrat_call.csv.gz in SOURCES.csv.
    Raises LookupError for a SIREN that is not an EPCI of the list.
    """
    if siren not in {epci.siren for epci in read_epci(folder=folder)}:
        raise LookupError(f"Aucun EPCI de la liste de 2026 ne porte le SIREN {siren}.")
    known = {row["qpv"]: row for row in rows("contrat_call.csv.gz", folder) if row["epci"] == siren}
    touching = [qpv for qpv in read_qpv(folder=folder) if siren in qpv.epci]
    members = {commune.code for commune in read_communes(folder=folder) if commune.epci == siren}
    entries = tuple(_entry(qpv, known.get(qpv.code)) for qpv in touching)
    inside = {entry.qpv for entry in entries if entry.dans_contrat}
    touched = {code for qpv in touching if qpv.code in inside for code in qpv.communes}
    return Contrat(siren, entries, tuple(sorted(touched & members)))


def _entry(qpv: Qpv, known: dict[str, str] | None) -> QpvContrat:
    if known is None:
        return QpvContrat(qpv.code, True, None, qpv.has_several_epci)
    share = float(known["part_surface"])
    return QpvContrat(qpv.code, known["dans_contrat"] == "1", share, qpv.has_several_epci, known["motif"])


def _qpv(retired: str, folder: Path) -> tuple[Qpv, ...]:
    return tuple(
        Qpv(row["code"], row["nom"], _codes(row["communes"]), _codes(row["epci"]), _count(row["population"]))
        for row in rows("qpv2024.csv.gz", folder)
        if row["retire"] == retired
    )


def _codes(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()


def _count(text: str) -> int | None:
    return int(text) if text else None
