"""Words exchanged in the threads of the actions of the demonstration. Invented, like all the rest."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from numpy.random import Generator

from asv.domain.actions import DRAFTS, MONTAGE, Reponse
from asv.domain.synthese.blocs import Bloc, bloc_of
from asv.domain.synthese.equipe import Equipe
from asv.domain.synthese.tirages import uuids

COMMENTAIRE, DECISION = "commentaire", "decision"
SIGNED = "Coordination"
THREADS = (
    (
        ("partenaire", COMMENTAIRE, "Nous pouvons prêter la salle, mais pas le mercredi après-midi."),
        ("porteur", COMMENTAIRE, "Entendu, nous gardons le matin. Il nous manque encore des chaises."),
        ("coordination", DECISION, "L’accueil est tenu par le centre social, les infirmières restent au stand."),
    ),
    (
        ("porteur", COMMENTAIRE, "Les affiches sont prêtes. Qui les pose dans les halls ?"),
        ("partenaire", COMMENTAIRE, "Nous les posons lundi, avec les habitants relais."),
    ),
    (
        ("coordination", COMMENTAIRE, "Le bus est pris la semaine suivante : peut-on avancer d’une semaine ?"),
        ("porteur", DECISION, "La date est avancée d’une semaine, à la même heure."),
        ("partenaire", COMMENTAIRE, "C’est bon pour nous."),
        ("porteur", COMMENTAIRE, "Ce message était pour une autre action."),
    ),
)
WITHDRAWN = "Ce message était pour une autre action."
AGO, STEP = 40, timedelta(days=3, hours=2)


def bloc_commentaires(rng: Generator, equipe: Equipe, actions: Sequence[Bloc], today: date) -> Bloc:
    """Threads of every other action that is at least being prepared, before `today`."""
    by_name = {bloc.table: bloc for bloc in actions}
    places: dict[UUID, list[UUID]] = {}
    for place in by_name["participation"].rows():
        if place["reponse"] == Reponse.ACCEPTEE and place["structure_id"] != place["porteur_id"]:
            places.setdefault(place["action_id"], []).append(place["structure_id"])
    shown = [row for row in by_name["action"].rows() if row["etat"] not in DRAFTS - {MONTAGE}]
    return bloc_of(
        "commentaire",
        [line for rank, row in enumerate(shown[::2]) for line in _thread(rng, equipe, row, places, (rank, today))],
    )


def _thread(
    rng: Generator, equipe: Equipe, action: dict[str, Any], places: dict[UUID, list[UUID]], turn: tuple[int, date]
) -> Iterator[dict[str, Any]]:
    rank, today = turn
    words = THREADS[rank % len(THREADS)]
    begun = datetime.combine(today - timedelta(days=AGO + rank % 20), time(8, rank % 60), UTC)
    guests = [one for one in equipe.structures if one.compte_id and one.id in places.get(action["id"], [])]
    porteur = next(one for one in equipe.structures if one.id == action["porteur_id"])
    voices = {"porteur": porteur if porteur.compte_id else None, "partenaire": guests[0] if guests else None}
    for place, (identifier, (who, nature, texte)) in enumerate(zip(uuids(rng, len(words)), words, strict=True)):
        voice = voices.get(who)
        if who == "partenaire" and voice is None:
            continue
        said = begun + place * STEP
        yield {
            "territoire_id": action["territoire_id"], "id": identifier, "action_id": action["id"],
            "porteur_id": action["porteur_id"], "auteur_id": voice.compte_id if voice else equipe.coordinateurs[0],
            "signature": voice.nom if voice else SIGNED, "nature": nature, "texte": texte,
            "mentions": [guests[0].id] if guests and who == "coordination" else [], "ecrit_le": said,
            "retire_le": said + timedelta(hours=1) if texte == WITHDRAWN else None,
        }  # fmt: skip
