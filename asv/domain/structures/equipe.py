"""Who works for a structure: rights with dates, and always somebody to manage the team."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from asv.domain.acteurs import Acteur, Droits, Role
from asv.domain.champs import Champs
from asv.domain.errors import Conflict, Forbidden

_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])"
)
"""An address that every mail server takes: no quotes, no comma, no accent."""
LONGEST_EMAIL, NOM_AFFICHE = 254, 80
_HELPERS = frozenset({Role.COORDINATEUR, Role.ADMINISTRATEUR})
NOT_YOUR_TEAM = "Cette équipe est celle d’une autre structure : elle seule, la coordination ou l’administration la lit."
NOT_A_MANAGER = (
    "L’équipe se change par qui la gère : demandez à une personne marquée « Gère l’équipe », ou à la coordination."
)
LAST_MANAGER = (
    "Personne ne pourrait plus gérer cette équipe à partir du {jour:%d/%m/%Y} : donnez d’abord ce droit à une autre "
    "personne, ou demandez à la coordination."
)
BAD_EMAIL = "Écrivez une adresse électronique, comme accueil@exemple.fr."
BAD_DAY = "Choisissez un jour, ou laissez vide."
UPSIDE_DOWN = "Le dernier jour vient avant le premier : corrigez l’un des deux."


@dataclass(frozen=True, slots=True)
class CollaborateurSaisi:
    """The form of a member, as typed: days are ISO texts, empty for no bound."""

    email: str = ""
    nom_affiche: str = ""
    droits: str = ""
    ouvert_du: str = ""
    ouvert_au: str = ""


@dataclass(frozen=True, slots=True)
class DroitsOuverts:
    """What a member may do for his structure, and when: both days included, None sets no bound."""

    droits: Droits
    ouvert_du: date | None = None
    ouvert_au: date | None = None
    is_actif: bool = True

    def is_open(self, day: date) -> bool:
        return self.is_actif and (self.ouvert_du or date.min) <= day <= (self.ouvert_au or date.max)

    @property
    def is_manager(self) -> bool:
        return self.is_actif and self.droits is Droits.GESTION


def may_see_team(acteur: Acteur, structure_id: UUID) -> bool:
    return acteur.role in _HELPERS or (acteur.role is Role.PARTENAIRE and acteur.structure_id == structure_id)


def may_change_team(acteur: Acteur, structure_id: UUID) -> bool:
    """Whoever manages it; the coordination and the administration help when nobody can."""
    return acteur.role in _HELPERS or (acteur.may_manage and acteur.structure_id == structure_id)


def check_team_reader(acteur: Acteur, structure_id: UUID) -> None:
    if not may_see_team(acteur, structure_id):
        raise Forbidden(NOT_YOUR_TEAM)


def check_team_manager(acteur: Acteur, structure_id: UUID) -> None:
    check_team_reader(acteur, structure_id)
    if not may_change_team(acteur, structure_id):
        raise Forbidden(NOT_A_MANAGER)


def is_email(email: str) -> bool:
    """Whether a mail may be sent to this address as it is."""
    return len(email) <= LONGEST_EMAIL and bool(_EMAIL.fullmatch(email))


def check_invited(saisi: CollaborateurSaisi) -> tuple[str, str, DroitsOuverts]:
    """Address, displayed name and access of a new member. Raises Incorrect with every field to correct."""
    champs = Champs()
    email = saisi.email.strip()
    if not is_email(email):
        champs.refuse("email", BAD_EMAIL)
    nom = champs.text("nom_affiche", saisi.nom_affiche, NOM_AFFICHE, missing="Écrivez le nom affiché dans l’outil.")
    ouverts = _droits_of(champs, saisi)
    champs.settle()
    return email, nom, ouverts


def check_droits(saisi: CollaborateurSaisi) -> DroitsOuverts:
    """The access typed for a member. Raises Incorrect with every field to correct."""
    champs = Champs()
    ouverts = _droits_of(champs, saisi)
    champs.settle()
    return ouverts


def _droits_of(champs: Champs, saisi: CollaborateurSaisi) -> DroitsOuverts:
    if saisi.droits not in set(Droits):
        champs.refuse("droits", "Choisissez ce que la personne peut faire.")
    days = {
        champ: champs.day(champ, given, missing=BAD_DAY) if given.strip() else None
        for champ, given in (("ouvert_du", saisi.ouvert_du.strip()), ("ouvert_au", saisi.ouvert_au.strip()))
    }
    du, au = days["ouvert_du"], days["ouvert_au"]
    if du and au and au < du and not champs.has_refused("ouvert_du", "ouvert_au"):
        champs.refuse("ouvert_au", UPSIDE_DOWN)
    return DroitsOuverts(Droits(saisi.droits) if saisi.droits in set(Droits) else Droits.LECTURE, du, au)


def unmanaged_from(team: Iterable[DroitsOuverts], today: date) -> date | None:
    """First day, from today on, when nobody may manage the team; None when somebody always may."""
    managers = [ouverts for ouverts in team if ouverts.is_manager]
    lasts = [ouverts.ouvert_au for ouverts in managers]
    ends = {last + timedelta(days=1) for last in lasts if last is not None and last < date.max}
    for day in sorted({today} | {end for end in ends if end > today}):
        if not any(ouverts.is_open(day) for ouverts in managers):
            return day
    return None


def check_still_managed(before: Mapping[UUID, DroitsOuverts], after: Mapping[UUID, DroitsOuverts], today: date) -> None:
    """Refuse a change that leaves a team without manager, sooner than it would have been left anyway."""
    left = unmanaged_from(after.values(), today)
    if left is None:
        return
    was = unmanaged_from(before.values(), today)
    if was is None or left < was:
        raise Conflict(LAST_MANAGER.format(jour=left))
