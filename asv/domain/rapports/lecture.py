"""A report as one recipient reads it: its lines, whether they are frozen, and the adjustments of what it holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from asv.domain.diffusion import TERRITOIRE
from asv.domain.errors import NotFound
from asv.domain.rapports.ajustements import Changement
from asv.domain.rapports.chiffres import ChiffresRapport
from asv.domain.rapports.definition import Rapport
from asv.domain.rapports.destinataires import COMMUNE, HALF_YEARLY, RAPPORTS
from asv.domain.rapports.exercices import Exercice, Semestre, figeable_le
from asv.domain.rapports.lignes import LigneRapport

NOT_HALF = "Ce destinataire attend un rapport par an : choisissez une année entière."


@dataclass(frozen=True, slots=True)
class AjustementDate:
    """An adjustment that is kept: its number, its day, its reason, and the lines it changes."""

    numero: int
    jour: date
    raison: str
    changements: Sequence[Changement]


@dataclass(frozen=True, slots=True)
class Gel:
    """A report that is frozen: since when, under which fingerprint, and what was adjusted since."""

    jour: date
    empreinte: str
    ajustements: Sequence[AjustementDate] = ()


@dataclass(frozen=True, slots=True)
class RapportLu:
    """A report of one year for one recipient. commune: code and name, None for the whole territoire.

    jour: on which its lines were counted, or frozen. gel: None while it is provisional. ajustements: of its own lines.
    """

    rapport: Rapport
    chiffres: ChiffresRapport
    territoire: str
    commune: tuple[str, str] | None
    jour: date
    gel: Gel | None
    lignes: Sequence[LigneRapport]
    ajustements: Sequence[AjustementDate]

    @property
    def code(self) -> str:
        """« 2025 », « 2025-S1 »."""
        return self.chiffres.periode.code

    @property
    def is_half(self) -> bool:
        return isinstance(self.chiffres.periode, Semestre)

    @property
    def echeance(self) -> date | None:
        """The day it is usually owed; none is known of half a year."""
        return None if self.is_half else self.rapport.due(self.chiffres.periode.annee)

    @property
    def titre(self) -> str:
        what = f"Rapport du {self.chiffres.periode.libelle}" if self.is_half else f"Rapport annuel {self.code}"
        return f"{what} — {self.commune[1] if self.commune else self.rapport.libelle}"

    @property
    def diffusions(self) -> str:
        """Codes of the releases that its figures about people come from."""
        return ", ".join(one.code for one in self.chiffres.sources)

    @property
    def empreintes(self) -> str:
        """Fingerprints of these releases."""
        return ", ".join(one.empreinte for one in self.chiffres.sources)

    @property
    def seuil(self) -> int:
        return self.chiffres.sources[0].seuil

    @property
    def citation(self) -> str:
        """How every figure about people of this report is cited."""
        return f"Diffusion {self.diffusions}, empreinte {self.empreintes}, seuil {self.seuil}"

    @property
    def before_term(self) -> tuple[str, ...]:
        """Releases kept before the results at 90 days were all known: those results are of that day."""
        if self.is_half:
            return ()
        first = figeable_le(self.chiffres.periode)
        return tuple(one.code for one in self.chiffres.sources if one.gardee_le < first)


def owed_for(exercice: Exercice) -> tuple[str, ...]:
    """Codes of the recipients who are owed a report of this stretch, in their order."""
    return tuple(code for code in RAPPORTS if not isinstance(exercice, Semestre) or code in HALF_YEARLY)


def read_rapport(
    rapport: Rapport, chiffres: ChiffresRapport, *, territoire: str, jour: date, gel: Gel | None = None,
    commune: str = "",
) -> RapportLu:  # fmt: skip
    """The lines of a recipient, in the order of his report. commune: its code, when he is one.

    Raises NotFound for half a year that he is not owed.
    """
    if rapport.code not in owed_for(chiffres.periode):
        raise NotFound(NOT_HALF)
    lieu = commune if rapport.code == COMMUNE else TERRITOIRE
    lignes = sorted(
        (one for one in chiffres.lieux[lieu] if one.code in rapport.indicateurs),
        key=lambda one: rapport.indicateurs.index(one.code),
    )
    own = (lieu, chiffres.communes[lieu]) if lieu != TERRITOIRE else None
    return RapportLu(
        rapport, chiffres, territoire, own, jour if gel is None else gel.jour, gel, lignes,
        _own(gel, lieu, {one.cle for one in lignes}),
    )  # fmt: skip


def _own(gel: Gel | None, lieu: str, cles: set[str]) -> list[AjustementDate]:
    """The adjustments that change a line of this reader, cut to his lines."""
    found = []
    for one in gel.ajustements if gel else ():
        kept = [change for change in one.changements if change.lieu == lieu and change.nouveau.cle in cles]
        if kept:
            found.append(AjustementDate(one.numero, one.jour, one.raison, kept))
    return found
