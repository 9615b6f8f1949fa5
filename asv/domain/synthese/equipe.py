"""Invented people and structures: accounts of the team, directory of partners. No real institution speaks here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from asv.domain.acteurs import Role
from asv.domain.synthese.accueil import acces_of, dates_of, employed, langues_of
from asv.domain.synthese.annuaire import PRENOMS, STRUCTURES, FicheStructure
from asv.domain.synthese.blocs import Bloc, bloc_of
from asv.domain.synthese.territoire import Lieux, TerritoireInput
from asv.domain.synthese.tirages import generator, pick_alike, uuids
from asv.domain.synthese.volumes import Genre, Volume
from asv.domain.territoires import Cellule, sort_key

DOMAIN = "demo.exemple"
"""A domain that does not exist: nothing sent there can reach anybody."""


@dataclass(frozen=True, slots=True)
class StructureFictive:
    id: UUID
    nom: str
    fiche: FicheStructure
    cellule: Cellule
    compte_id: UUID | None
    """The account of its person, when it has one."""


@dataclass(frozen=True, slots=True)
class Equipe:
    """Who acts in the territoire, and the blocks that create them."""

    mediateurs: tuple[UUID, ...]
    coordinateurs: tuple[UUID, ...]
    structures: tuple[StructureFictive, ...]
    blocs: tuple[Bloc, ...]


def equipe_of(territoire: TerritoireInput, lieux: Lieux, volume: Volume, seed: int, genre: Genre) -> Equipe:
    """Team of the territoire: the first structures have a person with an account."""
    rng = generator(seed, territoire.siren, 2)
    mediateurs = uuids(rng, volume.mediateurs)
    coordinateurs = uuids(rng, volume.coordinateurs)
    partenaires = uuids(rng, min(volume.partenaires, volume.structures))
    others = uuids(rng, 2)
    ids = uuids(rng, volume.structures)
    cells = pick_alike(rng, lieux.presence, volume.structures).tolist()
    structures = tuple(
        _structure(rank, ids[rank], lieux.cellules[cells[rank]], partenaires, genre)
        for rank in range(volume.structures)
    )
    rows = [
        *_comptes(territoire.siren, Role.MEDIATEUR, mediateurs, genre),
        *_comptes(territoire.siren, Role.PARTENAIRE, partenaires, genre, structures),
        *_comptes(territoire.siren, Role.COORDINATEUR, coordinateurs, genre),
        *_comptes(territoire.siren, Role.ADMINISTRATEUR, others[:1], genre),
        *_comptes(territoire.siren, Role.FINANCEUR, others[1:], genre),
    ]
    blocs = (bloc_of("structure", _directory(territoire, structures)), bloc_of("compte", rows))
    return Equipe(tuple(mediateurs), tuple(coordinateurs), structures, blocs)


def email_of(siren: str, role: Role, rank: int, genre: Genre) -> str:
    """Address of the rank-th person of a role; those of the demonstration come first in alphabetical order."""
    owner = f"{role}{rank}" if genre is Genre.DEMONSTRATION else f"synthese-{siren}-{role}{rank}"
    return f"{owner}@{DOMAIN}"


def _structure(
    rank: int, identifier: UUID, cellule: Cellule, partenaires: Sequence[UUID], genre: Genre
) -> StructureFictive:
    fiche = STRUCTURES[rank % len(STRUCTURES)]
    again = f" {rank // len(STRUCTURES) + 1}" if rank >= len(STRUCTURES) else ""
    compte = partenaires[rank] if rank < len(partenaires) else None
    return StructureFictive(identifier, f"{fiche.nom}{again} ({genre})", fiche, cellule, compte)


def _comptes(
    siren: str, role: Role, ids: Sequence[UUID], genre: Genre, structures: Sequence[StructureFictive] = ()
) -> list[dict[str, Any]]:
    of_compte = {structure.compte_id: structure.id for structure in structures}
    return [
        {
            "territoire_id": siren,
            "id": compte,
            "email": email_of(siren, role, rank, genre),
            "nom_affiche": _displayed(role, rank, genre),
            "role": str(role),
            "structure_id": of_compte.get(compte),
        }
        for rank, compte in enumerate(ids, start=1)
    ]


def collegues_of(siren: str, structures: Sequence[StructureFictive], seed: int, today: date) -> Bloc:
    """Colleagues of the first structures of the demonstration; their addresses come after those of the door."""
    hired = employed([structure.id for structure in structures])
    ids = uuids(generator(seed, siren, 9), len(hired))
    rows = [
        {
            "territoire_id": siren, "id": compte, "email": f"{Role.PARTENAIRE}s{rank}@{DOMAIN}",
            "nom_affiche": f"{collegue.prenom} (démo)", "role": str(Role.PARTENAIRE),
            "structure_id": structures[collegue.rang].id, "droits": str(collegue.droits),
            **dict(zip(("ouvert_du", "ouvert_au"), dates_of(collegue, today), strict=True)),
        }
        for rank, (compte, collegue) in enumerate(zip(ids, hired, strict=True), start=1)
    ]  # fmt: skip
    return bloc_of("compte", rows)


def _displayed(role: Role, rank: int, genre: Genre) -> str:
    if genre is Genre.DEMONSTRATION:
        prenoms = PRENOMS[role]
        return f"{prenoms[(rank - 1) % len(prenoms)]} (démo)"
    return f"{role.value.capitalize()} {rank} ({genre})"


def _directory(territoire: TerritoireInput, structures: Sequence[StructureFictive]) -> list[dict[str, Any]]:
    return [
        {
            "territoire_id": territoire.siren,
            "id": structure.id,
            "nom": structure.nom,
            "nom_tri": sort_key(structure.nom),
            "type": structure.fiche.type,
            "commune": structure.cellule.commune,
            "communes": [] if structure.fiche.is_large else [structure.cellule.commune],
            "qpv": [] if structure.fiche.is_large else [q for q in territoire.contrat if q == structure.cellule.qpv],
            "offre": structure.fiche.offre,
            "horaires": structure.fiche.horaires,
            "fonction_contact": structure.fiche.fonction_contact,
            # 03 53 01: numbers that the French regulator keeps for fiction (ARCEP, décision 2018-0881).
            "langues": langues_of(structure.fiche.type),
            "accessibilites": acces_of(structure.fiche.type),
            "telephone_accueil": f"03 53 01 {10 + rank // 100:02d} {rank % 100:02d}",
        }
        for rank, structure in enumerate(structures)
    ]
