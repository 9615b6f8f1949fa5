"""The process that reads one file and ends: the bytes come on its input, the cells leave on its output as JSON.

Started by asv.spreadsheets.reading as a script, in isolated mode and without environment. Memory and time are bounded
by the system, nothing is written to disk, and no refusal quotes the file (T15).
"""

import json
import sys
from pathlib import Path

MEMORY = 512 * 1024 * 1024
SECONDS = 30
PUBLISHED_SECONDS = 90


def main(kind: str, codes: str = "") -> None:
    """`codes`: of the places wanted in a file published for the whole country, separated by commas."""
    _limit(PUBLISHED_SECONDS if codes else SECONDS)
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from asv.spreadsheets.cells import Fault, SheetError  # noqa: PLC0415 -- the path is known now

    try:
        data = sys.stdin.buffer.read()
        answer = _read_published(kind, data, codes) if codes else _read(kind, data)
    except SheetError as refusal:
        answer = {"fault": refusal.fault.value}
    except MemoryError:
        answer = {"fault": Fault.BOMB.value}
    except Exception:  # noqa: BLE001 -- a hostile file may break a library anywhere; its message may quote the file
        answer = {"fault": Fault.DAMAGED.value}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode())


def _read(kind: str, data: bytes) -> dict[str, object]:
    if kind == "xlsx":
        from asv.spreadsheets.xlsx import read_xlsx as read  # noqa: PLC0415 -- openpyxl costs a third of a second
    elif kind == "ods":
        from asv.spreadsheets.ods import read_ods as read  # noqa: PLC0415
    else:
        from asv.spreadsheets.text import read_csv as read  # noqa: PLC0415
    return read(data).as_json()


def _read_published(kind: str, data: bytes, codes: str) -> dict[str, object]:
    from asv.spreadsheets.tables import read_tables  # noqa: PLC0415

    return {"tables": read_tables(kind, data, frozenset(codes.split(",")))}


def _limit(seconds: int) -> None:
    try:
        import resource  # noqa: PLC0415 -- Unix only; elsewhere the caller's time limit remains
    except ImportError:
        return
    for name, bound in (("RLIMIT_AS", MEMORY), ("RLIMIT_CPU", seconds), ("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0)):
        resource.setrlimit(getattr(resource, name), (bound, bound))


if __name__ == "__main__":
    main(*sys.argv[1:])
