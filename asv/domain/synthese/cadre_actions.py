"""What the joint actions of a territoire are drawn from, and what each is before its rows are written."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from asv.domain.synthese.equipe import Equipe, StructureFictive
from asv.domain.synthese.modeles_actions import ModeleAction
from asv.domain.synthese.volumes import Genre
from asv.domain.territoires import Cellule


@dataclass(frozen=True, slots=True)
class Cadre:
    """What the actions of a territoire are drawn from. `parts`: QPV parts where partners work, best covered first."""

    siren: str
    parts: tuple[Cellule, ...]
    equipe: Equipe
    today: date
    genre: Genre


@dataclass(frozen=True, slots=True)
class ActionFictive:
    id: UUID
    rank: int
    modele: ModeleAction
    porteur: StructureFictive
    cellule: Cellule
    premier: date
    etat: str
    jours: tuple[date, ...]


def written(cadre: Cadre, action: ActionFictive) -> datetime:
    """Some three months before, and before today in any case."""
    day = min(action.premier - timedelta(days=70 + action.rank % 5 * 12), cadre.today - timedelta(days=12))
    return datetime.combine(day, time(9, action.rank % 60), UTC)
