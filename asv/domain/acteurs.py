"""Who acts: roles, and the rules of passwords and sessions.

Figures: CNIL délibération 2022-100 (50 bits with access restriction), ASVS 5.0 V6.2.1 (15 characters) and V7.3;
ANSSI MonServiceSécurisé (16 characters for administrators). Pinned by tests/domain/test_acteurs.py.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from asv.domain.errors import Forbidden, Refused


class Role(StrEnum):
    MEDIATEUR = "mediateur"
    PARTENAIRE = "partenaire"
    COORDINATEUR = "coordinateur"
    ADMINISTRATEUR = "administrateur"
    FINANCEUR = "financeur"

    @property
    def libelle(self) -> str:
        return _LIBELLES[self]


class Droits(StrEnum):
    """What a partner may do for his structure; the other roles do not depend on it."""

    GESTION = "gestion"
    ECRITURE = "ecriture"
    LECTURE = "lecture"

    @property
    def libelle(self) -> str:
        return {"gestion": "Gère l’équipe", "ecriture": "Écrit", "lecture": "Lit seulement"}[self.value]


NOBODY = UUID(int=0)
"""Compte of the command line, which reads as a team does and has no session."""
READS_ONLY = (
    "Votre accès permet de lire seulement : rien n’a été enregistré. Demandez à qui gère l’équipe de votre structure "
    "de changer vos droits."
)
_LIBELLES = {
    Role.MEDIATEUR: "Médiateur ou médiatrice santé",
    Role.PARTENAIRE: "Partenaire de santé",
    Role.COORDINATEUR: "Coordination de l’Atelier Santé Ville",
    Role.ADMINISTRATEUR: "Administration technique",
    Role.FINANCEUR: "Financeur ou lecteur",
}

SESSION_LIFE = timedelta(hours=12)
SESSION_IDLE = timedelta(minutes=30)
INVITATION_LIFE = timedelta(days=7)
PASSWORD_LENGTH = 15
LONGER_PASSWORD_LENGTH = 16
PASSWORD_MAXIMUM = 128


@dataclass(frozen=True, slots=True)
class Acteur:
    """The person of an open session; a visitor without session is None."""

    territoire_id: str
    compte_id: UUID
    role: Role
    structure_id: UUID | None
    nom_affiche: str
    territoire_nom: str
    droits: Droits = Droits.GESTION

    @property
    def may_write(self) -> bool:
        """Whether forms are open to him at all: a partner who only reads for his structure sends none."""
        return self.role is not Role.PARTENAIRE or self.droits is not Droits.LECTURE

    @property
    def may_manage(self) -> bool:
        """Whether he keeps the sheet and the team of his structure."""
        return self.role is Role.PARTENAIRE and self.structure_id is not None and self.droits is Droits.GESTION


def check_writer(acteur: Acteur) -> None:
    """Refuse a partner who only reads for his structure."""
    if not acteur.may_write:
        raise Forbidden(READS_ONLY)


def check_password(password: str, role: Role) -> str:
    """Gives back a password long enough for its role, untouched: no truncation, no rule of composition."""
    shortest = LONGER_PASSWORD_LENGTH if role is Role.ADMINISTRATEUR else PASSWORD_LENGTH
    if len(password) < shortest:
        raise Refused(
            f"Ce mot de passe est trop court : il faut au moins {shortest} caractères. "
            "Une suite de quatre ou cinq mots convient très bien."
        )
    if len(password) > PASSWORD_MAXIMUM:
        raise Refused(f"Ce mot de passe est trop long : {PASSWORD_MAXIMUM} caractères au plus.")
    if len(set(password)) < 5:  # noqa: PLR2004
        raise Refused("Ce mot de passe répète toujours les mêmes caractères : choisissez quelques mots différents.")
    return password
