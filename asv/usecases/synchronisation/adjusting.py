"""What a closed quarter receives after all: kept beside what it counted, with a dated trace."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from asv.db.corrections import Correction
from asv.domain.acteurs import Acteur
from asv.domain.corrections import ANNULE
from asv.usecases.synchronisation.desk import Desk


def ajustement(acteur: Acteur, genre: str, element_id: UUID) -> Correction:
    """A dated trace that a closed quarter received one more, beside what it counted when it closed."""
    return Correction(
        territoire_id=acteur.territoire_id, id=uuid4(), auteur_id=acteur.compte_id, genre=genre, objet_id=element_id,
        motif="admise après la clôture", is_ajustement=True, avant={}, apres={},
    )  # fmt: skip


def tell_late(desk: Desk, contacts: Iterable[Mapping[str, Any]]) -> None:
    """Leave a trace of these rows that had waited until their quarter closed; what a coordinator admits, he tells."""
    if not desk.rules.is_admitted:
        late = [UUID(str(row["id"])) for row in contacts if row["nature"] == ANNULE]
        desk.session.add_all(ajustement(desk.acteur, "contact", one) for one in late)
