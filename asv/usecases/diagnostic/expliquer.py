"""Why a figure of a release is hidden, for the coordination, and what can be asked instead."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.diffusions import DiffusionReserve
from asv.domain.acteurs import Acteur
from asv.domain.diffusion import Diffusion, ReleasedCrossing
from asv.domain.diffusion.croisements import TOTAL, Cle, Tableau, axes_by_place, shown_of
from asv.domain.diffusion.editions import Motif, Plus, coarser
from asv.domain.errors import NotFound
from asv.usecases.diagnostic.ledger import read_diffusion
from asv.usecases.diagnostic.preparer import check_decider


@dataclass(frozen=True, slots=True)
class Cachee:
    """A hidden figure: where it stands, why as far as this may be said, and the nearest figures told."""

    ligne: str
    colonne: str
    motif: Motif
    plus: tuple[Plus, ...]


@dataclass(frozen=True, slots=True)
class Explication:
    """The hidden figures of one line of a table. lignes: those that hide some, to choose from."""

    diffusion: Diffusion
    tableau: str
    ligne: str
    lignes: tuple[tuple[str, str], ...]
    cachees: tuple[Cachee, ...]


async def explain(session: AsyncSession, acteur: Acteur, code: str, tableau: str, ligne: str) -> Explication:
    """Explains one line of a crossed table; the first table and its first line with a blank when none is named."""
    check_decider(acteur)
    diffusion = await read_diffusion(session, acteur, code)
    crossing = diffusion.croisements
    chosen = crossing.tableau(tableau) if tableau else _first_with_blanks(crossing)
    if chosen is None:
        raise NotFound("Ce tableau croisé n’est pas dans cette diffusion : choisissez dans la liste.")
    first, *others = axes_by_place(crossing.dimensions, chosen)
    hidden = _blanks(crossing, chosen)
    names = crossing.dimensions[first].by_code
    lignes = {one: names[one].libelle for one in dict.fromkeys(cle[first] for cle in hidden)}
    asked = ligne if ligne in lignes else next(iter(lignes), "")
    motifs = await _motifs(session, acteur, diffusion)
    cachees = tuple(
        Cachee(lignes[asked], _label(diffusion, cle, others), motifs.get(cle, Motif.TU), coarser(crossing, cle))
        for cle in hidden
        if cle[first] == asked
    )
    return Explication(diffusion, chosen.code, asked, tuple(lignes.items()), cachees)


def _blanks(crossing: ReleasedCrossing, tableau: Tableau) -> list[Cle]:
    return [cle for cle in shown_of(crossing.dimensions, tableau) if crossing.cells[cle].effectif is None]


def _first_with_blanks(crossing: ReleasedCrossing) -> Tableau:
    return next((one for one in crossing.tableaux if _blanks(crossing, one)), crossing.tableaux[0])


async def _motifs(session: AsyncSession, acteur: Acteur, diffusion: Diffusion) -> dict[Cle, Motif]:
    kept = await session.get_one(DiffusionReserve, (acteur.territoire_id, diffusion.periode.code, diffusion.edition))
    return {tuple(cle): Motif(said) for cle, said in kept.contenu["motifs"]}


def _label(diffusion: Diffusion, cle: tuple[str, ...], others: list[int]) -> str:
    dimensions = diffusion.croisements.dimensions
    said = [dimensions[rank].by_code[cle[rank]].libelle for rank in others if cle[rank] != TOTAL]
    return ", ".join(said) or "Ensemble"
