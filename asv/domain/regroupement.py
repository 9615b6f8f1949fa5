"""Signals put together: by commune, service and kind, over a sliding stretch of months, so that no practice shows.

Story H10: three situations are worth carrying to the Assurance maladie; a number under eleven is not told outside; a
commune with a single structure of the kind would point at it, so the signal is then that of the whole territoire.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from asv.domain import nomenclatures
from asv.domain.diffusion import POLICY

MONTHS = 3
"""The month that runs and the ones before: a signal older than that no longer says what happens now."""
ENOUGH = 3
TYPES_OF_SERVICE: Mapping[str, frozenset[str]] = {
    "O_MG": frozenset({"TP_LIBERAL", "TP_MSP", "TP_FILIERIS"}),
    "O_CDS": frozenset({"TP_MSP", "TP_FILIERIS"}),
    "O_MSP": frozenset({"TP_MSP"}),
    "O_CPTS": frozenset({"TP_CPTS"}),
    "O_CCAS": frozenset({"TP_CCAS"}),
    "O_CPAM": frozenset({"TP_CPAM"}),
    "O_CAF": frozenset({"TP_CAF_MSA"}),
    "O_CENTRE_SOCIAL": frozenset({"TP_CENTRE_SOCIAL"}),
    "O_LOGEMENT": frozenset({"TP_BAILLEUR"}),
}
"""Kinds of structure of the directory that hold a service; a care of town not named here is held by liberals."""
SOINS_DE_VILLE, LIBERAUX = "SOINS", frozenset({"TP_LIBERAL"})
HOPITAL, ETABLISSEMENTS = "HOPITAL_O", frozenset({"TP_HOP"})
OFFRES = {
    "O_DENT": "offre dentaire", "O_MG": "offre de médecine générale", "O_SPE": "offre de médecins spécialistes",
    "O_SF": "offre de sages-femmes", "O_PHARMA": "pharmacies et laboratoires",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SignalRecu:
    """A signal as a mediator sent it, without the mediator."""

    id: UUID
    code: str
    service: str
    commune: str
    situations: int
    mois: date
    texte: str | None


@dataclass(frozen=True, slots=True)
class Groupe:
    """Signals of one kind about one service in one place; `commune` None: raised to the whole territoire."""

    code: str
    service: str
    commune: str | None
    signaux: tuple[SignalRecu, ...]

    @property
    def situations(self) -> int:
        return sum(signal.situations for signal in self.signaux)

    @property
    def depuis(self) -> date:
        """First month of the first situation."""
        return min(signal.mois for signal in self.signaux)

    @property
    def is_to_carry(self) -> bool:
        return self.situations >= ENOUGH


def first_month(today: date) -> date:
    """First day of the oldest month that still counts."""
    months = today.year * 12 + today.month - 1 - (MONTHS - 1)
    return date(months // 12, months % 12 + 1, 1)


def types_of(service: str) -> Collection[str]:
    """Kinds of structure that hold a service; nothing when the directory cannot tell."""
    if service in TYPES_OF_SERVICE:
        return TYPES_OF_SERVICE[service]
    family = nomenclatures.family("ORIENTATION", service)
    return {SOINS_DE_VILLE: LIBERAUX, HOPITAL: ETABLISSEMENTS}.get(family, frozenset())


def is_raised(service: str, commune: str, structures: Iterable[tuple[str | None, str]]) -> bool:
    """Whether a signal would point at one structure, or at a service that is never named below the territoire.

    structures: commune and kind of each structure of the directory.
    """
    if nomenclatures.is_sensible("ORIENTATION", service):
        return True
    wanted = types_of(service)
    return sum(place == commune and kind in wanted for place, kind in structures) == 1


def grouped(signaux: Iterable[SignalRecu], structures: Collection[tuple[str | None, str]]) -> list[Groupe]:
    """Groups with the most situations first."""
    found: dict[tuple[str, str, str | None], list[SignalRecu]] = {}
    for signal in signaux:
        place = None if is_raised(signal.service, signal.commune, structures) else signal.commune
        found.setdefault((signal.code, signal.service, place), []).append(signal)
    groups = [Groupe(code, service, place, tuple(held)) for (code, service, place), held in found.items()]
    return sorted(groups, key=lambda groupe: (-groupe.situations, groupe.service, groupe.code, groupe.commune or ""))


def text_to_carry(groupe: Groupe, commune: str | None) -> str:
    """The sentence proposed to the Assurance maladie: no number under the threshold, no practice, no day."""
    many = f"{groupe.situations} situations" if groupe.situations >= POLICY.seuil else "plusieurs situations"
    service = nomenclatures.entree("ORIENTATION", groupe.service).libelle
    offre = OFFRES.get(groupe.service, f"service « {service} »")
    where = f"de la commune de {commune}" if commune else "du territoire"
    kind = nomenclatures.entree("SIGNAL", groupe.code).libelle
    return f"{kind} : {many}, {offre} {where}. Nous proposons d’en parler ensemble."
