"""What the explorer shows: the tree of places and of answers, the small multiples, and how to cite a view."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from asv.documents.evolution import written_value
from asv.documents.feuille import sheet
from asv.documents.multiples import Panneau, Planche, board, panels
from asv.documents.typography import date_longue, effectif, intervalle_court, nombre, part
from asv.domain.diagnostic import Choix, absence_of, choices_of, chosen_of
from asv.domain.diffusion import TERRITOIRE, Diffusion, ReleasedLine
from asv.domain.indicateurs import INDICATEURS
from asv.domain.series import Generation, SeriePubliee
from asv.domain.territoires import sort_key
from asv.usecases.diagnostic import Lecture, QuartierLu, quartier_of
from asv.usecases.series import Contexte
from asv.web.comparer_shown import groups_of
from asv.web.images import image_bytes
from asv.web.reading import REPERE, drawn

HEADS = ("Part", "Intervalle à 95 %", "Effectif", "Base de la part")
SIGNS = 12
"""How much of a fingerprint a citation holds; the page of the release gives it whole."""


def multiples_view(lecture: Lecture, code: str) -> dict[str, Any]:
    choices = choices_of(lecture.tables)
    choix = chosen_of(choices, code)
    planche = planche_of(lecture, choix)
    drawings = [drawn(figure) for figure in panels("quartier", planche)]
    lines = lines_of(lecture, choix)
    return {
        "choix": choix, "groupes": groups_of(choices), "titre": planche.titre,
        "panneaux": list(zip((quartier for quartier, _ in lines), planche.panneaux, drawings, strict=True)),
        "legende": planche.legende, "caches": planche.caches, "colonnes": HEADS,
        "lignes": [(f"{rank}. {q.nom}", _cells(line, choix)) for rank, (q, line) in enumerate(lines, start=1)],
        "total": (REPERE.capitalize(), _cells(choix.table.territoire, choix)),
        "source": INDICATEURS[choix.table.code].source, "note": INDICATEURS[choix.table.code].note,
    }  # fmt: skip


def lines_of(lecture: Lecture, choix: Choix) -> list[tuple[QuartierLu, ReleasedLine]]:
    """The quartiers that the table tells, in the order of the map."""
    found = ((quartier, choix.table.line(quartier.code)) for quartier in lecture.quartiers)
    return [(quartier, line) for quartier, line in found if line is not None]


def planche_of(lecture: Lecture, choix: Choix) -> Planche:
    lines = enumerate(lines_of(lecture, choix), start=1)
    return Planche(
        choix.titre,
        choix.table.territoire.cells[choix.colonne.code],
        [panneau_of(f"{rank}. {quartier.nom}", line, choix) for rank, (quartier, line) in lines],
    )


def panneau_of(nom: str, line: ReleasedLine, choix: Choix) -> Panneau:
    cell = line.cells[choix.colonne.code]
    return Panneau(nom, cell, absence_of(line, cell))


def _cells(line: ReleasedLine, choix: Choix) -> list[str]:
    cell = line.cells[choix.colonne.code]
    base = nombre(line.denominateur) if line.denominateur and cell.part is not None else "—"
    shown = "—" if cell.is_published and cell.part is None else part(cell)
    return [shown, intervalle_court(cell) or "—", effectif(cell), base]


def multiples_file(lecture: Lecture, code: str, sorte: str, citer: str) -> tuple[str, bytes]:
    """The code of the share, and its small multiples as one image."""
    choix = chosen_of(choices_of(lecture.tables), code)
    planche = planche_of(lecture, choix)
    phrases = (planche.legende, planche.caches, citer)
    titled = sheet(board("quartiers", planche), f"{planche.titre}, {lecture.periode.libelle}", phrases)
    return choix.code, image_bytes(titled, sorte)


def tree_view(lecture: Lecture, lieu: str) -> dict[str, Any]:
    """The place chosen, its answers by indicator, and the tree: territoire, communes, quartiers."""
    chosen = lieu or TERRITOIRE
    nom = REPERE if chosen == TERRITOIRE else quartier_of(lecture, chosen).nom
    groupes: dict[str, list[tuple[Choix, str]]] = {}
    for choix in choices_of(lecture.tables):
        line = choix.table.line(chosen)
        if line is not None:
            groupes.setdefault(choix.table.libelle, []).append((choix, panneau_of("", line, choix).texte))
    return {
        "lieu": chosen, "lieu_nom": nom, "is_quartier": chosen != TERRITOIRE, "groupes": groupes,
        "communes": communes_of(lecture.quartiers, lecture.noms_communes),
    }  # fmt: skip


def public_view(contexte: Contexte, lieu: str) -> list[tuple[SeriePubliee, str]]:
    """The séries of the quartiers of today, by their words, with the figure of this one where it is published."""
    latest = (lues[-1] for lues in contexte.lues.values())
    of_today = [lue for lue in latest if lue.publiee.serie.generation is Generation.DE_2024]
    in_order = sorted(of_today, key=lambda lue: sort_key(lue.publiee.serie.libelle))
    read = [(lue.publiee, lue.valeurs.get(lieu)) for lue in in_order]
    return [(one, "" if lue is None or lue.nombre is None else written_value(lue.nombre)) for one, lue in read]


def communes_of(quartiers: Sequence[QuartierLu], names: Mapping[str, str]) -> list[tuple[str, list[QuartierLu]]]:
    """The quartiers under each commune, by name; one that lies in two communes stands under both."""
    found: dict[str, list[QuartierLu]] = {}
    for quartier in quartiers:
        for code in quartier.communes:
            found.setdefault(names.get(code, code), []).append(quartier)
    return sorted(found.items())


def citation(lecture: Lecture, diffusion: Diffusion | None, code: str, day: date, address: str) -> str:
    """How to name a view: by its release and fingerprint, or as figures that may still change.

    code: share asked for; address: of the page, to which the period and the share are added.
    """
    choix = chosen_of(choices_of(lecture.tables), code)
    head = f"Atelier Santé Ville, {lecture.territoire}, « {choix.titre} »"
    where = f"{address}?periode={lecture.periode.code}&part={choix.code}"
    standing = _standing(lecture, diffusion, choix, day)
    return f"{head}, {lecture.periode.libelle}, parmi les personnes rencontrées. {standing} {where}"


def _standing(lecture: Lecture, diffusion: Diffusion | None, choix: Choix, day: date) -> str:
    if diffusion is not None and choix.table.code in diffusion.tables:
        return f"Diffusion {diffusion.code}, empreinte {diffusion.empreinte[:SIGNS]}."
    inside = "" if lecture.destinataire.is_outside else ", interne à l’équipe : à ne pas transmettre"
    return f"Provisoire, lu le {date_longue(day)}{inside}."
