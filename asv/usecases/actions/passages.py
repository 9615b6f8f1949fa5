"""How an action goes from one state to another: the only place that writes its state, and keeps how it moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, DateAction, Participation, change_action, change_date, dates_of
from asv.db.bilans import Passage
from asv.db.coordination import note_alertes
from asv.db.moyens import free_of_action, free_of_date
from asv.db.notifications import told
from asv.db.scope import rows, visible
from asv.db.structures import Structure
from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import (
    ANNULEE,
    CONCERTATION,
    PROGRAMMEE,
    REPORTEE,
    Avancement,
    Reponse,
    Right,
    Stale,
    Transition,
    advance,
    check_role,
    check_take,
    find_transition,
    is_draft,
    libelle_etat,
    move_date,
    take,
)
from asv.domain.actions.echanges import signature_of
from asv.domain.actions.passages import Demande, check_demande, still_missing
from asv.domain.notifications import Avis, Genre
from asv.domain.nouvelles import long_day
from asv.usecases.actions.avancement import avancement_of
from asv.usecases.actions.reading import find_action

Instant = datetime | ColumnElement[datetime]
ACKNOWLEDGED_WITHIN_HOURS = 48
TOLD_IN_THE_FIELD = frozenset({PROGRAMMEE, REPORTEE, ANNULEE})


@dataclass(frozen=True, slots=True)
class Marche:
    """Steps taken at once, and what is kept with the first of them. `values`: other columns of the action."""

    steps: Sequence[Transition]
    motif: str | None = None
    details: Mapping[str, str] | None = None


async def pass_action(
    session: AsyncSession, acteur: Acteur, action_id: UUID, demande: Demande, *, version: int, now: datetime
) -> str:
    """Takes the step asked, then those that follow of themselves; gives the state reached.

    Refused: Conflict when there is no such step any more, Forbidden when it is not his, Refused with the name of each
    missing condition, Incorrect for a field of the form, Stale when somebody changed the action meanwhile.
    """
    check_role(acteur, Right.ANNOUNCE)
    action, _ = await find_action(session, acteur, action_id)
    step = find_transition(action.etat, demande.vers)
    check_take(acteur, step, action.porteur_id)
    known = await avancement_of(session, acteur, action, now.date())
    if not still_missing(step, known):
        known = check_demande(demande, step, known, now.date())
    take(acteur, action.etat, demande.vers, action.porteur_id, known)
    if step.vers == CONCERTATION:
        await note_alertes(session, acteur, action.id, now.date())
    if step.vers in {ANNULEE, REPORTEE}:
        await _set_aside(session, acteur, action, known, now)
    marche = Marche([step, *advance(step.vers, known)], known.motif or None, _details(known))
    await record(session, acteur, action, marche, version=version, now=now)
    if step.vers == ANNULEE:  # after the state is written: a booking that was being made is freed too
        await session.execute(free_of_action(action.territoire_id, action.id, now))
    return action.etat


def _details(known: Avancement) -> dict[str, str]:
    said = {"nouvelle_date": known.nouvelle_date, "cotech": known.cotech}
    return {name: jour.isoformat() for name, jour in said.items() if jour is not None}


async def record(
    session: AsyncSession, acteur: Acteur, action: Action, marche: Marche, *, version: int,
    values: Mapping[str, object] | None = None, now: Instant | None = None,
) -> None:  # fmt: skip
    """Writes the state reached (with other columns of the same change), how it moved, and tells whom it concerns.

    Raises Stale when the action is no longer at this version. `now`: by the clock of the database if not given.
    """
    written = dict(values or {})
    if marche.steps:
        written |= {"etat": marche.steps[-1].vers, "etat_depuis": now or func.now(), "motif_annulation": marche.motif}
    if (await session.execute(change_action(action, version, **written))).first() is None:
        session.expire(action)  # so that reading it again shows what the other person wrote
        raise Stale
    await keep_passages(session, acteur, action, marche, now)


async def keep_passages(
    session: AsyncSession, acteur: Acteur, action: Action, marche: Marche, now: Instant | None = None
) -> None:
    """The trace of each step, and the word sent for the last one."""
    structure = await session.scalar(
        rows(Structure, acteur).where(Structure.id == acteur.structure_id).with_only_columns(Structure.nom)
    )
    signature = signature_of(acteur, structure or "")
    kept = [
        Passage(
            territoire_id=action.territoire_id, id=uuid4(), action_id=action.id, porteur_id=action.porteur_id,
            de=step.de, vers=step.vers, auteur_id=acteur.compte_id, signature=signature,
            motif=None if rank else marche.motif, details={} if rank else dict(marche.details or {}),
            passe_le=(now or func.now()) + timedelta(microseconds=rank),
        )
        for rank, step in enumerate(marche.steps)
    ]  # fmt: skip
    session.add_all(kept)
    await session.flush()
    if kept:
        await _tell(session, acteur, action, kept[-1])


async def follow(
    session: AsyncSession, acteur: Acteur, action: Action, *, today: date, now: Instant | None = None
) -> str:
    """Takes the steps that an action takes of itself, after its séances, needs or sheet changed; gives its state."""
    await session.flush()
    steps = advance(action.etat, await avancement_of(session, acteur, action, today))
    if steps:
        await record(session, acteur, action, Marche(steps), version=action.version, now=now)
    return action.etat


async def forget_check(session: AsyncSession, acteur: Acteur, action: Action) -> None:
    """What the overlap check looked at changed: until the validation, it is to be read again."""
    if action.alertes_lues_le is not None and action.ouverte_le is None:
        await record(session, acteur, action, Marche(()), version=action.version, values={"alertes_lues_le": None})


async def _set_aside(session: AsyncSession, acteur: Acteur, action: Action, known: Avancement, now: datetime) -> None:
    """What becomes of the séances to come when an action is called off or put off; a date put off frees its means."""
    planned = await _planned(session, acteur, action)
    if known.nouvelle_date is not None:
        await _put_off(session, planned, known.nouvelle_date, known.motif, now)
        return
    for day in planned:
        await _change_date(session, day, ANNULEE, known.motif, now)


async def _planned(session: AsyncSession, acteur: Acteur, action: Action) -> Sequence[DateAction]:
    seen = visible(Action, acteur) & visible(DateAction, acteur)
    query = dates_of(seen).where(DateAction.action_id == action.id, DateAction.etat == PROGRAMMEE)
    return (await session.scalars(query)).all()


async def _change_date(session: AsyncSession, day: DateAction, etat: str, motif: str, now: datetime) -> None:
    """Raises Stale when the date changed meanwhile: one that is being counted was held, and stays so."""
    values = {"etat": move_date(day.etat, etat), "motif_annulation": motif, "modifiee_le": now}
    if (await session.execute(change_date(day, day.version, **values))).first() is None:
        session.expire(day)
        raise Stale


async def _put_off(
    session: AsyncSession, planned: Sequence[DateAction], nouvelle: date, motif: str, now: datetime
) -> None:
    """The first planned séance goes to the new date, the others keep their distance to it; means are given back."""
    for day in planned:
        await _change_date(session, day, REPORTEE, motif, now)
        session.add(
            DateAction(
                territoire_id=day.territoire_id, id=uuid4(), action_id=day.action_id, porteur_id=day.porteur_id,
                jour=nouvelle + (day.jour - planned[0].jour), debut=day.debut, fin=day.fin, lieu=day.lieu,
                commune=day.commune, qpv=day.qpv, etat=PROGRAMMEE, hote_id=day.hote_id, remplace_id=day.id,
            )
        )  # fmt: skip
        await session.execute(free_of_date(day.territoire_id, day.id, now))
    await session.flush()


async def _tell(session: AsyncSession, acteur: Acteur, action: Action, passage: Passage) -> None:
    """Nothing is told of a draft but its calling off; the concertation is told to its porteur and guests."""
    is_off = passage.vers == ANNULEE
    if (is_draft(passage.vers) or is_draft(passage.de)) and passage.vers not in {ANNULEE, REPORTEE, CONCERTATION}:
        return
    roles = [Role.COORDINATEUR.value]
    if passage.vers in TOLD_IN_THE_FIELD and action.annoncee_le is not None:
        roles.append(Role.MEDIATEUR.value)
    await session.execute(
        told(
            Avis(
                Genre.ANNULATION if is_off else Genre.CHANGEMENT,
                f"annulation-action:{action.id}" if is_off else f"passage:{passage.id}",
                action.id, await concerned(session, acteur, action), tuple(roles),
                details=_facts(action, passage),
                accuse_heures=ACKNOWLEDGED_WITHIN_HOURS if is_off else None,
            )
        )
    )  # fmt: skip


def _facts(action: Action, passage: Passage) -> dict[str, str]:
    """What the words of the news need: a postponed action says its new date, any other the state it came to."""
    facts = {"titre": action.titre, "etat": passage.vers} | ({"motif": passage.motif} if passage.motif else {})
    if passage.vers == REPORTEE:
        later = long_day(passage.details.get("nouvelle_date"))
        return facts | {"quoi": f"« {action.titre} » est reportée\u202f: nouvelle date prévue, le {later}."}
    return facts | {"libelle": libelle_etat(passage.vers)}


async def concerned(session: AsyncSession, acteur: Acteur, action: Action) -> tuple[UUID, ...]:
    """The porteur and the structures that have a place, or wait for one."""
    places = select(Participation.structure_id).where(
        visible(Participation, acteur), Participation.action_id == action.id,
        Participation.reponse.in_((Reponse.ATTENDUE, Reponse.ACCEPTEE, Reponse.DEMANDEE)),
    )  # fmt: skip
    found = await session.scalars(places.order_by(Participation.structure_id))
    return tuple(dict.fromkeys([action.porteur_id, *found]))
