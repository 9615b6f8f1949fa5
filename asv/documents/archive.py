"""ZIP archives whose bytes depend on their content only."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

BEGINNING: Final = (1980, 1, 1, 0, 0, 0)
"""First moment that a ZIP archive can tell."""


def packed(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these parts, by name and in this order, without the moment it was written."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            part = zipfile.ZipInfo(name, BEGINNING)
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, content)
    return buffer.getvalue()


def unpacked(archive: bytes) -> dict[str, bytes]:
    """The parts of an office document, by name, what tells their types first as its readers want it."""
    with zipfile.ZipFile(io.BytesIO(archive)) as given:
        names = sorted(given.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        return {name: given.read(name) for name in names}
