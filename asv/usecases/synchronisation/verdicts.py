"""What the server answers for each item of a batch."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Issue(StrEnum):
    """What became of an item; the words are those of the public protocol."""

    STORED = "stored"
    ALREADY_STORED = "already_stored"
    CONFLICT = "conflict"
    PARKED = "parked"
    REJECTED = "rejected"
    NEEDS_COORDINATOR = "needs_coordinator"


@dataclass(frozen=True, slots=True)
class Batch:
    """What a tablet sent at once; `elements` is still raw JSON. `en_attente`: what it says it still holds."""

    appareil: UUID
    elements: list[object]
    en_attente: tuple[UUID, ...] | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`id` as it was sent; None when it could not be read, and `rang` (from 0) then tells which item."""

    id: str | None
    issue: Issue
    champ: str | None
    raison: str | None
    rang: int


@dataclass(frozen=True, slots=True)
class Answer:
    """One verdict per item, in order. `sequence`: the highest number of reception among them, 0 if none has one."""

    verdicts: list[Verdict]
    sequence: int
    is_turned_away: bool = False  # the tablet was declared lost
    manquantes: int | None = None  # announced once, neither received nor held any more
