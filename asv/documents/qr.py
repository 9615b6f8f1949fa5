"""A QR as one path, so that it prints at any size and needs no image: that of a card, that of an address."""

from dataclasses import dataclass

import segno

QUIET = 4
PREFIX = "ASV:"
"""Says to the tablet's camera whose code this is; nothing else is in the QR, and no address."""


@dataclass(frozen=True, slots=True)
class QrDrawing:
    """`side`: modules with the quiet zone; `path`: one square per dark module."""

    side: int
    path: str


def draw_qr(code: str) -> QrDrawing:
    """Draw « ASV: » and the eight signs, readable with a quarter of the card worn."""
    return _drawn(PREFIX + code, "q")


def draw_address(address: str) -> QrDrawing:
    """Draw the address of a page, readable on a poster with a seventh of it worn."""
    return _drawn(address, "m")


def _drawn(text: str, error: str) -> QrDrawing:
    matrix = segno.make_qr(text, error=error, boost_error=False).matrix
    squares = [
        f"M{column + QUIET} {row + QUIET}h1v1h-1z"
        for row, line in enumerate(matrix)
        for column, module in enumerate(line)
        if module
    ]
    return QrDrawing(len(matrix) + 2 * QUIET, "".join(squares))
