"""All that hangs on invented suivis: cards, étapes, and the démarches and orientations with what they gave."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import numpy as np
from numpy.random import Generator

from asv.domain.synthese.blocs import Bloc, Colonne, Identifiants, Octets, Rangs, constant, joined
from asv.domain.synthese.dossiers import Days, Dossiers, hung, long_open, moments
from asv.domain.synthese.etapes import DROIT, Droits, bloc_etapes, cloture_of, droits_of, etapes_of, moves_of
from asv.domain.synthese.tirages import happens, identifiers, pick_alike, weights

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
DELAIS = (15, 30, 45, 60)
SHARE_STUCK, SHARE_HEARD, SHARE_SECOND = 0.7, 0.72, 0.4
VERS_CODES, FORCE_CODES, SOURCE_CODES = tuple(VERS), tuple(FORCES), tuple(SOURCES)
DEMARCHE = "D_C2S_DEP"


def blocs_dossiers(rng: Generator, dossiers: Dossiers, followed: Bloc, cartes: Sequence[bytes] = ()) -> list[Bloc]:
    """Every row that hangs on the suivis of a lot. `cartes`: keyed hashes that open some of the longest open ones."""
    droits = droits_of(rng, dossiers)
    demarches, resultats_demarches = _demarches(rng, dossiers, droits)
    orientations, resultats = _orientations(rng, dossiers)
    reasons = followed.colonnes["cloture"]
    etapes = [*etapes_of(rng, dossiers), *moves_of(droits), cloture_of(dossiers, reasons)]  # type: ignore[arg-type]
    return [
        _cartes(rng, dossiers, cartes), bloc_etapes(rng, dossiers, etapes), demarches, orientations,
        joined(resultats_demarches, resultats),
    ]  # fmt: skip


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


def _demarches(rng: Generator, dossiers: Dossiers, droits: Droits) -> tuple[Bloc, Bloc]:
    """The file of each right asked for; open rights have their result, a few others are stuck."""
    who = droits.who
    ids = identifiers(rng, len(who))
    bloc = Bloc(
        "demarche",
        hung(dossiers, who, ids, {"date_demarche": droits.asked})
        | {
            "code": constant(DEMARCHE, len(who)),
            "couverture": constant(DROIT, len(who)),
            "delai_jours": Colonne(DELAIS, rng.integers(0, len(DELAIS), len(who))),
        },
    )
    stuck = ~droits.got & (droits.opened <= dossiers.fin) & happens(rng, SHARE_STUCK, len(who))
    heard = np.flatnonzero(droits.got | stuck)
    source = pick_alike(rng, weights(SOURCE_CODES, SOURCES), len(heard))
    rows = hung(dossiers, who[heard], identifiers(rng, len(heard)), {"date_resultat": droits.opened[heard]})
    return bloc, Bloc(
        "resultat",
        rows
        | {
            "pour_id": Identifiants(ids[heard]),
            "code": Colonne(("RES_DOSSIER_INCOMPLET", "RES_DROIT_OUVERT"), droits.got[heard].astype(np.intp)),
            "source": Colonne(SOURCE_CODES, source),
        },
    )


def _orientations(rng: Generator, dossiers: Dossiers) -> tuple[Bloc, Bloc]:
    """One orientation each, at a day when the person came; a second one for some; and what they gave."""
    second = np.flatnonzero(happens(rng, SHARE_SECOND, len(dossiers)))
    who = np.concatenate([np.arange(len(dossiers)), second])
    jour = np.concatenate([dossiers.ouvert, dossiers.dernier[second]])
    ids = identifiers(rng, len(who))
    delay = np.where(happens(rng, 0.5, len(who)), rng.integers(0, len(DELAIS), len(who)), len(DELAIS))
    bloc = Bloc(
        "orientation",
        hung(dossiers, who, ids, {"date_orientation": jour})
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
    rows = hung(dossiers, who[heard], identifiers(rng, len(heard)), {"date_resultat": day[heard]})
    return Bloc(
        "resultat",
        rows
        | {
            "pour_id": Identifiants(ids[heard]),
            "code": Colonne(codes, pick_alike(rng, weights(codes, given), len(heard))),
            "source": source,
        },
    )
