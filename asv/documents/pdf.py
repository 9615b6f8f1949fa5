"""The PDF of a document: Typst, tagged, PDF/UA-1 to be read by all and PDF/A-2a to be archived, with its own fonts.

The template sees its own folder and one JSON value. It imports no package, and Typst reads no address; system fonts and
the clock are left out, so that the same document and date give the same bytes everywhere.
"""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Final

from asv.documents.content import Document, as_json
from asv.documents.redige import Feuillet

TEMPLATES: Final = Path(__file__).parents[2] / "templates" / "documents"
TYPESETTING: Final = Path(__file__).with_name("typesetting.py")
SECONDS: Final = 20


class TypesettingError(RuntimeError):
    """The document could not be printed: a fault of ours, told by the last lines of the process."""


def diagnostic_pdf(document: Document, extrait_le: date, *, templates: Path = TEMPLATES) -> bytes:
    """Print a diagnostic. extrait_le: day the figures were extracted, also the date of the file."""
    return _printed(document, "diagnostic.typ", extrait_le, templates)


def redige_pdf(feuillet: Feuillet) -> bytes:
    """Print a version of the document, or a sheet of it, dated from the day it was frozen."""
    return _printed(feuillet, "redige.typ", feuillet.jour, TEMPLATES)


def _printed(value: object, name: str, day: date, templates: Path) -> bytes:
    """The bytes of a PDF; call it in a thread, outside a transaction.

    Raises TypesettingError when the process fails or takes more than 20 seconds.
    """
    command = [sys.executable, "-I", str(TYPESETTING), str(templates), name, day.isoformat()]
    given = json.dumps(as_json(value), ensure_ascii=False).encode()
    try:
        done = subprocess.run(command, input=given, capture_output=True, env={}, timeout=SECONDS, check=False)  # noqa: S603 -- our own script
    except subprocess.TimeoutExpired as late:
        raise TypesettingError(f"no PDF after {SECONDS} seconds") from late
    if done.returncode != 0:
        raise TypesettingError(done.stderr.decode(errors="replace")[-2000:])
    return done.stdout
