"""What the pages and the images of one share have in common: the closed period asked for, and how to cite it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from litestar import Response
from litestar.di import NamedDependency, Provide
from litestar.params import FromQuery, SkipValidation
from litestar.response import Template

from asv.domain.acteurs import Acteur
from asv.domain.diffusion import Diffusion
from asv.domain.periodes import Periode
from asv.usecases.diagnostic import Lecture, closed_choices, destinataire_of, diffusion_of, read_closed
from asv.web.dependencies import TheActeur, TheNow, TheSession, TheSite, WebRequest
from asv.web.diagnostic import as_file
from asv.web.explorer_shown import citation
from asv.web.images import KINDS, check_kind
from asv.web.pages import page


@dataclass(frozen=True, slots=True)
class PartLue:
    """One share of a closed period, as a reader asked for it. origine: of the site, for the address that is cited."""

    session: Any
    acteur: Acteur
    lecture: Lecture
    diffusion: Diffusion | None
    periodes: list[Periode]
    part: str
    jour: date
    origine: str

    def citer(self, chemin: str) -> str:
        return citation(self.lecture, self.diffusion, self.part, self.jour, f"{self.origine}{chemin}")

    def named(self, debut: str, code: str, sorte: str) -> str:
        """Name of a file of this share. code: of the share."""
        where = f"{self.acteur.territoire_id}-{self.lecture.periode.code}"
        return f"{debut}-{where}-{code.lower().replace('.', '-')}.{sorte}"


async def provide_part(
    request: WebRequest, session: TheSession, acteur: TheActeur, site: TheSite, now: TheNow,
    periode: FromQuery[str] = "", part: FromQuery[str] = "",
) -> PartLue:  # fmt: skip
    lecture = await read_closed(session, acteur, periode, now.date())
    return PartLue(
        session, acteur, lecture, await diffusion_of(session, acteur, lecture),
        closed_choices(destinataire_of(acteur), now.date()), part, now.date(),
        site.origin or str(request.base_url).rstrip("/"),
    )  # fmt: skip


async def part_page(
    request: WebRequest, lue: PartLue, gabarit: str, chemin: str, view: Callable[[Lecture, str], dict[str, Any]]
) -> Template:
    """The page that `view` fills, with the line that cites it. chemin: its address on the site."""
    shown = await asyncio.to_thread(view, lue.lecture, lue.part)
    return page(request, gabarit, lecture=lue.lecture, periodes=lue.periodes, citer=lue.citer(chemin), **shown)


async def part_image(
    lue: PartLue, debut: str, sorte: str, chemin: str, draw: Callable[[Lecture, str, str], tuple[str, bytes]]
) -> Response[bytes]:
    """The image that `draw` makes of the reading, the share and the line that cites it: its code, and its bytes."""
    check_kind(sorte)
    citer = lue.citer(chemin)
    await lue.session.rollback()  # gives the connection back before the slow part
    code, content = await asyncio.to_thread(draw, lue.lecture, lue.part, citer)
    return Response(content, media_type=KINDS[sorte], headers=as_file(lue.named(debut, code, sorte)))


PART = {"lue": Provide(provide_part)}
ThePart = NamedDependency[SkipValidation[PartLue]]
