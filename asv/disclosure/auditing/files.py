"""Published tables read from CSV files."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from asv.disclosure.auditing.published import STATUSES, Published
from asv.disclosure.errors import InvalidTableError
from asv.disclosure.reading import read_sheet

STATUS: Final = "statut"
HIDDEN: Final = frozenset({"", "c", "s", "x", "*", "secret"})
WHOLE: Final = re.compile(r"(\d{1,12})(?:[.,]0+)?", re.ASCII)
SPACES: Final = dict.fromkeys(map(ord, " \u00a0\u202f"))


def read_published(
    source: Path | bytes, *, name: str = "", count: str = "n", dimensions: Sequence[str] | None = None
) -> Published:
    """A published table from a CSV file, or its bytes, with a header line.

    count: column of the counts; empty, « c », « s », « x », « * » or « secret » where they are hidden. dimensions:
    columns of labels; all columns but `count` and `statut` when None. Raises ValueError naming the line.
    """
    sheet = read_sheet(source)
    texts = sheet.column(count)
    columns = dimensions or [column for column in sheet.header if column and column not in {count, STATUS}]
    counts = [_count(text, line, count) for text, (line, _) in zip(texts, sheet.lines[1:], strict=True)]
    status = [word.strip() for word in sheet.column(STATUS)] if STATUS in sheet.header else None
    for word, (line, _) in zip(status or (), sheet.lines[1:], strict=False):
        if word not in STATUSES:
            raise InvalidTableError("status", line=line, value=word[:40])
    title = name or (source.name if isinstance(source, Path) else "table")
    return Published(title, {column: sheet.labels(column) for column in columns}, counts, status)


def _count(text: str, line: int, column: str) -> int | None:
    bare = text.translate(SPACES)
    if bare.casefold() in HIDDEN:
        return None
    found = WHOLE.fullmatch(bare)
    if found is None:
        raise InvalidTableError("number", line=line, column=column, value=text[:40])
    return int(found[1])
