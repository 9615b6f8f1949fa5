"""The figures of a document as they are written: the one place that turns released tables into what a version keeps.

Which figures, and whether they may be told, is said in asv/domain/document/offre.py.
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from asv.documents.dessins import bars_of
from asv.documents.diagnostic import figures_of, reading
from asv.domain.acteurs import Acteur
from asv.domain.diagnostic import phrase_of
from asv.domain.diffusion import Destinataire, Diffusion, ReleasedCrossing, ReleasedLine, ReleasedTable, view_for
from asv.domain.diffusion.editions.diffusion import ARRONDI
from asv.domain.document import Forme, Grille
from asv.domain.document.offre import COMMUNE, QUARTIERS, SERIE, followed, may_tell, told_of_commune, told_of_quartier
from asv.domain.periodes import annee
from asv.usecases.diagnostic import QuartierLu, current_of, read_crossing, read_diagnostic
from asv.usecases.diagnostic.closes import released_before, reprises_of
from asv.usecases.document import Chiffres, Demande, opened_codes
from asv.usecases.series import Contexte, read_contexte
from asv.web.contexte.vues import sources_of, vue_of
from asv.web.croisements_shown import VueCroisee, crossing_view
from asv.web.document.graphiques import Dessinees, drawing_of, is_drawing
from asv.web.filters import chiffre
from asv.web.reading import fond_of

SOURCE = "Médiation santé, {} ; parmi les personnes rencontrées ; quartiers de la génération 2024"
UNTOLD = "Les réponses sans personne ou confidentielles ne sont pas montrées."


@dataclass(frozen=True, slots=True)
class Lues:
    """What the figures of a document are read in. diffusion: code of the release, empty for a year counted anew."""

    diffusion: str
    tables: Mapping[str, ReleasedTable]
    crossed: ReleasedCrossing | None
    quartiers: Sequence[QuartierLu]
    noms_communes: Mapping[str, str]
    dessinees: Dessinees

    @property
    def source(self) -> str:
        return self.dessinees.source


async def read_chiffres(
    session: Any, acteur: Acteur, demande: Demande, today: date, *, is_version: bool = False
) -> Chiffres:
    """The figures of a closed year as everybody is told them: the release, to the nearest five."""
    diffusion, found = await current_of(session, acteur, annee(demande.annee)), Chiffres()
    if may_tell("" if diffusion is None else diffusion.code, is_version=is_version):
        lues = await _read(session, acteur, demande.annee, today, diffusion)
        if any(reference.endswith(f":{Forme.EVOLUTION}") for reference in demande.references):
            lues = replace(lues, dessinees=await _followed(session, acteur, lues.dessinees))
        found = await asyncio.to_thread(_chiffres, lues, demande)
    wanted = [reference for reference in demande.references if reference.startswith(f"{SERIE}:")]
    contexte = await read_contexte(session, acteur) if wanted else None
    public = {reference: _serie(contexte, reference) for reference in wanted} if contexte else {}
    return replace(found, grilles={**found.grilles, **{key: one for key, one in public.items() if one is not None}})


async def _read(session: Any, acteur: Acteur, year: int, today: date, diffusion: Diffusion | None) -> Lues:
    lecture = await read_diagnostic(session, acteur, str(year), today, outside=True)
    if diffusion is None:
        crossed = (await read_crossing(session, acteur, str(year), today)).tables
        source = SOURCE.format(f"{lecture.periode.libelle}, pas encore diffusée")
        drawn = Dessinees(lecture.periode, lecture.tables, fond_of(lecture), source)
        return Lues("", lecture.tables, crossed, lecture.quartiers, lecture.noms_communes, drawn)
    public = view_for(diffusion, Destinataire.PUBLIC)
    source = SOURCE.format(f"{lecture.periode.libelle}, diffusion {public.code} arrondie à {ARRONDI}")
    drawn = Dessinees(lecture.periode, public.tables, fond_of(lecture), source)
    return Lues(public.code, public.tables, public.croisements, lecture.quartiers, lecture.noms_communes, drawn)


async def _followed(session: Any, acteur: Acteur, dessinees: Dessinees) -> Dessinees:
    """With the earlier years as the public was told them."""
    released = {one.code: one for one in await released_before(session, acteur, dessinees.periode)}
    open_to_all = followed(released, await opened_codes(session, acteur))
    views = [
        (code, released[code].periode, view_for(released[code], Destinataire.PUBLIC).tables) for code in open_to_all
    ]
    return replace(dessinees, anterieures=views, reprises=await reprises_of(session, acteur))


def _serie(contexte: Contexte, reference: str) -> Grille | None:
    """A public série by place, with its limits; None while no file of it was brought."""
    code = reference.partition(":")[2]
    if code not in contexte.lues:
        return None
    vue = vue_of(contexte, code)
    declared = vue.lues[-1].publiee.serie
    note = " ".join(text for text in (vue.mention, *vue.avertissements) if text)
    lignes = tuple((lieu, *(chiffre(cell) for cell in cells)) for lieu, cells in vue.lignes)
    return Grille(
        f"{declared.libelle} ({declared.unite})", ("Lieu", *vue.colonnes), lignes, note,
        " ; ".join(source.rstrip(".") for source in sources_of(vue.lues)),
    )  # fmt: skip


def _chiffres(lues: Lues, demande: Demande) -> Chiffres:
    named = ((reference, _grille(lues, reference)) for reference in demande.references)
    return Chiffres(
        {reference: grille for reference, grille in named if grille is not None},
        {quartier.code: tuple(_fiche(lues, quartier)) for quartier in lues.quartiers},
        _communes(lues), lues.diffusion,
    )  # fmt: skip


def _grille(lues: Lues, reference: str) -> Grille | None:
    """None when the table has no figure for that year."""
    if is_drawing(reference):
        return drawing_of(lues.dessinees, reference)
    code, _, lieu = reference.partition(":")
    table = lues.tables.get(code)
    if table is not None:
        return _by_quartier(table, lues.source) if lieu == QUARTIERS else _line(table, table.territoire, lues.source)
    if lues.crossed is None or lues.crossed.tableau(code) is None:
        return None
    return _crossed(lues.crossed, code, lieu, lues.source)


def _line(table: ReleasedTable, line: ReleasedLine, source: str) -> Grille:
    told = figures_of(table, line)
    return Grille(
        table.libelle, tuple(told.colonnes), tuple(tuple(row) for row in told.lignes),
        f"{phrase_of(table, line)} {reading(line)}", source,
    )  # fmt: skip


def _by_quartier(table: ReleasedTable, source: str) -> Grille:
    lignes = tuple(
        (line.ligne.libelle, *(chiffre(line.cells.get(colonne.code)) for colonne in table.colonnes))
        for line in table.lignes
    )
    note = f"Dans l’ordre des noms, jamais un classement. {reading(table.territoire)}"
    return Grille(table.libelle, ("Lieu", *(c.libelle for c in table.colonnes)), lignes, note, source)


def _crossed(crossed: ReleasedCrossing, code: str, lecture: str, source: str) -> Grille:
    vue = crossing_view(crossed, code, lecture)
    lignes = tuple((label, *(chiffre(cell) for cell in cells)) for label, cells in vue.lignes)
    note = f"{vue.montrees} nombres montrés, {vue.cachees} gardés confidentiels."
    return Grille(vue.tableau.libelle, (vue.premiere, *vue.colonnes), lignes, note, source)


def _fiche(lues: Lues, quartier: QuartierLu) -> Iterator[Grille]:
    """The figures of a quartier: how many were met, then what they said; the first drawn against the territoire."""
    told = (
        ("Contacts", chiffre(lues.tables["M01"].cell(quartier.code, "M01"))),
        ("Personnes estimées", chiffre(lues.tables["M02"].cell(quartier.code, "OUI"))),
    )
    yield Grille("Les personnes rencontrées", ("Mesure", "Nombre"), told, "", lues.source)
    is_drawn = False
    for table, line in told_of_quartier(lues.tables, quartier.code):
        yield (_line if is_drawn else bars_of)(table, line, lues.source)
        is_drawn = is_drawn or any(cell.part for cell in line.cells.values())


def _communes(lues: Lues) -> Mapping[str, Sequence[Grille]]:
    """What the crossed tables tell of each commune; nothing for one where every figure is hidden."""
    crossed = lues.crossed
    if crossed is None:
        return {}
    vues = [crossing_view(crossed, code, "commune") for code in COMMUNE if crossed.tableau(code) is not None]
    found = {code: _commune(vues, nom) for code, nom in lues.noms_communes.items()}
    heads = ("Qui a été rencontré, et pour quel premier frein", "Contacts")
    return {
        code: (Grille("Les rencontres dans la commune", heads, lignes, UNTOLD, lues.source),)
        for code, lignes in found.items()
        if lignes
    }


def _commune(vues: Sequence[VueCroisee], nom: str) -> tuple[tuple[str, str], ...]:
    found = ((vue.colonnes, dict(vue.lignes).get(nom)) for vue in vues)
    lines = [list(zip(heads, cells, strict=True)) for heads, cells in found if cells is not None]
    return tuple((head, chiffre(cell)) for head, cell in told_of_commune(lines).items())
