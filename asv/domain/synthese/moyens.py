"""What the invented structures lend and look for, and what their actions have reserved of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from numpy.random import Generator

from asv.domain.moyens import EtatReservation, creneaux_between, is_lent, value_of
from asv.domain.synthese.actions import Cadre
from asv.domain.synthese.blocs import Bloc, bloc_of
from asv.domain.synthese.equipe import StructureFictive
from asv.domain.synthese.tirages import uuids

OPEN_BEFORE, OPEN_AFTER = 200, 420
OFFRE, DEMANDE = "offre", "demande"
CALLED_OFF = frozenset({"AE_ANNULEE", "AE_REPORTEE"})
RESERVING = 3
"""One date in so many has reserved something."""


@dataclass(frozen=True, slots=True)
class ModeleMoyen:
    """`is_fixe`: it stays in the commune of its structure."""

    sens: str
    code: str
    libelle: str
    quantite: int = 1
    valeur: str | None = None
    is_fixe: bool = False
    jours: tuple[int, ...] = ()
    creneaux: tuple[str, ...] = ()
    is_sur_accord: bool = False
    conditions: str = ""


MODELES = (
    ModeleMoyen(OFFRE, "MY_LOCAL", "Salle de 40 places, de plain-pied", 1, "60.00", True, (1, 2, 3, 4, 5),
                conditions="Ranger les tables après usage."),
    ModeleMoyen(OFFRE, "MY_UNITE_MOBILE", "Bus santé, deux cabines", 1, "450.00", False, (2, 3, 4), is_sur_accord=True,
                conditions="Stationnement plat, prise électrique."),
    ModeleMoyen(OFFRE, "MY_PRO_SANTE", "Infirmière de prévention", 1, "42.00", False, (1, 3, 5), ("matin",), True),
    ModeleMoyen(OFFRE, "MY_LOCAL", "Petite salle d’atelier", 2, "35.00", True, (), ("matin", "apres_midi")),
    ModeleMoyen(OFFRE, "MY_MATERIEL", "Barnum et tables", 3, "25.00"),
    ModeleMoyen(OFFRE, "MY_CONSO", "Brochures sur les dépistages", 600, "0.40"),
    ModeleMoyen(OFFRE, "MY_INTERPRETE", "Interprète par téléphone, arabe et turc", 1, "30.00"),
    ModeleMoyen(OFFRE, "MY_FICHIER", "Invitation envoyée par nos soins", 2000, "0.60",
                conditions="Nous envoyons nous-mêmes : aucune adresse n’est transmise."),
    ModeleMoyen(OFFRE, "MY_OUTIL_PEDA", "Malle « bien manger »", 2, "15.00"),
    ModeleMoyen(OFFRE, "MY_FORMATION", "Formation au repérage, une journée", 12, "90.00", True),
    ModeleMoyen(OFFRE, "MY_LOCAL", "Hall de la mairie annexe", 1, "40.00", True, (2, 4), ("apres_midi",), True),
    ModeleMoyen(OFFRE, "MY_GARDE", "Garde d’enfants pendant l’atelier", 1, "50.00", True, (3,)),
    ModeleMoyen(DEMANDE, "MY_LOCAL", "Une salle le mercredi après-midi", 1, None, True, (3,), ("apres_midi",)),
    ModeleMoyen(DEMANDE, "MY_PRO_SANTE", "Un dentiste pour une demi-journée d’information"),
    ModeleMoyen(DEMANDE, "MY_COMM", "Des affiches dans les halls d’immeuble", 80),
)  # fmt: skip


def blocs_moyens(rng: Generator, cadre: Cadre, actions: Sequence[Bloc]) -> Iterator[Bloc]:
    """Offers, requests, and what the dates of the actions have reserved: never twice the same half-day."""
    auteur = cadre.equipe.coordinateurs[0]
    structures = cadre.equipe.structures
    moyens = [
        _moyen(cadre, modele, structures[rank % len(structures)], identifier, auteur)
        for rank, (modele, identifier) in enumerate(zip(MODELES, uuids(rng, len(MODELES)), strict=True))
    ]
    dates = [row for bloc in actions if bloc.table == "date_action" for row in bloc.rows()]
    kept = _Reserve(cadre.today, auteur)
    for turn, (row, identifier) in enumerate(zip(dates[::RESERVING], uuids(rng, len(dates[::RESERVING])), strict=True)):
        if row["etat"] not in CALLED_OFF:
            kept.take(moyens, turn, row, identifier)
    yield bloc_of("moyen", moyens)
    yield bloc_of("reservation", kept.reservations)
    yield bloc_of("occupation", kept.occupations)


def _moyen(
    cadre: Cadre, modele: ModeleMoyen, structure: StructureFictive, identifier: UUID, auteur: UUID
) -> dict[str, Any]:
    place = structure.cellule if modele.is_fixe else None
    return {
        "territoire_id": cadre.siren, "id": identifier, "structure_id": structure.id, "sens": modele.sens,
        "code": modele.code, "libelle": f"{modele.libelle} ({cadre.genre})", "conditions": modele.conditions,
        "commune": place.commune if place else None, "qpv": place.qpv if place else None,
        "quantite": modele.quantite, "debut": cadre.today - timedelta(days=OPEN_BEFORE),
        "fin": cadre.today + timedelta(days=OPEN_AFTER), "jours": list(modele.jours),
        "creneaux": list(modele.creneaux), "valeur": Decimal(modele.valeur) if modele.valeur else None,
        "is_sur_accord": modele.is_sur_accord, "auteur_id": auteur,
    }  # fmt: skip


class _Reserve:
    """What is reserved so far."""

    def __init__(self, today: date, auteur: UUID) -> None:
        self.today, self.auteur = today, auteur
        self.reservations: list[dict[str, Any]] = []
        self.occupations: list[dict[str, Any]] = []
        self._taken: set[tuple[UUID, date, str]] = set()

    def take(self, moyens: Sequence[dict[str, Any]], turn: int, row: dict[str, Any], identifier: UUID) -> None:
        """The first means, from that turn on, that is open and free when the date is held."""
        offers = [moyen for moyen in moyens if moyen["sens"] == OFFRE]
        for later in range(len(offers)):
            moyen = offers[(turn + later) % len(offers)]
            creneaux = [creneau.value for creneau in creneaux_between(row["debut"], row["fin"])]
            if self._is_free(moyen, row["jour"], creneaux):
                self._keep(moyen, row, identifier, creneaux)
                return

    def _is_free(self, moyen: dict[str, Any], jour: date, creneaux: Sequence[str]) -> bool:
        is_open = moyen["debut"] <= jour <= moyen["fin"] and (not moyen["jours"] or jour.isoweekday() in moyen["jours"])
        fits = not moyen["creneaux"] or set(creneaux) <= set(moyen["creneaux"])
        return is_open and fits and not any((moyen["id"], jour, creneau) in self._taken for creneau in creneaux)

    def _keep(self, moyen: dict[str, Any], row: dict[str, Any], identifier: UUID, creneaux: Sequence[str]) -> None:
        asked = datetime.combine(min(row["jour"], self.today) - timedelta(days=9), time(10), UTC)
        etat = self._state(moyen, row["jour"])
        same = {"territoire_id": moyen["territoire_id"], "moyen_id": moyen["id"]}
        self.reservations.append(
            same | {
                "id": identifier, "proprietaire_id": moyen["structure_id"], "action_id": row["action_id"],
                "date_id": row["id"], "structure_id": row["porteur_id"], "quantite": 1, "etat": etat.value,
                "valeur": value_of(moyen["code"], moyen["valeur"], 1, row["debut"], row["fin"]),
                "auteur_id": self.auteur, "demandee_le": asked,
            }
        )  # fmt: skip
        if not is_lent(moyen["code"]):
            return
        for creneau in creneaux:
            self._taken.add((moyen["id"], row["jour"], creneau))
            taken = {"jour": row["jour"], "creneau": creneau, "unite": 1, "quantite": moyen["quantite"]}
            self.occupations.append(same | taken | {"reservation_id": identifier})

    def _state(self, moyen: dict[str, Any], jour: date) -> EtatReservation:
        if jour < self.today:
            return EtatReservation.UTILISEE
        return EtatReservation.DEMANDEE if moyen["is_sur_accord"] else EtatReservation.RESERVEE
