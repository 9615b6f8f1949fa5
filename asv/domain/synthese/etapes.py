"""Étapes of invented suivis, in the order of time: agreement, need, a right that moves, autonomy, the closing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from asv.domain.nomenclatures import VERSION
from asv.domain.synthese.blocs import Bloc, Colonne, Identifiants, Rangs, constant
from asv.domain.synthese.dossiers import Days, Dossiers, moments
from asv.domain.synthese.tirages import happens, identifiers, pick_alike, weights

BESOINS = {
    "B_DROITS": 26.0, "B_MT": 16.0, "B_DENT": 12.0, "B_SPE": 10.0, "B_DEPIST": 8.0, "B_COMPRENDRE": 8.0,
    "B_NUM": 6.0, "B_TRANSPORT": 5.0, "B_FINANCE": 5.0, "B_ACCOMP": 4.0,
}  # fmt: skip
FORMER_RIGHTS = ("EXPIRE", "JAMAIS", "PIECES")
SHARE_RIGHTS, SHARE_OPENED = 0.55, 0.82
BESOIN_CODES = tuple(BESOINS)
DROIT, EN_COURS, OUVERT = "C2S_GRATUITE", "EN_COURS", "OUVERT"
AUTONOMIE = ("AUT_0", "AUT_1", "AUT_2", "AUT_3")


@dataclass(frozen=True, slots=True)
class Lignes:
    """Étapes of one kind: which suivi, on which day, and the codes, written once."""

    suivi: Rangs
    jour: Days
    nature: str
    objet: Colonne
    avant: Colonne
    apres: Colonne


def etapes_of(rng: Generator, dossiers: Dossiers) -> list[Lignes]:
    """Agreement and need at the opening, a right that moves, autonomy at both ends, the closing."""
    everyone = np.arange(len(dossiers))
    minors = np.flatnonzero(dossiers.is_minor)
    closed = np.flatnonzero(dossiers.clos >= 0)
    before = pick_alike(rng, np.array([20.0, 45.0, 35.0]), len(dossiers))
    gain = np.minimum(before + pick_alike(rng, np.array([35.0, 45.0, 20.0]), len(dossiers)), len(AUTONOMIE) - 1)
    besoin = pick_alike(rng, weights(BESOIN_CODES, BESOINS), len(dossiers))
    origine = happens(rng, 0.35, len(dossiers)).astype(np.intp)

    def at_opening(who: Rangs, nature: str, objet: Colonne, apres: Colonne | None = None) -> Lignes:
        return Lignes(who, dossiers.ouvert[who], nature, objet, _same(None, who), apres or _same(None, who))

    domain = "AD_DROITS"
    return [
        at_opening(everyone, "accord", _same("IP_ACCORD_SUIVI", everyone)),
        at_opening(minors, "accord", _same("IP_REPRESENTANT", minors)),
        at_opening(everyone, "besoin", Colonne(BESOIN_CODES, besoin), Colonne(("EXPRIME", "REPERE"), origine)),
        at_opening(everyone, "autonomie", _same(domain, everyone), Colonne(AUTONOMIE, before)),
        Lignes(closed, dossiers.clos[closed], "autonomie", _same(domain, closed), Colonne(AUTONOMIE, before[closed]),
               Colonne(AUTONOMIE, gain[closed])),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Droits:
    """A right found expired or never asked for, then asked for; `got`: open on `opened`, for most."""

    who: Rangs
    found: Rangs
    asked: Days
    opened: Days
    got: NDArray[np.bool_]


def droits_of(rng: Generator, dossiers: Dossiers) -> Droits:
    who = np.flatnonzero(happens(rng, SHARE_RIGHTS, len(dossiers)))
    opened = dossiers.ouvert[who] + rng.integers(20, 80, len(who))
    end = np.where(dossiers.clos[who] >= 0, dossiers.clos[who], dossiers.fin)
    got = (opened <= np.minimum(dossiers.fin, end)) & happens(rng, SHARE_OPENED, len(who))
    found = pick_alike(rng, np.array([50.0, 30.0, 20.0]), len(who))
    return Droits(who, found, dossiers.ouvert[who], opened, got)


def moves_of(droits: Droits) -> list[Lignes]:
    """The étapes of that right: what it was, that it is asked for, that it is open."""
    who, got = droits.who, droits.who[droits.got]
    right, before = _same(DROIT, who), Colonne(FORMER_RIGHTS, droits.found)
    return [
        Lignes(who, droits.asked, "droit", right, _same(None, who), before),
        Lignes(who, droits.asked, "droit", right, before, _same(EN_COURS, who)),
        Lignes(got, droits.opened[droits.got], "droit", _same(DROIT, got), _same(EN_COURS, got), _same(OUVERT, got)),
    ]  # fmt: skip


def cloture_of(dossiers: Dossiers, reasons: Colonne) -> Lignes:
    """The étape that closes each closed suivi; `reasons`: the column of the block of the suivis."""
    closed = np.flatnonzero(dossiers.clos >= 0)
    nothing = _same(None, closed)
    why = Colonne(reasons.valeurs, reasons.rangs[closed])
    return Lignes(closed, dossiers.clos[closed], "cloture", why, nothing, nothing)


def _same(value: str | None, who: Rangs) -> Colonne:
    return constant(value, len(who))


def bloc_etapes(rng: Generator, dossiers: Dossiers, kinds: Sequence[Lignes]) -> Bloc:
    """Étapes in the order of time, since their sequence is that of their rows."""
    suivi, jour = (np.concatenate([getattr(kind, name) for kind in kinds]) for name in ("suivi", "jour"))
    order = np.lexsort((jour, suivi))
    days = dossiers.terrain.days
    return Bloc(
        "etape",
        {
            "territoire_id": constant(dossiers.terrain.siren, len(order)),
            "id": Identifiants(identifiers(rng, len(order))),
            "suivi_id": Identifiants(dossiers.ids[suivi[order]]),
            "auteur_id": Colonne(dossiers.terrain.mediateurs, dossiers.referent[suivi[order]]),
            "nature": _joined([constant(kind.nature, len(kind.suivi)) for kind in kinds], order),
            **{name: _joined([getattr(kind, name) for kind in kinds], order) for name in ("objet", "avant", "apres")},
            "date_etape": Colonne(days, jour[order]),
            "nomenclature": constant(VERSION, len(order)),
            "recue_le": Colonne(moments(days), jour[order]),
        },
    )


def _joined(parts: Sequence[Colonne], order: Rangs) -> Colonne:
    """One column after the other, each with its own values, then put in order."""
    values: list[object] = []
    ranks = []
    for part in parts:
        ranks.append(part.rangs + len(values))
        values.extend(part.valeurs)
    return Colonne(values, np.concatenate(ranks)[order])
