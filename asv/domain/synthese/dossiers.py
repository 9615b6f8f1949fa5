"""What hangs on a suivi: its card, its étapes in the order of time, its démarche, its orientations and their results.

A handful of rows for each suivi, drawn all at once: loading a million contacts stays a matter of seconds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from asv.domain.nomenclatures import VERSION
from asv.domain.suivis.ouverture import MINEURS
from asv.domain.synthese.blocs import Bloc, Colonne, Identifiants, Octets, Rangs, constant, joined
from asv.domain.synthese.personnes import AGES, Personnes
from asv.domain.synthese.seances import Seances, Terrain
from asv.domain.synthese.suivis import Suivis
from asv.domain.synthese.tirages import happens, identifiers, pick_alike, weights

BESOINS = {
    "B_DROITS": 26.0, "B_MT": 16.0, "B_DENT": 12.0, "B_SPE": 10.0, "B_DEPIST": 8.0, "B_COMPRENDRE": 8.0,
    "B_NUM": 6.0, "B_TRANSPORT": 5.0, "B_FINANCE": 5.0, "B_ACCOMP": 4.0,
}  # fmt: skip
VERS = {
    "O_CPAM": 22.0, "O_MG": 18.0, "O_CCAS": 14.0, "O_CDS": 12.0, "O_DENT": 10.0, "O_MSP": 8.0, "O_SPE": 6.0,
    "O_CRCDC": 6.0, "O_FS": 4.0,
}  # fmt: skip
FORCES = {"TO_INFO": 30.0, "TO_RECOMMANDEE": 24.0, "TO_ACTIVE": 30.0, "TO_ACCOMPAGNEE": 10.0, "TO_RELAIS": 6.0}
RENDUS = {
    "RES_RDV_HONORE": 34.0, "RES_RDV_OBTENU": 8.0, "RES_RDV_NON_HONORE": 12.0, "RES_SOIN_REALISE": 16.0,
    "RES_RDV_ANNULE_PRO": 6.0, "RES_AUTONOME": 10.0, "RES_REFUS_PARTENAIRE": 6.0, "RES_REFUS_PERSONNE": 8.0,
}  # fmt: skip
SOURCES = {"personne": 60.0, "partenaire": 25.0, "mediateur": 15.0}
FORMER_RIGHTS = ("EXPIRE", "JAMAIS", "PIECES")
DELAIS = (15, 30, 45, 60)
SHARE_RIGHTS, SHARE_HEARD, SHARE_SECOND = 0.55, 0.72, 0.4
MIDDAY = time(12, tzinfo=UTC)
BESOIN_CODES, VERS_CODES, RENDU_CODES = tuple(BESOINS), tuple(VERS), tuple(RENDUS)
FORCE_CODES, SOURCE_CODES = tuple(FORCES), tuple(SOURCES)
DROIT, DEMARCHE = "C2S_GRATUITE", "D_C2S_DEP"
EN_COURS, OUVERT, AUTONOMIE = "EN_COURS", "OUVERT", ("AUT_0", "AUT_1", "AUT_2", "AUT_3")
Days = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Dossiers:
    """The suivis of a lot with their days as ranks; `clos` is -1 for an open one. `fin`: last rank that exists."""

    terrain: Terrain
    ids: Octets
    referent: Rangs
    ouvert: Days
    dernier: Days
    clos: Days
    is_minor: NDArray[np.bool_]

    @property
    def fin(self) -> int:
        return len(self.terrain.days) - 1

    def __len__(self) -> int:
        return len(self.referent)


def dossiers_of(terrain: Terrain, seances: Seances, suivis: Suivis, personnes: Personnes, followed: Bloc) -> Dossiers:
    """What the rows are drawn from. `followed`: the block of these suivis, where the closed ones have their day."""
    ended = followed.colonnes["clos_le"].rangs  # type: ignore[union-attr]
    first, last = suivis.seance[suivis.first], suivis.seance[suivis.last]
    ages = np.isin(np.array(AGES, dtype=object), sorted(MINEURS))
    return Dossiers(
        terrain, suivis.ids, seances.mediateur[first], seances.jour[first], seances.jour[last],
        np.where(ended == len(terrain.days), -1, ended), ages[personnes.age[suivis.first]],
    )  # fmt: skip


def blocs_dossiers(rng: Generator, dossiers: Dossiers, followed: Bloc, cartes: Sequence[bytes] = ()) -> list[Bloc]:
    """Every row that hangs on the suivis of a lot. `cartes`: keyed hashes that open some of the longest open ones."""
    reasons = followed.colonnes["cloture"]
    etapes = [*_etapes(rng, dossiers), cloture_of(dossiers, reasons)]  # type: ignore[arg-type]
    demarches, resultats_demarches = _demarches(rng, dossiers)
    orientations, resultats = _orientations(rng, dossiers)
    return [
        _cartes(rng, dossiers, cartes), bloc_etapes(rng, dossiers, etapes), demarches, orientations,
        joined(resultats_demarches, resultats),
    ]  # fmt: skip


def moments(days: Sequence[date]) -> list[datetime]:
    """Noon of each day: when what was noted on it was received."""
    return [datetime.combine(day, MIDDAY) for day in days]


def _cartes(rng: Generator, dossiers: Dossiers, known: Sequence[bytes]) -> Bloc:
    """One card each; the hash of a code that nobody drew opens nothing."""
    length = len(dossiers)
    octets = rng.integers(0, 256, size=(length, 32), dtype=np.uint8)
    hashes = [row.tobytes() for row in octets]
    for rank, empreinte in enumerate(known):
        for suivi in long_open(dossiers, rank % len(dossiers.terrain.mediateurs), timedelta(days=100))[:1]:
            hashes[suivi] = empreinte
    return Bloc(
        "carte",
        {
            "territoire_id": constant(dossiers.terrain.siren, length),
            "empreinte": Colonne(hashes, np.arange(length)),
            "suivi_id": Identifiants(dossiers.ids),
            "etat": constant("active", length),
            "remise_le": Colonne(moments(dossiers.terrain.days), dossiers.ouvert),
        },
    )


@dataclass(frozen=True, slots=True)
class Lignes:
    """Étapes of one kind: which suivi, on which day, and the codes, written once."""

    suivi: Rangs
    jour: Days
    nature: str
    objet: Colonne
    avant: Colonne
    apres: Colonne


def _etapes(rng: Generator, dossiers: Dossiers) -> list[Lignes]:
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
        *_rights(rng, dossiers),
        Lignes(closed, dossiers.clos[closed], "autonomie", _same(domain, closed), Colonne(AUTONOMIE, before[closed]),
               Colonne(AUTONOMIE, gain[closed])),
    ]  # fmt: skip


def _rights(rng: Generator, dossiers: Dossiers) -> list[Lignes]:
    """A right found expired or never asked for, then asked for, then open for most."""
    who = np.flatnonzero(happens(rng, SHARE_RIGHTS, len(dossiers)))
    found = pick_alike(rng, np.array([50.0, 30.0, 20.0]), len(who))
    asked, opened = dossiers.ouvert[who], dossiers.ouvert[who] + rng.integers(20, 80, len(who))
    got = opened <= np.minimum(dossiers.fin, np.where(dossiers.clos[who] >= 0, dossiers.clos[who], dossiers.fin))
    right, nothing = _same(DROIT, who), _same(None, who)
    return [
        Lignes(who, asked, "droit", right, nothing, Colonne(FORMER_RIGHTS, found)),
        Lignes(who, asked, "droit", right, Colonne(FORMER_RIGHTS, found), _same(EN_COURS, who)),
        Lignes(who[got], opened[got], "droit", _same(DROIT, who[got]), _same(EN_COURS, who[got]),
               _same(OUVERT, who[got])),
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


def _demarches(rng: Generator, dossiers: Dossiers) -> tuple[Bloc, Bloc]:
    """A file deposited for a part of the suivis, and what it gave."""
    who = np.flatnonzero(happens(rng, SHARE_RIGHTS, len(dossiers)))
    delay = rng.integers(0, len(DELAIS), len(who))
    ids = identifiers(rng, len(who))
    bloc = Bloc(
        "demarche",
        _hung(dossiers, who, ids, {"date_demarche": dossiers.ouvert[who]})
        | {
            "code": constant(DEMARCHE, len(who)),
            "couverture": constant(DROIT, len(who)),
            "delai_jours": Colonne(DELAIS, delay),
        },
    )
    given = {"RES_DROIT_OUVERT": 66.0, "RES_DROIT_REFUSE": 12.0, "RES_DOSSIER_INCOMPLET": 22.0}
    return bloc, _resultats(rng, dossiers, (who, ids, dossiers.ouvert[who]), given)


def _orientations(rng: Generator, dossiers: Dossiers) -> tuple[Bloc, Bloc]:
    """One orientation each, at a day when the person came; a second one for some; and what they gave."""
    second = np.flatnonzero(happens(rng, SHARE_SECOND, len(dossiers)))
    who = np.concatenate([np.arange(len(dossiers)), second])
    jour = np.concatenate([dossiers.ouvert, dossiers.dernier[second]])
    ids = identifiers(rng, len(who))
    delay = np.where(happens(rng, 0.5, len(who)), rng.integers(0, len(DELAIS), len(who)), len(DELAIS))
    bloc = Bloc(
        "orientation",
        _hung(dossiers, who, ids, {"date_orientation": jour})
        | {
            "type": Colonne(VERS_CODES, pick_alike(rng, weights(VERS_CODES, VERS), len(who))),
            "force": Colonne(FORCE_CODES, pick_alike(rng, weights(FORCE_CODES, FORCES), len(who))),
            "delai_jours": Colonne((*DELAIS, None), delay),
        },
    )
    return bloc, _resultats(rng, dossiers, (who, ids, jour), RENDUS)


def _resultats(
    rng: Generator, dossiers: Dossiers, sent: tuple[Rangs, Octets, Days], given: Mapping[str, float]
) -> Bloc:
    """What was heard of most, never after the last day."""
    who, ids, jour = sent
    day = jour + rng.integers(6, 70, len(who))
    heard = np.flatnonzero(happens(rng, SHARE_HEARD, len(who)) & (day <= dossiers.fin))
    codes = tuple(given)
    source = Colonne(SOURCE_CODES, pick_alike(rng, weights(SOURCE_CODES, SOURCES), len(heard)))
    rows = _hung(dossiers, who[heard], identifiers(rng, len(heard)), {"date_resultat": day[heard]})
    return Bloc(
        "resultat",
        rows
        | {
            "pour_id": Identifiants(ids[heard]),
            "code": Colonne(codes, pick_alike(rng, weights(codes, given), len(heard))),
            "source": source,
        },
    )


def _hung(dossiers: Dossiers, who: Rangs, ids: Octets, dated: Mapping[str, Days]) -> dict[str, Colonne | Identifiants]:
    """The columns that every row of a suivi has; `dated`: the name of its day, and the days."""
    ((name, jour),) = dated.items()
    days = dossiers.terrain.days
    return {
        "territoire_id": constant(dossiers.terrain.siren, len(who)),
        "id": Identifiants(ids),
        "suivi_id": Identifiants(dossiers.ids[who]),
        "auteur_id": Colonne(dossiers.terrain.mediateurs, dossiers.referent[who]),
        name: Colonne(days, jour),
        "nomenclature": constant(VERSION, len(who)),
        "recue_le": Colonne(moments(days), jour),
    }


def long_open(dossiers: Dossiers, mediateur: int, least: timedelta) -> list[int]:
    """Open suivis of a mediator that began long enough ago, those last seen latest first."""
    own = np.flatnonzero((dossiers.referent == mediateur) & (dossiers.clos < 0))
    old = [int(rank) for rank in own if dossiers.ouvert[rank] + least.days <= dossiers.fin]
    return sorted(old, key=lambda rank: (-int(dossiers.dernier[rank]), rank))
