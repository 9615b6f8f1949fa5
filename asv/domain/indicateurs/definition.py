"""What an indicateur is made of. One declaration is read by two evaluators, in Python here and in SQL below."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from asv.domain.diffusion import SANS_LIEN, Colonne, Kind, Lien
from asv.domain.territoires import Geographie, Niveau

FOUNDATION = date(2026, 1, 1)
"""First day of the indicateurs; one declared later states its own `depuis`."""


class Registre(StrEnum):
    """Which rows an indicateur counts; each has its query in db/registres.py. Its unit follows: never « personnes ».

    CONTACT: contacts, by the day they took place. REPONSE: one row for each question a contact may answer.
    ORIENTATION, DOSSIER: orientations made and files submitted, by their day, with what they had given at 90 days.
    OUVERTURE, FIN: suivis, by the day they were opened or closed; a second card of one person is not a suivi.
    AUTONOMIE: those closed, by what they gained. OUVERTURE and AUTONOMIE come as totals made in the base.
    PAROLE: participations at the dates of joint actions, one row each, by the day of the date.
    """

    CONTACT = "contact"
    REPONSE = "reponse"
    ORIENTATION = "orientation"
    DOSSIER = "dossier"
    OUVERTURE = "ouverture"
    FIN = "fin"
    AUTONOMIE = "autonomie"
    PAROLE = "parole"


WILSON = "Intervalle de Wilson à 95 %, montré sous 200 réponses"
SANS_INTERVALLE = "Aucun : tout ce qui a été saisi est compté, rien n’est tiré au sort"
CLOSES = (
    "Entre périodes closes de même durée. Pas de classement de quartiers : qui est rencontré dépend des lieux de "
    "permanence"
)


class Lecture(StrEnum):
    """How a field is compared with codes. PREMIER: the first item of a list. UN_PARMI: any item of a list."""

    VALEUR = "valeur"
    PREMIER = "premier"
    UN_PARMI = "un_parmi"


@dataclass(frozen=True, slots=True)
class Condition:
    """One field of a row and the codes it may hold; `codes` None asks only that the field be filled.

    The whole little language is « these conditions, joined by and ». What it cannot say is a named query.
    """

    champ: str
    codes: tuple[str | bool, ...] | None
    lecture: Lecture = Lecture.VALEUR

    def accepts(self, row: Mapping[str, Any]) -> bool:
        """Whether the row meets the condition; an absent value meets none."""
        value = row.get(self.champ)
        if value is None or self.codes is None:
            return value is not None
        if self.lecture is Lecture.VALEUR:
            return value in self.codes
        items = value[:1] if self.lecture is Lecture.PREMIER else value
        return any(item in self.codes for item in items)


@dataclass(frozen=True, slots=True)
class Categorie:
    """A column of the table and the codes of the field that feed it."""

    colonne: Colonne
    codes: tuple[str | bool, ...]


@dataclass(frozen=True, slots=True)
class Ventilation:
    """How an indicateur is broken down. A value that feeds no column is a missing answer.

    CITATIONS: a contact feeds every column of which it holds a code, except that an exclusive one wants to be alone.
    """

    champ: str
    categories: tuple[Categorie, ...]
    kind: Kind = Kind.PARTITION
    lecture: Lecture = Lecture.VALEUR
    most: int = 3
    """Columns that one contact may feed, when they are citations."""

    @property
    def codes(self) -> tuple[str | bool, ...]:
        """Every code that counts as an answer."""
        return tuple(code for categorie in self.categories for code in categorie.codes)

    def condition(self, categorie: Categorie) -> Condition:
        """Condition for feeding one column."""
        return Condition(self.champ, categorie.codes, self.lecture)

    def others(self, categorie: Categorie) -> Condition:
        """Condition for feeding any other column."""
        codes = tuple(code for other in self.categories if other is not categorie for code in other.codes)
        return Condition(self.champ, codes, self.lecture)

    @property
    def answered(self) -> Condition:
        """Condition for having an answer."""
        return Condition(self.champ, self.codes, self.lecture)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicateur:
    """A measure defined once and for all.

    population, numerateur, denominateur: in words, for the dictionary of the diagnostic.
    niveaux: levels at which it may be published. geographie: the place that counts, None for the territoire only.
    critere: who is counted. ventilation: the columns; None for a plain count.
    distinct: field whose different values are counted instead of rows.
    univers: name shared by the indicateurs that count exactly the same rows. interne: never leaves the team.
    reserve: only the team reads the rows it counts; it leaves by what the coordination publishes.
    intervalle, comparabilite: how sure a share of it is, and what it may be compared with, for the dictionary.
    """

    code: str
    libelle: str
    population: str
    numerateur: str
    denominateur: str
    unite: str
    niveaux: tuple[Niveau, ...]
    geographie: Geographie | None
    critere: tuple[Condition, ...]
    source: str
    note: str
    ventilation: Ventilation | None = None
    distinct: str | None = None
    univers: str = "contacts"
    lien: Lien = SANS_LIEN
    interne: bool = False
    reserve: bool = False
    registre: Registre = Registre.CONTACT
    intervalle: str = WILSON
    comparabilite: str = CLOSES
    minimum: int = 11
    depuis: date = FOUNDATION

    @property
    def champ_lieu(self) -> str | None:
        """Field of the row that says in which QPV it counts; None when only the territoire is counted."""
        return None if self.geographie is None else f"qpv_{self.geographie}"

    @property
    def kind(self) -> Kind:
        """A plain count is a partition of one column."""
        return self.ventilation.kind if self.ventilation else Kind.PARTITION

    @property
    def colonnes(self) -> tuple[Colonne, ...]:
        """Columns of its table; a plain count has one, named as the indicateur."""
        if self.ventilation is None:
            return (Colonne(self.code, self.libelle),)
        return tuple(categorie.colonne for categorie in self.ventilation.categories)
