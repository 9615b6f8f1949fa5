"""In which order items join their suivi, and what holds each of the others back. Pure: facts in, order out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from asv.domain.contacts import ContactDraft
from asv.domain.saisie import InvalidField
from asv.domain.suivis.etapes import DEMARCHE, EtapeDraft
from asv.domain.suivis.orientations import OrientationDraft, ResultatDraft
from asv.usecases.synchronisation.cartes import Shown
from asv.usecases.synchronisation.element import Element

NOT_BY_ANOTHER = "Une saisie portée par un collègue passe par la carte : montrez-la de nouveau et refaites la saisie."
UNKNOWN = "Ce suivi ne vous est pas ouvert : présentez de nouveau la carte."
NOT_AWAITED = "Ce résultat ne répond à aucune orientation ni démarche de ce suivi : choisissez-en une."


@dataclass(slots=True)
class Facts:
    """What is here already. `compte`: that of the session.

    `answerable`: orientations and démarches, each with its suivi.
    """

    compte: UUID
    shown: Shown
    opened: set[UUID]
    arrived: set[UUID] = field(default_factory=set)
    answerable: dict[UUID, UUID] = field(default_factory=dict)
    seances: set[UUID] = field(default_factory=set)

    def suivi_of(self, element: Element) -> UUID | None:
        """The suivi that the card opens, or the one that the page shows; None while nobody has opened it."""
        draft = element.draft
        carte = getattr(draft, "carte", None)
        if carte is not None:
            return self.shown.get(carte, (None, ""))[0]
        suivi: UUID | None = getattr(draft, "suivi", None)
        if element.auteur != self.compte:  # the access is that of the carrier, who did not write this
            raise InvalidField("suivi", NOT_BY_ANOTHER)
        if suivi not in self.opened:
            raise InvalidField("suivi", UNKNOWN)
        return suivi

    def hole_of(self, element: Element) -> str | None:
        """The field whose object is not here yet; raises InvalidField when it never will be."""
        suivi, draft = self.suivi_of(element), element.draft
        if suivi is None:
            return "code"
        precedent = getattr(draft, "precedent", None)
        if precedent is not None and precedent not in self.arrived:
            return "precedent"
        if isinstance(draft, ResultatDraft):
            return self._hole_of_result(draft, suivi)
        return "seance" if isinstance(draft, ContactDraft) and draft.seance not in self.seances else None

    def _hole_of_result(self, draft: ResultatDraft, suivi: UUID) -> str | None:
        if draft.pour in self.answerable:
            if self.answerable[draft.pour] == suivi:
                return None
        elif draft.pour not in self.arrived:
            return "pour"
        raise InvalidField("pour", NOT_AWAITED)

    def learn(self, element: Element) -> None:
        """Count with an item that is about to be written."""
        self.arrived.add(UUID(element.id))
        draft, suivi = element.draft, self.suivi_of(element)
        awaits = isinstance(draft, OrientationDraft) or (isinstance(draft, EtapeDraft) and draft.nature == DEMARCHE)
        if awaits and suivi is not None:
            self.answerable[UUID(element.id)] = suivi


def in_order(elements: Iterable[Element], facts: Facts) -> list[Element]:
    """The items whose hole is filled, by this very batch perhaps; the others say what they wait for, or are refused."""
    ready: list[Element] = []
    pending = list(elements)
    while True:
        held, free = [], 0
        for element in pending:
            try:
                element.waits = facts.hole_of(element)
            except InvalidField as error:
                element.refuse(error)
                continue
            if element.waits is None:
                facts.learn(element)
                ready.append(element)
                free += 1
            else:
                held.append(element)
        if not free:
            return ready
        pending = held


def named_by(elements: Sequence[Element]) -> tuple[set[UUID], set[UUID], set[UUID]]:
    """What these items name: étapes before them, orientations they answer, séances."""
    drafts = [element.draft for element in elements]
    before = {d.precedent for d in drafts if isinstance(d, (EtapeDraft, OrientationDraft)) and d.precedent is not None}
    answered = {d.pour for d in drafts if isinstance(d, ResultatDraft)}
    seances = {d.seance for d in drafts if isinstance(d, ContactDraft)}
    return before, answered, seances
