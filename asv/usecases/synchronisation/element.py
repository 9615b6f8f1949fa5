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
from asv.usecases.synchronisation.verdicts import Issue, Verdict

Draft: TypeAlias = SeanceDraft | ContactDraft | AtelierDraft


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
    """

    rang: int
    auteur: UUID
    appareil: UUID
    named: str | None = None
    id: str = ""
    genre: str | None = None
    version: int = 0
    contenu: object = None
    empreinte: bytes = b""
    scelle: bytes | None = None
    draft: Draft | None = None
    issue: Issue | None = None
    champ: str | None = None
    raison: str | None = None
    sequence: int = field(default=0)

    def settle(self, issue: Issue, champ: str | None = None, raison: str | None = None) -> None:
        self.issue, self.champ, self.raison = issue, champ, raison

    def refuse(self, error: InvalidField) -> None:
        issue = Issue.NEEDS_COORDINATOR if isinstance(error, NeedsCoordinator) else Issue.REJECTED
        self.settle(issue, error.champ, error.message)

    @property
    def verdict(self) -> Verdict:
        issue = self.issue or Issue.REJECTED
        return Verdict(self.named, issue, self.champ, self.raison, self.rang)
