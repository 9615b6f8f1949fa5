"""What a commitment, its proofs and its changes may hold."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from asv.domain import nomenclatures
from asv.domain.acteurs import Acteur, Droits, Role
from asv.domain.champs import Champs, codes_of
from asv.domain.engagements.etats import BY_AVENANT, MODIFIE, REPORTE
from asv.domain.errors import Forbidden

LIBELLE, INDICATEUR, UNITE, RELECTEUR, TEXTE, MOTIF, QUESTION = 600, 160, 40, 80, 300, 300, 600
FIRST_DAY = date(2024, 1, 1)
"""The contrats de ville « Engagements Quartiers 2030 » run from 2024."""
NATURES = {
    "compte_rendu": "Compte rendu ou relevé de décisions", "convention": "Convention ou délibération",
    "chiffre": "Chiffre du signataire", "constat": "Constat sur place", "courrier": "Courrier",
}  # fmt: skip
WRONG_NUMBER = "Écrivez un nombre, par exemple 4 ou 12,5 ; laissez vide s’il n’y en a pas."
WRONG_DAY = "Cette date n’est pas lisible : choisissez-la dans le calendrier."
READERS = frozenset({Role.COORDINATEUR, Role.PARTENAIRE, Role.FINANCEUR})


@dataclass(frozen=True, slots=True)
class EngagementSaisi:
    """A commitment as typed; identifiers and numbers are still texts."""

    structure: str
    type: str
    libelle: str
    ambition: str = ""
    axes: tuple[str, ...] = ()
    indicateur: str = ""
    unite: str = ""
    depart: str = ""
    cible: str = ""
    echeance: str = ""
    is_mesurable_qpv: bool = False
    qpv: tuple[str, ...] = ()
    freins: tuple[str, ...] = ()
    signe_le: str = ""
    relecteur: str = ""
    prochaine_revue: str = ""
    is_confirme: bool = False


@dataclass(frozen=True, slots=True)
class FicheEngagement:
    structure_id: UUID
    type: str
    libelle: str
    ambition_id: UUID | None
    axes: tuple[UUID, ...]
    indicateur: str
    unite: str
    depart: Decimal | None
    cible: Decimal | None
    echeance: date | None
    is_mesurable_qpv: bool
    qpv: tuple[str, ...]
    freins: tuple[str, ...]
    signe_le: date | None
    relecteur: str
    prochaine_revue: date | None


@dataclass(frozen=True, slots=True)
class Connus:
    """What a form may choose among: identifiers as texts, codes of QPV of the contract."""

    structures: Collection[str]
    ambitions: Collection[str]
    axes: Collection[str]
    qpv: Collection[str]


@dataclass(frozen=True, slots=True)
class PreuveSaisie:
    etablie_le: str
    nature: str
    texte: str = ""
    valeur: str = ""
    etat: str = ""
    is_confirme: bool = False


@dataclass(frozen=True, slots=True)
class FichePreuve:
    etablie_le: date
    nature: str
    texte: str
    valeur: Decimal | None
    etat: str | None


@dataclass(frozen=True, slots=True)
class AvenantSaisi:
    decide_le: str
    cible: str
    echeance: str
    motif: str
    is_confirme: bool = False


@dataclass(frozen=True, slots=True)
class FicheAvenant:
    decide_le: date
    cible: Decimal | None
    echeance: date | None
    motif: str
    etat: str


def check_reader(acteur: Acteur) -> None:
    if acteur.role not in READERS:
        raise Forbidden("Les engagements sont ouverts aux signataires, aux financeurs et à la coordination.")


def may_write(acteur: Acteur) -> bool:
    return acteur.role is Role.COORDINATEUR


def check_writer(acteur: Acteur) -> None:
    if not may_write(acteur):
        raise Forbidden("Seule la coordination tient les engagements : signalez-lui ce qui a changé.")


def may_prove(acteur: Acteur, signataire: UUID) -> bool:
    """The coordination, or the signatory, who brings its own proofs."""
    return may_write(acteur) or (
        acteur.role is Role.PARTENAIRE and acteur.structure_id == signataire and acteur.droits is not Droits.LECTURE
    )


def check_prover(acteur: Acteur, signataire: UUID) -> None:
    if not may_prove(acteur, signataire):
        raise Forbidden("Cet engagement est celui d’un autre signataire : lui seul, ou la coordination, le prouve.")


def freins_of(today: date) -> tuple[str, ...]:
    """Freins that a commitment may aim at: one of a family, never a sensitive one.

    A family as a whole is not offered: beside one of its freins, it would let the others be subtracted.
    """
    return tuple(
        code for code in codes_of("FREIN", today)
        if nomenclatures.parent_of("FREIN", code) and not nomenclatures.is_sensible("FREIN", code)
    )  # fmt: skip


def etats_of(today: date) -> tuple[str, ...]:
    """States that a proof may give."""
    return tuple(code for code in codes_of("ENGAGEMENT_ETAT", today) if code not in BY_AVENANT)


def check_engagement(saisi: EngagementSaisi, connus: Connus, today: date) -> FicheEngagement:
    """The commitment ready to be kept. Raises Incorrect with every field to correct."""
    champs = Champs(confirme=saisi.is_confirme)
    kept: dict[str, Any] = {
        **_signed(champs, saisi, connus, today), **_measured(champs, saisi), **_days(champs, saisi, today),
        "axes": champs.codes("axes", saisi.axes, connus.axes, unknown="Choisissez des axes saisis."),
        "is_mesurable_qpv": saisi.is_mesurable_qpv,
        "qpv": champs.qpv(saisi.qpv, connus.qpv),
        "freins": champs.codes(
            "freins", saisi.freins, freins_of(today), unknown="Choisissez des freins de la liste."
        ),
        "relecteur": champs.free_text("relecteur", saisi.relecteur, RELECTEUR),
    }  # fmt: skip
    champs.settle()
    return FicheEngagement(**kept | {"axes": tuple(map(UUID, kept["axes"]))})


def _signed(champs: Champs, saisi: EngagementSaisi, connus: Connus, today: date) -> dict[str, Any]:
    """Who signed what, under which ambition."""
    if saisi.structure not in connus.structures:
        champs.refuse("structure", "Choisissez le signataire.")
    type_ = champs.code("type", saisi.type, "ENGAGEMENT_TYPE", today, missing="Choisissez le type d’engagement.")
    libelle = champs.free_text(
        "libelle", saisi.libelle, LIBELLE, lines=True, missing="Recopiez l’engagement comme il est signé."
    )  # fmt: skip
    if saisi.ambition and saisi.ambition not in connus.ambitions:
        champs.refuse("ambition", "Choisissez une ambition saisie.")
    chosen = UUID(saisi.structure) if saisi.structure in connus.structures else None
    ambition = UUID(saisi.ambition) if saisi.ambition in connus.ambitions else None
    return {"structure_id": chosen, "type": type_, "libelle": libelle, "ambition_id": ambition}


def _measured(champs: Champs, saisi: EngagementSaisi) -> dict[str, Any]:
    indicateur = champs.free_text("indicateur", saisi.indicateur, INDICATEUR)
    depart = champs.decimal("depart", saisi.depart, wrong=WRONG_NUMBER)
    cible = champs.decimal("cible", saisi.cible, wrong=WRONG_NUMBER)
    if cible is not None and not indicateur:
        champs.refuse("indicateur", "Dites ce que mesure la cible, par exemple « quartiers desservis ».")
    unite = champs.free_text("unite", saisi.unite, UNITE)
    return {"indicateur": indicateur, "unite": unite, "depart": depart, "cible": cible}


def _days(champs: Champs, saisi: EngagementSaisi, today: date) -> dict[str, date | None]:
    names = ("signe_le", "echeance", "prochaine_revue")
    signed, deadline, review = (champs.optional_day(name, getattr(saisi, name), wrong=WRONG_DAY) for name in names)
    if signed and not champs.has_refused("signe_le") and not FIRST_DAY <= signed <= today:
        champs.refuse("signe_le", "La signature date d’entre le 1er janvier 2024 et aujourd’hui.")
    if signed and deadline and not champs.has_refused("echeance") and deadline < signed:
        champs.refuse("echeance", "L’échéance vient après la signature.")
    return {"signe_le": signed, "echeance": deadline, "prochaine_revue": review}


def check_preuve(saisie: PreuveSaisie, today: date, *, may_decide: bool) -> FichePreuve:
    """A proof ready to be kept. `may_decide`: whether its author may give the commitment a state by it."""
    champs = Champs(confirme=saisie.is_confirme)
    jour = champs.day("etablie_le", saisie.etablie_le, missing="Datez la preuve.")
    if not champs.has_refused("etablie_le") and not FIRST_DAY <= jour <= today:
        champs.refuse("etablie_le", "Une preuve date d’entre le 1er janvier 2024 et aujourd’hui.")
    if saisie.nature not in NATURES:
        champs.refuse("nature", "Dites de quelle pièce il s’agit.")
    texte = champs.free_text("texte", saisie.texte, TEXTE, missing="Dites en une phrase ce que la pièce montre.")
    valeur = champs.decimal("valeur", saisie.valeur, wrong=WRONG_NUMBER)
    if saisie.etat and (not may_decide or saisie.etat not in etats_of(today)):
        champs.refuse("etat", "Choisissez un état de la liste, ou laissez l’état inchangé.")
    champs.settle()
    return FichePreuve(jour, saisie.nature, texte, valeur, saisie.etat or None)


def check_avenant(saisi: AvenantSaisi, *, cible: Decimal | None, echeance: date | None, today: date) -> FicheAvenant:
    """A change of target or deadline ready to be kept; `cible`, `echeance`: those in force until now."""
    champs = Champs(confirme=saisi.is_confirme)
    jour = champs.day("decide_le", saisi.decide_le, missing="Datez la décision.")
    if not champs.has_refused("decide_le") and not FIRST_DAY <= jour <= today:
        champs.refuse("decide_le", "La décision date d’entre le 1er janvier 2024 et aujourd’hui.")
    new_cible = champs.decimal("cible", saisi.cible, wrong=WRONG_NUMBER)
    new_day = champs.optional_day("echeance", saisi.echeance, wrong=WRONG_DAY)
    motif = champs.free_text("motif", saisi.motif, MOTIF, missing="Dites pourquoi l’engagement change.")
    if not champs.has_refused("cible", "echeance") and (new_cible, new_day) == (cible, echeance):
        champs.refuse("echeance", "Changez la cible ou l’échéance : rien n’est différent de ce qui vaut aujourd’hui.")
    champs.settle()
    return FicheAvenant(jour, new_cible, new_day, motif, MODIFIE if new_cible != cible else REPORTE)
