"""The funnel and the smoothed map to take away, each on a sheet with the words that the page says of it."""

from collections.abc import Callable, Sequence

from asv.documents.dessins import BANDS, SMOOTHED
from asv.documents.feuille import sheet
from asv.documents.svg import Figure
from asv.domain.diagnostic import carte_lissee_phrase, entonnoir_phrase, largeur_phrase
from asv.domain.errors import NotFound, Refused
from asv.usecases.diagnostic import Lecture
from asv.web.comparer_shown import Comparaison, comparaison_of, funnel_of, map_of
from asv.web.images import image_bytes

UNKNOWN = "Ce dessin n’existe pas : choisissez entonnoir ou carte."
NO_SHAPE = "Les contours des quartiers ne sont pas livrés : il n’y a pas de carte. Lisez l’entonnoir."


def comparison_image(lecture: Lecture, asked: tuple[str, str, str], citer: str) -> tuple[str, bytes]:
    """The code of the share, and the image. asked: code of the share, drawing and kind of file, as in the address.

    Raises Refused with the reason when there is no such drawing of this share.
    """
    code, dessin, sorte = asked
    if dessin not in DRAWINGS:
        raise NotFound(UNKNOWN)
    vue = comparaison_of(lecture, code)
    figure, phrases = DRAWINGS[dessin](lecture, vue)
    names = " ; ".join(f"{vue.numeros[quartier.code]}. {quartier.nom}" for quartier in lecture.quartiers)
    titled = sheet(figure, f"{figure.titre}, {lecture.periode.libelle}", [*phrases, f"{names}.", citer])
    return vue.choix.code, image_bytes(titled, sorte)


def _funnel(_lecture: Lecture, vue: Comparaison) -> tuple[Figure, Sequence[str]]:
    figure = funnel_of(vue)
    if figure is None:
        raise Refused(vue.entonnoir.refus)
    return figure, (entonnoir_phrase(vue.entonnoir), BANDS, largeur_phrase(vue.entonnoir))


def _map(lecture: Lecture, vue: Comparaison) -> tuple[Figure, Sequence[str]]:
    figure = map_of(lecture, vue)
    if figure is None:
        raise Refused(vue.entonnoir.refus or NO_SHAPE)
    return figure, (carte_lissee_phrase(vue.choix.table, vue.choix.colonne.code, vue.lisses), SMOOTHED)


DRAWINGS: dict[str, Callable[[Lecture, Comparaison], tuple[Figure, Sequence[str]]]] = {
    "entonnoir": _funnel, "carte": _map,
}  # fmt: skip
