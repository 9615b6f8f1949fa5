"""The priorités of the year: the coordination enters them, everybody who prepares an action may answer them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.besoins import Ambition, BesoinAction, Priorite, RangBesoin
from asv.db.priorites import answers_of
from asv.db.reference import Qpv, names_among
from asv.db.scope import rows, visible
from asv.db.territoires import qpv_of
from asv.domain.acteurs import Acteur, Role
from asv.domain.coordination.priorites import PrioriteSaisie, check_priorite
from asv.domain.errors import Conflict, Forbidden

ONLY_COORDINATION = "Les priorités de l’année sont notées par la coordination."


@dataclass(frozen=True, slots=True)
class LignePriorite:
    """A priorité, the name of its QPV (empty: the whole territoire), its ambitions, and the actions that name it."""

    priorite: Priorite
    quartier: str
    ambitions: list[str]
    actions: list[tuple[UUID, str]]


@dataclass(frozen=True, slots=True)
class Priorites:
    lignes: list[LignePriorite]
    retirees: list[LignePriorite]
    quartiers: list[tuple[str, str]]
    ambitions: list[tuple[str, str]]


async def read_priorites(session: AsyncSession, acteur: Acteur) -> Priorites:
    """The priorités, the latest year first, then by rank."""
    _check(acteur)
    order = Priorite.annee.desc(), Priorite.rang, Priorite.id
    found = (await session.scalars(rows(Priorite, acteur).order_by(*order))).all()
    ambitions = await _ambitions(session, acteur)
    named = {row[0]: row[1] for row in await session.execute(names_among(Qpv, {p.qpv for p in found}))}
    actions = await _answers(session, acteur)
    lignes = [
        LignePriorite(
            p, named.get(p.qpv or "", ""), [ambitions[str(a)] for a in p.ambitions if str(a) in ambitions],
            actions.get(p.id, []),
        )
        for p in found
    ]  # fmt: skip
    quartiers = [(qpv.code, qpv.nom) for qpv, _ in await session.execute(qpv_of(acteur.territoire_id))]
    kept = [ligne for ligne in lignes if ligne.priorite.retiree_le is None]
    gone = [ligne for ligne in lignes if ligne.priorite.retiree_le is not None]
    return Priorites(kept, gone, quartiers, list(ambitions.items()))


async def _ambitions(session: AsyncSession, acteur: Acteur) -> dict[str, str]:
    query = rows(Ambition, acteur).where(Ambition.retiree_le.is_(None)).order_by(Ambition.numero, Ambition.id)
    return {str(one.id): f"{one.numero} {one.libelle}".strip() for one in await session.scalars(query)}


async def _answers(session: AsyncSession, acteur: Acteur) -> dict[UUID, list[tuple[UUID, str]]]:
    found: dict[UUID, list[tuple[UUID, str]]] = {}
    for priorite, action, titre, _ in await session.execute(answers_of(visible(BesoinAction, acteur))):
        if priorite is not None:
            found.setdefault(priorite, []).append((action, titre))
    return found


async def add_priorite(session: AsyncSession, acteur: Acteur, saisie: PrioriteSaisie, today: date) -> None:
    """Raises Incorrect with every field to correct."""
    vue = await read_priorites(session, acteur)
    quartiers, ambitions = ([code for code, _ in listed] for listed in (vue.quartiers, vue.ambitions))
    kept = check_priorite(saisie, quartiers=quartiers, ambitions=ambitions, today=today)
    session.add(
        Priorite(
            territoire_id=acteur.territoire_id, id=uuid4(), annee=kept.annee, qpv=kept.qpv, rang=kept.rang,
            libelle=kept.libelle, theme=kept.theme, frein=kept.frein, ambitions=list(kept.ambitions),
            retenue_le=kept.retenue_le, auteur_id=acteur.compte_id,
        )
    )  # fmt: skip
    await session.flush()


async def withdraw_priorite(session: AsyncSession, acteur: Acteur, priorite_id: UUID, today: date) -> None:
    """It is no longer offered; the actions that named it keep it. What a decision keeps leaves by the decision only."""
    _check(acteur)
    query = update(Priorite).where(
        visible(Priorite, acteur), Priorite.id == priorite_id, Priorite.retiree_le.is_(None),
        Priorite.decision_id.is_(None),
    )  # fmt: skip
    if (await session.execute(query.values(retiree_le=today).returning(Priorite.id))).first() is None:
        raise Conflict(
            "Cette priorité n’est plus dans la liste, ou une décision la retient : corrigez alors la décision."
        )


@dataclass(frozen=True, slots=True)
class RangsPublies:
    """The first needs of each QPV, as published: rank and theme, in order; none where the figures do not say."""

    annee: int
    lignes: list[tuple[str, list[tuple[int, str]]]]


async def read_published(session: AsyncSession, acteur: Acteur, most: int) -> RangsPublies | None:
    """The ranks of the last year published, `most` first ones by QPV; None before any was."""
    found = (await session.scalars(rows(RangBesoin, acteur).order_by(RangBesoin.rang, RangBesoin.theme))).all()
    if not found:
        return None
    annee = max(rang.annee for rang in found)
    named = await session.execute(names_among(Qpv, {rang.qpv for rang in found}))
    by_name = sorted((nom, code) for code, nom in named)
    lignes = []
    for nom, code in by_name:
        of_qpv = [(r.rang, r.theme) for r in found if r.qpv == code and r.annee == annee and r.rang is not None]
        lignes.append((nom, [(rang, theme) for rang, theme in of_qpv if rang <= most]))
    return RangsPublies(annee, lignes)


def _check(acteur: Acteur) -> None:
    if acteur.role is not Role.COORDINATEUR:
        raise Forbidden(ONLY_COORDINATION)
