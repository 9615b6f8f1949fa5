"""A drawing to take away: as an image, or as a drawing to enlarge."""

from asv.documents.feuille import png_of
from asv.documents.svg import Figure
from asv.domain.errors import NotFound

KINDS = {"svg": "image/svg+xml", "png": "image/png"}


def check_kind(sorte: str) -> None:
    if sorte not in KINDS:
        raise NotFound("Ce format n’existe pas : choisissez svg ou png.")


def image_bytes(sheet: Figure, sorte: str) -> bytes:
    """A sheet as one of KINDS."""
    return png_of(sheet) if sorte == "png" else sheet.svg.encode()
