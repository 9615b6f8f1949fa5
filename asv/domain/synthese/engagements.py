"""Commitments of invented signatories: one of each situation that the coordination meets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from numpy.random import Generator

from asv.domain.periodes import FRANCE
from asv.domain.synthese.blocs import Bloc, bloc_of
from asv.domain.synthese.equipe import Equipe, StructureFictive
from asv.domain.synthese.tirages import uuids

SIGNED = date(2025, 3, 14)
SOON, LATER, PASSED = 45, 220, -40
"""Days from the day of loading to a deadline."""


@dataclass(frozen=True, slots=True)
class Modele:
    """`type_structure`: the kind of signatory. `valeurs`: what successive proofs reached, the oldest first."""

    type_structure: str
    type: str
    libelle: str
    etat: str
    indicateur: str = ""
    unite: str = ""
    cible: int | None = None
    jours: int | None = SOON
    valeurs: tuple[int, ...] = ()
    freins: tuple[str, ...] = ()
    is_mesurable_qpv: bool = True


MODELES = (
    Modele("TP_CPAM", "EG_ALLER_VERS", "Ouvrir une demi-journée d’accueil par mois dans quatre quartiers prioritaires.",
           "ES_PARTIEL", "quartiers desservis", "QPV", 4, SOON, (1, 2), ("ADM_ACCUEIL",)),
    Modele("TP_CPAM", "EG_PROCEDURE", "Traiter les dossiers de complémentaire santé en moins de 30 jours.",
           "ES_ENGAGE", "délai de traitement", "jours", 30, LATER, (70,), ("ADM_DELAI",), is_mesurable_qpv=False),
    Modele("TP_HOP", "EG_OFFRE", "Tenir une permanence d’accès aux soins avancée, une journée par semaine.",
           "ES_RETARD", "journées tenues par mois", "journées", 4, PASSED, (), ("OFF_DELAI_SPE",)),
    Modele("TP_CCAS", "EG_LOCAUX", "Prêter une salle aux médiateurs deux demi-journées par semaine.",
           "ES_TENU", "demi-journées par semaine", "demi-journées", 2, PASSED, (1, 2)),
    Modele("TP_CPTS", "EG_HUMAIN", "Réserver des rendez-vous de médecine générale aux personnes sans médecin traitant.",
           "ES_FORMALISE", "rendez-vous réservés par mois", "rendez-vous", 20, LATER, (), ("OFF_MT",)),
    Modele("TP_PREV", "EG_DONNEE", "Transmettre chaque année la participation aux dépistages par commune.",
           "ES_NON_VERIF", jours=None, is_mesurable_qpv=False),
)  # fmt: skip


def blocs_engagements(rng: Generator, siren: str, equipe: Equipe, today: date) -> tuple[Bloc, Bloc]:
    """Commitments and their proofs, for the kinds of signatories that the directory holds."""
    rows: list[dict[str, Any]] = []
    preuves: list[dict[str, Any]] = []
    kept = [(modele, found) for modele in MODELES if (found := _signataire(modele, equipe.structures))]
    for identifier, (modele, signataire) in zip(uuids(rng, len(kept)), kept, strict=True):
        rows.append(_engagement(siren, identifier, modele, signataire, today))
        common = {"territoire_id": siren, "engagement_id": identifier, "auteur_id": equipe.coordinateurs[0]}
        preuves += [common | preuve for preuve in _preuves(rng, modele, today)]
    return bloc_of("engagement", rows), bloc_of("preuve", preuves)


def _signataire(modele: Modele, structures: Sequence[StructureFictive]) -> StructureFictive | None:
    return next((one for one in structures if one.fiche.type == modele.type_structure), None)


def _engagement(
    siren: str, identifier: UUID, modele: Modele, signataire: StructureFictive, today: date
) -> dict[str, Any]:
    return {
        "territoire_id": siren, "id": identifier, "structure_id": signataire.id, "type": modele.type,
        "libelle": modele.libelle, "indicateur": modele.indicateur, "unite": modele.unite,
        "depart": None if modele.cible is None else Decimal(0 if modele.type != "EG_PROCEDURE" else 70),
        "cible": None if modele.cible is None else Decimal(modele.cible),
        "echeance": None if modele.jours is None else today + timedelta(days=modele.jours),
        "is_mesurable_qpv": modele.is_mesurable_qpv, "freins": list(modele.freins), "signe_le": min(SIGNED, today),
        "etat": modele.etat, "etat_le": today - timedelta(days=30), "relecteur": "Coordination",
        "prochaine_revue": today + timedelta(days=20 if modele.etat != "ES_RETARD" else -3),
    }  # fmt: skip


def _preuves(rng: Generator, modele: Modele, today: date) -> list[dict[str, Any]]:
    """A report every three months; the last gave the commitment its state."""
    last = len(modele.valeurs) - 1
    return [
        {
            "id": identifier, "nature": "compte_rendu",
            "etablie_le": (day := today - timedelta(days=30 + 90 * (last - rank))),
            "texte": f"Compte rendu du comité : {modele.indicateur}, {valeur} pour une cible de {modele.cible}.",
            "valeur": Decimal(valeur), "etat": modele.etat if rank == last else None,
            "note_le": datetime.combine(day, time(11), FRANCE),
        }
        for rank, (identifier, valeur) in enumerate(zip(uuids(rng, last + 1), modele.valeurs, strict=True))
    ]  # fmt: skip
