"""The one write path: a form becomes a saisie in clear, received like one from a tablet, so that twice is once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from asv.domain import nomenclatures
from asv.domain.acteurs import Acteur
from asv.usecases.synchronisation import Batch, Issue, Verdict, places_of, receive
from asv.web.site import Site

Erreurs = list[tuple[str, str]]
REFUSED = (Issue.REJECTED, Issue.CONFLICT)
AT_THE_DESK = {
    "complétez-le et renvoyez la saisie.": "complétez-le.",
    "un nombre entier : mettez la tablette à jour et recommencez.": "un nombre entier, par exemple 30.",
    "mettez la tablette à jour et recommencez.": "rechargez la page et recommencez.",
    "mettez à jour les listes de la tablette, puis choisissez-en une autre.": "choisissez-en une de la liste.",
    "vérifiez l’horloge de la tablette et la date.": "vérifiez-la.",
    "la saisie est gardée, la coordination décide.": "notez-le à la date du jour, ou voyez avec la coordination.",
}
"""A refusal speaks to who holds a tablet; at the desk the way out is another."""
CONFLICT = (
    "Ce formulaire a déjà été envoyé avec d’autres réponses : rouvrez-le depuis la fiche pour ajouter une saisie."
)


@dataclass(frozen=True, slots=True)
class Saisie:
    """An element of the protocol: its genre and its content, without the version of the lists."""

    id: UUID
    genre: str
    contenu: dict[str, Any]

    def as_sent(self) -> dict[str, Any]:
        kept = {nom: value for nom, value in self.contenu.items() if value not in (None, "", [])}
        return {
            "id": str(self.id), "genre": self.genre, "version": 1,
            "contenu": kept | {"nomenclature": nomenclatures.VERSION},
        }  # fmt: skip


def part(element: UUID, name: str) -> UUID:
    """The identifier of one of the elements that a single form writes: the same each time it is sent."""
    return uuid5(element, name)


def desk_of(acteur: Acteur) -> UUID:
    """The desk stands for a device: one for each mediator, whatever the computer."""
    return uuid5(NAMESPACE_URL, f"asv:bureau:{acteur.compte_id}")


async def write(session: Any, acteur: Acteur, site: Site, saisies: Iterable[Saisie], now: datetime) -> Erreurs:
    """Receive them in this order, all or none; gives what is to be corrected, field by field, or nothing."""
    places = await places_of(session, acteur.territoire_id, now)
    savepoint = await session.begin_nested()
    for saisie in saisies:
        batch = Batch(desk_of(acteur), [saisie.as_sent()])
        answer = await receive(session, acteur, batch, keyring=site.keyring, places=places, now=now)
        if erreurs := _errors_of(answer.verdicts):
            await savepoint.rollback()
            return erreurs
    await savepoint.commit()
    return []


def _errors_of(verdicts: Iterable[Verdict]) -> Erreurs:
    return [
        (verdict.champ or "contenu", CONFLICT if verdict.issue is Issue.CONFLICT else at_the_desk(verdict.raison or ""))
        for verdict in verdicts
        if verdict.issue in REFUSED or verdict.issue is Issue.NEEDS_COORDINATOR
    ]


def at_the_desk(raison: str) -> str:
    """The same refusal with the way out of a page."""
    for tail, instead in AT_THE_DESK.items():
        raison = raison.replace(tail, instead)
    return raison
