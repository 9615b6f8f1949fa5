"""What the pages of séries show: séries by theme, one série by place, what a file would bring."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from asv.documents.evolution import evolutions
from asv.documents.svg import Figure
from asv.domain.errors import NotFound
from asv.domain.series import Absence, Generation, Lieu, Niveau, Serie, Theme, Valeur, mention_of, serie
from asv.domain.series.chiffres import Lue
from asv.domain.series.evolution import evolutions_of
from asv.domain.series.lues import SerieLue, refusals_of
from asv.domain.series.portrait import Portrait
from asv.domain.series.publications import PUBLICATIONS, QPV_2015
from asv.domain.territoires import sort_key
from asv.usecases.series import NO_FIGURE, Contexte

THEMES: Final = {
    Theme.POPULATION: "Population", Theme.MENAGES: "Ménages et familles", Theme.REVENUS: "Revenus et précarité",
    Theme.DROITS: "Droits", Theme.EMPLOI: "Emploi", Theme.LOGEMENT: "Logement",
    Theme.OFFRE: "Offre de soins et de services",
}  # fmt: skip
OLDER: Final = "Quartiers dans leur périmètre de 2015"
HIDDEN: Final = "c"


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the list: its séries, in the order of their words. `is_ancienne`: about perimeters of 2015."""

    titre: str
    series: list[tuple[SerieLue, ...]]
    is_ancienne: bool = False


@dataclass(frozen=True, slots=True)
class VueSerie:
    """One série by place. `refus`: why its vintages make no evolution; empty when the last column is a difference."""

    lues: tuple[SerieLue, ...]
    colonnes: list[str]
    lignes: list[tuple[str, list[object]]]
    refus: tuple[str, ...]
    mention: str
    avertissements: list[str]
    dessins: list[Figure]


def sections_of(contexte: Contexte) -> list[Section]:
    """The séries of today by theme, then those of 2015, apart."""
    known = sorted(contexte.lues.values(), key=lambda lues: sort_key(lues[-1].publiee.serie.libelle))
    sections = [
        Section(titre, [lues for lues in known if _is_of(lues, theme)]) for theme, titre in THEMES.items()
    ]  # fmt: skip
    older = [lues for lues in known if lues[-1].publiee.serie.generation is Generation.DE_2015]
    return [section for section in (*sections, Section(OLDER, older, is_ancienne=True)) if section.series]


def _is_of(lues: tuple[SerieLue, ...], theme: Theme) -> bool:
    one = lues[-1].publiee.serie
    return one.theme is theme and one.generation is not Generation.DE_2015


def awaited(contexte: Contexte) -> list[str]:
    """Publications of which no série has a figure here: what the coordination could bring."""
    found = contexte.lues.keys()
    return [
        publication.titre
        for publication in PUBLICATIONS.values()
        if all(found.isdisjoint(publication.series(place)) for place in publication.places if place != QPV_2015)
    ]


def vue_of(contexte: Contexte, code: str) -> VueSerie:
    """Raises NotFound for a série that nobody declared, or that has no figure."""
    declared = serie(code)
    lues = contexte.lues.get(code)
    if lues is None:
        raise NotFound(NO_FIGURE)
    refus = refusals_of(lues)
    places = {lieu for lue in lues for lieu in lue.valeurs} & contexte.lieux.keys()
    in_order = sorted((contexte.lieux[place] for place in places), key=lambda lieu: (sort_key(lieu.nom), lieu.code))
    avertissements = dict.fromkeys(lue.publiee.avertissement for lue in lues if lue.publiee.avertissement)
    return VueSerie(
        lues, [lue.publiee.millesime.libelle for lue in lues] + ([] if refus else ["Écart"]),
        [(_name(lieu), _cells(lues, lieu, is_compared=not refus)) for lieu in in_order],
        refus, mention_of(declared), list(avertissements),
        [] if refus else evolutions(f"evolution-{code}", evolutions_of(lues, in_order)),
    )  # fmt: skip


def _name(lieu: Lieu) -> str:
    """A QPV of 2015 is never written as one of 2024, nor one that lies in two EPCI as if it were all here."""
    if lieu.generation is Generation.DE_2015:
        return f"{lieu.nom} (QPV 2015)"
    return f"{lieu.nom} (en partie hors du territoire)" if lieu.is_debordant else lieu.nom or lieu.code


def _cells(lues: tuple[SerieLue, ...], lieu: Lieu, *, is_compared: bool) -> list[object]:
    """Figures of each vintage, then the last less the first where the producer lets them be compared."""
    read = [lue.valeurs.get(lieu.code) for lue in lues]
    cells = [_shown(one) for one in read]
    if is_compared:
        first, last = read[0], read[-1]
        both = first and last and first.nombre is not None and last.nombre is not None
        cells.append(_difference(first.nombre, last.nombre) if both and first and last else None)
    return cells


def _difference(first: float | None, last: float | None) -> Decimal:
    """Between the figures as they are written, so that a reader who subtracts them finds the same."""
    return _as_written(last or 0.0) - _as_written(first or 0.0)


def _as_written(value: float) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _shown(lue: Lue | None) -> object:
    if lue is None or lue.nombre is None:
        return HIDDEN if lue and lue.absence is Absence.SECRET else None
    return lue.nombre


@dataclass(frozen=True, slots=True)
class VueLieu:
    """The figures of one place, as one table. `mention`: what must be read before them."""

    titre: str
    mention: str
    lignes: list[tuple[str, list[object]]]


def portrait_views(portrait: Portrait) -> list[VueLieu]:
    """The place first, then each of its communes under its own name."""
    own = VueLieu(_name(portrait.lieu), _mention(portrait.propres), _lines(portrait.propres))
    beside = [
        VueLieu(f"{lieu.nom}, commune entière", _mention(valeurs), _lines(valeurs))
        for lieu, valeurs in portrait.voisines
    ]
    return [own, *beside]


def _mention(valeurs: Sequence[Valeur]) -> str:
    return " ".join(dict.fromkeys(valeur.mention for valeur in valeurs if valeur.mention))


def _lines(valeurs: Sequence[Valeur]) -> list[tuple[str, list[object]]]:
    in_order = sorted(valeurs, key=lambda one: sort_key(one.publiee.serie.libelle))
    return [
        (worded(one.publiee.serie), [_shown(Lue(one.nombre, one.absence)), one.publiee.millesime.libelle])
        for one in in_order
    ]


def worded(one: Serie) -> str:
    """With its unit, unless the words say it already."""
    return one.libelle if one.unite in one.libelle.casefold() else f"{one.libelle} ({one.unite})"


def places_of(contexte: Contexte) -> list[tuple[str, str]]:
    """Places to choose from: quartiers of today, communes, the territoire; those of 2015 last, and marked."""
    ranks = {Niveau.QPV: 0, Niveau.COMMUNE: 1, Niveau.EPCI: 2}
    in_order = sorted(
        contexte.lieux.values(),
        key=lambda lieu: (lieu.generation is Generation.DE_2015, ranks[lieu.niveau], sort_key(lieu.nom), lieu.code),
    )
    return [(lieu.code, _label(lieu)) for lieu in in_order]


def _label(lieu: Lieu) -> str:
    return f"{lieu.nom or lieu.code} (QPV {lieu.generation})" if lieu.generation else lieu.nom or lieu.code


def sources_of(lues: Iterable[SerieLue | Valeur]) -> list[str]:
    return list(dict.fromkeys(lue.publiee.citation for lue in lues))
