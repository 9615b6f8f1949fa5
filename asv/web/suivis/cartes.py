"""A sheet of blank cards to cut: codes drawn for this print, and stored nowhere."""

from dataclasses import dataclass

from litestar import get
from litestar.params import FromQuery
from litestar.response import Template

from asv.documents.qr import QrDrawing, draw_qr
from asv.domain.suivis.codes import draw_code, format_code
from asv.web.dependencies import TheActeur, TheNow, WebRequest
from asv.web.filters import date_longue
from asv.web.pages import page
from asv.web.suivis.listing import MEDIATEURS

SHEETS = (8, 16)


@dataclass(frozen=True, slots=True)
class CarteVierge:
    code: str
    qr: QrDrawing


def draw_card() -> CarteVierge:
    """A new card: nobody has it yet, and the server forgets it with this page."""
    code = draw_code()
    return CarteVierge(format_code(code), draw_qr(code))


@get("/suivis/cartes", opt=MEDIATEURS)
async def print_cards(request: WebRequest, acteur: TheActeur, now: TheNow, n: FromQuery[int] = 8) -> Template:
    cartes = [draw_card() for _ in range(n if n in SHEETS else SHEETS[0])]
    return page(
        request, "suivis/cartes.html", cartes=cartes, lieu=acteur.territoire_nom, retour="/suivis", tailles=SHEETS,
        edition=f"Planche tirée le {date_longue(now.date())}. Les codes ne sont gardés nulle part.",
    )  # fmt: skip


HANDLERS = [print_cards]
