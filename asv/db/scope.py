"""The only place that says which rows an acteur may see. First line; row-level security is the second.

The application asks `visible(Contact, acteur)` and adds what the page wants; it never writes these conditions again.
"""

from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, true

from asv.db import document
from asv.db.actions import Action, DateAction, Participation
from asv.db.alertes import Alerte
from asv.db.appareils import Annonce, Appareil
from asv.db.ateliers import Atelier
from asv.db.besoins import Ambition, BesoinAction, Priorite, RangBesoin
from asv.db.bilans import Commentaire, Financement, Frequentation, IndicateurAction, Passage
from asv.db.contacts import Contact
from asv.db.corrections import Correction
from asv.db.croisements import Croisement
from asv.db.diffusions import IS_OPENED, ChantierDiffusion, DiffusionGardee, DiffusionOuverte, DiffusionReserve
from asv.db.engagements import Avenant, Engagement, Preuve, Revue
from asv.db.importations import Brouillon, Importation
from asv.db.journal import Journal
from asv.db.moyens import Moyen, Occupation, Reservation
from asv.db.notifications import Abonnement, Flux, Notification
from asv.db.priorites import Classement, DecisionPriorites
from asv.db.rapports_geles import AjustementRapport, RapportGele
from asv.db.seances import Seance
from asv.db.series import ImportationSerie, SerieImportee
from asv.db.signaux import Signal
from asv.db.structures import Structure
from asv.db.suivis import (
    Acces,
    Carte,
    Demarche,
    Etape,
    Orientation,
    PenseBete,
    Relais,
    Resultat,
    Suivi,
)
from asv.db.synchronisation import Quarantaine, Reception
from asv.db.traductions import Traduction
from asv.domain.acteurs import Acteur, Role
from asv.domain.suivis.travail import RELAIS_LIFE

Rule = Callable[[Acteur], ColumnElement[bool]]
_switched_off: ContextVar[bool] = ContextVar("scope_switched_off", default=False)


def _everything(_: Acteur) -> ColumnElement[bool]:
    return true()


def _own_contacts(acteur: Acteur) -> ColumnElement[bool]:
    return Contact.mediateur_id == acteur.compte_id


def _own_ateliers(acteur: Acteur) -> ColumnElement[bool]:
    return Atelier.mediateur_id == acteur.compte_id


def _own_suivis(acteur: Acteur) -> ColumnElement[bool]:
    """The référent's, those whose card was shown to this mediator, those a colleague asks him to go on with."""
    shown = (
        exists()
        .where(
            Acces.territoire_id == Suivi.territoire_id,
            Acces.suivi_id == Suivi.id,
            Acces.compte_id == acteur.compte_id,
            Acces.expire_le >= func.now(),
        )
        .correlate(Suivi)
    )
    asked = (
        exists()
        .where(
            Relais.territoire_id == Suivi.territoire_id,
            Relais.suivi_id == Suivi.id,
            Relais.vers_id == acteur.compte_id,
            Relais.reponse.is_(None),
            Relais.propose_le > func.current_date() - RELAIS_LIFE.days,
            Suivi.clos_le.is_(None),
        )
        .correlate(Suivi)
    )
    return or_(Suivi.mediateur_id == acteur.compte_id, shown, asked)


def _of_own_suivis(table: type[Any]) -> Rule:
    def rule(acteur: Acteur) -> ColumnElement[bool]:
        of_this = and_(Suivi.territoire_id == table.territoire_id, Suivi.id == table.suivi_id)
        return exists().where(of_this, _own_suivis(acteur)).correlate(table)

    return rule


def _own(column: Any) -> Rule:
    def rule(acteur: Acteur) -> ColumnElement[bool]:
        mine: ColumnElement[bool] = column == acteur.compte_id
        return mine

    return rule


def _between(acteur: Acteur) -> ColumnElement[bool]:
    return or_(Relais.de_id == acteur.compte_id, Relais.vers_id == acteur.compte_id)


def _own_quarantaine(acteur: Acteur) -> ColumnElement[bool]:
    return Quarantaine.auteur_id == acteur.compte_id


def _announced(_: Acteur) -> ColumnElement[bool]:
    return Action.annoncee_le.is_not(None)


def _announced_or_shared(acteur: Acteur) -> ColumnElement[bool]:
    invited = (
        exists()
        .where(
            Participation.territoire_id == Action.territoire_id,
            Participation.action_id == Action.id,
            Participation.structure_id == acteur.structure_id,
            Participation.reponse.in_(("attendue", "acceptee")),
        )
        .correlate(Action)  # a query that itself joins the participations must not lend them to this one
    )
    return or_(Action.annoncee_le.is_not(None), Action.porteur_id == acteur.structure_id, invited)


def _of_seen_action(table: type[Any], *concerned: Any) -> Rule:
    """What hangs on an action is read by those who read the action, and by the structures that it names itself."""

    def rule(acteur: Acteur) -> ColumnElement[bool]:
        of_this = and_(Action.territoire_id == table.territoire_id, Action.id == table.action_id)
        seen = exists().where(of_this, RULES[Action][acteur.role](acteur)).correlate(table)
        return or_(seen, *(column == acteur.structure_id for column in concerned))

    return rule


def _carried(table: type[Any]) -> Rule:
    def rule(acteur: Acteur) -> ColumnElement[bool]:
        mine: ColumnElement[bool] = table.porteur_id == acteur.structure_id
        return mine

    return rule


def _carried_or_shared(table: type[Any]) -> Rule:
    """The acteur's structure carries the action, or has a place in it that it has not declined."""

    def rule(acteur: Acteur) -> ColumnElement[bool]:
        shared = (
            exists()
            .where(
                Participation.territoire_id == table.territoire_id,
                Participation.action_id == table.action_id,
                Participation.structure_id == acteur.structure_id,
                Participation.reponse.in_(("attendue", "acceptee")),
            )
            .correlate(table)
        )
        return or_(table.porteur_id == acteur.structure_id, shared)

    return rule


def _either_porteur(acteur: Acteur) -> ColumnElement[bool]:
    return or_(Alerte.porteur_id == acteur.structure_id, Alerte.autre_porteur_id == acteur.structure_id)


def _once_published(published: ColumnElement[bool]) -> dict[Role, Rule]:
    """The coordination reads all; the others but the administrator, what is published."""
    others = dict.fromkeys((Role.MEDIATEUR, Role.PARTENAIRE, Role.FINANCEUR), lambda _: published)
    return others | {Role.COORDINATEUR: _everything}


_ALL_BUT_ADMINISTRATEUR: dict[Role, Rule] = dict.fromkeys(
    (Role.MEDIATEUR, Role.PARTENAIRE, Role.COORDINATEUR, Role.FINANCEUR), _everything
)
RULES: dict[type[Any], dict[Role, Rule]] = {
    Contact: {Role.MEDIATEUR: _own_contacts, Role.COORDINATEUR: _everything, Role.FINANCEUR: _everything},
    Seance: {Role.MEDIATEUR: _everything, Role.COORDINATEUR: _everything},
    Atelier: {Role.MEDIATEUR: _own_ateliers, Role.COORDINATEUR: _everything},
    Suivi: {Role.MEDIATEUR: _own_suivis, Role.COORDINATEUR: _everything},
    Carte: {Role.MEDIATEUR: _of_own_suivis(Carte)},
    Acces: {Role.MEDIATEUR: _own(Acces.compte_id)},
    Etape: {Role.MEDIATEUR: _of_own_suivis(Etape), Role.COORDINATEUR: _everything},
    Demarche: {Role.MEDIATEUR: _of_own_suivis(Demarche), Role.COORDINATEUR: _everything},
    Orientation: {Role.MEDIATEUR: _of_own_suivis(Orientation), Role.COORDINATEUR: _everything},
    Resultat: {Role.MEDIATEUR: _of_own_suivis(Resultat), Role.COORDINATEUR: _everything},
    Relais: {Role.MEDIATEUR: _between, Role.COORDINATEUR: _everything},
    PenseBete: {Role.MEDIATEUR: _own(PenseBete.auteur_id)},
    Signal: {Role.MEDIATEUR: _own(Signal.auteur_id), Role.COORDINATEUR: _everything},
    Appareil: dict.fromkeys((Role.MEDIATEUR, Role.COORDINATEUR, Role.ADMINISTRATEUR), _everything),
    Annonce: dict.fromkeys((Role.MEDIATEUR, Role.COORDINATEUR, Role.ADMINISTRATEUR), _everything),
    Correction: {Role.MEDIATEUR: _own(Correction.auteur_id), Role.COORDINATEUR: _everything},
    Importation: {Role.COORDINATEUR: _everything, Role.FINANCEUR: _everything},
    Brouillon: {Role.COORDINATEUR: _own(Brouillon.auteur_id)},
    Traduction: dict.fromkeys((Role.MEDIATEUR, Role.COORDINATEUR), _everything),
    Reception: {Role.MEDIATEUR: _everything, Role.COORDINATEUR: _everything},
    Quarantaine: {Role.MEDIATEUR: _own_quarantaine, Role.COORDINATEUR: _everything},
    Structure: dict.fromkeys(Role, _everything),
    Action: {
        Role.COORDINATEUR: _everything,
        Role.PARTENAIRE: _announced_or_shared,
        Role.MEDIATEUR: _announced,
        Role.FINANCEUR: _announced,
    },
    DateAction: _ALL_BUT_ADMINISTRATEUR,
    Participation: {
        Role.COORDINATEUR: _everything,
        Role.PARTENAIRE: _of_seen_action(Participation, Participation.structure_id),
        **dict.fromkeys((Role.MEDIATEUR, Role.FINANCEUR), _of_seen_action(Participation)),
    },
    Journal: {Role.ADMINISTRATEUR: _everything},
    Croisement: {Role.COORDINATEUR: _everything},
    DiffusionGardee: dict.fromkeys((Role.COORDINATEUR, Role.FINANCEUR), _everything)
    | {Role.PARTENAIRE: lambda _: IS_OPENED},
    DiffusionOuverte: dict.fromkeys((Role.COORDINATEUR, Role.FINANCEUR, Role.PARTENAIRE), _everything),
    **{table: {Role.COORDINATEUR: _everything} for table in (Classement, DecisionPriorites)},
    **{table: {Role.COORDINATEUR: _everything} for table in (DiffusionReserve, ChantierDiffusion)},
    **{
        table: {Role.COORDINATEUR: _everything}
        for table in (document.BlocDocument, document.VarianteBloc, document.RemarqueDocument)
    },
    **{table: _once_published(published) for table, published in document.PUBLISHED.items()},
    **{
        table: dict.fromkeys((Role.COORDINATEUR, Role.PARTENAIRE, Role.FINANCEUR), _of_seen_action(table))
        for table in (BesoinAction, IndicateurAction, Passage)
    },
    Financement: {
        Role.COORDINATEUR: _everything,
        Role.PARTENAIRE: _carried(Financement),
        Role.FINANCEUR: _of_seen_action(Financement),
    },
    Frequentation: {Role.COORDINATEUR: _everything, Role.PARTENAIRE: _carried(Frequentation)},
    Commentaire: {Role.COORDINATEUR: _everything, Role.PARTENAIRE: _carried_or_shared(Commentaire)},
    **dict.fromkeys(
        (Moyen, Occupation),
        dict.fromkeys((Role.COORDINATEUR, Role.PARTENAIRE, Role.MEDIATEUR), _everything),
    ),
    Reservation: {
        Role.COORDINATEUR: _everything,
        Role.PARTENAIRE: _of_seen_action(Reservation, Reservation.structure_id, Reservation.proprietaire_id),
        Role.MEDIATEUR: _of_seen_action(Reservation),
    },
    Alerte: {Role.COORDINATEUR: _everything, Role.PARTENAIRE: _either_porteur},
    **{table: {Role.COORDINATEUR: _everything} for table in (RapportGele, AjustementRapport)},
    **dict.fromkeys(
        (RangBesoin, Engagement, Preuve, Avenant, Revue),
        dict.fromkeys((Role.COORDINATEUR, Role.PARTENAIRE, Role.FINANCEUR), _everything),
    ),
    **dict.fromkeys((Ambition, Priorite, ImportationSerie, SerieImportee), _ALL_BUT_ADMINISTRATEUR),
    **{table: dict.fromkeys(Role, _own(table.compte_id)) for table in (Notification, Abonnement, Flux)},
}


def visible(table: type[Any], acteur: Acteur) -> ColumnElement[bool]:
    """The condition that keeps the rows of `table` that this acteur may see."""
    if _switched_off.get():
        return true()
    rule = RULES[table].get(acteur.role)
    if rule is None:
        return false()
    return and_(table.territoire_id == acteur.territoire_id, rule(acteur))


def opened_to_all() -> ColumnElement[bool]:
    """The condition that keeps the actions anybody reads without login, whatever their territoire."""
    if _switched_off.get():
        return true()
    return and_(Action.is_publique, Action.ouverte_le.is_not(None))


def rows(table: type[Any], acteur: Acteur) -> Select[Any]:
    return select(table).where(visible(table, acteur))


@contextmanager
def switched_off_for_mutation_test():  # type: ignore[no-untyped-def]  # noqa: ANN201
    """Removes the first line, so that a test can prove that the second holds alone."""
    token = _switched_off.set(True)
    try:
        yield
    finally:
        _switched_off.reset(token)
