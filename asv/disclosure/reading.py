"""CSV files as people have them: comma, semicolon or tab, with or without a mark at the start, quotes, blank lines."""

import csv
import io
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from asv.disclosure.errors import InvalidTableError

DELIMITERS: Final = ";,\t"
MOST_BYTES: Final = 256 * 2**20
CHILD: Final = frozenset({"child", "enfant"})
PARENT: Final = frozenset({"parent"})
WHOLE: Final = re.compile(r"(\d{1,12})(\.0+)?", re.ASCII)
SPACES: Final = dict.fromkeys(map(ord, " \u00a0\u202f"))
"""Spaces that group digits."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A CSV file: its lines that are not blank, with their numbers (the header counts), and its delimiter."""

    lines: tuple[tuple[int, tuple[str, ...]], ...]
    delimiter: str

    @property
    def header(self) -> tuple[str, ...]:
        """Names of the columns; InvalidTableError when two have one name."""
        names = tuple(name.strip() for name in self.lines[0][1])
        for name in names:
            if name and names.count(name) > 1:
                raise InvalidTableError("same-column", column=name)
        return names

    def column(self, name: str) -> list[str]:
        """The texts under a column; InvalidTableError when there is none, or when a line is shorter or longer."""
        header = self.header
        if name not in header:
            raise InvalidTableError("no-column", column=name)
        place, width = header.index(name), len(header)
        found = []
        for number, line in self.lines[1:]:
            if len(line) < width or any(line[width:]):
                raise InvalidTableError("short-line", line=number, number=len(line), wanted=width)
            found.append(line[place])
        return found

    def labels(self, name: str) -> list[str]:
        """A column of labels, none of them empty."""
        found = self.column(name)
        for (number, _), label in zip(self.lines[1:], found, strict=True):
            if not label.strip():
                raise InvalidTableError("empty-label", line=number, column=name)
        return found

    def counts(self, name: str) -> list[int]:
        """A column of whole numbers ≥ 0; spaces between thousands are allowed."""
        found = []
        for (number, _), text in zip(self.lines[1:], self.column(name), strict=True):
            whole = WHOLE.fullmatch(text.translate(SPACES))
            if whole is None:
                raise InvalidTableError("number", line=number, column=name, value=text[:40])
            found.append(int(whole[1]))
        return found


def read_sheet(source: Path | bytes) -> Sheet:
    """Read a CSV file, or its bytes: UTF-8, else Windows-1252."""
    content = source if isinstance(source, bytes) else source.read_bytes()
    if len(content) > MOST_BYTES:
        raise InvalidTableError("long-file", most=MOST_BYTES)
    text = _decoded(content)
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    try:
        lines = tuple((reader.line_num, tuple(line)) for line in reader if any(cell.strip() for cell in line))
    except csv.Error:
        raise InvalidTableError("not-csv", line=reader.line_num) from None
    if not lines:
        raise InvalidTableError("empty-file")
    return Sheet(lines, delimiter)


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InvalidTableError("encoding")


def _delimiter(text: str) -> str:
    """The delimiter that the first line has most of, outside quotes."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(DELIMITERS, key=bare.count) if any(sign in bare for sign in DELIMITERS) else ","


def read_tree(source: Path | bytes, labels: Collection[str] = ()) -> list[tuple[str, str]]:
    """The (child, parent) pairs of a hierarchy in CSV.

    Two columns, with a header line or not. Columns named child (or enfant) and parent may be in any order; otherwise
    the first is the child. labels: those of the table, so that a header is not taken for a pair.
    """
    sheet = read_sheet(source)
    names = [name.strip().casefold() for name in sheet.lines[0][1]]
    child = next((place for place, name in enumerate(names) if name in CHILD), None)
    parent = next((place for place, name in enumerate(names) if name in PARENT), None)
    if child is not None and parent is not None:
        return [_pair(number, line, (child, parent)) for number, line in sheet.lines[1:]]
    pairs = [_pair(number, line, (0, 1)) for number, line in sheet.lines if not _is_wide(line)]
    if len(pairs) < len(sheet.lines):
        raise InvalidTableError("pair", line=next(number for number, line in sheet.lines if _is_wide(line)))
    return pairs[1:] if _is_header(pairs, labels) else pairs


def _is_wide(line: Sequence[str]) -> bool:
    return any(cell.strip() for cell in line[2:])


def _pair(number: int, line: Sequence[str], places: tuple[int, int]) -> tuple[str, str]:
    """A child and its parent, which is empty for a root."""
    if len(line) <= max(places) or not line[places[0]].strip():
        raise InvalidTableError("pair", line=number)
    return line[places[0]], line[places[1]].strip() and line[places[1]]


def _is_header(pairs: Sequence[tuple[str, str]], labels: Collection[str]) -> bool:
    """The first line names columns when neither of its words comes again, in the hierarchy or in the table."""
    others = {label for pair in pairs[1:] for label in pair}
    return len(pairs) > 1 and not any(word in others or word in labels for word in pairs[0])
