"""Keeping commitments: as signed, then proofs that change the state, then avenants that keep the former target."""

from dataclasses import asdict
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.engagements import Avenant, Engagement, Preuve, change_engagement
from asv.db.journal import entry_of
from asv.domain.acteurs import Acteur
from asv.domain.engagements import (
    Avancee,
    AvenantSaisi,
    EngagementSaisi,
    PreuveSaisie,
    check_avenant,
    check_engagement,
    check_preuve,
    check_prover,
    check_writer,
    may_write,
    proposed_etat,
)
from asv.domain.errors import Conflict
from asv.usecases.engagements.reading import find_engagement, offered

STALE = "Quelqu’un a modifié cet engagement pendant que vous écriviez : rechargez la page pour voir ce qui a changé."


async def create_engagement(session: AsyncSession, acteur: Acteur, saisi: EngagementSaisi, today: date) -> UUID:
    """Keeps a commitment; its first state is what is known of it: announced, signed, or not verifiable."""
    check_writer(acteur)
    fiche = check_engagement(saisi, (await offered(session, acteur)).connus, today)
    etat = proposed_etat(Avancee(cible=fiche.cible, is_signe=fiche.signe_le is not None), today)
    values = asdict(fiche) | {"axes": list(fiche.axes), "qpv": list(fiche.qpv), "freins": list(fiche.freins)}
    engagement = Engagement(territoire_id=acteur.territoire_id, id=uuid4(), etat=etat, etat_le=today, **values)
    session.add(engagement)
    await session.flush()
    await session.execute(entry_of(acteur, "engagement_note", str(engagement.id)))
    return engagement.id


async def modify_engagement(
    session: AsyncSession, acteur: Acteur, engagement_id: UUID, saisi: EngagementSaisi, *, version: int, today: date
) -> None:
    """Corrects a sheet. The signatory, the target and the deadline stay: an avenant changes the last two."""
    check_writer(acteur)
    engagement, _ = await find_engagement(session, acteur, engagement_id)
    fiche = check_engagement(saisi, (await offered(session, acteur)).connus, today)
    kept = asdict(fiche) | {"axes": list(fiche.axes), "qpv": list(fiche.qpv), "freins": list(fiche.freins)}
    values = {name: value for name, value in kept.items() if name not in {"structure_id", "cible", "echeance"}}
    changed = await session.execute(change_engagement(engagement, version, **values))
    if changed.first() is None:
        raise Conflict(STALE)
    await session.execute(entry_of(acteur, "engagement_modifie", str(engagement_id)))


async def add_preuve(
    session: AsyncSession, acteur: Acteur, engagement_id: UUID, saisie: PreuveSaisie, today: date
) -> None:
    """Adds a dated proof; from the coordination it may give the commitment a state, dated as the proof is."""
    engagement, _ = await find_engagement(session, acteur, engagement_id)
    check_prover(acteur, engagement.structure_id)
    fiche = check_preuve(saisie, today, may_decide=may_write(acteur))
    session.add(
        Preuve(
            territoire_id=acteur.territoire_id, id=uuid4(), engagement_id=engagement_id, auteur_id=acteur.compte_id,
            **asdict(fiche),
        )
    )  # fmt: skip
    if fiche.etat:
        await _turn(session, engagement, etat=fiche.etat, etat_le=fiche.etablie_le)
    await session.flush()
    await session.execute(entry_of(acteur, "engagement_prouve", str(engagement_id)))


async def add_avenant(
    session: AsyncSession, acteur: Acteur, engagement_id: UUID, saisi: AvenantSaisi, today: date
) -> None:
    """Changes the target or the deadline; what held before stays readable in the avenant."""
    check_writer(acteur)
    engagement, _ = await find_engagement(session, acteur, engagement_id)
    fiche = check_avenant(saisi, cible=engagement.cible, echeance=engagement.echeance, today=today)
    session.add(
        Avenant(
            territoire_id=acteur.territoire_id, id=uuid4(), engagement_id=engagement_id, auteur_id=acteur.compte_id,
            decide_le=fiche.decide_le, motif=fiche.motif, cible_avant=engagement.cible, cible_apres=fiche.cible,
            echeance_avant=engagement.echeance, echeance_apres=fiche.echeance,
        )
    )  # fmt: skip
    values = {"cible": fiche.cible, "echeance": fiche.echeance, "etat": fiche.etat, "etat_le": fiche.decide_le}
    await _turn(session, engagement, **values)
    await session.execute(entry_of(acteur, "engagement_avenant", str(engagement_id)))


async def _turn(session: AsyncSession, engagement: Engagement, **values: object) -> None:
    """Writes over the version just read: two decisions at the same instant do not hide each other."""
    if (await session.execute(change_engagement(engagement, engagement.version, **values))).first() is None:
        raise Conflict(STALE)
