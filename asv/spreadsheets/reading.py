"""Reading a file that somebody brought: limits first, then a process of its own, and only cells come back."""

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from asv.spreadsheets.archive import kind_of_archive
from asv.spreadsheets.cells import HEADER_ROWS, MOST_BYTES, Fault, Sheet, SheetError

CHILD: Final = Path(__file__).with_name("child.py")
SECONDS: Final = 30
AT_ONCE: Final = 2
PATIENCE: Final = 10
ZIP: Final = b"PK\x03\x04"
OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_reading = threading.BoundedSemaphore(AT_ONCE)


def read_sheet(data: bytes, *, seconds: float = SECONDS) -> Sheet:
    """The cells of a file in XLSX, ODS or CSV; call it in a thread. Raises SheetError."""
    sheet = Sheet.from_json(in_a_process([kind_of_file(data)], data, seconds))
    if len(sheet.rows) <= HEADER_ROWS:
        raise SheetError(Fault.EMPTY)
    return sheet


def kind_of_file(data: bytes) -> str:
    """Told by the content, never by the name; an archive is unpacked and counted here, and thrown away."""
    if len(data) > MOST_BYTES:
        raise SheetError(Fault.TOO_BIG)
    if not data.strip():
        raise SheetError(Fault.EMPTY)
    if data.startswith(OLE):
        raise SheetError(Fault.OLD_FORMAT)
    return kind_of_archive(data) if data.startswith(ZIP) else "csv"


def in_a_process(arguments: Sequence[str], data: bytes, seconds: float) -> dict[str, Any]:
    """What the child answers, a few at once at most; raises SheetError."""
    if not _reading.acquire(timeout=PATIENCE):
        raise SheetError(Fault.BUSY)
    try:
        return _answer([sys.executable, "-I", str(CHILD), *arguments], data, seconds)
    finally:
        _reading.release()


def _answer(command: Sequence[str], data: bytes, seconds: float) -> dict[str, Any]:
    try:
        done = subprocess.run(command, input=data, capture_output=True, env={}, timeout=seconds, check=False)  # noqa: S603 -- our own script
    except subprocess.TimeoutExpired:
        raise SheetError(Fault.TOO_SLOW) from None
    if done.returncode != 0:
        raise SheetError(Fault.TOO_SLOW if done.returncode < 0 else Fault.DAMAGED)
    answer: dict[str, Any] = json.loads(done.stdout)
    if "fault" in answer:
        raise SheetError(Fault(answer["fault"]))
    return answer
