"""The outbox, as its carrier (asv_facteur) reads and marks it. Nothing here is asked in the name of a person."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Update, and_, exists, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import Insert, insert

from asv.db.comptes import Compte
from asv.db.notifications import Abonnement, Notification
from asv.domain.courrier import LOST_AFTER, STALE_AFTER, Etat, Rythme

LOCK = 0x415356_46  # « ASVF »: one round at a time over the processes of a site
TAKE_ROUND = text("SELECT pg_try_advisory_lock(:key)").bindparams(key=LOCK)
END_ROUND = text("SELECT pg_advisory_unlock(:key)").bindparams(key=LOCK)
_OWNER = and_(Compte.territoire_id == Notification.territoire_id, Compte.id == Notification.compte_id)
_CHOICE = and_(Abonnement.territoire_id == Notification.territoire_id, Abonnement.compte_id == Notification.compte_id)
_OPEN = func.sec.est_ouvert(Compte.actif, Compte.ouvert_du, Compte.ouvert_au)
_UNSEEN = and_(Notification.courrier == Etat.ATTENTE, Notification.lue_le.is_(None))


def _due(now: datetime) -> ColumnElement[bool]:
    """Not before the time set by the last refusal."""
    return or_(Notification.courrier_le.is_(None), Notification.courrier_le <= now)


def interrupted(now: datetime) -> Update:
    """What was claimed and never marked: nobody knows whether it left."""
    lost = Notification.courrier == Etat.EN_COURS, Notification.courrier_le < now - LOST_AFTER
    return update(Notification).where(*lost).values(courrier=Etat.INCERTAIN)


def too_old(now: datetime) -> Update:
    waiting = Notification.courrier == Etat.ATTENTE, Notification.creee_le < now - STALE_AFTER
    return update(Notification).where(*waiting).values(courrier=Etat.ABANDONNE)


def unwanted() -> Update:
    """Waiting for somebody who wants no mail, whose account is closed, or who read it in the application."""
    stopped = exists(Abonnement.rythme).where(_CHOICE, Abonnement.rythme == Rythme.JAMAIS)
    closed = exists(Compte.id).where(_OWNER, ~_OPEN)
    reasons = or_(Notification.lue_le.is_not(None), stopped, closed)
    return update(Notification).where(Notification.courrier == Etat.ATTENTE, reasons).values(courrier=Etat.NON)


def unsendable() -> Update:
    """Everything that waits, where no server carries mail: nothing piles up, nothing leaves months later."""
    return update(Notification).where(Notification.courrier == Etat.ATTENTE).values(courrier=Etat.NON)


def next_alone(now: datetime) -> Select[Notification, str, str]:
    """The next mail that tells one event, locked; with its addressee."""
    return (
        select(Notification, Compte.email, Compte.role)
        .join(Compte, _OWNER)
        .outerjoin(Abonnement, _CHOICE)
        .where(_UNSEEN, _due(now), _OPEN, func.coalesce(Abonnement.rythme, Rythme.IMMEDIAT) == Rythme.IMMEDIAT)
        .order_by(Notification.creee_le, Notification.id)
        .limit(1)
        .with_for_update(of=Notification, skip_locked=True)
    )


def _before(moment: datetime) -> ColumnElement[bool]:
    return and_(_UNSEEN, Notification.creee_le < moment)


def next_digest(now: datetime, moment: datetime) -> Select[Abonnement, str, str]:
    """The next person to whom the mail of the day is due, locked; with the address."""
    of_his = and_(Compte.territoire_id == Abonnement.territoire_id, Compte.id == Abonnement.compte_id)
    waits = exists(Notification.id).where(_CHOICE, _before(moment), _due(now))
    fresh = or_(Abonnement.resume_le.is_(None), Abonnement.resume_le < moment.date())
    return (
        select(Abonnement, Compte.email, Compte.role)
        .join(Compte, of_his)
        .where(Abonnement.rythme == Rythme.QUOTIDIEN, fresh, waits, _OPEN)
        .order_by(Abonnement.territoire_id, Abonnement.compte_id)
        .limit(1)
        .with_for_update(of=Abonnement, skip_locked=True)
    )


def told_before(moment: datetime, territoire_id: str, compte_id: UUID) -> Select[Notification]:
    """What the mail of the day tells this person, locked, in the order of time."""
    his = Notification.territoire_id == territoire_id, Notification.compte_id == compte_id
    query = select(Notification).where(*his, _before(moment)).order_by(Notification.creee_le, Notification.id)
    return query.with_for_update(skip_locked=True)


def marked(territoire_id: str, ids: list[UUID], etat: Etat, not_before: datetime) -> Update:
    """What became of these; only while they are still claimed, so that « incertain » is never unsaid."""
    these = Notification.territoire_id == territoire_id, Notification.id.in_(ids)
    done = update(Notification).where(*these, Notification.courrier == Etat.EN_COURS)
    return done.values(courrier=etat, courrier_le=not_before)


def digest_undone(territoire_id: str, compte_id: UUID) -> Update:
    """The mail of the day was refused before it was taken: it may be tried again today."""
    his = Abonnement.territoire_id == territoire_id, Abonnement.compte_id == compte_id
    return update(Abonnement).where(*his).values(resume_le=None)


def link_kept(territoire_id: str, compte_id: UUID, jeton_hash: bytes) -> Insert:
    """Opens the link that stops the mails of a person; her choice of rhythm stays."""
    row = insert(Abonnement).values(
        territoire_id=territoire_id, compte_id=compte_id, rythme=Rythme.IMMEDIAT, jeton_hash=jeton_hash
    )
    stale = Abonnement.jeton_hash.is_distinct_from(jeton_hash)
    keys = [Abonnement.territoire_id, Abonnement.compte_id]
    return row.on_conflict_do_update(index_elements=keys, set_={"jeton_hash": jeton_hash}, where=stale)


def stopped(jeton_hash: bytes) -> Update:
    """No more mail for whoever holds this link; gives his account, nothing when the link is unknown."""
    query = update(Abonnement).where(Abonnement.jeton_hash == jeton_hash).values(rythme=Rythme.JAMAIS)
    return query.returning(Abonnement.compte_id)


def link_known(jeton_hash: bytes) -> Select[str]:
    return select(Abonnement.rythme).where(Abonnement.jeton_hash == jeton_hash)


def states(since: datetime) -> Select[str, int]:
    """How many mails are in each state, for whoever watches."""
    return (
        select(Notification.courrier, func.count())
        .where(Notification.creee_le >= since)
        .group_by(Notification.courrier)
        .order_by(Notification.courrier)
    )
