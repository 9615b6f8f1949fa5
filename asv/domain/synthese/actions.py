"""Joint actions of the structures: sheets, dates around the day of loading, invitations and means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from numpy.random import Generator

from asv.domain.actions import ANNULEE, DRAFTS, MONTAGE, PROGRAMMEE, REALISEE, Reponse
from asv.domain.synthese.blocs import Bloc, bloc_of
from asv.domain.synthese.calendrier import HOLIDAYS
from asv.domain.synthese.equipe import Equipe, StructureFictive
from asv.domain.synthese.modeles_actions import EN_PREPARATION, MODELES, PAR_DEUX, ModeleAction
from asv.domain.synthese.tirages import one_of, uuids
from asv.domain.synthese.volumes import Genre
from asv.domain.territoires import Cellule

BEFORE, AFTER = 330, 150
"""Days of the window in which the first date of an action falls, around the day of loading."""
GOLDEN = 0.618034
FRIDAY = 4
SOON, BETWEEN_TWO, LATER = 17, 6, 75
SHARE_ENTERING = 0.55
BILAN_DUE_DAYS = 60
PARTIELLE, REPORTEE, EN_COURS = "AE_PARTIELLE", "AE_REPORTEE", "AE_EN_COURS"
LONG_PAST = {"AE_BILAN": 34.0, "AE_EVALUEE": 20.0, REALISEE: 22.0, "AE_RECONDUITE": 10.0, PARTIELLE: 9.0, ANNULEE: 5.0}
JUST_PAST = {REALISEE: 78.0, PARTIELLE: 14.0, ANNULEE: 8.0}
TO_COME = {PROGRAMMEE: 74.0, "AE_VALIDEE": 10.0, "AE_CONCERTATION": 7.0, REPORTEE: 4.0, ANNULEE: 5.0}
A_DRAFT = {MONTAGE: 50.0, "AE_BESOIN": 25.0, "AE_IDEE": 25.0}
MOTIFS = {"AN_PRO": 4.0, "AN_METEO": 3.0, "AN_PUBLIC": 2.0, "AN_LIEU": 2.0, "AN_MATERIEL": 1.0, "AN_CALENDRIER": 1.0}
HOURS = ((time(9), time(12)), (time(14), time(17)), (time(10), time(16)), (time(13, 30), time(16, 30)))
ROLES = {
    "RO_PARTENAIRE": 34.0,
    "RO_OPERATEUR": 18.0,
    "RO_RELAIS": 24.0,
    "RO_HOTE": 16.0,
    "RO_EXPERT": 4.0,
    "RO_COPORTEUR": 4.0,
}
ANSWERED: Mapping[str, float] = {Reponse.ACCEPTEE: 85.0, Reponse.DECLINEE: 15.0}
ASKED: Mapping[str, float] = {Reponse.ACCEPTEE: 52.0, Reponse.ATTENDUE: 35.0, Reponse.DECLINEE: 13.0}
MOYENS = {
    "MY_LOCAL": "Prête une salle et son matériel.", "MY_AGENT": "Une personne présente toute la demi-journée.",
    "MY_PRO_SANTE": "Deux vacations de soignant.", "MY_VEHICULE": "Minibus avec chauffeur.",
    "MY_COMM": "Affiches et message aux usagers.", "MY_MATERIEL": "Stand, tables et jeux.",
    "MY_BENEVOLE": "Trois bénévoles pour l’accueil.", "MY_GARDE": "Garde d’enfants sur place.",
    "MY_OUTIL_PEDA": "Malle pédagogique.", "MY_FICHIER": "Envoie elle-même l’invitation aux personnes concernées.",
    "MY_INTERPRETE": "Deux heures d’interprétariat.", "MY_BUDGET": "Prend en charge le goûter.",
}  # fmt: skip
PLACES = (
    "Salle commune, allée des Peupliers",
    "Place du Marché",
    "Halle de la Fosse",
    "Pied d’immeuble, tour des Lilas",
)


@dataclass(frozen=True, slots=True)
class Cadre:
    """What the actions of a territoire are drawn from. `parts`: QPV parts where partners work, best covered first."""

    siren: str
    parts: tuple[Cellule, ...]
    equipe: Equipe
    today: date
    genre: Genre


@dataclass(frozen=True, slots=True)
class ActionFictive:
    id: UUID
    rank: int
    modele: ModeleAction
    porteur: StructureFictive
    cellule: Cellule
    premier: date
    etat: str
    jours: tuple[date, ...]


def blocs_actions(rng: Generator, cadre: Cadre, wanted: int) -> tuple[Bloc, ...]:
    """Rows of the actions, of their dates, of the places of their partners."""
    actions = _drawn(rng, cadre, wanted)
    return (
        bloc_of("action", [_sheet(rng, cadre, action) for action in actions]),
        bloc_of("date_action", [row for action in actions for row in _dates(rng, cadre, action)]),
        bloc_of("participation", [row for action in actions for row in _places(rng, cadre, action)]),
    )


def _drawn(rng: Generator, cadre: Cadre, wanted: int) -> list[ActionFictive]:
    found: list[ActionFictive] = []
    for rank, identifier in enumerate(uuids(rng, wanted)):
        modele = MODELES[rank % len(MODELES)]
        if rank in PAR_DEUX:
            cellule, premier = found[-1].cellule, _workday(found[-1].premier + timedelta(days=BETWEEN_TWO))
        else:
            cellule, premier = _cell(rng, cadre), _first_day(rank, modele, cadre.today)
        etat, jours = _progress(rng, rank, modele, premier, cadre.today)
        found.append(ActionFictive(identifier, rank, modele, _porteur(rng, rank, cadre), cellule, premier, etat, jours))
    return found


def _first_day(rank: int, modele: ModeleAction, today: date) -> date:
    """Its month for a campaign, otherwise anywhere in the window, evenly; the first action always comes soon."""
    if rank == 0 or rank in EN_PREPARATION:
        return _workday(today + timedelta(days=LATER + rank if rank else SOON))
    window = today - timedelta(days=BEFORE), today + timedelta(days=AFTER)
    if modele.mois:
        years = (today.year - 1, today.year, today.year + 1)
        days = [date(year, modele.mois, 4 + rank * 3 % 22) for year in years]
        inside = [day for day in days if window[0] <= day <= window[1]]
        if inside:
            return _workday(inside[0])
    return _workday(window[0] + timedelta(days=int(rank * GOLDEN % 1 * (BEFORE + AFTER))))


def _workday(day: date) -> date:
    while day.weekday() > FRIDAY or (day.month, day.day) in HOLIDAYS:
        day += timedelta(days=1)
    return day


def _progress(
    rng: Generator, rank: int, modele: ModeleAction, premier: date, today: date
) -> tuple[str, tuple[date, ...]]:
    """State of the action and its days, in agreement with each other and with today."""
    jours = tuple(_workday(premier + timedelta(weeks=2 * turn)) for turn in range(modele.dates))
    if premier <= today <= jours[-1]:
        return EN_COURS, jours
    if jours[-1] < today:
        is_long_ago = jours[-1] < today - timedelta(days=BILAN_DUE_DAYS)
        etat = one_of(rng, LONG_PAST if is_long_ago else JUST_PAST)
        return REALISEE if etat == PARTIELLE and len(jours) == 1 else etat, jours
    if rank in EN_PREPARATION:
        draft = one_of(rng, A_DRAFT)
        return draft, jours if draft == MONTAGE else ()
    return (PROGRAMMEE if rank in {0, *PAR_DEUX} else one_of(rng, TO_COME)), jours


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
        "creee_le": _written(cadre, action),
    }


def _written(cadre: Cadre, action: ActionFictive) -> datetime:
    """Some three months before, and before today in any case."""
    day = min(action.premier - timedelta(days=70 + action.rank % 5 * 12), cadre.today - timedelta(days=12))
    return datetime.combine(day, time(9, action.rank % 60), UTC)


def _dates(rng: Generator, cadre: Cadre, action: ActionFictive) -> list[dict[str, Any]]:
    ids = uuids(rng, len(action.jours))
    debut, fin = HOURS[int(rng.integers(len(HOURS)))]
    lieu = PLACES[int(rng.integers(len(PLACES)))]
    return [
        {
            "territoire_id": cadre.siren,
            "id": identifier,
            "action_id": action.id,
            "porteur_id": action.porteur.id,
            "jour": jour,
            "debut": debut,
            "fin": fin,
            "lieu": f"{lieu} ({cadre.genre})",
            "commune": action.cellule.commune,
            "qpv": action.cellule.qpv,
            "etat": (etat := _state_of_date(action, turn, cadre.today)),
            "motif_annulation": "AN_PRO" if etat == ANNULEE else None,
        }
        for turn, (identifier, jour) in enumerate(zip(ids, action.jours, strict=True))
    ]


def _state_of_date(action: ActionFictive, turn: int, today: date) -> str:
    if action.etat in {ANNULEE, REPORTEE} or (action.etat == PARTIELLE and turn == len(action.jours) - 1):
        return ANNULEE
    return REALISEE if action.jours[turn] < today else PROGRAMMEE


def _places(rng: Generator, cadre: Cadre, action: ActionFictive) -> list[dict[str, Any]]:
    """Structures asked to take part. The first two structures always work together when one of them carries."""
    structures = [structure for structure in cadre.equipe.structures if structure.id != action.porteur.id]
    wanted = min(2 + int(rng.integers(4)), len(structures))
    chosen = [structures[int(rank)] for rank in rng.permutation(len(structures))[:wanted]]
    if action.porteur in cadre.equipe.structures[:2] and structures:
        chosen = [*dict.fromkeys([structures[0], *chosen])]
    carrier = _carrier(cadre, action)
    if action.etat in DRAFTS and action.etat != MONTAGE:
        return [carrier]
    return [carrier, *(_place(rng, cadre, action, structure) for structure in chosen)]


def _carrier(cadre: Cadre, action: ActionFictive) -> dict[str, Any]:
    """The place of the structure that carries the action: it asked nobody, it is in."""
    written = _written(cadre, action)
    return {
        "territoire_id": cadre.siren,
        "action_id": action.id,
        "structure_id": action.porteur.id,
        "porteur_id": action.porteur.id,
        "role": "RO_PORTEUR",
        "reponse": str(Reponse.ACCEPTEE),
        "moyens": ["MY_AGENT"],
        "apport": MOYENS["MY_AGENT"],
        "invitee_le": written,
        "repondue_le": written,
    }


def _place(rng: Generator, cadre: Cadre, action: ActionFictive, structure: StructureFictive) -> dict[str, Any]:
    is_over = bool(action.jours) and action.jours[-1] < cadre.today
    reponse = Reponse(one_of(rng, ANSWERED if is_over else ASKED))
    moyens = _means(rng) if reponse == Reponse.ACCEPTEE else []
    invited = _written(cadre, action) + timedelta(days=int(rng.integers(1, 6)))
    answered = invited + timedelta(days=int(rng.integers(1, 6)), hours=int(rng.integers(5)))
    return {
        "territoire_id": cadre.siren,
        "action_id": action.id,
        "structure_id": structure.id,
        "porteur_id": action.porteur.id,
        "role": one_of(rng, ROLES),
        "reponse": str(reponse),
        "moyens": moyens,
        "apport": MOYENS[moyens[0]] if moyens else "",
        "invitee_le": invited,
        "repondue_le": None if reponse == Reponse.ATTENDUE else answered,
    }


def _means(rng: Generator) -> list[str]:
    weights = dict.fromkeys(MOYENS, 1.0) | {"MY_LOCAL": 3.0, "MY_AGENT": 3.0}
    return [*dict.fromkeys(one_of(rng, weights) for _ in range(1 + int(rng.integers(2))))]


def parts_by_presence(
    parts: Sequence[Cellule], presence: Sequence[float], contrat: Sequence[str]
) -> tuple[Cellule, ...]:
    """QPV parts of the contract, best covered first."""
    ranked = sorted(zip(presence, parts, strict=True), key=lambda pair: (-pair[0], pair[1].commune, pair[1].qpv or ""))
    return tuple(cellule for _, cellule in ranked if cellule.qpv in contrat)
