"""What the sheet of an action, its dates and the places of its partners may hold."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import StrEnum
from uuid import UUID

from asv.domain.acteurs import Acteur, Role
from asv.domain.actions.avancement import says_for_whom
from asv.domain.actions.etats import BESOIN, IDEE
from asv.domain.champs import Champs, codes_of
from asv.domain.territoires import Cellule

TITRE, DESCRIPTION, OBJECTIF, APPORT, LIEU = 120, 600, 300, 200, 120
FURTHEST = timedelta(days=2 * 365)
EVERYBODY = "HABITANT"
"""« Habitant sans situation particulière » says nothing of an action: an action for all names no public."""

PORTEUR = "RO_PORTEUR"
NOBODY = UUID(int=0)
ALREADY_INVITED = "Choisissez une autre structure : celle-ci participe déjà, ou n’est pas dans l’annuaire."
ANOTHER_PLACE = "Choisissez un lieu de la liste : commune, puis quartier ou hors quartier."


class Reponse(StrEnum):
    """What an invited structure answered."""

    ATTENDUE = "attendue"
    ACCEPTEE = "acceptee"
    DECLINEE = "declinee"
    DEMANDEE = "demandee"
    """The structure asked for its place itself: the porteur answers."""
    RETIREE = "retiree"
    """The porteur took the invitation back."""

    @property
    def libelle(self) -> str:
        return {
            "attendue": "Réponse attendue", "acceptee": "Participe", "declinee": "A décliné",
            "demandee": "Demande à participer", "retiree": "Invitation retirée",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True)
class FicheAction:
    titre: str
    type: str
    theme: str
    description: str = ""
    qpv: tuple[str, ...] = ()
    publics: tuple[str, ...] = ()
    is_publique: bool = True
    is_confirme: bool = False
    """Whoever writes says that what the detector asked about names nobody."""
    objectif: str = ""


@dataclass(frozen=True, slots=True)
class DateSaisie:
    """A date as typed: `endroit` is « commune » or « commune:QPV », so that both always agree. `hote`: a structure."""

    jour: str
    debut: str
    fin: str
    lieu: str
    endroit: str
    hote: str = ""
    is_confirme: bool = False


@dataclass(frozen=True, slots=True)
class DateLieu:
    jour: date
    debut: time
    fin: time
    lieu: str
    cellule: Cellule
    hote: UUID | None = None


@dataclass(frozen=True, slots=True)
class Apport:
    """What a structure brings: means of the reference list, and a few words."""

    moyens: tuple[str, ...] = ()
    apport: str = ""
    is_confirme: bool = False


def publics_of(today: date) -> tuple[str, ...]:
    """Publics an action may be meant for; none chosen means everybody."""
    return tuple(code for code in codes_of("PUBLIC", today) if code != EVERYBODY)


def roles_of(today: date) -> tuple[str, ...]:
    """Roles an invited structure may be given: there is one porteur, and it is not invited."""
    return tuple(code for code in codes_of("ACTION_ROLE", today) if code != PORTEUR)


def check_porteur(acteur: Acteur, chosen: str, known: Collection[UUID], champs: Champs) -> UUID:
    """The structure that will carry a new action: a partner's own, the one the coordination chooses."""
    porteur = acteur.structure_id if acteur.role is Role.PARTENAIRE else chosen
    found = next((structure for structure in known if str(structure) == str(porteur)), None)
    if found is None:
        champs.refuse("porteur", "Choisissez la structure qui portera l’action.")
    return found or NOBODY


def check_fiche(
    fiche: FicheAction, *, etat: str, qpv: Collection[str], today: date, champs: Champs | None = None
) -> FicheAction:
    """The sheet ready to be kept. `qpv`: those of the contract. Raises Incorrect with every field to correct.

    An idea may still name no QPV nor objective; beyond, the state says that they are known, and they stay.
    `champs`: refusals of the same form so far.
    """
    champs = champs or Champs()
    champs.confirme = fiche.is_confirme
    kept = replace(
        fiche,
        titre=champs.free_text("titre", fiche.titre, TITRE, missing="Donnez un titre à l’action."),
        type=champs.code("type", fiche.type, "ACTION_TYPE", today, missing="Choisissez le type d’action."),
        theme=champs.code("theme", fiche.theme, "THEME_SANTE", today, missing="Choisissez le thème de santé."),
        description=champs.free_text("description", fiche.description, DESCRIPTION, lines=True),
        objectif=_objectif(fiche.objectif, etat, champs),
        qpv=champs.qpv(fiche.qpv, qpv),
        publics=champs.codes(
            "publics", fiche.publics, publics_of(today), unknown="Choisissez des publics de la liste."
        ),
    )  # fmt: skip
    _check_known(kept, etat, champs)
    champs.settle()
    return kept


def _check_known(kept: FicheAction, etat: str, champs: Champs) -> None:
    if etat in {IDEE, BESOIN}:
        return
    if not kept.qpv:
        champs.refuse("qpv", "Gardez au moins un quartier : l’action est déjà en montage ou au-delà.")
    if not says_for_whom(kept.type, kept.publics, is_publique=kept.is_publique):
        champs.refuse("publics", "Dites à qui s’adresse l’action : elle n’est pas ouverte à tous les habitants.")


def _objectif(objectif: str, etat: str, champs: Champs) -> str:
    """What one wants to change; an action being prepared or announced has one."""
    missing = "" if etat in {IDEE, BESOIN} else "Gardez l’objectif : l’action est déjà en montage ou au-delà."
    return champs.free_text("objectif", objectif, OBJECTIF, missing=missing, lines=True)


def check_date(
    saisie: DateSaisie, *, cellules: Collection[Cellule], today: date, hotes: Collection[str] = (),
    champs: Champs | None = None,
) -> DateLieu:  # fmt: skip
    """A date and its place ready to be kept. `cellules`: the communes of the territoire and their QPV parts.

    `hotes`: structures that may lend the place. `champs`: refusals of the same form so far.
    """
    champs = champs or Champs()
    champs.confirme = saisie.is_confirme
    jour = champs.day("jour", saisie.jour, missing="Indiquez le jour.")
    debut = champs.hour("debut", saisie.debut, missing="Indiquez l’heure de début, par exemple 14:00.")
    fin = champs.hour("fin", saisie.fin, missing="Indiquez l’heure de fin, par exemple 16:30.")
    _check_moment(champs, jour, debut, fin, today)
    where = "Dites où se retrouver : nom du lieu et rue."
    lieu = champs.free_text("lieu", saisie.lieu, LIEU, missing=where, of_a_place=True)
    commune, _, qpv = saisie.endroit.partition(":")
    cellule = Cellule(commune, qpv or None)
    if cellule not in cellules:
        champs.refuse("endroit", ANOTHER_PLACE)
    if saisie.hote and saisie.hote not in hotes:
        champs.refuse("hote", "Choisissez une structure de l’annuaire, ou laissez vide.")
    champs.settle()
    return DateLieu(jour, debut, fin, lieu, cellule, UUID(saisie.hote) if saisie.hote else None)


def _check_moment(champs: Champs, jour: date, debut: time, fin: time, today: date) -> None:
    if not champs.has_refused("jour"):
        if jour < today:
            champs.refuse("jour", "Ce jour est passé : le calendrier annonce ce qui vient.")
        elif jour > today + FURTHEST:
            champs.refuse("jour", "Ce jour est dans plus de deux ans : vérifiez l’année.")
    if not champs.has_refused("debut", "fin") and fin <= debut:
        champs.refuse("fin", "L’heure de fin vient après l’heure de début.")


def check_reponse(reponse: str, *, is_porteur: bool) -> Reponse:
    """An answer to an invitation; whoever carries an action takes part in it."""
    champs = Champs()
    if reponse not in {Reponse.ACCEPTEE, Reponse.DECLINEE}:
        champs.refuse("reponse", "Choisissez : participer, ou décliner.")
    elif is_porteur and reponse == Reponse.DECLINEE:
        champs.refuse("reponse", "Votre structure porte cette action : elle ne peut pas la décliner.")
    champs.settle()
    return Reponse(reponse)


def check_motif(motif: str, today: date) -> str:
    """Reason of a cancelled date: there is always one, people will ask."""
    champs = Champs()
    kept = champs.code("motif", motif, "ACTION_ANNULATION", today, missing="Choisissez le motif de l’annulation.")
    champs.settle()
    return kept


def check_apport(given: Apport, today: date, champs: Champs | None = None) -> Apport:
    """What a structure brings, ready to be kept; with `champs`, refusals join those of the same form."""
    gathered = champs or Champs()
    gathered.confirme = given.is_confirme
    kept = Apport(
        gathered.codes(
            "moyens", given.moyens, codes_of("MOYEN", today), unknown="Choisissez des moyens de la liste."
        ),
        gathered.free_text("apport", given.apport, APPORT),
    )  # fmt: skip
    if champs is None:
        gathered.settle()
    return kept


def check_invitation(structure: str, role: str, given: Apport, *, invitable: Collection[str], today: date) -> Apport:
    """An invitation ready to be sent. `invitable`: structures not yet in the action."""
    champs = Champs()
    if structure not in invitable:
        champs.refuse("structure", "Choisissez la structure à inviter." if not structure else ALREADY_INVITED)
    if role not in roles_of(today):
        champs.refuse("role", "Choisissez le rôle proposé à la structure.")
    kept = check_apport(given, today, champs)
    champs.settle()
    return kept
