"""The directory of structures: who keeps which sheet, and what a sheet may hold."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from asv.domain.acteurs import Acteur, Role
from asv.domain.champs import Champs
from asv.domain.errors import Forbidden

NOM, OFFRE, HORAIRES, FONCTION, TELEPHONE = 120, 600, 200, 80, 20
_PHONE = re.compile(r"(?:(?:\+33|0)[ .]?[1-9](?:[ .]?[0-9]{2}){4}|[0-9]{4}|[0-9]{2} [0-9]{2})")
_READERS = frozenset({Role.MEDIATEUR, Role.PARTENAIRE, Role.COORDINATEUR, Role.FINANCEUR})
BAD_PHONE = "Écrivez le numéro de l’accueil comme 03 21 00 00 00, ou un numéro court comme 3646."


@dataclass(frozen=True, slots=True)
class FicheStructure:
    """`commune`: where it stands. `communes`, `qpv`: where it works; none means the whole territoire."""

    nom: str
    type: str
    commune: str = ""
    communes: tuple[str, ...] = ()
    qpv: tuple[str, ...] = ()
    offre: str = ""
    horaires: str = ""
    fonction_contact: str = ""
    telephone_accueil: str = ""
    is_confirme: bool = False


def check_reader(acteur: Acteur) -> None:
    if acteur.role not in _READERS:
        raise Forbidden("L’annuaire des structures n’est pas ouvert à votre rôle.")


def may_create(acteur: Acteur) -> bool:
    return acteur.role is Role.COORDINATEUR


def may_edit(acteur: Acteur, structure_id: UUID) -> bool:
    """A partner keeps the sheet of the structure he works for; the coordination keeps them all."""
    return acteur.role is Role.COORDINATEUR or (
        acteur.role is Role.PARTENAIRE and acteur.structure_id == structure_id
    )  # fmt: skip


def check_creator(acteur: Acteur) -> None:
    if not may_create(acteur):
        raise Forbidden("Seule la coordination ajoute une structure à l’annuaire : demandez-lui.")


def check_editor(acteur: Acteur, structure_id: UUID) -> None:
    if not may_edit(acteur, structure_id):
        raise Forbidden("Cette fiche appartient à une autre structure : elle seule, ou la coordination, la modifie.")


def check_fiche(
    fiche: FicheStructure, *, communes: Collection[str], qpv: Collection[str], today: date
) -> FicheStructure:
    """The sheet ready to be kept. Raises Incorrect with every field to correct."""
    champs = Champs(confirme=fiche.is_confirme)
    kept = replace(
        fiche,
        nom=champs.text("nom", fiche.nom, NOM, missing="Écrivez le nom de la structure."),
        type=champs.code("type", fiche.type, "TYPE_PARTENAIRE", today, missing="Choisissez le type de structure."),
        communes=champs.codes(
            "communes", fiche.communes, communes, unknown="Choisissez des communes du territoire."
        ),
        qpv=champs.codes("qpv", fiche.qpv, qpv, unknown="Choisissez des quartiers du contrat de ville."),
        offre=champs.free_text("offre", fiche.offre, OFFRE, lines=True, of_a_place=True),
        horaires=champs.text("horaires", fiche.horaires, HORAIRES),
        fonction_contact=champs.free_text("fonction_contact", fiche.fonction_contact, FONCTION, of_a_place=True),
        telephone_accueil=fiche.telephone_accueil.strip(),
    )  # fmt: skip
    if kept.commune and kept.commune not in communes:
        champs.refuse("commune", "Choisissez une commune du territoire.")
    if kept.telephone_accueil and not _PHONE.fullmatch(kept.telephone_accueil):
        champs.refuse("telephone_accueil", BAD_PHONE)
    champs.settle()
    return kept
