"""Rebuilds the data files of asv/reference from a directory of collected sources.

    python tools/build_reference.py SOURCES [--output asv/reference]

SOURCES holds the collected files and their MANIFEST.csv; every file read is checked against it first.
SERIES.csv and the descriptive columns of SOURCES.csv are written by hand: this script reads them from the output
directory and only refreshes the columns sha256 (of the decompressed content) and lignes.
Standard library only; the same sources give the same bytes.
"""

import argparse
import csv
import gzip
import hashlib
import io
import itertools
import json
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

CALL = "246200364"
OUTSIDE_THE_CONTRACT = {
    "QN06243M": "Sans ce QPV (1,6 % de sa surface dans Fouquières-lès-Lens), il reste 21 QPV sur 19 communes, comme"
    " l’annonce le contrat de ville : déduction à confirmer par la communauté d’agglomération.",
}
# The copied list gives Bandraboua; its label and its polygon (latitude -12.92) say Bouéni.
CORRECTED_COMMUNES = {"QN97654C": ["97604"]}
NO_EPCI = {"", "NA"}
COMMUNE_TYPES = {"commune-actuelle": "commune", "arrondissement-municipal": "arrondissement"}
DECIMALS = 5
# A ring under this area (square degrees, about 8 m²) is a scar of the repair of the polygons, not a place.
SMALLEST_RING = 1e-9

Row = dict[str, str]


class Sources:
    """The collected files, each checked against MANIFEST.csv before it is parsed, and our catalogue of series."""

    def __init__(self, folder: Path, catalogue: bytes) -> None:
        self.folder = folder
        self.series = list(csv.DictReader(io.StringIO(catalogue.decode(), newline="")))
        with (folder / "MANIFEST.csv").open(encoding="utf-8", newline="") as file:
            self.expected = {row["fichier"]: row["sha256"] for row in csv.DictReader(file)}

    def text(self, name: str) -> str:
        content = (self.folder / name).read_bytes()
        if hashlib.sha256(content).hexdigest() != self.expected[name]:
            sys.exit(f"{name} : l’empreinte ne correspond pas à MANIFEST.csv")
        return content.decode("utf-8-sig")

    def rows(self, name: str) -> list[Row]:
        return list(csv.DictReader(io.StringIO(self.text(name), newline="")))

    def json(self, name: str) -> Any:
        return json.loads(self.text(name))


def as_csv(header: str, rows: Iterable[Iterable[object]]) -> tuple[bytes, int]:
    body = sorted([str(cell) for cell in row] for row in rows)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header.split(","))
    writer.writerows(body)
    return out.getvalue().encode(), len(body)


def as_json(objects: dict[str, Any]) -> tuple[bytes, int]:
    text = json.dumps(objects, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode(), len(objects)


def number(text: str) -> str:
    """Shortest writing of a published number; empty stays empty, because it means "not published"."""
    return f"{float(text):.12g}" if text else ""


def split(text: str) -> list[str]:
    return [part for part in text.split("|") if part not in NO_EPCI]


# --- communes and EPCI


def communes(sources: Sources) -> tuple[bytes, int]:
    header = "code,nom,type,departement,region,epci,population,lon,lat"
    return as_csv(header, (
        (
            row["code_insee"], row["nom"], COMMUNE_TYPES[row["type"]], row["departement"], row["region"],
            row["epci_siren"], row["population_municipale"],
            number(row["centroide_lon"]), number(row["centroide_lat"]),
        )
        for row in sources.rows("communes/communes_epci_france_cog2026.csv")
    ))  # fmt: skip


def epci(sources: Sources) -> tuple[bytes, int]:
    """EPCI with the inhabitants of their communes: the list of EPCI carries a population of another vintage."""
    population: Counter[str] = Counter()
    for row in sources.rows("communes/communes_epci_france_cog2026.csv"):
        population[row["epci_siren"]] += int(row["population_municipale"] or 0)
    return as_csv("siren,nom,type,population,nb_communes", (
        (row["siren"], row["nom"], row["type"], population[row["siren"]], row["nb_communes"])
        for row in sources.rows("communes/epci_france_2026.csv")
    ))  # fmt: skip


# --- QPV


def successors(sources: Sources) -> dict[str, str]:
    """Former commune -> the commune that now contains it, for communes that no longer stand alone."""
    entries = sources.json("communes/cog2026_communes.json")
    return {entry["code"]: entry["chefLieu"] for entry in entries if "chefLieu" in entry}


def qpv2024(sources: Sources) -> tuple[bytes, int]:
    """One row a QPV, with the EPCI of its communes in the COG 2026: the list names other bodies in Île-de-France."""
    entries = sources.rows("communes/communes_epci_france_cog2026.csv")
    current = {row["code_insee"]: row["epci_siren"] for row in entries}
    successor = successors(sources)
    rows = []
    for row in sources.rows("qpv2024/qpv2024_liste_france.csv"):
        codes = CORRECTED_COMMUNES.get(row["code_qp"], split(row["insee_com"]))
        places = sorted({code if code in current else successor[code] for code in codes})
        siren = sorted({current[code] for code in places} - NO_EPCI)
        retired = 1 - int(row["dans_source_gazetteer_2026"])
        population = row["population_municipale_2020"]
        rows.append((row["code_qp"], row["lib_qp"], "|".join(places), "|".join(siren), population, retired))
    return as_csv("code,nom,communes,epci,population,retire", rows)


def qpv2015_call(sources: Sources) -> tuple[bytes, int]:
    rows = sources.rows("qpv2015/qpv2015_call_indicateurs_2022.csv")
    return as_csv("code,nom,communes", ((row["code_qp2015"], row["lib_qp"], row["lib_com"]) for row in rows))


def contrat_call(sources: Sources) -> tuple[bytes, int]:
    rows = []
    for row in sources.rows("qpv2024/qpv2024_call.csv"):
        code = row["code_qp"]
        reason = OUTSIDE_THE_CONTRACT.get(code, "")
        share = number(row["part_surface_call_pct"])
        rows.append((CALL, code, int(not reason), share, reason))
    return as_csv("epci,qpv,dans_contrat,part_surface,motif", rows)


# --- contours


def ring_area(ring: list[list[float]]) -> float:
    """Signed area in square degrees, positive when counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring)) / 2


def clean_ring(ring: list[list[float]], *, exterior: bool) -> list[list[float]] | None:
    """Five decimals, no repeated vertex, turned as RFC 7946 wants; None when nothing is left of it."""
    rounded = [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in ring]
    kept = [point for before, point in zip([None, *rounded], rounded, strict=False) if point != before]
    area = ring_area(kept)
    if abs(area) < SMALLEST_RING:
        return None
    return kept if (area > 0) == exterior else kept[::-1]


def clean_geometry(geometry: dict[str, Any]) -> dict[str, Any]:
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    cleaned = []
    for exterior, *holes in parts:
        outer = clean_ring(exterior, exterior=True)
        inner = [clean_ring(hole, exterior=False) for hole in holes]
        if outer:
            cleaned.append([outer, *(hole for hole in inner if hole)])
    return {"type": "MultiPolygon", "coordinates": cleaned}


def geometries(collection: dict[str, Any], key: str) -> dict[str, Any]:
    return {item["properties"][key]: clean_geometry(item["geometry"]) for item in collection["features"]}


def polygones_qpv2024(sources: Sources) -> tuple[bytes, int]:
    """Rebuilt polygons of the two departments, those of the CALL taken from their own file."""
    region = geometries(sources.json("qpv2024/qpv2024_contours_62_59_reconstruit.geojson"), "code_qp")
    call = geometries(sources.json("qpv2024/qpv2024_call_reconstruit.geojson"), "code_qp")
    return as_json(region | call)


def contours_communes_call(sources: Sources) -> tuple[bytes, int]:
    file = "communes/contours_communes_62-pas-de-calais_2018_simplifie25.geojson"
    members = {row["code_insee"] for row in sources.rows("communes/communes_call_36.csv")}
    contours = geometries(sources.json(file), "code")
    return as_json({code: contours[code] for code in members})


# --- series


def long_form(sources: Sources, file: str, rows: dict[str, Row]) -> tuple[bytes, int]:
    """serie, territoire, valeur: one row for each series of this file and each place, published or not."""
    series = [(row["serie"], row["colonne"]) for row in sources.series if row["fichier"] == file]
    cells = ((code, place, number(row[column])) for code, column in series for place, row in rows.items())
    return as_csv("serie,territoire,valeur", cells)


def series_communes_call(sources: Sources) -> tuple[bytes, int]:
    rows = sources.rows("communes_indicateurs/communes_call_indicateurs.csv")
    return long_form(sources, "series_communes_call.csv.gz", {row["code_insee"]: row for row in rows})


def series_qpv2024(sources: Sources) -> tuple[bytes, int]:
    """One row a QPV: the source repeats each for its communes, and all its rows must agree."""
    file = "series_qpv2024_59_62.csv.gz"
    columns = [row["colonne"] for row in sources.series if row["fichier"] == file]
    kept: dict[str, Row] = {}
    for row in sources.rows("qpv2024/qpv2024_indicateurs_insee_analyse_qpv.csv"):
        if row["insee_dep"] in {"59", "62"}:
            first = kept.setdefault(row["codeQPV"], row)
            if any(first[name] != row[name] for name in columns):
                sys.exit(f"{row['codeQPV']} : deux lignes se contredisent")
    return long_form(sources, file, kept)


def series_qpv2015_call(sources: Sources) -> tuple[bytes, int]:
    rows = sources.rows("qpv2015/qpv2015_call_indicateurs_2022.csv")
    return long_form(sources, "series_qpv2015_call.csv.gz", {row["code_qp2015"]: row for row in rows})


# --- writing

TABLES: dict[str, Callable[[Sources], tuple[bytes, int]]] = {
    "communes.csv.gz": communes,
    "epci.csv.gz": epci,
    "qpv2024.csv.gz": qpv2024,
    "qpv2015_call.csv.gz": qpv2015_call,
    "contrat_call.csv.gz": contrat_call,
    "polygones_qpv2024_59_62.json.gz": polygones_qpv2024,
    "contours_communes_call.json.gz": contours_communes_call,
    "series_communes_call.csv.gz": series_communes_call,
    "series_qpv2024_59_62.csv.gz": series_qpv2024,
    "series_qpv2015_call.csv.gz": series_qpv2015_call,
}


def compress(content: bytes) -> bytes:
    """Gzip without date nor name; GzipFile rather than gzip.compress, whose header varies between Pythons."""
    out = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=out, mode="wb", compresslevel=9, mtime=0) as file:
        file.write(content)
    return out.getvalue()


def refreshed(description: str, built: dict[str, tuple[bytes, int]]) -> str:
    """SOURCES.csv with the fingerprints and counts of the files just built, the rest as written by hand."""
    rows = list(csv.DictReader(io.StringIO(description, newline="")))
    undescribed = {row["fichier"] for row in rows} ^ set(built)
    if undescribed:
        sys.exit(f"SOURCES.csv et les fichiers construits diffèrent : {', '.join(sorted(undescribed))}")
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        content, lines = built[row["fichier"]]
        writer.writerow(row | {"sha256": hashlib.sha256(content).hexdigest(), "lignes": str(lines)})
    return out.getvalue()


def build(sources: Path, output: Path) -> None:
    """Write output/data and refresh output/SOURCES.csv; output already holds SERIES.csv and SOURCES.csv."""
    catalogue = (output / "SERIES.csv").read_bytes()
    collected = Sources(sources, catalogue)
    built = {"SERIES.csv": (catalogue, len(collected.series))}
    built |= {name: table(collected) for name, table in TABLES.items()}
    description = refreshed((output / "SOURCES.csv").read_text(encoding="utf-8"), built)
    data = output / "data"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir()
    for name in TABLES:
        (data / name).write_bytes(compress(built[name][0]))
    (output / "SOURCES.csv").write_text(description, encoding="utf-8", newline="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description="Reconstruit les données de référence livrées avec l’application.")
    parser.add_argument("sources", type=Path, help="dossier des sources collectées, avec son MANIFEST.csv")
    parser.add_argument("--output", type=Path, default=Path(__file__).parents[1] / "asv" / "reference")
    arguments = parser.parse_args()
    build(arguments.sources, arguments.output)
    for file in sorted((arguments.output / "data").iterdir()):
        print(f"{file.stat().st_size:>9}  {file.name}")


if __name__ == "__main__":
    main()
