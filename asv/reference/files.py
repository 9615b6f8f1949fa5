"""Opening a shipped file: nothing is parsed before its fingerprint has been checked."""

import csv
import gzip
import hashlib
import io
import json
import zlib
from pathlib import Path
from typing import Any

from asv.reference.records import Source

FOLDER = Path(__file__).parent


class DamagedReferenceError(Exception):
    """A shipped file is missing or differs from SOURCES.csv; the message tells an administrator what to do."""

    def __init__(self, name: str, fault: str) -> None:
        super().__init__(
            f"Le fichier de référence «\u202f{name}\u202f» {fault}\u202f; réinstallez l’application, "
            "ou reconstruisez ses données comme l’explique docs/donnees.md."
        )


def sources(*, folder: Path = FOLDER) -> tuple[Source, ...]:
    """Every shipped file with its producer, licence, vintage and limits."""
    try:
        text = (folder / "SOURCES.csv").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise DamagedReferenceError("SOURCES.csv", "est absent") from error
    return tuple(_source(row) for row in csv.DictReader(io.StringIO(text, newline="")))


def content(name: str, folder: Path) -> str:
    """Text of a shipped file, once its fingerprint has been found right."""
    expected = {source.fichier: source.sha256 for source in sources(folder=folder)}
    try:
        found = _unpacked(name, folder)
    except FileNotFoundError as error:
        raise DamagedReferenceError(name, "est absent") from error
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise DamagedReferenceError(name, "est endommagé et ne peut être décompressé") from error
    if hashlib.sha256(found).hexdigest() != expected.get(name):
        raise DamagedReferenceError(name, "ne correspond pas à son empreinte de SOURCES.csv")
    return found.decode()


def rows(name: str, folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(name, folder), newline="")))


def objects(name: str, folder: Path) -> dict[str, Any]:
    """Contents of a JSON file, by code."""
    found: dict[str, Any] = json.loads(content(name, folder))
    return found


def _unpacked(name: str, folder: Path) -> bytes:
    if name.endswith(".gz"):
        return gzip.decompress((folder / "data" / name).read_bytes())
    return (folder / name).read_bytes()


def _source(row: dict[str, str]) -> Source:
    lignes = int(row.pop("lignes"))
    return Source(lignes=lignes, **row)
