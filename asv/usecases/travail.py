"""The mediator's work of the day on his suivis: what presses, one line each. Rows of his own, never a figure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import DateAction
from asv.db.fiches import asked_relais, colleagues
from asv.db.scope import rows
from asv.db.suivis import Etape, Orientation, Suivi
from asv.db.travail import (
    conflits_of,
    demarches_of,
    etapes_among,
    next_dates_of,
    orientations_of,
    own_open,
    relances_of,
    resultats_of,
)
from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import ANNULEE
from asv.domain.errors import Forbidden, NotFound
from asv.domain.suivis.fiche import is_sensible
from asv.domain.suivis.travail import Envoi, Raison, Silence, raison_of, silence_of

NO_DATE = "Cette date n’est plus proposée : rechargez « Ma journée »."
SOMEBODY = "Un autre médiateur"
Dated = list[tuple[date, str]]


@dataclass(frozen=True, slots=True)
class AutreDate:
    """The next date of the same action, to propose to the person."""

    id: UUID
    jour: date
    titre: str


@dataclass(frozen=True, slots=True)
class LigneTravail:
    """An orientation or a démarche to look at. `code`: None when a colleague's sensitive one is not shown."""

    raison: Raison
    suivi_id: UUID
    ouvert_le: date
    pour_id: UUID
    genre: str
    code: str | None
    jour: date
    autre_date: AutreDate | None = None


@dataclass(frozen=True, slots=True)
class LigneSilence:
    suivi_id: UUID
    ouvert_le: date
    dernier_contact_le: date
    silence: Silence


@dataclass(frozen=True, slots=True)
class Version:
    """One of the two étapes that disagree: who wrote it, when, and the value it gives."""

    id: UUID
    auteur: str
    jour: date
    valeur: str | None


@dataclass(frozen=True, slots=True)
class LigneConflit:
    """Two étapes that disagree. `base`: the value that the one kept aside had seen; `retenue`: the one that holds."""

    suivi_id: UUID
    nature: str
    objet: str | None
    base: str | None
    ecartee: Version
    retenue: Version | None


@dataclass(frozen=True, slots=True)
class LigneRelais:
    suivi_id: UUID
    de: str
    propose_le: date


@dataclass(frozen=True, slots=True)
class Travail:
    """Everything that presses. `open_count`: number of open suivis of this mediator, rows of his own."""

    lignes: Mapping[Raison, tuple[LigneTravail, ...]]
    silences: tuple[LigneSilence, ...]
    conflits: tuple[LigneConflit, ...]
    relais: tuple[LigneRelais, ...]
    ouverts: int

    @property
    def is_empty(self) -> bool:
        return not (self.lignes or self.silences or self.conflits or self.relais)


async def read_travail(session: AsyncSession, acteur: Acteur, today: date) -> Travail:
    """The lists of the day, from the open suivis of which the acteur is the référent."""
    if acteur.role is not Role.MEDIATEUR:
        raise Forbidden("« Ma journée » est la page des médiateurs.")
    suivis = {suivi.id: suivi for suivi in await session.scalars(own_open(acteur))}
    relances: dict[UUID, list[date]] = {}
    for suivi_id, day in await session.execute(relances_of(acteur, suivis)):
        relances.setdefault(suivi_id, []).append(day)
    names = {row[0]: row[1] for row in await session.execute(colleagues())}
    lignes = await _lignes(session, acteur, suivis, relances, today=today)
    return Travail(
        {raison: found for raison in Raison if (found := tuple(one for one in lignes if one.raison is raison))},
        tuple(_silences(suivis.values(), relances, today)),
        tuple(await _conflits(session, acteur, suivis, names)),
        tuple(await _relais(session, acteur, names, today)),
        len(suivis),
    )


async def _lignes(
    session: AsyncSession, acteur: Acteur, suivis: Mapping[UUID, Suivi], relances: Mapping[UUID, Sequence[date]], *,
    today: date,
) -> list[LigneTravail]:  # fmt: skip
    heard: dict[UUID, Dated] = {}
    for pour_id, day, code in await session.execute(resultats_of(acteur, suivis)):
        heard.setdefault(pour_id, []).append((day, code))
    found = await _orientations(session, acteur, suivis, (heard, relances), today=today)
    for step in await session.scalars(demarches_of(acteur, suivis)):
        envoi = Envoi(step.date_demarche, step.delai_jours, step.relance_le, None, heard.get(step.id, ()),
                      relances.get(step.suivi_id, ()))  # fmt: skip
        found.append(_ligne(acteur, suivis, step, raison_of(envoi, today, is_orientation=False)))
    return [ligne for ligne in found if ligne is not None]


async def _orientations(
    session: AsyncSession, acteur: Acteur, suivis: Mapping[UUID, Suivi],
    known: tuple[Mapping[UUID, Dated], Mapping[UUID, Sequence[date]]], *, today: date,
) -> list[LigneTravail | None]:  # fmt: skip
    heard, relances = known
    sent = (await session.execute(orientations_of(acteur, suivis))).all()
    others = await _other_dates(session, acteur, sent, today)
    replaced = {(row.suivi_id, action) for row, etat, action in sent if etat not in (None, ANNULEE)}
    found = []
    for row, etat, action in sent:
        envoi = Envoi(
            row.date_orientation, row.delai_jours, row.relance_le, row.rendez_vous_le, heard.get(row.id, ()),
            relances.get(row.suivi_id, ()), etat == ANNULEE and (row.suivi_id, action) not in replaced,
        )  # fmt: skip
        found.append(_ligne(acteur, suivis, row, raison_of(envoi, today), autre_date=others.get(action)))
    return found


def _ligne(
    acteur: Acteur, suivis: Mapping[UUID, Suivi], row: Any, raison: Raison | None, *,
    autre_date: AutreDate | None = None,
) -> LigneTravail | None:  # fmt: skip
    if raison is None:
        return None
    genre = "orientation" if isinstance(row, Orientation) else "demarche"
    code = row.type if genre == "orientation" else row.code
    is_hidden = row.auteur_id != acteur.compte_id and is_sensible(genre, code)
    day = row.date_orientation if genre == "orientation" else row.date_demarche
    return LigneTravail(
        raison, row.suivi_id, suivis[row.suivi_id].ouvert_le, row.id, genre, None if is_hidden else code, day,
        autre_date if raison is Raison.ANNULEE else None,
    )  # fmt: skip


async def _other_dates(
    session: AsyncSession, acteur: Acteur, sent: Iterable[Any], today: date
) -> dict[UUID | None, AutreDate]:
    """The next date of each action of which a date was cancelled."""
    actions = {action for _, etat, action in sent if etat == ANNULEE and action is not None}
    found: dict[UUID | None, AutreDate] = {}
    if actions:
        for day, titre in await session.execute(next_dates_of(acteur, actions, today)):
            found.setdefault(day.action_id, AutreDate(day.id, day.jour, titre))
    return found


def _silences(suivis: Iterable[Suivi], relances: Mapping[UUID, Sequence[date]], today: date) -> Iterable[LigneSilence]:
    for suivi in suivis:
        silence = silence_of(suivi.dernier_contact_le, relances.get(suivi.id, ()), today)
        if silence is not None:
            yield LigneSilence(suivi.id, suivi.ouvert_le, suivi.dernier_contact_le, silence)


async def _conflits(
    session: AsyncSession, acteur: Acteur, suivis: Iterable[UUID], names: Mapping[UUID, str]
) -> list[LigneConflit]:
    aside = list(await session.scalars(conflits_of(acteur, suivis)))
    faced = {etape.face_a for etape in aside if etape.face_a is not None}
    held = {etape.id: etape for etape in await session.scalars(etapes_among(acteur, faced))} if faced else {}

    def version(etape: Etape) -> Version:
        is_move = etape.nature in {"residence", "cloture"}
        valeur = etape.objet if is_move else etape.apres
        return Version(etape.id, names.get(etape.auteur_id, SOMEBODY), etape.date_etape, valeur)

    return [
        LigneConflit(
            etape.suivi_id, etape.nature, None if is_sensible(etape.nature, etape.objet) else etape.objet, etape.avant,
            version(etape), version(held[etape.face_a]) if etape.face_a in held else None,
        )
        for etape in aside
    ]  # fmt: skip


async def _relais(session: AsyncSession, acteur: Acteur, names: Mapping[UUID, str], today: date) -> list[LigneRelais]:
    asked = [one for one in await session.scalars(asked_relais(acteur, today)) if one.vers_id == acteur.compte_id]
    return [LigneRelais(relais.suivi_id, names.get(relais.de_id, SOMEBODY), relais.propose_le) for relais in asked]


async def other_orientation(
    session: AsyncSession, acteur: Acteur, orientation_id: UUID, date_id: UUID, *, today: date
) -> dict[str, Any]:
    """The content of the same orientation to another date of the same action, one that is still to come."""
    sent = await session.scalar(rows(Orientation, acteur).where(Orientation.id == orientation_id))
    was = sent and await session.scalar(rows(DateAction, acteur).where(DateAction.id == sent.date_action_id))
    suivi = sent and await session.scalar(rows(Suivi, acteur).where(Suivi.id == sent.suivi_id))
    if sent is None or was is None or suivi is None or suivi.mediateur_id != acteur.compte_id:
        raise NotFound(NO_DATE)
    offered = await session.execute(next_dates_of(acteur, {was.action_id}, today))
    if date_id not in {day.id for day, _ in offered}:
        raise NotFound(NO_DATE)
    return {
        "suivi": str(sent.suivi_id), "date": today.isoformat(), "type": sent.type, "force": sent.force,
        "date_action": str(date_id), "delai_jours": sent.delai_jours,
    }  # fmt: skip
