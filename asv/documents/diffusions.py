"""A release as one recipient holds it, as CSV for a spreadsheet in French: one row for each figure one may cite."""

from collections.abc import Iterator

from asv.documents.csv import written
from asv.domain.diffusion import Diffusion

HEADER = (
    "diffusion", "empreinte", "destinataire", "periode", "reference", "tableau", "lieu", "colonne", "unite", "statut",
    "effectif", "part", "arrondi",
)  # fmt: skip


def diffusion_csv(diffusion: Diffusion, empreinte: str) -> bytes:
    """Every figure of a view. empreinte: of the release that it is a view of."""
    return written([HEADER, *_rows(diffusion, empreinte)])


def _rows(diffusion: Diffusion, empreinte: str) -> Iterator[tuple[str, ...]]:
    same = (diffusion.code, empreinte, diffusion.destinataire.value, diffusion.periode.code)
    for reference in diffusion.references():
        one = diffusion.figure(reference)
        part = "" if one.part is None else f"{one.part:.4f}".replace(".", ",")
        count = "" if one.effectif is None else str(one.effectif)
        yield (
            *same, str(reference), one.tableau, one.lieu, one.colonne, one.unite, one.statut.value, count, part,
            "oui" if one.arrondi else "non",
        )  # fmt: skip
