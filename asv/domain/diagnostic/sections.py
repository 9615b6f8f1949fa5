"""Which indicateurs make which section, and everything that is printed beside a figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from asv.domain.diagnostic.ecriture import percent
from asv.domain.diagnostic.phrases import couverture_phrase, phrase_of, sentence_of
from asv.domain.diffusion import POLICY, TERRITOIRE, ReleasedCell, ReleasedLine, ReleasedTable, ReleasedValue
from asv.domain.indicateurs import INDICATEURS
from asv.domain.periodes import Periode

MANY_MISSING = 0.3
"""Share of missing answers from which the reader is warned."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A section, before its figures."""

    code: str
    titre: str
    indicateurs: tuple[str, ...]


PLAN_TERRITOIRE = (
    Plan("activite", "L’activité de médiation", ("M01", "M01S", "M02", "M03")),
    Plan("couverture", "Les quartiers touchés", ("M05", "M04")),
    Plan("difficultes", "Les difficultés d’accès aux soins", ("M06", "M07")),
    Plan("personnes", "Les personnes rencontrées", ("G08F", "G08A")),
)
PLAN_QPV = (
    Plan("activite", "L’activité de médiation dans le quartier", ("M01", "M01S", "M02")),
    Plan("difficultes", "Les difficultés d’accès aux soins", ("M06",)),
    Plan("personnes", "Les personnes rencontrées", ("G08F", "G08A")),
)


@dataclass(frozen=True, slots=True)
class SerieContexte:
    """A published figure about inhabitants, never added to those of mediation. valeur: None when not published."""

    libelle: str
    valeur: float | None
    unite: str
    millesime: str
    source: str
    avertissement: str = ""


@dataclass(frozen=True, slots=True)
class Chiffre:
    """A table on one line, and how it reads. n: persons on the line; manquants: those without answer."""

    code: str
    titre: str
    phrase: str
    table: ReleasedTable
    line: ReleasedLine
    source: str
    note: str
    avertissements: tuple[str, ...]

    @property
    def n(self) -> ReleasedCell:
        return self.line.population

    @property
    def manquants(self) -> ReleasedCell:
        return self.line.manquants


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    titre: str
    chiffres: tuple[Chiffre, ...]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What the pages, the charts and the documents of a territoire print."""

    territoire: str
    periode: Periode
    synthese: tuple[str, ...]
    sections: tuple[Section, ...]
    contexte: tuple[SerieContexte, ...]
    avertissements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FicheQpv:
    """The same for one quartier. couverture: its rate, with the sentence that reads it."""

    qpv: str
    nom: str
    periode: Periode
    couverture: ReleasedValue
    phrase_couverture: str
    sections: tuple[Section, ...]
    contexte: tuple[SerieContexte, ...]
    avertissements: tuple[str, ...]


Tables = Mapping[str, ReleasedTable]


def diagnostic_of(
    tables: Tables, *, territoire: str, periode: Periode, is_close: bool, contexte: Sequence[SerieContexte] = ()
) -> Diagnostic:
    """Lay out the diagnostic of a territoire from the tables of one call to `release`."""
    return Diagnostic(
        territoire=territoire,
        periode=periode,
        synthese=tuple(synthese(tables)),
        sections=_sections(PLAN_TERRITOIRE, tables, TERRITOIRE),
        contexte=tuple(contexte),
        avertissements=_general(is_close=is_close),
    )


def fiche_of(
    tables: Tables,
    qpv: str,
    *,
    nom: str,
    periode: Periode,
    is_close: bool,
    couverture: ReleasedValue,
    contexte: Sequence[SerieContexte] = (),
) -> FicheQpv:
    """Lay out the page of one quartier."""
    return FicheQpv(
        qpv=qpv,
        nom=nom,
        periode=periode,
        couverture=couverture,
        phrase_couverture=couverture_phrase(couverture),
        sections=_sections(PLAN_QPV, tables, qpv),
        contexte=tuple(contexte),
        avertissements=_general(is_close=is_close),
    )


def synthese(tables: Tables) -> list[str]:
    """The sentences that open the diagnostic of a territoire; a hidden figure gives none."""
    chosen = (tables[code] for code in ("M01", "M02", "M06", "G08F") if code in tables)
    return [sentence for table in chosen if (sentence := sentence_of(table, table.territoire))]


def _sections(plan: Sequence[Plan], tables: Tables, ligne: str) -> tuple[Section, ...]:
    sections = []
    for part in plan:
        found = [(tables[code], tables[code].line(ligne)) for code in part.indicateurs if code in tables]
        chiffres = tuple(_chiffre(table, line) for table, line in found if line is not None)
        if chiffres:
            sections.append(Section(part.code, part.titre, chiffres))
    return tuple(sections)


def _chiffre(table: ReleasedTable, line: ReleasedLine) -> Chiffre:
    indicateur = INDICATEURS[table.code]
    return Chiffre(
        code=table.code,
        titre=indicateur.libelle,
        phrase=phrase_of(table, line),
        table=table,
        line=line,
        source=indicateur.source,
        note=indicateur.note,
        avertissements=_beside(line),
    )


def _beside(line: ReleasedLine) -> tuple[str, ...]:
    """What a reader must know before using the shares of a line."""
    notes = []
    base, missing = line.denominateur, line.manquants.part
    if base is not None and not line.manquants.is_published:
        notes.append("Parts calculées sur tous les contacts : moins de 11 sont sans réponse.")
    if missing is not None and missing >= MANY_MISSING:
        notes.append(f"Réponse manquante pour {percent(missing)} des contacts : à lire avec prudence.")
    if base is not None and base < POLICY.certitude:
        notes.append(f"Moins de {POLICY.certitude} réponses : ne comparez pas avec un autre quartier.")
    elif base is not None and base < POLICY.precision:
        notes.append(f"Moins de {POLICY.precision} réponses : lisez l’intervalle à 95\u202f%, pas seulement la part.")
    return tuple(notes)


def _general(*, is_close: bool) -> tuple[str, ...]:
    """What holds for every figure of the period."""
    met = "Ces chiffres décrivent les personnes rencontrées par les médiateurs, et non tous les habitants."
    return (met,) if is_close else (met, "Période non close : ces chiffres sont provisoires et restent dans l’équipe.")
