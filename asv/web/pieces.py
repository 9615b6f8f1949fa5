"""Pieces of the tablet's page: screens too rarely used for the shell, kept by the worker after it, loaded at need.

A button with data-asv-piece="<name>" brings the piece in: its page (adopted into the notebook's), then its module
`js/<name>.js`, whose `actions` answer the buttons. A piece without a page is a module that other pieces import.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).parents[2] / "templates"
ADDRESS = "/terrain/pieces"


class Piece(NamedTuple):
    """What one piece is made of.

    modules: of static/js, without their suffix; those of the shell are not repeated, those of another piece may be.
    page: its template, a tiny document of screens and sentences that extends terrain/piece.html, or None.
    files: anything else under static/ (a style, data).
    """

    modules: tuple[str, ...]
    page: str | None = None
    files: tuple[str, ...] = ()


PIECES: Mapping[str, Piece] = {
    "carte": Piece(
        ("carte", "dessin", "endroit", "fenetre", "geometrie", "gestes", "provisions"),
        page="terrain/pieces/carte.html",
        files=("css/carte.css",),
    ),
    "langues": Piece(
        ("langues", "pictos", "provisions"), page="terrain/pieces/langues.html", files=("css/langues.css",)
    ),
    "suivi": Piece(
        ("suivi", "clavier", "code", "destination", "etape", "ouvrir", "scan"),
        page="terrain/pieces/suivi.html",
        files=("css/suivi.css",),
    ),
    "etat": Piece(("etat",), page="terrain/pieces/etat.html"),
    "atelier": Piece(("atelier", "counts"), page="terrain/pieces/atelier.html", files=("css/pieces.css",)),
    "signal": Piece(("signal", "counts"), page="terrain/pieces/signal.html", files=("css/pieces.css",)),
}


@cache
def page_of(name: str) -> str | None:
    """Give the page of a piece, the same for everybody, or None when there is none of that name."""
    piece = PIECES.get(name)
    if piece is None or piece.page is None:
        return None
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template(piece.page).render(name=name)


def pages() -> Iterator[tuple[str, str]]:
    """Give the address and the text of every piece's page."""
    for name in PIECES:
        page = page_of(name)
        if page is not None:
            yield f"{ADDRESS}/{name}", page


def assets() -> tuple[str, ...]:
    """List the static files of all the pieces, each once."""
    named = [
        file for piece in PIECES.values() for file in (*(f"js/{module}.js" for module in piece.modules), *piece.files)
    ]
    return tuple(dict.fromkeys(named))
