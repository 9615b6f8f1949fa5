"""The PDF of a document: Typst, tagged, PDF/UA-1, with its embedded fonts only.

The template sees its own folder and one JSON value. It imports no package, and Typst reads no address; system fonts and
the clock are left out, so that the same document and date give the same bytes everywhere.
"""

import json
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Final

import typst

from asv.documents.content import Document, as_json

TEMPLATES: Final = Path(__file__).parents[2] / "templates" / "documents"


def diagnostic_pdf(document: Document, extrait_le: date, *, templates: Path = TEMPLATES) -> bytes:
    """Print a diagnostic. Slow enough (see docs/decisions/0007-pdf.md) to be called in a thread, outside a transaction.

    extrait_le: day the figures were extracted, also the date of the file.
    """
    compiler = typst.Compiler(
        templates / "diagnostic.typ",
        root=templates,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(as_json(document), ensure_ascii=False)},
        package_path=templates,
        package_cache_path=templates,
    )
    moment = datetime.combine(extrait_le, time(), tzinfo=UTC)
    printed = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=moment)
    if not isinstance(printed, bytes):
        raise TypeError("a PDF is one file")
    return printed


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
