"""From frozen to published: who may do what to a version. The base refuses the same things (migration 0012).

A version is proposed, read by somebody else, approved by a second person, then published. Whoever proposed it does not
approve it, nor does its only author. What is published is never rewritten: an erratum, dated, goes beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from asv.domain.errors import Conflict, Forbidden


class EtatVersion(StrEnum):
    PROPOSEE = "proposee"
    RELUE = "relue"
    APPROUVEE = "approuvee"
    PUBLIEE = "publiee"
    RENVOYEE = "renvoyee"

    @property
    def libelle(self) -> str:
        return _LIBELLES[self][0]

    @property
    def ton(self) -> str:
        """Of its badge."""
        return _LIBELLES[self][1]


_LIBELLES = {
    EtatVersion.PROPOSEE: ("À relire", "warning"), EtatVersion.RELUE: ("Relue, à approuver", "warning"),
    EtatVersion.APPROUVEE: ("Approuvée, à publier", "info"), EtatVersion.PUBLIEE: ("Publiée", "success"),
    EtatVersion.RENVOYEE: ("Renvoyée", "alert"),
}  # fmt: skip


class GesteVersion(StrEnum):
    RELIRE = "relire"
    APPROUVER = "approuver"
    PUBLIER = "publier"
    RENVOYER = "renvoyer"

    @property
    def libelle(self) -> str:
        return {
            "relire": "J’ai tout relu", "approuver": "Approuver cette version", "publier": "Publier",
            "renvoyer": "Renvoyer aux auteurs",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who did each step of a version. `auteurs`: who wrote a text of it."""

    auteurs: frozenset[UUID]
    figee_par: UUID
    relue_par: UUID | None = None
    approuvee_par: UUID | None = None
    publiee_par: UUID | None = None
    renvoyee_par: UUID | None = None


def etat_of(signatures: Signatures) -> EtatVersion:
    if signatures.publiee_par:
        return EtatVersion.PUBLIEE
    if signatures.renvoyee_par:
        return EtatVersion.RENVOYEE
    if signatures.approuvee_par:
        return EtatVersion.APPROUVEE
    return EtatVersion.RELUE if signatures.relue_par else EtatVersion.PROPOSEE


_FROM = {
    GesteVersion.RELIRE: (EtatVersion.PROPOSEE,),
    GesteVersion.APPROUVER: (EtatVersion.RELUE,),
    GesteVersion.PUBLIER: (EtatVersion.APPROUVEE,),
    GesteVersion.RENVOYER: (EtatVersion.PROPOSEE, EtatVersion.RELUE, EtatVersion.APPROUVEE),
}
OWN = (
    "Vous avez proposé cette version : demandez à une autre personne de la coordination de la relire et de l’approuver."
)
ALONE = "Vous êtes seul à avoir écrit cette version : demandez à une autre personne de la coordination de l’approuver."


def check_step(signatures: Signatures, geste: GesteVersion, compte_id: UUID) -> None:
    """Raises Conflict when the version is not at that step, Forbidden when another person must take it."""
    etat = etat_of(signatures)
    if etat not in _FROM[geste]:
        raise Conflict(f"Cette version est « {etat.libelle.lower()} » : rechargez la page, puis choisissez la suite.")
    if geste in {GesteVersion.RELIRE, GesteVersion.APPROUVER} and compte_id == signatures.figee_par:
        raise Forbidden(OWN)
    if geste is GesteVersion.APPROUVER and signatures.auteurs <= {compte_id}:
        raise Forbidden(ALONE)


def offered_steps(signatures: Signatures, compte_id: UUID) -> tuple[Sequence[GesteVersion], str]:
    """The steps that this person may take now, and why the next one is not hers, or nothing."""
    offered, why = [], ""
    for geste in GesteVersion:
        try:
            check_step(signatures, geste, compte_id)
        except Forbidden as refusal:
            why = refusal.message
        except Conflict:
            continue
        else:
            offered.append(geste)
    return offered, why
