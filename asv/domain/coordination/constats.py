"""What a rule noticed, the same thing always under the same name."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID, uuid5

from asv.domain.coordination.faits import Situation

NAMESPACE = UUID("b5f0a0c2-6d0e-5f27-9a31-6f6c1c1d7a40")


class Geste(StrEnum):
    """What somebody decides of an alert; nothing is ever blocked."""

    FUSIONNER = "fusionner"
    DECALER = "decaler"
    DEPLACER = "deplacer"
    MAINTENIR = "maintenir"

    @property
    def libelle(self) -> str:
        return {
            "fusionner": "Fusionner", "decaler": "Décaler", "deplacer": "Déplacer vers une zone blanche",
            "maintenir": "Maintenir",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Constat:
    """A fact worth a word. `cle`: what tells it from another of the same rule, action, QPV and theme.

    `details`: days in ISO, names, counts, for the sentence; never a figure about people.
    """

    regle: str
    action: UUID | None = None
    autre: UUID | None = None
    qpv: str | None = None
    theme: str | None = None
    cle: str = ""
    details: Mapping[str, str] = field(default_factory=dict)

    def id(self, territoire: str) -> UUID:
        """Drawn from what it is about, so that noticed twice is once; its details may change."""
        about = (territoire, self.regle, self.action, self.autre, self.qpv, self.theme, self.cle)
        return uuid5(NAMESPACE, "|".join(str(part or "") for part in about))

    @property
    def actions(self) -> frozenset[UUID]:
        return frozenset(one for one in (self.action, self.autre) if one is not None)


@dataclass(frozen=True, slots=True)
class Regle:
    """`question`: what somebody must answer. `gestes`: the moves offered, the last one to leave things as they are.

    `is_bloquante`: the step of validation asks for the answer on the sheet itself; the alert only says so.
    """

    code: str
    titre: str
    question: str
    find: Callable[[Situation], Iterable[Constat]]
    gestes: tuple[Geste, ...] = (Geste.MAINTENIR,)
    is_bloquante: bool = False
