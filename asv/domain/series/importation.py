"""Whether a lot may be imported, under which vintage, and what it would change."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from asv.domain.errors import Refused
from asv.domain.series.catalogue import serie
from asv.domain.series.chiffres import Lue
from asv.domain.series.definition import Millesime, SeriePubliee
from asv.domain.series.lecture import Lot
from asv.domain.series.publications import Publication

FIRST_YEAR: Final = 1999
NO_YEAR: Final = "Ce fichier ne dit pas son millésime : écrivez l’année des chiffres, lue sur la page du producteur."
OTHER_YEAR: Final = "Le fichier dit {lue}, vous avez écrit {dite} : vérifiez l’année sur la page du producteur."
NOT_A_YEAR: Final = "L’année {dite} n’est pas possible : écrivez une année entre {first} et {last}."
NO_FIGURE: Final = "Aucun chiffre n’est publié ici pour vos lieux : rien n’est à importer."
WOULD_GO: Final = (
    "{titre}, {annee} : rien n’a été importé. Lieux qui perdraient leurs chiffres, car ce fichier ne les nomme pas : "
    "{nombre}. Prenez le fichier entier, ou dites que vous l’acceptez."
)
FAULTY: Final = "Des cellules sont à vérifier : rien n’a été importé. Corrigez le fichier, ou laissez-les de côté."


class Ecart(NamedTuple):
    """What a lot changes in the same vintage of the same séries."""

    pareilles: int
    changees: int
    nouvelles: int
    disparues: int


def check_lot(lot: Lot, dite: int | None, this_year: int, *, ecarter: bool = False) -> int:
    """The year of the lot: the one read, or the one given when the file prints none. Raises Refused."""
    if lot.anomalies and not ecarter:
        raise Refused(FAULTY)
    if not any(lue.nombre is not None for lues in lot.valeurs.values() for lue in lues.values()):
        raise Refused(NO_FIGURE)
    if lot.annee is not None and dite is not None and dite != lot.annee:
        raise Refused(OTHER_YEAR.format(lue=lot.annee, dite=dite))
    annee = lot.annee if lot.annee is not None else dite
    if annee is None:
        raise Refused(NO_YEAR)
    if not FIRST_YEAR <= annee <= this_year:
        raise Refused(NOT_A_YEAR.format(dite=annee, first=FIRST_YEAR, last=this_year))
    return annee


def check_whole(lot: Lot, annee: int, disparus: Sequence[str]) -> None:
    """Raises Refused when places would lose the figures they have; they are named in what was shown before."""
    if disparus:
        raise Refused(WOULD_GO.format(titre=lot.publication.titre, annee=annee, nombre=len(disparus)))


def millesime_of(publication: Publication, annee: int) -> Millesime:
    """The vintage as the producer names it: « 1er janvier 2025 », « recensement 2022 »."""
    return Millesime(publication.millesime.format(annee=annee), annee)


def publiee(publication: Publication, code: str, annee: int) -> SeriePubliee:
    """One série of a publication, in one vintage, with what must be printed beside it."""
    return SeriePubliee(serie(code), millesime_of(publication, annee), publication.producteur, publication.licence)


Figures = Mapping[str, Mapping[str, float | None]]
"""By série, then by code of place; None where the producer gives none."""


def gone(standing: Figures, lot: Lot) -> list[str]:
    """Codes of the places that have a figure today, and that this lot does not name for the same série."""
    left = {
        lieu
        for code, lieux in standing.items()
        for lieu, nombre in lieux.items()
        if nombre is not None and lieu not in lot.valeurs[code]
    }
    return sorted(left)


def compare(
    before: Figures, after: Mapping[str, Mapping[str, Lue]]
) -> Ecart:  # fmt: skip
    """How the figures of a lot differ from those in place, by série and by place."""
    old = {(code, lieu): nombre for code, lieux in before.items() for lieu, nombre in lieux.items()}
    new = {(code, lieu): lue.nombre for code, lieux in after.items() for lieu, lue in lieux.items()}
    both = old.keys() & new.keys()
    same = sum(old[key] == new[key] for key in both)
    return Ecart(same, len(both) - same, len(new.keys() - old.keys()), len(old.keys() - new.keys()))
