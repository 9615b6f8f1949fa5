"""Signals of the last months: mostly one situation here and there, and one that comes back."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from numpy.random import Generator

from asv.domain.nomenclatures import VERSION
from asv.domain.regroupement import first_month
from asv.domain.synthese.blocs import Bloc, bloc_of
from asv.domain.synthese.dossiers import MIDDAY
from asv.domain.synthese.tirages import one_of, uuids
from asv.domain.territoires import Cellule

CODES = {
    "SG_DELAI": 30.0, "SG_REFUS": 16.0, "SG_NUM": 14.0, "SG_PIECES": 12.0, "SG_TRANSPORT": 8.0, "SG_ACCUEIL": 8.0,
    "SG_POSITIF": 8.0, "SG_OFFRE_FERMEE": 4.0,
}  # fmt: skip
SERVICES = {"O_DENT": 24.0, "O_SPE": 20.0, "O_MG": 18.0, "O_CPAM": 16.0, "O_CAF": 8.0, "O_CCAS": 7.0, "O_SF": 7.0}
REPEATED = 4
"""Situations of the one that comes back, told by as many mediators."""


def bloc_signaux(
    rng: Generator, siren: str, cellules: Sequence[Cellule], mediateurs: Sequence[UUID], today: date
) -> Bloc:
    """Two or so a mediator in three months; the first ones tell of one refusal in one commune."""
    wanted = REPEATED + 2 * len(mediateurs)
    oldest = first_month(today)
    places = rng.integers(0, len(cellules), wanted)
    rows = []
    for rank, identifier in enumerate(uuids(rng, wanted)):
        is_repeated = rank < REPEATED
        cellule = cellules[0 if is_repeated else int(places[rank])]
        day = today - timedelta(days=1 + int(rng.integers(0, (today - oldest).days)))
        rows.append({
            "territoire_id": siren, "id": identifier, "auteur_id": mediateurs[rank % len(mediateurs)],
            "code": "SG_REFUS" if is_repeated else one_of(rng, CODES),
            "service": "O_DENT" if is_repeated else one_of(rng, SERVICES), "commune": cellule.commune, "qpv": None,
            "situations": 1, "mois": day.replace(day=1), "nomenclature": VERSION,
            "recu_le": datetime.combine(day, MIDDAY),
        })  # fmt: skip
    return bloc_of("signal", rows)
