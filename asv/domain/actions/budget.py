"""The money of an action: lines by source, droit commun apart from specific credits, deadlines of the funders."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from asv.domain.champs import Champs

DROIT_COMMUN, FONDS_PROPRES = "FI_DROIT_COMMUN", "FI_PROPRE"
REFERENCE = 80
DEMANDE, FINANCEE, NON_FINANCEE = "AE_DEMANDE", "AE_FINANCEE", "AE_NON_FINANCEE"
WRONG_AMOUNT = "Écrivez un montant en euros, par exemple 1 250 ou 1 250,50."
WRONG_DAY = "Écrivez une date, ou laissez vide."
ZERO = Decimal(0)
AMOUNTS = ("demande", "accorde", "depense")
DATES = (
    ("depot_le", "Dépôt du dossier"),
    ("decision_le", "Décision"),
    ("intermediaire_le", "Bilan intermédiaire"),
    ("compte_rendu_le", "Compte rendu financier"),
)
"""Deadlines of a funder, in their order."""


@dataclass(frozen=True, slots=True)
class LigneSaisie:
    """A line as typed. Amounts in euros, days as AAAA-MM-JJ; empty when unknown."""

    source: str
    reference: str = ""
    demande: str = ""
    accorde: str = ""
    depense: str = ""
    is_refuse: bool = False
    depot_le: str = ""
    decision_le: str = ""
    intermediaire_le: str = ""
    compte_rendu_le: str = ""
    is_confirme: bool = False


class Ligne(Protocol):
    """A line of money. Amounts in euros, None while they are not known."""

    source: str
    demande: Decimal | None
    accorde: Decimal | None
    depense: Decimal | None
    is_refuse: bool


@dataclass(frozen=True, slots=True)
class LigneBudget:
    source: str
    reference: str = ""
    demande: Decimal | None = None
    accorde: Decimal | None = None
    depense: Decimal | None = None
    is_refuse: bool = False
    depot_le: date | None = None
    decision_le: date | None = None
    intermediaire_le: date | None = None
    compte_rendu_le: date | None = None


@dataclass(frozen=True, slots=True)
class Totaux:
    """Sums of euros. For droit commun, « granted » is what its owner values, « spent » what was really brought."""

    demande: Decimal = ZERO
    accorde: Decimal = ZERO
    depense: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Budget:
    """Totals of an action. `levier`: A-MUT-3, droit commun over droit commun and specific credits, from 0 to 1."""

    specifiques: Totaux
    propres: Totaux
    droit_commun: Totaux
    ensemble: Totaux
    levier: Decimal | None
    cout: Decimal


def check_ligne(saisie: LigneSaisie, today: date) -> LigneBudget:
    """A line ready to be kept. Raises Incorrect with every field to correct."""
    champs = Champs(confirme=saisie.is_confirme)
    source = champs.code("source", saisie.source, "FINANCEMENT", today, missing="Choisissez la source de financement.")
    reference = champs.free_text("reference", saisie.reference, REFERENCE)
    demande, accorde, depense = (champs.decimal(name, getattr(saisie, name), wrong=WRONG_AMOUNT) for name in AMOUNTS)
    depot, decision, between, compte_rendu = (
        champs.optional_day(name, getattr(saisie, name), wrong=WRONG_DAY) for name, _ in DATES
    )
    _check_amounts(champs, demande, accorde, depense, is_refuse=saisie.is_refuse)
    _check_order(champs, (depot, decision, between, compte_rendu))
    champs.settle()
    return LigneBudget(
        source, reference, demande, accorde, depense, saisie.is_refuse, depot, decision, between, compte_rendu
    )  # fmt: skip


def _check_amounts(
    champs: Champs, demande: Decimal | None, accorde: Decimal | None, depense: Decimal | None, *, is_refuse: bool
) -> None:
    if champs.erreurs:
        return
    if demande is None and accorde is None and depense is None:
        champs.refuse("demande", "Indiquez au moins un montant : demandé, accordé ou dépensé.")
    elif is_refuse and accorde:
        champs.refuse("accorde", "Cette demande est notée refusée : laissez le montant accordé vide, ou décochez.")
    elif demande is not None and accorde is not None and accorde > demande:
        champs.refuse("accorde", "Le montant accordé dépasse le montant demandé : vérifiez les deux.")


def _check_order(champs: Champs, days: Sequence[date | None]) -> None:
    """The steps of a funder follow each other; one may be unknown."""
    last: tuple[date, str] | None = None
    for (name, libelle), day in zip(DATES, days, strict=True):
        if day is None:
            continue
        if last is not None and day < last[0] and not champs.has_refused(name):
            champs.refuse(name, f"« {libelle} » vient après « {last[1]} » : vérifiez les deux dates.")
        last = day, libelle


def is_specifique(source: str) -> bool:
    """Whether a source is money asked for the action, in addition to droit commun and to the porteur's own funds."""
    return source not in {DROIT_COMMUN, FONDS_PROPRES}


def held(ligne: Ligne) -> Decimal:
    """What a line weighs today, in euros: spent if it is known, else granted. What is only asked weighs nothing."""
    if ligne.depense is not None:
        return ligne.depense
    return ZERO if ligne.is_refuse else ligne.accorde or ZERO


def levier(lignes: Iterable[Ligne]) -> Decimal | None:
    """A-MUT-3: droit commun / (droit commun + specific credits), from 0 to 1; None when there is neither.

    The porteur's own funds are left out. Source: domain study D4.
    """
    found = list(lignes)
    common = sum((held(ligne) for ligne in found if ligne.source == DROIT_COMMUN), ZERO)
    total = common + sum((held(ligne) for ligne in found if is_specifique(ligne.source)), ZERO)
    return common / total if total else None


def budget_of(lignes: Iterable[Ligne]) -> Budget:
    """Totals of an action: what is asked apart from what ordinary services bring."""
    found = list(lignes)
    return Budget(
        _totals([ligne for ligne in found if is_specifique(ligne.source)]),
        _totals([ligne for ligne in found if ligne.source == FONDS_PROPRES]),
        _totals([ligne for ligne in found if ligne.source == DROIT_COMMUN]),
        _totals(found), levier(found), sum((held(ligne) for ligne in found), ZERO),
    )  # fmt: skip


def _totals(lignes: Sequence[Ligne]) -> Totaux:
    def total(name: str) -> Decimal:
        return sum((getattr(ligne, name) or ZERO for ligne in lignes), ZERO)

    return Totaux(total("demande"), total("accorde"), total("depense"))


def etat_financement_of(lignes: Iterable[Ligne]) -> str | None:
    """Where the money stands: financed once a specific credit is granted, asked while one waits, not once all refused.

    None when nothing was asked of anybody: an action may live on own means and droit commun.
    """
    asked = [ligne for ligne in lignes if is_specifique(ligne.source)]
    if any(ligne.accorde and not ligne.is_refuse for ligne in asked):
        return FINANCEE
    if any(not ligne.is_refuse for ligne in asked):
        return DEMANDE
    return NON_FINANCEE if asked else None
