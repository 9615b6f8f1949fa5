"""What the étapes of a suivi add up to, and when two of them disagree.

Étapes are folded in the order the server received them. One that sets a field is applied when its auteur saw the
present value, or set it himself from the same device, or comes on a later day. Otherwise somebody would lose what he
wrote: it is kept facing the étape that holds, and a person decides. Nothing is overwritten in silence, nothing is
dropped, and a closure is undone by nobody but a person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import TypeAlias
from uuid import UUID

from asv.domain.suivis.etapes import residence_value

APPLIQUEE, EN_CONFLIT, ECARTEE = "appliquee", "en_conflit", "ecartee"
Key: TypeAlias = tuple[str, str]
CLOSING: Key = ("cloture", "")
AVEC_LA_PERSONNE = frozenset(
    {"droit", "besoin", "autonomie", "attribut", "residence", "accord", "rencontre", "demarche", "orientation"}
)
"""Natures that say that somebody was with the person that day: a relance or a closure does not."""


@dataclass(frozen=True, slots=True)
class Fait:
    """An étape as history sees it, in the words of its row."""

    id: UUID
    nature: str
    date: date
    auteur: UUID
    appareil: UUID | None
    objet: str | None = None
    avant: str | None = None
    apres: str | None = None
    commune: str | None = None
    qpv: str | None = None
    etat: str = APPLIQUEE
    face_a: UUID | None = None

    @property
    def key(self) -> Key | None:
        """The field it sets; None for one that only adds: a need, a meeting, an agreement."""
        match self.nature:
            case "droit" | "autonomie" | "attribut":
                return (self.nature, self.objet or "")
            case "residence":
                return ("residence", "")
            case "cloture" | "reouverture":
                return CLOSING
        return None

    @property
    def valeur(self) -> str | None:
        """The value it gives to its field; None once reopened."""
        match self.nature:
            case "residence":
                return residence_value(self.objet, self.commune, self.qpv)
            case "cloture":
                return self.objet
            case "reouverture":
                return None
        return self.apres

    def is_by_the_same_hand(self, other: "Fait") -> bool:
        return self.auteur == other.auteur and self.appareil is not None and self.appareil == other.appareil


@dataclass(slots=True)
class Histoire:
    """The étapes met so far, by identifier, and the one that holds each field."""

    faits: dict[UUID, Fait] = field(default_factory=dict)
    holders: dict[Key, Fait] = field(default_factory=dict)

    @property
    def cloture(self) -> Fait | None:
        """The étape that closed the suivi, while it is closed."""
        holder = self.holders.get(CLOSING)
        return holder if holder is not None and holder.valeur is not None else None

    @property
    def valeurs(self) -> Mapping[Key, str | None]:
        return MappingProxyType({key: holder.valeur for key, holder in self.holders.items()})

    @property
    def conflits(self) -> list[tuple[Fait, Fait | None]]:
        """Each étape kept aside with the one it faces, in the order of reception."""
        aside = [fait for fait in self.faits.values() if fait.etat == EN_CONFLIT]
        return [(fait, self.faits.get(fait.face_a) if fait.face_a else None) for fait in aside]


def histoire_of(faits: Iterable[Fait]) -> Histoire:
    """Fold étapes already judged, in the order they were received."""
    histoire = Histoire()
    for fait in faits:
        _keep(histoire, fait)
    return histoire


def _keep(histoire: Histoire, fait: Fait) -> None:
    histoire.faits[fait.id] = fait
    if fait.etat != APPLIQUEE:
        return
    chosen = _chosen(histoire, fait) if fait.nature == "resolution" else fait
    if chosen is None or chosen.key is None or chosen.etat != APPLIQUEE:
        return
    holder = histoire.holders.get(chosen.key)
    if chosen is not fait or holder is None or _takes_over(chosen, holder):
        histoire.holders[chosen.key] = chosen


def _chosen(histoire: Histoire, resolution: Fait) -> Fait | None:
    """The étape a resolution chose; None when it was the one that held already, for nothing moves then."""
    retenue = histoire.faits.get(UUID(resolution.apres)) if resolution.apres else None
    ecartee = histoire.faits.get(UUID(resolution.avant)) if resolution.avant else None
    faced = ecartee is not None and retenue is not None and retenue.face_a == ecartee.id
    return retenue if faced else None


def _takes_over(fait: Fait, holder: Fait) -> bool:
    """Without having seen the value, an older étape of the same hand goes into the past of the field."""
    return fait.avant is not None or fait.date >= holder.date


def judge(histoire: Histoire, fait: Fait) -> Fait:
    """Give the new étape as it is to be kept: applied, or in conflict and facing the étape that holds."""
    if fait.nature == "resolution":
        return fait if _settles(histoire, fait) else replace(fait, etat=ECARTEE)
    facing = _facing(histoire, fait)
    return fait if facing is None else replace(fait, etat=EN_CONFLIT, face_a=facing.id)


def _facing(histoire: Histoire, fait: Fait) -> Fait | None:
    closing = histoire.cloture
    if closing is not None and fait.key != CLOSING:
        return closing
    holder = histoire.holders.get(fait.key) if fait.key is not None else None
    if holder is None or holder.valeur == fait.valeur:
        return None
    if fait.avant is not None:
        return None if fait.avant == holder.valeur else holder
    if fait.is_by_the_same_hand(holder) or holder.date < fait.date:
        return None
    return holder


def _settles(histoire: Histoire, resolution: Fait) -> bool:
    """Whether the two étapes still face each other, and what would be set aside is what holds today."""
    retenue = histoire.faits.get(UUID(resolution.apres or ""))
    ecartee = histoire.faits.get(UUID(resolution.avant or ""))
    if retenue is None or ecartee is None:
        return False
    if ecartee.etat == EN_CONFLIT and ecartee.face_a == retenue.id:
        return True
    if retenue.etat != EN_CONFLIT or retenue.face_a != ecartee.id:
        return False
    return ecartee.key is None or histoire.holders.get(ecartee.key) == ecartee


def add(histoire: Histoire, fait: Fait) -> tuple[Fait, ...]:
    """Judge a new étape and keep it; gives it as kept, first, then the former ones that it changed."""
    kept = judge(histoire, fait)
    changed = _settle(histoire, kept) if kept.nature == "resolution" and kept.etat == APPLIQUEE else ()
    _keep(histoire, kept)
    return (kept, *changed)


def _settle(histoire: Histoire, resolution: Fait) -> tuple[Fait, ...]:
    """The étapes that a choice changes: the one set aside, the one kept, and those that faced what has just gone."""
    before = dict(histoire.faits)
    retenue, ecartee = (histoire.faits[UUID(word or "")] for word in (resolution.apres, resolution.avant))
    histoire.faits[ecartee.id] = replace(ecartee, etat=ECARTEE)
    if retenue.etat == EN_CONFLIT and ecartee.key == CLOSING != retenue.key:
        _reopen(histoire, ecartee)
    elif retenue.etat == EN_CONFLIT:
        _choose(histoire, retenue, ecartee)
    histoire.holders = histoire_of(histoire.faits.values()).holders
    return tuple([fait for fait in histoire.faits.values() if before[fait.id] != fait])


def _facing_still(histoire: Histoire, gone: Fait) -> list[Fait]:
    return [fait for fait in histoire.faits.values() if fait.etat == EN_CONFLIT and fait.face_a == gone.id]


def _choose(histoire: Histoire, retenue: Fait, ecartee: Fait) -> None:
    histoire.faits[retenue.id] = replace(retenue, etat=APPLIQUEE)
    for other in _facing_still(histoire, ecartee):
        agrees = other.valeur == retenue.valeur
        histoire.faits[other.id] = replace(other, etat=APPLIQUEE) if agrees else replace(other, face_a=retenue.id)


def _reopen(histoire: Histoire, closing: Fait) -> None:
    """What waited because the suivi was closed is judged again, as if it came now."""
    for fait in _facing_still(histoire, closing):
        histoire.holders = histoire_of(histoire.faits.values()).holders
        facing = _facing(histoire, fait)
        histoire.faits[fait.id] = replace(fait, etat=APPLIQUEE) if facing is None else replace(fait, face_a=facing.id)
