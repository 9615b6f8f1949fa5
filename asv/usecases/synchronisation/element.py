"""One item of a batch on its way: what was read of it so far, and what became of it."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import TypeAlias
from uuid import UUID

from asv.domain.ateliers import AtelierDraft
from asv.domain.contacts import ContactDraft
from asv.domain.saisie import InvalidField, NeedsCoordinator
from asv.domain.seances import SeanceDraft
from asv.domain.signaux import SignalDraft
from asv.domain.suivis.etapes import EtapeDraft
from asv.domain.suivis.orientations import OrientationDraft, ResultatDraft
from asv.domain.suivis.ouverture import OuvertureDraft
from asv.domain.suivis.retrait import RetraitDraft
from asv.usecases.synchronisation.verdicts import Issue, Verdict

LinkedDraft: TypeAlias = EtapeDraft | OrientationDraft | ResultatDraft | RetraitDraft
Draft: TypeAlias = SeanceDraft | ContactDraft | AtelierDraft | SignalDraft | OuvertureDraft | LinkedDraft


def goes_under_a_code(draft: Draft) -> bool:
    if isinstance(draft, ContactDraft):
        return draft.carte is not None
    return isinstance(draft, (OuvertureDraft, LinkedDraft))


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


def fingerprint(genre: str, auteur: UUID, contenu: object) -> bytes:
    """SHA-256 of a content, whatever the order of its keys, with its genre and its auteur."""
    try:
        text = _ENCODER.encode(contenu)
    except RecursionError:
        raise InvalidField("contenu", "Ce contenu est trop imbriqué : mettez la tablette à jour.") from None
    return hashlib.sha256(f"{genre}\n{auteur}\n{text}".encode()).digest()


@dataclass(slots=True)
class Element:
    """`named`: the identifier as sent; `id`: in its usual spelling, empty when it could not be read.

    `auteur` and `appareil` are those of the session until a seal proves another.

    `scelle`: the blob as received, or one made here for what must be kept and may not be read.
    `contenu`: what was sent, the code of a card replaced by its keyed hash; `envoye`: what was sent in clear, for that
    blob only. `is_linked`: it goes under a code, what it says is readable in no table but those of its suivi.
    `waits`: the field whose hole parks it. `is_forgotten`: not even the blob is kept.
    """

    rang: int
    auteur: UUID
    appareil: UUID
    named: str | None = None
    id: str = ""
    genre: str | None = None
    version: int = 0
    contenu: object = None
    envoye: object = None
    empreinte: bytes = b""
    scelle: bytes | None = None
    draft: Draft | None = None
    issue: Issue | None = None
    champ: str | None = None
    raison: str | None = None
    sequence: int = field(default=0)
    is_linked: bool = False
    waits: str | None = None
    is_forgotten: bool = False

    def settle(self, issue: Issue, champ: str | None = None, raison: str | None = None) -> None:
        self.issue, self.champ, self.raison = issue, champ, raison

    def take_after(self, twin: "Element") -> None:
        """Say the same of another item sent under the same number."""
        self.settle(twin.issue or Issue.REJECTED, twin.champ, twin.raison)
        self.is_forgotten = twin.is_forgotten

    def unsettled(self) -> "Element":
        self.issue = self.champ = self.raison = None
        return self

    def refuse(self, error: InvalidField) -> None:
        issue = Issue.NEEDS_COORDINATOR if isinstance(error, NeedsCoordinator) else Issue.REJECTED
        self.settle(issue, error.champ, error.message)

    @property
    def waited_for(self) -> dict[str, str]:
        """What a parked item says of itself: the card and the identifiers whose arrival frees it."""
        named = {nom: getattr(self.draft, nom, None) for nom in ("precedent", "pour", "seance")}
        keys = {nom: str(value) for nom, value in named.items() if value is not None}
        carte: bytes | None = getattr(self.draft, "carte", None)
        return keys | ({"carte": carte.hex()} if carte else {})

    @property
    def verdict(self) -> Verdict:
        issue = self.issue or Issue.REJECTED
        return Verdict(self.named, issue, self.champ, self.raison, self.rang)
