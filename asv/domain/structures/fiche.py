"""The sheet of a structure: who keeps it, and what it may hold."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from stdnum.exceptions import ValidationError
from stdnum.fr import siret as sirets

from asv.domain.acteurs import Acteur, Role
from asv.domain.champs import Champs
from asv.domain.errors import Forbidden
from asv.domain.structures.accueil import ACCESSIBILITES, LANGUES_PARLEES

NOM, OFFRE, HORAIRES, FONCTION, TELEPHONE = 120, 600, 200, 80, 20
_PHONE = re.compile(r"(?:(?:\+33|0)[ .]?[1-9](?:[ .]?[0-9]{2}){4}|[0-9]{4}|[0-9]{2} [0-9]{2})")
_READERS = frozenset({Role.MEDIATEUR, Role.PARTENAIRE, Role.COORDINATEUR, Role.FINANCEUR})
BAD_SIRET = (
    "Ce SIRET n’est pas valide : il compte 14 chiffres, ceux de l’avis de situation de l’établissement. "
    "Laissez vide si vous ne l’avez pas."
)
BAD_COMMUNES = "Choisissez des communes du territoire."
BAD_PHONE = "Écrivez le numéro de l’accueil comme 03 21 00 00 00, ou un numéro court comme 3646."


@dataclass(frozen=True, slots=True)
class FicheStructure:
    """`commune`: where it stands. `communes`, `qpv`: where it works; none means the whole territoire.

    `siret`: of the establishment, as typed, then as 14 digits. `is_autre`: a name alike exists, and it is another one.
    """

    nom: str
    type: str
    commune: str = ""
    communes: tuple[str, ...] = ()
    qpv: tuple[str, ...] = ()
    offre: str = ""
    horaires: str = ""
    fonction_contact: str = ""
    telephone_accueil: str = ""
    siret: str = ""
    accessibilites: tuple[str, ...] = ()
    langues: tuple[str, ...] = ()
    is_confirme: bool = False
    is_autre: bool = False


NOT_A_MANAGER = "La fiche se modifie par qui gère l’équipe de votre structure : demandez-lui, ou à la coordination."


def check_reader(acteur: Acteur) -> None:
    if acteur.role not in _READERS:
        raise Forbidden("L’annuaire des structures n’est pas ouvert à votre rôle.")


def may_create(acteur: Acteur) -> bool:
    return acteur.role is Role.COORDINATEUR


def may_edit(acteur: Acteur, structure_id: UUID) -> bool:
    """Whoever manages a structure keeps its sheet; the coordination keeps them all."""
    return acteur.role is Role.COORDINATEUR or (acteur.may_manage and acteur.structure_id == structure_id)


def check_creator(acteur: Acteur) -> None:
    if not may_create(acteur):
        raise Forbidden("Seule la coordination ajoute une structure à l’annuaire : demandez-lui.")


def check_editor(acteur: Acteur, structure_id: UUID) -> None:
    if acteur.structure_id == structure_id and not acteur.may_manage:
        raise Forbidden(NOT_A_MANAGER)
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
        commune=_commune(champs, fiche.commune, communes),
        communes=champs.codes("communes", fiche.communes, communes, unknown=BAD_COMMUNES),
        qpv=champs.qpv(fiche.qpv, qpv),
        offre=champs.free_text("offre", fiche.offre, OFFRE, lines=True, of_a_place=True),
        horaires=champs.free_text("horaires", fiche.horaires, HORAIRES, of_a_place=True),
        fonction_contact=champs.free_text("fonction_contact", fiche.fonction_contact, FONCTION, of_a_place=True),
        telephone_accueil=_telephone(champs, fiche.telephone_accueil),
        siret=_siret(champs, fiche.siret),
        accessibilites=champs.codes(
            "accessibilites", fiche.accessibilites, ACCESSIBILITES, unknown="Choisissez dans la liste des accès."
        ),
        langues=champs.codes("langues", fiche.langues, LANGUES_PARLEES, unknown="Choisissez des langues de la liste."),
    )  # fmt: skip
    champs.settle()
    return kept


def _commune(champs: Champs, given: str, known: Collection[str]) -> str:
    """Where it stands, or nothing."""
    if given and given not in known:
        champs.refuse("commune", "Choisissez une commune du territoire.")
    return given


def _telephone(champs: Champs, given: str) -> str:
    """The number of its reception, or nothing."""
    typed = given.strip()
    if typed and not _PHONE.fullmatch(typed):
        champs.refuse("telephone_accueil", BAD_PHONE)
    return typed


def _siret(champs: Champs, given: str) -> str:
    """The 14 digits of an establishment, or nothing; La Poste’s, whose key differs, are known to stdnum."""
    if not given.strip():
        return ""
    try:
        return sirets.validate(given)
    except ValidationError:
        champs.refuse("siret", BAD_SIRET)
        return given.strip()
