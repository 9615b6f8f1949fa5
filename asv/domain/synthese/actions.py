"""Joint actions of the structures: sheets and dates around the day of loading, in every state of their life."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, time, timedelta
from itertools import cycle
from typing import Any

from numpy.random import Generator

from asv.domain.actions import (
    ANNULEE,
    ARRETEE,
    BESOIN,
    CONCERTATION,
    EN_COURS,
    EVALUEE,
    IDEE,
    MONTAGE,
    PARTIELLE,
    PROGRAMMEE,
    REALISEE,
    RECONDUITE,
    REPORTEE,
    VALIDEE,
)
from asv.domain.synthese.blocs import Bloc, bloc_of
from asv.domain.synthese.cadre_actions import ActionFictive, written
from asv.domain.synthese.cadre_actions import Cadre as Cadre
from asv.domain.synthese.calendrier import HOLIDAYS
from asv.domain.synthese.equipe import StructureFictive
from asv.domain.synthese.modeles_actions import EN_PREPARATION, MODELES, PAR_DEUX, ModeleAction
from asv.domain.synthese.participations import places_of
from asv.domain.synthese.tirages import one_of, uuids
from asv.domain.synthese.vie import blocs_vie, counts_of, known_of
from asv.domain.territoires import Cellule

Progress = tuple[str, tuple[date, ...]]
BEFORE, AFTER = 330, 150
"""Days of the window in which the first date of an action falls, around the day of loading."""
GOLDEN = 0.618034
FRIDAY = 4
SOON, BETWEEN_TWO, LATER = 17, 6, 75
SHARE_ENTERING = 0.55
BILAN_DUE_DAYS = 60
POSTPONED_BY = timedelta(weeks=5)
LONG_PAST = ("AE_BILAN", EVALUEE, RECONDUITE, REALISEE, ARRETEE, "AE_BILAN", EVALUEE, ANNULEE, "AE_BILAN")
JUST_PAST = (REALISEE, REALISEE, REALISEE, ANNULEE)
OF_SEVERAL = (PARTIELLE, REALISEE, "AE_BILAN", EVALUEE)
"""Of actions of several dates that are behind: one that was cancelled makes them held in part."""
TO_COME = (
    PROGRAMMEE, CONCERTATION, VALIDEE, REPORTEE, PROGRAMMEE, PROGRAMMEE, PROGRAMMEE, ANNULEE, PROGRAMMEE,
)  # fmt: skip
A_DRAFT = (MONTAGE, BESOIN, IDEE, MONTAGE)
"""States that actions of the same age take in turn, so that each is shown."""
MOTIF_OF = {ANNULEE: "AN_PRO", REPORTEE: "AN_METEO"}
MOTIFS = {"AN_PRO": 4.0, "AN_METEO": 3.0, "AN_PUBLIC": 2.0, "AN_LIEU": 2.0, "AN_MATERIEL": 1.0, "AN_CALENDRIER": 1.0}
HOURS = ((time(9), time(12)), (time(14), time(17)), (time(10), time(16)), (time(13, 30), time(16, 30)))
PLACES = (
    "Salle commune, allée des Peupliers",
    "Place du Marché",
    "Halle de la Fosse",
    "Pied d’immeuble, tour des Lilas",
)


def blocs_actions(rng: Generator, cadre: Cadre, wanted: int) -> tuple[Bloc, ...]:
    """Rows of the actions, of their dates, of the places of their partners, of what their states say is known."""
    return rows_of(rng, cadre, _drawn(rng, cadre, wanted))


def rows_of(
    rng: Generator, cadre: Cadre, actions: Sequence[ActionFictive], spots: Sequence[Cellule] = ()
) -> tuple[Bloc, ...]:
    """The same for actions drawn elsewhere. spots: where their dates are, in turn, instead of one place each."""
    dates = [row for action in actions for row in _dates(rng, cadre, action)]
    for row, spot in zip(dates, cycle(spots), strict=False):
        row |= {"commune": spot.commune, "qpv": spot.qpv}
    return (
        bloc_of("action", [_sheet(rng, cadre, action) for action in actions]),
        bloc_of("date_action", dates),
        bloc_of("participation", [row for action in actions for row in places_of(rng, cadre, action)]),
        *blocs_vie(rng, cadre, actions),
        bloc_of("frequentation", [counts_of(rng, day, cadre.today) for day in dates if day["etat"] == REALISEE]),
    )


def _drawn(rng: Generator, cadre: Cadre, wanted: int) -> list[ActionFictive]:
    found: list[ActionFictive] = []
    turns: Counter[str] = Counter()
    for rank, identifier in enumerate(uuids(rng, wanted)):
        modele = MODELES[rank % len(MODELES)]
        if rank in PAR_DEUX:
            cellule, premier = found[-1].cellule, workday(found[-1].premier + timedelta(days=BETWEEN_TWO))
        else:
            cellule, premier = _cell(rng, cadre), _first_day(rank, modele, cadre.today)
        etat, jours = _progress(turns, rank, modele, premier, cadre.today)
        found.append(ActionFictive(identifier, rank, modele, _porteur(rng, rank, cadre), cellule, premier, etat, jours))
    return found


def _first_day(rank: int, modele: ModeleAction, today: date) -> date:
    """Its month for a campaign, otherwise anywhere in the window, evenly; the first action always comes soon."""
    if rank == 0 or rank in EN_PREPARATION:
        return workday(today + timedelta(days=LATER + rank if rank else SOON))
    window = today - timedelta(days=BEFORE), today + timedelta(days=AFTER)
    if modele.mois:
        years = (today.year - 1, today.year, today.year + 1)
        days = [date(year, modele.mois, 4 + rank * 3 % 22) for year in years]
        inside = [day for day in days if window[0] <= day <= window[1]]
        if inside:
            return workday(inside[0])
    return workday(window[0] + timedelta(days=int(rank * GOLDEN % 1 * (BEFORE + AFTER))))


def workday(day: date) -> date:
    while day.weekday() > FRIDAY or (day.month, day.day) in HOLIDAYS:
        day += timedelta(days=1)
    return day


def _progress(turns: Counter[str], rank: int, modele: ModeleAction, premier: date, today: date) -> Progress:
    """State of the action and its days, in agreement with each other and with today."""
    jours = tuple(workday(premier + timedelta(weeks=2 * turn)) for turn in range(modele.dates))
    if premier <= today <= jours[-1]:
        return EN_COURS, jours
    if jours[-1] < today:
        is_long_ago = jours[-1] < today - timedelta(days=BILAN_DUE_DAYS)
        states = OF_SEVERAL if len(jours) > 1 else LONG_PAST if is_long_ago else JUST_PAST
        return _in_turn(turns, states), jours
    if rank in EN_PREPARATION:
        draft = _in_turn(turns, A_DRAFT)
        return draft, jours if draft == MONTAGE else ()
    return (PROGRAMMEE if rank in {0, *PAR_DEUX} else _in_turn(turns, TO_COME)), jours


def _in_turn(turns: Counter[str], states: Sequence[str]) -> str:
    """The next of these states, the first again after the last."""
    key = "|".join(states)
    turns[key] += 1
    return states[(turns[key] - 1) % len(states)]


def _porteur(rng: Generator, rank: int, cadre: Cadre) -> StructureFictive:
    """The first two actions go to the first two structures; then those with a compte carry more than their share."""
    structures = cadre.equipe.structures
    entering = [structure for structure in structures if structure.compte_id] or [*structures]
    if rank < len(PAR_DEUX) or rank in EN_PREPARATION or rng.random() < SHARE_ENTERING:
        return entering[rank % len(entering)]
    return structures[int(rng.integers(len(structures)))]


def _cell(rng: Generator, cadre: Cadre) -> Cellule:
    """The partners know the first half of the quartiers; the others are white zones."""
    known = cadre.parts[: max(1, (len(cadre.parts) + 1) // 2)]
    return known[int(rng.integers(len(known)))]


def _sheet(rng: Generator, cadre: Cadre, action: ActionFictive) -> dict[str, Any]:
    modele = action.modele
    turn = action.rank // len(MODELES)
    qpv = [action.cellule.qpv] * bool(action.cellule.qpv)
    second = _cell(rng, cadre).qpv
    auteur = action.porteur.compte_id or cadre.equipe.coordinateurs[action.rank % len(cadre.equipe.coordinateurs)]
    return {
        "territoire_id": cadre.siren,
        "id": action.id,
        "titre": f"{modele.titre}{f', groupe {turn + 1}' if turn else ''} ({cadre.genre})",
        "type": modele.type,
        "theme": modele.theme,
        "description": modele.description,
        "etat": action.etat,
        "porteur_id": action.porteur.id,
        "qpv": [*dict.fromkeys([*qpv, *([second] if second and action.rank % 3 == 0 else [])])],
        "publics": list(modele.publics),
        "is_publique": modele.type not in {"AC_COORD", "AC_FORMPRO", "AC_OUTIL"},
        "motif_annulation": one_of(rng, MOTIFS) if action.etat in {ANNULEE, REPORTEE} else None,
        "creee_par": auteur,
        "creee_le": written(cadre, action),
        **known_of(cadre, action),
    }


def _dates(rng: Generator, cadre: Cadre, action: ActionFictive) -> list[dict[str, Any]]:
    """Dates of an action; those of a postponed one, then the dates that replace them."""
    ids = uuids(rng, len(action.jours))
    debut, fin = HOURS[int(rng.integers(len(HOURS)))]
    lieu = PLACES[int(rng.integers(len(PLACES)))]
    here: dict[str, Any] = {
        "territoire_id": cadre.siren, "action_id": action.id, "porteur_id": action.porteur.id, "debut": debut,
        "fin": fin, "lieu": f"{lieu} ({cadre.genre})", "commune": action.cellule.commune, "qpv": action.cellule.qpv,
        "motif_annulation": None, "remplace_id": None,
    }  # fmt: skip
    kept: list[dict[str, Any]] = []
    for turn, (identifier, jour) in enumerate(zip(ids, action.jours, strict=True)):
        etat = _state_of_date(action, turn, cadre.today)
        kept.append(here | {"id": identifier, "jour": jour, "etat": etat, "motif_annulation": MOTIF_OF.get(etat)})
    if action.etat != REPORTEE:
        return kept
    replacing = zip(uuids(rng, len(kept)), kept, strict=True)
    return kept + [
        here | {"id": new, "jour": workday(old["jour"] + POSTPONED_BY), "etat": PROGRAMMEE, "remplace_id": old["id"]}
        for new, old in replacing
    ]


def _state_of_date(action: ActionFictive, turn: int, today: date) -> str:
    if action.etat == REPORTEE:
        return REPORTEE
    if action.etat == ANNULEE or (action.etat == PARTIELLE and turn == len(action.jours) - 1):
        return ANNULEE
    return REALISEE if action.jours[turn] < today else PROGRAMMEE


def parts_by_presence(
    parts: Sequence[Cellule], presence: Sequence[float], contrat: Sequence[str]
) -> tuple[Cellule, ...]:
    """QPV parts of the contract, best covered first."""
    ranked = sorted(zip(presence, parts, strict=True), key=lambda pair: (-pair[0], pair[1].commune, pair[1].qpv or ""))
    return tuple(cellule for _, cellule in ranked if cellule.qpv in contrat)
