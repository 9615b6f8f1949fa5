"""An invented log to try the tool with: its places are those of the territoire, its people nobody's."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from asv.domain.reprise.lieux import Lieux

ENTETES = (
    "Date", "Heure", "Commune", "Quartier", "Lieu", "Mode de contact", "Sexe", "Âge", "Commune de résidence", "Frein",
    "Thème", "Orienté vers", "Durée (min)", "Première fois", "Nom", "Observations",
)  # fmt: skip
LINES, SEED, SPREAD = 60, 2026, 3
_HOURS = ("9h30", "10h15", "14h", "14h45", "16h30")
_LIEUX, _MODES = ("CCAS", "Centre social", "Marché"), ("Permanence", "Rue", "Sur rendez-vous")
_FREINS = ("Financier", "Administratif", "Transport", "Barrière de la langue", "Mutuelle trop chère", "Aucun")
_THEMES = ("Dentaire", "Ouverture de droits", "Vue", "Vaccination", "Nutrition")
_ORIENTATIONS = ("CPAM", "Médecin traitant", "CCAS", "Dentiste", "")


def example_lines(lieux: Lieux, today: date) -> list[Sequence[str | int | date]]:
    """Headers, then lines of the last weeks: a value to choose, columns never taken, and one date to correct."""
    draw = Random(SEED)
    lines: list[Sequence[str | int | date]] = [ENTETES]
    places = [(code, min(parts)) for code, parts in sorted(lieux.places.communes.items()) if parts][:4]
    places = places or [(code, "") for code in list(lieux.communes)[:1]]
    for number in range(LINES):
        commune, qpv = places[number % len(places)]
        day = today - timedelta(days=1 + number // SPREAD)
        lines.append((
            day, draw.choice(_HOURS), lieux.communes[commune], lieux.qpv.get(qpv, "") if number % 3 else "hors QPV",
            draw.choice(_LIEUX), draw.choice(_MODES), draw.choice(("F", "H")), draw.randint(4, 90),
            lieux.communes[draw.choice(places)[0]], draw.choice(_FREINS), draw.choice(_THEMES),
            draw.choice(_ORIENTATIONS), draw.choice((10, 15, 20, 30)), draw.choice(("oui", "non")), "(jamais repris)",
            "(jamais repris)",
        ))  # fmt: skip
    lines.append(("31/02/2026", *lines[-1][1:]))
    return lines
