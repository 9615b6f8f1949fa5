"""Joint actions: the sheet, its dates, its partners and what each brings."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    UniqueConstraint,
    Update,
    and_,
    func,
    literal,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import SECURITY, Base, DuTerritoire, to_row
from asv.db.reference import Commune, Qpv
from asv.db.structures import Structure
from asv.domain.actions import PROGRAMMEE

EMPTY = text("'{}'")


class Action(DuTerritoire, Base):
    """A joint action, from the idea to its evaluation. The money has a track of its own: `etat_financement`.

    `parts_qpv`: share in % of each of `qpv`, in their order, or nothing. `campagne`: a code of the list of campaigns.
    `objectif_praps`: 1 to 5. `aval_id`, `aval_jours`: who receives the positives of a screening, in how many days.
    `alertes_lues_le`: when somebody last read the overlap check; `engagement_id`: the commitment that it repeats.
    `annoncee_le`, `ouverte_le`: when it first reached the concertation, then the validation. A trigger notes them:
    called off or put off, an action stays as known as it was, and a draft stays a draft.
    """

    __tablename__ = "action"
    __table_args__ = (
        to_row("structure", "porteur_id"),
        to_row("compte", "creee_par", schema=SECURITY),
        to_row("action", "parent_id"),
        to_row("structure", "aval_id"),
        UniqueConstraint("territoire_id", "id", "porteur_id"),
        Index(None, "territoire_id", "parent_id", unique=True),
    )
    titre: Mapped[str]
    type: Mapped[str]
    theme: Mapped[str]
    description: Mapped[str] = mapped_column(server_default=text("''"))
    etat: Mapped[str]
    porteur_id: Mapped[UUID]
    qpv: Mapped[list[str]] = mapped_column(server_default=EMPTY)
    publics: Mapped[list[str]] = mapped_column(server_default=EMPTY)
    is_publique: Mapped[bool] = mapped_column(server_default=text("true"))
    motif_annulation: Mapped[str | None]
    creee_par: Mapped[UUID]
    creee_le: Mapped[datetime] = mapped_column(server_default=func.now())
    version: Mapped[int] = mapped_column(server_default=text("1"))
    etat_depuis: Mapped[datetime] = mapped_column(server_default=func.now())
    etat_financement: Mapped[str | None]
    themes_secondaires: Mapped[list[str]] = mapped_column(server_default=EMPTY)
    objectif: Mapped[str] = mapped_column(server_default=text("''"))
    millesime: Mapped[int | None]
    parent_id: Mapped[UUID | None]
    parts_qpv: Mapped[list[int]] = mapped_column(server_default=EMPTY)
    communes: Mapped[list[str]] = mapped_column(server_default=EMPTY)
    is_ouverte_au_dela: Mapped[bool] = mapped_column(server_default=text("true"))
    tranches_age: Mapped[list[str]] = mapped_column(server_default=EMPTY)
    sexe: Mapped[str | None]
    effectif_attendu: Mapped[int | None]
    ambitions: Mapped[list[UUID]] = mapped_column(server_default=EMPTY)
    axe_cls: Mapped[str] = mapped_column(server_default=text("''"))
    objectif_praps: Mapped[int | None]
    engagement_id: Mapped[UUID | None]
    participation_prevue: Mapped[str | None]
    participation_obtenue: Mapped[str | None]
    participation_preuve: Mapped[str] = mapped_column(server_default=text("''"))
    habitants_conception: Mapped[int | None]
    defraiement: Mapped[str] = mapped_column(server_default=text("''"))
    campagne: Mapped[str | None]
    communication: Mapped[str] = mapped_column(server_default=text("''"))
    outil_partage: Mapped[str] = mapped_column(server_default=text("''"))
    aval_id: Mapped[UUID | None]
    aval_jours: Mapped[int | None]
    alertes_lues_le: Mapped[datetime | None]
    bilan_reussites: Mapped[str] = mapped_column(server_default=text("''"))
    bilan_limites: Mapped[str] = mapped_column(server_default=text("''"))
    is_transferable: Mapped[bool | None]
    decision: Mapped[str | None]
    annoncee_le: Mapped[datetime | None]
    ouverte_le: Mapped[datetime | None]


class DateAction(DuTerritoire, Base):
    """One date × place of an action, with a state of its own. The porteur is copied: rights read it without a join.

    `version` counts its changes, for calendars. `remplace_id`: the postponed date that this one replaces.
    """

    __tablename__ = "date_action"
    __table_args__ = (
        to_row("action", "action_id", "porteur_id", follows=True),
        to_row("structure", "hote_id"),
        to_row("date_action", "remplace_id", "action_id"),
        UniqueConstraint("territoire_id", "id", "action_id"),
        Index(None, "territoire_id", "jour"),
        Index(None, "territoire_id", "action_id"),
    )
    action_id: Mapped[UUID]
    porteur_id: Mapped[UUID]
    jour: Mapped[date]
    debut: Mapped[time]
    fin: Mapped[time]
    lieu: Mapped[str]
    commune: Mapped[str] = mapped_column(ForeignKey("asv.commune.code"))
    qpv: Mapped[str | None] = mapped_column(ForeignKey("asv.qpv.code"))
    etat: Mapped[str]
    motif_annulation: Mapped[str | None]
    hote_id: Mapped[UUID | None]
    remplace_id: Mapped[UUID | None]
    version: Mapped[int] = mapped_column(server_default=text("1"))
    modifiee_le: Mapped[datetime] = mapped_column(server_default=func.now())


class Participation(Base):
    """The place of a structure in an action: its role, its answer to the invitation, what it brings.

    `is_demande`: the structure asked for this place itself, and the porteur answers; « demandee » until he does.
    """

    __tablename__ = "participation"
    __table_args__ = (
        to_row("action", "action_id", "porteur_id", follows=True),
        to_row("structure", "structure_id"),
        Index(None, "territoire_id", "structure_id"),
    )
    territoire_id: Mapped[str] = mapped_column(primary_key=True)
    action_id: Mapped[UUID] = mapped_column(primary_key=True)
    structure_id: Mapped[UUID] = mapped_column(primary_key=True)
    porteur_id: Mapped[UUID]
    role: Mapped[str]
    reponse: Mapped[str]
    moyens: Mapped[list[str]] = mapped_column(server_default=EMPTY)
    apport: Mapped[str] = mapped_column(server_default=text("''"))
    invitee_le: Mapped[datetime] = mapped_column(server_default=func.now())
    repondue_le: Mapped[datetime | None]
    fonction_contact: Mapped[str] = mapped_column(server_default=text("''"))
    convention_le: Mapped[date | None]
    is_demande: Mapped[bool] = mapped_column(server_default=text("false"))


_PORTEUR = and_(Structure.territoire_id == Action.territoire_id, Structure.id == Action.porteur_id)
_OF_THE_ACTION = and_(DateAction.territoire_id == Action.territoire_id, DateAction.action_id == Action.id)


def actions_of(seen: ColumnElement[bool]) -> Select[Action, str]:
    """Actions with the name of their porteur, by title. `seen`: what scope.visible(Action, …) answers."""
    return select(Action, Structure.nom).join(Structure, _PORTEUR).where(seen).order_by(Action.titre, Action.id)


def dates_of(seen: ColumnElement[bool]) -> Select[DateAction, Action, str, str, str | None]:
    """Dates with their action and the names of its porteur, of the commune and of the QPV, in the order of time."""
    return (
        select(DateAction, Action, Structure.nom, Commune.nom, Qpv.nom)
        .join(Action, _OF_THE_ACTION)
        .join(Structure, _PORTEUR)
        .join(Commune, Commune.code == DateAction.commune)
        .outerjoin(Qpv, Qpv.code == DateAction.qpv)
        .where(seen)
        .order_by(DateAction.jour, DateAction.debut, DateAction.id)
    )


def outlines_of(seen: ColumnElement[bool]) -> Select[UUID, str, UUID, datetime]:
    """Identifier, state, porteur and birth of actions: what tells them apart without reading their sheets."""
    return select(Action.id, Action.etat, Action.porteur_id, Action.creee_le).where(seen).order_by(Action.id)


def coming_of(seen: ColumnElement[bool], today: date) -> Select[UUID, date]:
    """For each action that has dates to come, the first of them."""
    return (
        select(DateAction.action_id, func.min(DateAction.jour))
        .join(Action, _OF_THE_ACTION)
        .where(seen, DateAction.jour >= today, DateAction.etat == PROGRAMMEE)
        .group_by(DateAction.action_id)
        .order_by(DateAction.action_id)
    )


def spans_of(seen: ColumnElement[bool], today: date) -> Select[UUID, int, date | None, int]:
    """For each action that has dates: how many, the next one, and how many are to come."""
    to_come = and_(DateAction.jour >= today, DateAction.etat == PROGRAMMEE)
    return (
        select(
            Action.id, func.count(), func.min(DateAction.jour).filter(to_come), func.count().filter(to_come)
        )
        .join(DateAction, _OF_THE_ACTION)
        .where(seen)
        .group_by(Action.id)
        .order_by(Action.id)
    )  # fmt: skip


def membres_of(seen: ColumnElement[bool], action_id: UUID) -> Select[Participation, str]:
    """Structures of an action with their names, the porteur first."""
    structure = and_(Structure.territoire_id == Participation.territoire_id, Structure.id == Participation.structure_id)
    return (
        select(Participation, Structure.nom)
        .join(Structure, structure)
        .where(seen, Participation.action_id == action_id)
        .order_by(Participation.structure_id != Participation.porteur_id, Structure.nom_tri, Structure.id)
    )


def participations_of(seen: ColumnElement[bool], structure_id: UUID) -> Select[Participation, Action]:
    """Actions in which a structure has a place, by title."""
    action = and_(Action.territoire_id == Participation.territoire_id, Action.id == Participation.action_id)
    return (
        select(Participation, Action)
        .join(Action, action)
        .where(seen, Participation.structure_id == structure_id)
        .order_by(Action.titre, Action.id)
    )


def concerns(qpv: str) -> ColumnElement[bool]:
    """A date concerns the QPV where it takes place; held outside any QPV, those that its action is meant for."""
    return or_(DateAction.qpv == qpv, and_(DateAction.qpv.is_(None), literal(qpv) == func.any(Action.qpv)))


def porteurs_of(seen: ColumnElement[bool]) -> Select[UUID, str]:
    """Structures that carry an action one may see, by name."""
    return (
        select(Structure.id, Structure.nom)
        .join(Action, _PORTEUR)
        .where(seen)
        .group_by(Structure.id, Structure.nom, Structure.nom_tri)
        .order_by(Structure.nom_tri, Structure.id)
    )


def is_for(public: str) -> ColumnElement[bool]:
    """Whether an action is meant for this public; the empty code asks for those meant for everybody."""
    return literal(public) == func.any(Action.publics) if public else func.cardinality(Action.publics) == 0


def held(action: Action) -> Select[UUID]:
    """The action, kept from any other change until the end of the transaction."""
    key = Action.territoire_id == action.territoire_id, Action.id == action.id
    return select(Action.id).where(*key).with_for_update()


def change_action(action: Action, version: int, **values: object) -> Update:
    """Writes if nobody did since that version was read; gives no row back otherwise."""
    key = Action.territoire_id == action.territoire_id, Action.id == action.id
    return (
        update(Action)
        .where(*key, Action.version == version)
        .values(version=version + 1, **values)
        .returning(Action.version)
    )


def change_date(day: DateAction, version: int, **values: object) -> Update:
    """Writes if nobody did since that version was read: calendars count on it. Gives no row back otherwise."""
    key = DateAction.territoire_id == day.territoire_id, DateAction.id == day.id
    return (
        update(DateAction)
        .where(*key, DateAction.version == version)
        .values(version=version + 1, **values)
        .returning(DateAction.version)
    )
