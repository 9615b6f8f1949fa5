"""The archive of an XLSX or ODS file, counted while it is unpacked and before anything in it is parsed (R49, R08).

Nothing is written anywhere; sizes announced by the file are not believed.
"""

import zipfile
import zlib
from io import BytesIO
from typing import Final

from asv.spreadsheets.cells import Fault, SheetError

MOST_ENTRIES: Final = 200
MOST_UNPACKED: Final = 20 * 1024 * 1024
HIGHEST_RATIO: Final = 60
HIGHEST_RATIO_ODS: Final = 150  # measured: an honest log of 5 000 lines in ODS, whose XML repeats itself, reaches 72
RATIO_MATTERS: Final = 1024 * 1024  # a small entry of blanks is no bomb
CHUNK: Final = 64 * 1024
ENTITY_SIGNS: Final = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype", b"<!entity")
OVERLAP: Final = 16
ENCRYPTED: Final = 0x1
BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
ODS_TYPE: Final = b"application/vnd.oasis.opendocument.spreadsheet"


def kind_of_archive(data: bytes, most_unpacked: int = MOST_UNPACKED, *, takes_csv: bool = False) -> str:
    """« xlsx », « ods » or, if taken, « zip » of CSV, once every entry has been unpacked within the limits.

    Raises SheetError.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            names = _check_entries(entries)
            ratio = HIGHEST_RATIO_ODS if "content.xml" in names else HIGHEST_RATIO
            unpacked = 0
            for entry in entries:
                unpacked += _check_entry(archive, entry, most_unpacked - unpacked, ratio)
            if unpacked > ratio * len(data):
                raise SheetError(Fault.BOMB)
            return "zip" if takes_csv and _holds_csv(names) else _kind(archive, names)
    except BROKEN:
        raise SheetError(Fault.DAMAGED) from None


def _check_entries(entries: list[zipfile.ZipInfo]) -> set[str]:
    """Their names, each of them different."""
    if len(entries) > MOST_ENTRIES:
        raise SheetError(Fault.BOMB)
    names = {entry.filename for entry in entries}
    if len(names) < len(entries):
        raise SheetError(Fault.DAMAGED)
    for entry in entries:
        if entry.flag_bits & ENCRYPTED or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise SheetError(Fault.DAMAGED)
    return names


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int, ratio: int) -> int:
    """Bytes the entry really unpacks to; stops at the first that goes over."""
    size, tail = 0, b""
    is_xml = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
    with archive.open(entry) as unpacking:
        while chunk := unpacking.read(CHUNK):
            size += len(chunk)
            if size > most or (size > RATIO_MATTERS and size > ratio * max(entry.compress_size, 1)):
                raise SheetError(Fault.BOMB)
            if is_xml:
                _check_entities(tail + chunk)
                tail = chunk[-OVERLAP:]
    return size


def _check_entities(text: bytes) -> None:
    """A spreadsheet's XML is UTF-8 and declares nothing: another encoding would hide a declaration from us."""
    if b"\x00" in text or any(sign in text for sign in ENTITY_SIGNS):
        raise SheetError(Fault.ENTITIES)


def _holds_csv(names: set[str]) -> bool:
    return "[Content_Types].xml" not in names and any(name.lower().endswith(".csv") for name in names)


def _kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
        raise SheetError(Fault.MACROS)
    if "mimetype" in names and archive.read("mimetype").strip() == ODS_TYPE and "content.xml" in names:
        return "ods"
    if {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        return "xlsx"
    raise SheetError(Fault.UNKNOWN_FORMAT)
