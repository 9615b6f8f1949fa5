"""What a value of a reference list is made of."""

from dataclasses import dataclass, replace
from datetime import date

FOUNDATION = date(2026, 1, 1)
"""First day of the lists; an entry added later states its own `depuis`."""


@dataclass(frozen=True, slots=True)
class Entree:
    """One dated, sourced value. Its code is never reused, relabelled or deleted: it gets a `jusqu_a`."""

    code: str
    libelle: str
    definition: str = ""
    court: str = ""
    """For buttons, 28 characters at most; the libelle itself when it is short enough."""
    parent: str | None = None
    sensible: bool = False
    """Only inside a consented suivi, never published below the territoire."""
    extra: str | None = None
    """One more column, whose meaning is told by the file of the list."""
    depuis: date = FOUNDATION
    jusqu_a: date | None = None
    """Last day of use, included."""
    source: str = ""
    ordre: int = 0

    def is_in_force(self, jour: date) -> bool:
        """Whether the value may be chosen on that day."""
        return self.depuis <= jour and (self.jusqu_a is None or jour <= self.jusqu_a)


@dataclass(frozen=True, slots=True)
class Liste:
    """One reference list, in the order of the screens."""

    code: str
    libelle: str
    source: str
    entrees: tuple[Entree, ...]


def branch(head: Entree, *lines: Entree) -> tuple[Entree, ...]:
    """Put values under their parent; a line without its own `extra` takes that of the head."""
    children = (replace(line, parent=line.parent or head.code, extra=line.extra or head.extra) for line in lines)
    return (head, *children)


def liste_of(code: str, libelle: str, source: str, *lines: Entree) -> Liste:
    """Assemble a list: each line takes its rank, by default the source of the list, and its libelle as `court`."""
    entrees = (
        replace(line, ordre=rank, source=line.source or source, court=line.court or line.libelle)
        for rank, line in enumerate(lines, start=1)
    )
    return Liste(code, libelle, source, tuple(entrees))
