"""Invented needs: ranks of the last closed year as if they had been published, and the priorités of the year."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from numpy.random import Generator

from asv.domain.coordination.rangs import family, ranked_themes
from asv.domain.periodes import last_closed
from asv.domain.synthese.blocs import Bloc, bloc_of
from asv.domain.synthese.profils_personnes import THEMES
from asv.domain.synthese.tirages import uuids

SPREAD = 0.9
"""How far the needs of a QPV are from those of the others."""
SILENT_EVERY = 7
"""One QPV of seven has too few answers to have ranks."""
HIDDEN = 0.12
"""Share of the figures that the release rule hides."""
PRIORITES = (
    ("Trouver un médecin traitant", None, "OFFRE", 260),
    ("Aller vers les dépistages des cancers", "CANCER", None, 240),
    ("Soigner ses dents dès l’enfance", "DENT", "FINANCIER", 200),
    ("Ouvrir et garder ses droits", "ACC_DROITS", "ADMIN", 90),
)
"""Libellé, theme, frein, and how many days ago it was retained."""


def bloc_rangs(rng: Generator, siren: str, contrat: Sequence[str], today: date) -> Bloc:
    """Ranks of each QPV of the contract: much alike from one to the other, since needs are."""
    weights = {theme: sum(w for code, w in THEMES.items() if family(code) == theme) for theme in ranked_themes()}
    annee = last_closed(today).debut.year
    rows: list[dict[str, Any]] = []
    for number, qpv in enumerate(contrat):
        drawn = {theme: weight * float(rng.lognormal(0, SPREAD)) for theme, weight in weights.items()}
        hidden = [float(rng.random()) < HIDDEN for _ in drawn]
        order = sorted(drawn, key=lambda theme: -drawn[theme])
        is_silent = number % SILENT_EVERY == SILENT_EVERY - 1
        rows += [
            {
                "territoire_id": siren, "annee": annee, "qpv": qpv, "theme": theme,
                "rang": None if is_silent or is_hidden else order.index(theme) + 1,
            }
            for theme, is_hidden in zip(drawn, hidden, strict=True)
        ]  # fmt: skip
    return bloc_of("rang_besoin", rows)


def bloc_priorites(rng: Generator, siren: str, contrat: Sequence[str], auteur: UUID, today: date) -> Bloc:
    """The priorités of the year: the last one for one QPV, the others for the whole territoire."""
    rows = [
        {
            "territoire_id": siren, "id": identifier, "annee": today.year, "rang": rang, "libelle": libelle,
            "theme": theme, "frein": frein, "qpv": contrat[0] if rang == len(PRIORITES) and contrat else None,
            "retenue_le": today - timedelta(days=days), "auteur_id": auteur,
        }
        for rang, (identifier, (libelle, theme, frein, days)) in enumerate(
            zip(uuids(rng, len(PRIORITES)), PRIORITES, strict=True), start=1
        )
    ]  # fmt: skip
    return bloc_of("priorite", rows)
