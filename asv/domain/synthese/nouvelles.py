"""What the people of the demonstration were told of its cancelled dates, and who has said « vu ». Invented."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from numpy.random import Generator

from asv.domain.actions import ANNULEE, DRAFTS, Reponse
from asv.domain.courrier import Etat
from asv.domain.notifications import Genre
from asv.domain.synthese.blocs import Bloc, bloc_of
from asv.domain.synthese.equipe import Equipe
from asv.domain.synthese.tirages import uuids

TOLD = 3
"""Cancelled dates told of, the latest."""
REPLY_WITHIN = timedelta(hours=48)


def bloc_notifications(rng: Generator, equipe: Equipe, actions: Sequence[Bloc], today: date) -> Bloc:
    """The latest cancelled dates, told to the structures of their action, to the mediators and to the coordination."""
    by_name = {bloc.table: list(bloc.rows()) for bloc in actions}
    sheets = {row["id"]: row for row in by_name["action"] if row["etat"] not in DRAFTS}
    cancelled = [row for row in by_name["date_action"] if row["etat"] == ANNULEE and row["action_id"] in sheets]
    latest = sorted(cancelled, key=lambda row: (row["jour"], str(row["id"])))[-TOLD:]
    lines = [
        line
        for rank, day in enumerate(latest)
        for line in _lines(rng, day, sheets[day["action_id"]], _told(equipe, by_name, day), (rank, today))
    ]
    return bloc_of("notification", lines)


def _told(equipe: Equipe, by_name: dict[str, list[dict[str, Any]]], day: dict[str, Any]) -> list[UUID]:
    placed = {
        row["structure_id"]
        for row in by_name["participation"]
        if row["action_id"] == day["action_id"] and row["reponse"] == Reponse.ACCEPTEE
    }
    membres = [one.compte_id for one in equipe.structures if one.compte_id and one.id in placed]
    return [*membres, *equipe.mediateurs, *equipe.coordinateurs]


def _lines(
    rng: Generator, day: dict[str, Any], action: dict[str, Any], told: list[UUID], turn: tuple[int, date]
) -> Iterator[dict[str, Any]]:
    """Every other person has answered; those of the latest date have the time to."""
    rank, today = turn
    at = datetime.combine(today - timedelta(days=1 + 4 * (TOLD - 1 - rank)), time(8, 20), UTC)
    details = {"titre": action["titre"], "jour": day["jour"].isoformat(), "lieu": day["lieu"], "motif": "AN_PRO"}
    for place, (identifier, compte_id) in enumerate(zip(uuids(rng, len(told)), told, strict=True)):
        seen = at + timedelta(hours=3) if place % 2 else None
        yield {
            "territoire_id": day["territoire_id"], "id": identifier, "compte_id": compte_id,
            "cle": f"annulation:{day['id']}", "genre": Genre.ANNULATION.value, "action_id": day["action_id"],
            "date_id": day["id"], "details": details, "creee_le": at, "lue_le": seen, "accusee_le": seen,
            "accuse_avant": at + REPLY_WITHIN, "courrier": Etat.NON.value,
        }  # fmt: skip
