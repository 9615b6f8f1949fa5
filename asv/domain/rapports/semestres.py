"""The report of half a year, from the releases of its two quarters: figures shown in both are added, nothing else.

A figure hidden in one quarter is hidden in the half-year. What no quarter tells leaves with the year: « nd ».
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from asv.domain.diffusion import TERRITOIRE, Destinataire, Diffusion, Figure, Reference, Statut, view_for
from asv.domain.diffusion.croisements import TOTAL
from asv.domain.indicateurs import INDICATEURS
from asv.domain.rapports.chiffres import ChiffresRapport, Source, gather
from asv.domain.rapports.definition import Comptes, Diffuse, IndicateurRapport
from asv.domain.rapports.destinataires import COMMUNE, HALF_YEARLY, RAPPORTS
from asv.domain.rapports.exercices import Exercice, Semestre
from asv.domain.rapports.indicateurs import INDICATEURS_RAPPORT
from asv.domain.rapports.lignes import NO_TABLE, LigneRapport, Origine, absent, lines_beside, name_of

TOLD: Final[Mapping[str, str]] = {"G08F": "SEXE", "G08A": "AGE", "M06": "FREIN"}
"""Tables of a quarter that tell, for the territoire, what a table of the year does."""
PLACES: Final = "LIEU"
NOT_QUARTERLY: Final = (
    "Un trimestre ne diffuse que les contacts par lieu et, pour tout le territoire, le frein principal, le sexe et "
    "l’âge : ce chiffre sort avec l’année."
)


def gather_exercice(
    exercice: Exercice, diffusions: Sequence[Diffusion], sources: tuple[Source, ...], communes: Mapping[str, str],
    comptes: Mapping[str, Comptes],
) -> ChiffresRapport:  # fmt: skip
    """The lines of a report of a year, or of a half. diffusions: that it rests on, as `exercices_of` orders them."""
    if isinstance(exercice, Semestre):
        return gather_semestre(exercice, diffusions, sources, communes, comptes)
    return gather(diffusions[0], sources[0], communes, comptes)


def gather_semestre(
    semestre: Semestre, trimestres: Sequence[Diffusion], sources: tuple[Source, ...], communes: Mapping[str, str],
    comptes: Mapping[str, Comptes],
) -> ChiffresRapport:  # fmt: skip
    """The lines of every place that `comptes` counts. trimestres: the releases of its two quarters, in order."""
    lieux = {lieu: tuple(_lines(trimestres, lieu, counted)) for lieu, counted in comptes.items()}
    return ChiffresRapport(semestre, sources, communes, lieux)


def _lines(trimestres: Sequence[Diffusion], lieu: str, comptes: Comptes) -> Iterator[LigneRapport]:
    is_whole = lieu == TERRITOIRE
    views = [
        view_for(one, Destinataire.FINANCEUR) if is_whole else view_for(one, Destinataire.COMMUNE, lieu)
        for one in trimestres
    ]
    wanted = {code for name in HALF_YEARLY if (name == COMMUNE) is not is_whole for code in RAPPORTS[name].indicateurs}
    for code in sorted(wanted):
        one = INDICATEURS_RAPPORT[code]
        for partie in one.parties:
            if isinstance(partie, Diffuse):
                yield from _released(one, partie, views, lieu)
            else:
                yield from lines_beside(one, partie, comptes, "" if is_whole else lieu)


def _released(one: IndicateurRapport, partie: Diffuse, views: Sequence[Diffusion], lieu: str) -> Iterator[LigneRapport]:
    asked = _asked(partie, lieu)
    held = [{(ref.tableau, ref.lieu, ref.colonne) for ref in view.references()} for view in views]
    told = [one for one in asked if all(one in found for found in held)]
    if not told:
        yield absent(one, name_of(partie), NO_TABLE if asked else NOT_QUARTERLY)
    for tableau, place, column in told:
        yield added(one, partie, [view.figure(Reference(view.code, tableau, place, column)) for view in views])


def _asked(partie: Diffuse, lieu: str) -> list[tuple[str, str, str]]:
    """Table, line and column of each figure that both quarters tell of this place."""
    if lieu != TERRITOIRE:
        return [(PLACES, lieu, TOTAL)] if partie.tableau == "M01" else []
    table = TOLD.get(partie.tableau)
    if table is None:
        return []
    known = partie.colonnes or tuple(str(one.code) for one in INDICATEURS[partie.tableau].colonnes)
    return [(table, column, TOTAL) for column in known]


def added(one: IndicateurRapport, partie: Diffuse, figures: Sequence[Figure]) -> LigneRapport:
    """The sum of what is shown; hidden as soon as one of them is."""
    first = figures[0]
    statut = next((figure.statut for figure in figures if figure.effectif is None), Statut.PUBLIE)
    valeur: int | Decimal | None = None
    if statut is Statut.PUBLIE:
        valeur = sum(figure.effectif or 0 for figure in figures)
    mesure = name_of(partie) if first.reference.tableau == PLACES else f"{first.tableau} : {first.lieu}"
    return LigneRapport(
        f"{one.code}/{first.reference.tableau}/{first.reference.lieu}", one.code, one.libelle, mesure,
        Origine.DIFFUSION, statut, valeur, first.unite, None, " + ".join(str(one.reference) for one in figures),
    )  # fmt: skip
