"""From the released tables of a territoire to the pages of its diagnostic.

Which tables make which section, and the sentences of the synthesis, come with the input: nothing is decided here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from asv.documents.charts import BAND, Bar, horizontal_bars
from asv.documents.content import (
    Bloc,
    CoteACote,
    Document,
    Fiche,
    Illustration,
    Liste,
    Paragraphe,
    SansRepartition,
    Section,
    Tableau,
    Tuile,
    Tuiles,
)
from asv.documents.maps import Fond, QuartierSitue, choropleth, locator
from asv.documents.svg import Figure
from asv.documents.typography import date_longue, effectif, intervalle_court, part, valeur
from asv.domain.diagnostic import phrase_of
from asv.domain.diffusion import POLICY, Colonne, ReleasedCell, ReleasedLine, ReleasedTable, ReleasedValue, Statut
from asv.domain.periodes import Periode

SMALL: Final = 5
REPERE: Final = "ensemble du territoire"
ECARTS: Final = (
    "L’indice dit combien de fois la part du territoire. N’y sont que les écarts sûrs, là où quartier et reste du "
    "territoire ont au moins 50 réponses ; un quartier absent n’est pas pour autant « comparable »."
)
SANS_ECART: Final = "Aucun quartier ne se distingue du territoire de façon sûre, difficulté par difficulté."

Chiffres: TypeAlias = Mapping[str, ReleasedCell | ReleasedValue | None]


@dataclass(frozen=True, slots=True)
class Quartier:
    """A QPV in the order of the document; `communes` are the INSEE codes of those it touches."""

    code: str
    libelle: str
    communes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Chapitre:
    """A section of the territory: released tables one after the other, each as a chart and as figures."""

    titre: str
    tables: Sequence[ReleasedTable]


@dataclass(frozen=True, slots=True)
class Definition:
    """A line of the dictionary: what is counted among whom, from which source, and what to know."""

    libelle: str
    calcul: str
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mesure:
    """A figure of the whole territoire to put forward: a count, or a share when `en_part`."""

    libelle: str
    table: ReleasedTable
    colonne: str
    en_part: bool = False

    @property
    def texte(self) -> str:
        cell = self.table.territoire.cells[self.colonne]
        return part(cell) if self.en_part else effectif(cell)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosticInput:
    """Everything a diagnostic prints.

    comparaison: for each column of the table of quartiers its heading, and its figures by code of QPV.
    carte: title of the map and the figures that colour it, by code of QPV; carte_phrase: how it reads.
    fiche: tables of the page of a quartier; the first has a chart.
    ecarts: quartiers told apart from the territoire: quartier, difficulty, index, words.
    """

    territoire: str
    periode: Periode
    extrait_le: date
    destinataire: str
    synthese: Sequence[str]
    tuiles: Sequence[Mesure]
    chapitres: Sequence[Chapitre]
    comparaison: Sequence[tuple[str, Chiffres]]
    carte: tuple[str, Chiffres] | None
    fiche: Sequence[ReleasedTable]
    quartiers: Sequence[Quartier]
    fond: Fond
    ecarts: Sequence[Sequence[str]] = ()
    carte_phrase: str = ""
    dictionnaire: Sequence[Definition]
    sources: Sequence[tuple[str, str]]


def diagnostic_document(given: DiagnosticInput) -> Document:
    """Lay the diagnostic out, ready to be printed."""
    numeros = {quartier.code: numero for numero, quartier in enumerate(given.quartiers, start=1)}
    return Document(
        territoire=given.territoire,
        periode=given.periode.libelle.capitalize(),
        couverture=_carte(given, "carte-situation", "Quartiers prioritaires du territoire", {}),
        extrait_le=date_longue(given.extrait_le),
        destinataire=given.destinataire,
        seuil=POLICY.seuil,
        precision=POLICY.precision,
        synthese=_synthese(given),
        sections=(*_chapitres(given.chapitres), _quartiers(given)),
        fiches=[_fiche(given, quartier, numeros[quartier.code]) for quartier in given.quartiers],
        annexes=(_dictionnaire(given.dictionnaire), _sources(given.sources)),
    )


def _synthese(given: DiagnosticInput) -> Section | None:
    tuiles = [Tuile(mesure.texte, mesure.libelle, reading(mesure.table.territoire)) for mesure in given.tuiles]
    blocs: list[Bloc] = [Tuiles(tuiles)] if tuiles else []
    if given.synthese:
        blocs.append(Liste(given.synthese))
    return Section("Synthèse", blocs) if blocs else None


def _chapitres(chapitres: Sequence[Chapitre]) -> list[Section]:
    return [
        Section(chapitre.titre, _repartitions(chapitre.tables), nouvelle_page=rank == 0)
        for rank, chapitre in enumerate(chapitres)
    ]


def _repartitions(tables: Sequence[ReleasedTable]) -> list[Bloc]:
    """A long table beside its chart; the small ones two by two, each under its chart."""
    long = [table for table in tables if len(table.colonnes) > SMALL]
    small = [table for table in tables if len(table.colonnes) <= SMALL]
    alone = [CoteACote([_drawn(table)], [figures_of(table, table.territoire)]) for table in long]
    pairs = [small[rank : rank + 2] for rank in range(0, len(small), 2)]
    return [*alone, *(CoteACote(_stack(*pair[:1]), _stack(*pair[1:])) for pair in pairs)]


def _stack(*tables: ReleasedTable) -> list[Bloc]:
    return [bloc for table in tables for bloc in (_drawn(table), figures_of(table, table.territoire))]


def _drawn(table: ReleasedTable) -> Bloc:
    line = table.territoire
    return Illustration(_chart(table, line), f"{phrase_of(table, line)} {reading(line)}{_band(table, line)}")


def _band(table: ReleasedTable, line: ReleasedLine) -> str:
    return f" {BAND}" if any(cell.intervalle for _, cell in _shown(table, line)) else ""


def reading(line: ReleasedLine) -> str:
    """On how many answers a line rests, and the share of those missing."""
    missing = "" if line.manquants.part is None else f" ; sans réponse : {part(line.manquants)}"
    return f"Réponses : {effectif(line.reponses)}{missing}."


def _shown(table: ReleasedTable, line: ReleasedLine) -> list[tuple[Colonne, ReleasedCell]]:
    return [(colonne, line.cells[colonne.code]) for colonne in table.colonnes if colonne.code in line.cells]


def _chart(table: ReleasedTable, line: ReleasedLine, repere: ReleasedLine | None = None) -> Figure:
    compared: Mapping[str, ReleasedCell] = {} if repere is None else repere.cells
    bars = [Bar(colonne.libelle, cell, compared.get(colonne.code)) for colonne, cell in _shown(table, line)]
    name = f"{table.code}-{line.ligne.code}".lower()
    return horizontal_bars(name, table.libelle, bars, repere="" if repere is None else REPERE)


def figures_of(table: ReleasedTable, line: ReleasedLine) -> Tableau:
    """The figures of a line, as its chart shows them."""
    shown = _shown(table, line)
    titre, unite = f"{table.libelle}, en chiffres", table.unite.capitalize()
    if any(cell.intervalle for _, cell in shown):
        rows = [(colonne.libelle, effectif(cell), part(cell), intervalle_court(cell)) for colonne, cell in shown]
        return Tableau(titre, ("Réponse", unite, "Part", "Intervalle"), rows)
    plain = [(colonne.libelle, effectif(cell), part(cell)) for colonne, cell in shown]
    return Tableau(titre, ("Réponse", unite, "Part"), plain)


def _carte(given: DiagnosticInput, name: str, titre: str, shown: Chiffres) -> Figure | None:
    """Map of the quartiers; none where no shape is shipped, as outside the departments 59 and 62."""
    return choropleth(name, titre, _situes(given, shown), given.fond).figure if given.fond.is_drawn else None


def _situes(given: DiagnosticInput, shown: Chiffres) -> list[QuartierSitue]:
    return [QuartierSitue(q.code, q.libelle, shown.get(q.code)) for q in given.quartiers]


def _quartiers(given: DiagnosticInput) -> Section:
    heads = ["Quartier (communes)", *(head for head, _ in given.comparaison)]
    rows = [
        [
            f"{numero}. {q.libelle} ({_communes(given, q)})",
            *(_chiffre(figures.get(q.code)) for _, figures in given.comparaison),
        ]
        for numero, q in enumerate(given.quartiers, start=1)
    ]
    blocs: list[Bloc] = [Tableau("Les quartiers, dans l’ordre de la carte", heads, rows)]
    if given.carte is not None:
        titre, figures = given.carte
        carte = _carte(given, "carte-quartiers", titre, figures)
        if carte is not None:
            blocs.insert(0, Illustration(carte, given.carte_phrase, largeur=0.9))
    words = ("Quartier", "Difficulté", "Indice (intervalle à 95 %)", "Par rapport au territoire")
    blocs.append(
        Tableau("Ce qui distingue un quartier du territoire", words, given.ecarts, ECARTS, textes=True)
        if given.ecarts
        else Paragraphe(SANS_ECART)
    )
    return Section("Les quartiers prioritaires", blocs)


def _chiffre(figure: ReleasedCell | ReleasedValue | None) -> str:
    if figure is None:
        return Statut.NON_DISPONIBLE.value
    return valeur(figure) if isinstance(figure, ReleasedValue) else effectif(figure)


def _fiche(given: DiagnosticInput, quartier: Quartier, numero: int) -> Fiche:
    tuiles = [Tuile(_chiffre(figures.get(quartier.code)), head) for head, figures in given.comparaison]
    lines = [(table, line) for table in given.fiche if (line := table.line(quartier.code)) is not None]
    shown = [(table, line) for table, line in lines if any(cell.is_published for cell in line.cells.values())]
    details: list[Bloc] = [SansRepartition()]
    if shown:
        first, *_ = shown
        note = f"{reading(first[1])} Trait vertical : {REPERE}.{_band(*first)}"
        chart = Illustration(_chart(*first, first[0].territoire), note)
        details = [CoteACote([chart], [figures_of(table, line) for table, line in shown])]
    communes = _communes(given, quartier)
    return Fiche(numero, quartier.libelle, communes, _situation(given, quartier), [Tuiles(tuiles), *details])


def _communes(given: DiagnosticInput, quartier: Quartier) -> str:
    return ", ".join(given.fond.noms[code] for code in quartier.communes if code in given.fond.noms)


def _situation(given: DiagnosticInput, quartier: Quartier) -> Figure | None:
    if quartier.code not in given.fond.qpv:
        return None
    situe = QuartierSitue(quartier.code, quartier.libelle)
    return locator(f"situation-{quartier.code.lower()}", situe, given.fond, quartier.communes)


def _dictionnaire(definitions: Sequence[Definition]) -> Section:
    rows = [(d.libelle, d.calcul, " ".join((d.source + ".", d.note)).strip()) for d in definitions]
    table = Tableau(
        "Ce que compte chaque indicateur", ("Indicateur", "Calcul", "Source et précautions"), rows, textes=True
    )
    return Section("Dictionnaire des indicateurs", [table])


def _sources(sources: Sequence[tuple[str, str]]) -> Section:
    table = Tableau("Origine des données", ("Source", "Millésime, licence, précautions"), list(sources), textes=True)
    return Section("Sources", [table])
