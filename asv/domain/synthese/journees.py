"""The day of the demonstration: for each of the first mediators, something of everything that a work list can hold."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from numpy.random import Generator

from asv.domain.actions import ANNULEE, PROGRAMMEE
from asv.domain.nomenclatures import VERSION
from asv.domain.synthese.blocs import Bloc, bloc_of
from asv.domain.synthese.dossiers import MIDDAY, Dossiers, long_open
from asv.domain.synthese.envois import DEMARCHE
from asv.domain.synthese.etapes import DROIT, EN_COURS
from asv.domain.synthese.tirages import uuids

SHOWN = 3
"""Mediators whose day is furnished: those that the door of the demonstration proposes."""
OLD = timedelta(days=100)
WANTED = 6


def chosen(dossiers: Dossiers, mediateur: int) -> list[int]:
    """The suivis of a mediator that his day is furnished with, the last seen first."""
    return long_open(dossiers, mediateur, OLD)[:WANTED]


def blocs_journee(rng: Generator, dossiers: Dossiers, today: date) -> list[Bloc]:
    """A rendez-vous, a relance, a late result, a conflict and a relais for each of the first mediators."""
    rows: dict[str, list[dict[str, Any]]] = {"demarche": [], "orientation": [], "etape": [], "relais": []}
    team = dossiers.terrain.mediateurs
    for rank in range(min(SHOWN, len(team))):
        found = chosen(dossiers, rank)
        if len(found) == WANTED:
            _furnish(rng, dossiers, found, rows, today=today)
    return [bloc_of(table, found) for table, found in rows.items() if found]


def _furnish(
    rng: Generator, dossiers: Dossiers, found: Sequence[int], rows: dict[str, list[dict[str, Any]]], *, today: date
) -> None:
    team, rank = dossiers.terrain.mediateurs, dossiers.referent[found[0]]
    ids = iter(uuids(rng, 8))
    base = {"territoire_id": dossiers.terrain.siren, "auteur_id": team[rank], "nomenclature": VERSION}

    def of(suivi: int) -> dict[str, Any]:
        return base | {"id": next(ids), "suivi_id": _id(dossiers, suivi)}

    rows["demarche"].append(of(found[0]) | _file(today - timedelta(days=20), today))
    for suivi, days, kind, more in (
        (found[1], 9, "O_DENT", {"rendez_vous_le": today}), (found[2], 33, "O_MG", {}),
        (found[3], 50, "O_CDS", {"delai_jours": 30}),
    ):  # fmt: skip
        rows["orientation"].append(of(suivi) | _sent(today - timedelta(days=days), kind) | more)
    rows["etape"] += _conflict(of(found[4]), of(found[4]), team[(rank + 1) % len(team)], today)
    rows["relais"].append({
        "territoire_id": dossiers.terrain.siren, "id": next(ids), "suivi_id": _id(dossiers, found[5]),
        "de_id": team[rank], "vers_id": team[(rank - 1) % min(SHOWN, len(team))],
        "propose_le": today - timedelta(days=1),
    })  # fmt: skip


def _file(day: date, relance: date) -> dict[str, Any]:
    """A file deposited, that it is time to ask about."""
    return {"code": DEMARCHE, "couverture": DROIT, "date_demarche": day, "delai_jours": 30, "relance_le": relance,
            "recue_le": _noon(day)}  # fmt: skip


def _sent(day: date, kind: str) -> dict[str, Any]:
    return {"type": kind, "force": "TO_ACTIVE", "date_orientation": day, "delai_jours": None, "rendez_vous_le": None,
            "recue_le": _noon(day)}  # fmt: skip


def _id(dossiers: Dossiers, suivi: int) -> UUID:
    return UUID(bytes=dossiers.ids[suivi].tobytes())


def _noon(day: date) -> datetime:
    return datetime.combine(day, MIDDAY)


def _conflict(held: dict[str, Any], aside: dict[str, Any], colleague: UUID, today: date) -> list[dict[str, Any]]:
    """Two mediators saw « en cours » and wrote two different things."""
    two, one = today - timedelta(days=2), today - timedelta(days=1)
    said = {"nature": "droit", "objet": "MT", "avant": EN_COURS}
    return [
        held | said | {"apres": "OUVERT", "date_etape": two, "etat": "appliquee", "face_a": None,
                       "recue_le": _noon(two)},
        aside | said | {"apres": "REFUSE", "date_etape": one, "etat": "en_conflit", "face_a": held["id"],
                        "auteur_id": colleague, "recue_le": _noon(one)},
    ]  # fmt: skip


def blocs_envois(rng: Generator, dossiers: Dossiers, actions: Sequence[Bloc], today: date) -> list[Bloc]:
    """A date of tomorrow that the partner cancels, and the persons sent there; its action has another one to come."""
    dates = [row for bloc in actions if bloc.table == "date_action" for row in bloc.rows()]
    tomorrow = today + timedelta(days=1)
    to_come = [row for row in dates if row["etat"] == PROGRAMMEE and row["jour"] > tomorrow]
    if not to_come:
        return []
    following = min(to_come, key=lambda row: (row["jour"], str(row["id"])))
    one, *others = uuids(rng, 1 + 2 * SHOWN)
    cancelled = following | {"id": one, "jour": tomorrow, "etat": ANNULEE, "motif_annulation": "AN_PRO"}
    found = [suivi for rank in range(SHOWN) for suivi in chosen(dossiers, rank)[-2:]]
    sent = today - timedelta(days=5)
    return [
        bloc_of("date_action", [cancelled]),
        bloc_of("orientation", [
            {
                "territoire_id": dossiers.terrain.siren, "id": new, "suivi_id": _id(dossiers, suivi),
                "auteur_id": dossiers.terrain.mediateurs[dossiers.referent[suivi]], "type": "O_ATELIER_ASV",
                "force": "TO_ACTIVE", "date_action_id": one, "date_orientation": sent, "nomenclature": VERSION,
                "recue_le": _noon(sent),
            }
            for new, suivi in zip(others, found, strict=False)
        ]),
    ]  # fmt: skip
