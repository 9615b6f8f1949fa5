"""The figures of a document: the one place that turns released tables into what a version keeps.

A figure is asked for by its reference: « M06:territoire », « M01:quartiers », « LIEU_FREIN:commune »; a public série by
« serie:apl_medecins_generalistes ».
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from asv.documents.diagnostic import figures_of, reading
from asv.documents.typography import valeur
from asv.domain.acteurs import Acteur
from asv.domain.diagnostic import phrase_of
from asv.domain.diffusion import ReleasedCrossing, ReleasedLine, ReleasedTable
from asv.domain.document import Grille
from asv.domain.indicateurs import INDICATEURS
from asv.domain.indicateurs.croisements import TABLEAUX
from asv.domain.series import Generation, Niveau
from asv.domain.series.catalogue import SERIES
from asv.usecases.diagnostic import Lecture, QuartierLu, read_crossing, read_diagnostic
from asv.usecases.document import Chiffres, Demande
from asv.usecases.series import Contexte, read_contexte
from asv.web.contexte.vues import sources_of, vue_of
from asv.web.croisements_shown import LECTURES, crossing_view
from asv.web.filters import chiffre

TERRITOIRE, QUARTIERS, SERIE = "territoire", "quartiers", "serie"
WIDEST = 3
"""Columns that a table by quartier may have: more are read line by line, on the sheets of the QPV."""
FICHE = ("M06", "G08F", "G08A")
PLACES = {Niveau.QPV: "par quartier", Niveau.COMMUNE: "par commune", Niveau.EPCI: "agglomération"}
COMMUNE = ("LIEU_SEXE", "LIEU_AGE", "LIEU_FREIN")


def offered() -> list[tuple[str, str]]:
    """References of the figures of the mediation that a document may hold, with the words that offer them."""
    found = []
    for code, one in INDICATEURS.items():
        if not one.interne:
            found.append((f"{code}:{TERRITOIRE}", f"{one.libelle} — tout le territoire"))
            if one.geographie is not None and len(one.colonnes) <= WIDEST:
                found.append((f"{code}:{QUARTIERS}", f"{one.libelle} — par quartier"))
    for tableau in TABLEAUX:
        if "lieu" in tableau.dimensions:
            found += [(f"{tableau.code}:{code}", f"{tableau.libelle} — {words.lower()}") for code, words in LECTURES]
        else:
            found.append((f"{tableau.code}:{TERRITOIRE}", tableau.libelle))
    return found


def offered_series() -> list[tuple[str, str]]:
    """The same for public séries, those of today: a figure of 2015 perimeters would stand beside QPV of 2024."""
    today = (one for one in SERIES.values() if one.generation is not Generation.DE_2015)
    return [(f"{SERIE}:{one.code}", f"{one.libelle} — {PLACES[one.niveau]}") for one in today]


async def read_chiffres(session: Any, acteur: Acteur, demande: Demande, today: date) -> Chiffres:
    """The figures of a closed year as they are told outside the team: those of a release once there is one."""
    annee = str(demande.annee)
    lecture = await read_diagnostic(session, acteur, annee, today, outside=True)
    crossed = (await read_crossing(session, acteur, annee, today)).tables
    found = await asyncio.to_thread(_chiffres, lecture, crossed, demande.references)
    wanted = [reference for reference in demande.references if reference.startswith(f"{SERIE}:")]
    contexte = await read_contexte(session, acteur) if wanted else None
    public = {reference: _serie(contexte, reference) for reference in wanted} if contexte else {}
    return replace(found, grilles={**found.grilles, **{key: one for key, one in public.items() if one is not None}})


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


def _chiffres(lecture: Lecture, crossed: ReleasedCrossing | None, references: Sequence[str]) -> Chiffres:
    source = source_of(lecture)
    named = ((reference, _grille(lecture, crossed, reference, source)) for reference in references)
    return Chiffres(
        {reference: grille for reference, grille in named if grille is not None},
        {quartier.code: tuple(_fiche(lecture, quartier, source)) for quartier in lecture.quartiers},
        _communes(lecture, crossed, source),
    )


def source_of(lecture: Lecture) -> str:
    return (
        f"Médiation santé, {lecture.periode.libelle}, année close ; parmi les personnes rencontrées ; "
        "quartiers de la génération 2024"
    )


def _grille(lecture: Lecture, crossed: ReleasedCrossing | None, reference: str, source: str) -> Grille | None:
    """None when the table has no figure for that year."""
    code, _, lieu = reference.partition(":")
    table = lecture.tables.get(code)
    if table is None:
        has_it = crossed is not None and crossed.tableau(code) is not None
        return _crossed(crossed, code, lieu, source) if crossed is not None and has_it else None
    return _by_quartier(table, source) if lieu == QUARTIERS else _line(table, table.territoire, source)


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


def _fiche(lecture: Lecture, quartier: QuartierLu, source: str) -> Iterator[Grille]:
    """The figures of a quartier: how many were met, then what they said."""
    told = [("Contacts", chiffre(lecture.tables["M01"].cell(quartier.code, "M01")))]
    told.append(("Personnes estimées", chiffre(lecture.tables["M02"].cell(quartier.code, "OUI"))))
    rate = lecture.couverture[quartier.code]
    told.append(("Personnes estimées pour 1 000 habitants", valeur(rate)))
    yield Grille("Les personnes rencontrées", ("Mesure", "Nombre"), tuple(told), rate.avertissement, source)
    for code in FICHE:
        table = lecture.tables[code]
        line = table.line(quartier.code)
        if line is not None and any(cell.effectif for cell in line.cells.values()):
            yield _line(table, line, source)


def _communes(lecture: Lecture, crossed: ReleasedCrossing | None, source: str) -> Mapping[str, Sequence[Grille]]:
    """What the crossed tables tell of each commune; nothing for one where every figure is hidden."""
    found: dict[str, list[Grille]] = {}
    for code in COMMUNE if crossed is not None else ():
        if crossed is None or crossed.tableau(code) is None:
            continue
        vue = crossing_view(crossed, code, "commune")
        by_name = dict(vue.lignes)
        for commune, nom in lecture.noms_communes.items():
            cells = by_name.get(nom, [])
            if any(cell is not None and cell.effectif for cell in cells):
                lignes = tuple((head, chiffre(cell)) for head, cell in zip(vue.colonnes, cells, strict=True))
                grille = Grille(vue.tableau.libelle, ("Réponse", "Contacts"), lignes, "", source)
                found.setdefault(commune, []).append(grille)
    return found
