"""What is known of one place: its own figures, and beside them those of its communes, never one for the other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from asv.domain.series.definition import Lieu
from asv.domain.series.lues import SerieLue
from asv.domain.series.regles import Valeur


@dataclass(frozen=True, slots=True)
class Portrait:
    """propres: figures of the place itself. voisines: for a QPV, those of each commune that holds a part of it.

    Each is a Valeur, which cannot be built on a place that its série does not describe.
    """

    lieu: Lieu
    propres: tuple[Valeur, ...]
    voisines: tuple[tuple[Lieu, tuple[Valeur, ...]], ...]


def portrait_of(
    lues: Mapping[str, Sequence[SerieLue]], lieu: Lieu, communes: Iterable[Lieu] = ()
) -> Portrait:  # fmt: skip
    """The latest vintage of every série at a place, then at the communes given with it."""
    beside = tuple((commune, _latest_at(lues, commune)) for commune in communes)
    return Portrait(lieu, _latest_at(lues, lieu), tuple(pair for pair in beside if pair[1]))


def _latest_at(lues: Mapping[str, Sequence[SerieLue]], lieu: Lieu) -> tuple[Valeur, ...]:
    """The latest vintage that names the place; an older one speaks where the latest is silent about it."""
    found = []
    for parues in lues.values():
        naming = [one for one in parues if lieu.code in one.valeurs]
        if naming:
            lue = naming[-1].valeurs[lieu.code]
            found.append(Valeur(naming[-1].publiee, lieu, lue.nombre, lue.absence))
    return tuple(found)
