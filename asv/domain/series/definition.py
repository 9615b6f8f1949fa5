"""What a série of context is: whom it describes, how fine, from which perimeter, and what may be compared.

A Serie is declared once, whatever its vintages; a SeriePubliee is one vintage of it as somebody published it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from asv.domain.errors import Refused
from asv.reference import Generation, Niveau

LICENCE_OUVERTE: Final = "Licence Ouverte 2.0"
_CODES: Final[Mapping[Niveau, re.Pattern[str]]] = {
    Niveau.QPV: re.compile(r"QN[0-9A-Z]{5}[A-Z]|QP[0-9A-Z]{6}"),
    Niveau.COMMUNE: re.compile(r"[0-9A-Z]{5}"),
    Niveau.EPCI: re.compile(r"\d{9}"),
    Niveau.DEPARTEMENT: re.compile(r"\d[0-9AB]|9[78]\d"),
    Niveau.REGION: re.compile(r"\d\d"),
    Niveau.FRANCE: re.compile(r"FR"),
}
NIVEAUX: Final[Mapping[Niveau, str]] = {
    Niveau.QPV: "quartier prioritaire", Niveau.COMMUNE: "commune", Niveau.EPCI: "intercommunalité",
    Niveau.DEPARTEMENT: "département", Niveau.REGION: "région", Niveau.FRANCE: "France",
}  # fmt: skip
BAD_CODE: Final = "« {code} » n’est pas un code de {niveau} : vérifiez la colonne des codes."


class Theme(StrEnum):
    """Chapter where a série is read."""

    POPULATION = "population"
    MENAGES = "menages"
    REVENUS = "revenus"
    DROITS = "droits"
    EMPLOI = "emploi"
    LOGEMENT = "logement"
    OFFRE = "offre"


class Comparabilite(StrEnum):
    """What the producer allows between two vintages of one série, over one perimeter.

    MEME_METHODE: any two vintages that no `rupture` separates. CINQ_ANS: five years apart at least, because each
    vintage gathers five yearly surveys. JAMAIS: the producer advises against it. INCONNUE: no rule of the producer
    was found, so none is assumed.
    """

    MEME_METHODE = "meme_methode"
    CINQ_ANS = "cinq_ans"
    JAMAIS = "jamais"
    INCONNUE = "inconnue"


class Certitude(StrEnum):
    """What is known of the date of a figure: said by its producer, deduced, or not known at all."""

    ETABLI = "etabli"
    PRESUME = "presume"
    INCONNU = "inconnu"


class Absence(StrEnum):
    """Why a place has no figure; never read as zero."""

    SECRET = "secret"  # noqa: S105 - the secret of statistics
    NON_PUBLIE = "non_publie"


@dataclass(frozen=True, slots=True)
class SourceSerie:
    """A statistical source, with the rule that its producer gives for comparing its vintages.

    raison: sentence printed when an evolution is refused. ruptures: years from which the method is another one.
    reference: where the rule was read.
    """

    nom: str
    comparabilite: Comparabilite
    raison: str
    reference: str
    ruptures: tuple[int, ...] = ()
    licence: str = LICENCE_OUVERTE


@dataclass(frozen=True, slots=True)
class Serie:
    """One indicator of context. `generation`: the list of QPV whose perimeters it describes, None but for QPV.

    Two generations are two series, never two vintages of one. bounds: smallest and largest value that make sense.
    """

    code: str
    libelle: str
    unite: str
    niveau: Niveau
    theme: Theme
    source: SourceSerie
    generation: Generation | None = None
    bounds: tuple[float | None, float | None] = (0.0, None)

    def __post_init__(self) -> None:
        if (self.generation is None) == (self.niveau is Niveau.QPV):
            raise ValueError(f"{self.code}: a generation goes with QPV, and only with them")

    @property
    def comparabilite(self) -> Comparabilite:
        return self.source.comparabilite

    @property
    def perimetre(self) -> str:
        """Printed beside every figure: « QPV 2024 », « QPV 2015 », « commune »."""
        return f"QPV {self.generation}" if self.generation else NIVEAUX[self.niveau]

    def accepts(self, value: float) -> bool:
        """Whether a value makes sense for this série."""
        least, most = self.bounds
        return (least is None or value >= least) and (most is None or value <= most)


@dataclass(frozen=True, slots=True)
class Millesime:
    """When the figures were true, as printed; `annee` orders vintages and is None when nobody knows."""

    libelle: str
    annee: int | None
    certitude: Certitude = Certitude.ETABLI

    def __post_init__(self) -> None:
        if (self.annee is None) != (self.certitude is Certitude.INCONNU):
            raise ValueError(f"{self.libelle}: a vintage has a year, unless it is unknown")


@dataclass(frozen=True, slots=True)
class SeriePubliee:
    """One vintage of a série, with all that must be printed beside its figures. What an indicateur cites."""

    serie: Serie
    millesime: Millesime
    source: str
    licence: str
    avertissement: str = ""

    @property
    def citation(self) -> str:
        """The line « source » under a figure: producer, vintage, perimeter, licence."""
        return f"{self.source} ; {self.millesime.libelle} ; {self.serie.perimetre} ; {self.licence}."


@dataclass(frozen=True, slots=True, order=True)
class Lieu:
    """A place that a figure is about; the code of a QPV says its generation. Refused on any other text.

    is_debordant: a QPV that also lies in another EPCI, whose figures count its residents there too.
    """

    niveau: Niveau
    code: str
    nom: str = ""
    is_debordant: bool = False

    def __post_init__(self) -> None:
        if not _CODES[self.niveau].fullmatch(self.code):
            raise Refused(BAD_CODE.format(code=self.code, niveau=NIVEAUX[self.niveau]))

    @property
    def generation(self) -> Generation | None:
        if self.niveau is not Niveau.QPV:
            return None
        return Generation.DE_2024 if self.code.startswith("QN") else Generation.DE_2015


def is_code(niveau: Niveau, code: str) -> bool:
    """Whether a text is written as the code of such a place."""
    return bool(_CODES[niveau].fullmatch(code))
