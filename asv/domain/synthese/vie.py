"""What the state of an action says is known of it: needs, how it moved, what was aimed at, counts, money. Invented."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import UUID

from numpy.random import Generator

from asv.domain.actions import (
    ANNULEE,
    ARRETEE,
    BEFORE,
    BESOIN,
    BILAN,
    CONCERTATION,
    DRAFTS,
    EN_COURS,
    EVALUEE,
    IDEE,
    MONTAGE,
    PARTIELLE,
    PROGRAMMEE,
    REALISEE,
    RECONDUITE,
    REPORTEE,
    SCREENING,
    VALIDEE,
)
from asv.domain.actions.campagnes import CAMPAGNES
from asv.domain.nomenclatures import entree
from asv.domain.synthese.blocs import Bloc, bloc_of
from asv.domain.synthese.cadre_actions import ActionFictive, Cadre, written
from asv.domain.synthese.tirages import uuids

AFTER = (REALISEE, BILAN, EVALUEE)
NEEDS = (
    ("frein", "FIN_RAC", "Des personnes reportent leurs soins à cause de ce qui reste à payer."),
    ("habitants", None, "Au conseil citoyen, plusieurs habitants disent ne pas savoir où s’adresser."),
    ("theme", None, "Le thème revient souvent dans les permanences de l’année."),
    ("praps", "1", ""),
)
Line = tuple[str, Decimal | None, Decimal | None, Decimal | None, bool, date | None]
SIGNED = "Coordination"
BY_COORDINATION = frozenset({CONCERTATION, VALIDEE, EVALUEE, RECONDUITE, ARRETEE})
FINANCEMENTS = ("FI_PDV", "FI_FIR", "FI_CPAM", "FI_COMMUNE")
TRACK = (None, "AE_DEMANDE", "AE_FINANCEE", "AE_FINANCEE", "AE_NON_FINANCEE")
"""The money of actions, in turn: its track does not follow their states."""
DECISION = {RECONDUITE: "reconduire", ARRETEE: "arreter"}
PAST_FORMS = {"bilan_reussites": "Le lieu et l’horaire ont convenu aux habitants.",
              "bilan_limites": "Le relais des écoles est venu trop tard."}  # fmt: skip
AIM = "Que chacun, dans le quartier, sache où s’adresser et ose y aller. Thème : {theme}."
COMMUNICATION = "Affiches dans les halls, message des centres sociaux, annonce des médiateurs deux semaines avant."


def way_of(etat: str) -> tuple[str, ...]:
    """States that an action of the demonstration went through, the last one included."""
    if etat in {REPORTEE, ANNULEE}:
        return (*BEFORE[: BEFORE.index(PROGRAMMEE) + 1], etat)
    if etat == PARTIELLE:
        return (*BEFORE, PARTIELLE)
    full = (*BEFORE, *AFTER)
    if etat in full:
        return full[: full.index(etat) + 1]
    return (*full, etat)


def known_of(cadre: Cadre, action: ActionFictive) -> dict[str, Any]:
    """Columns of the sheet that the state of the action says are filled."""
    way = way_of(action.etat)
    modele, moves = action.modele, moments_of(cadre, action)
    is_over = BILAN in way
    aval = _other(cadre, action) if modele.type == SCREENING and VALIDEE in way else None
    return {
        "objectif": AIM.format(theme=entree("THEME_SANTE", modele.theme).libelle) if MONTAGE in way else "",
        "alertes_lues_le": moves.get(CONCERTATION),
        "annoncee_le": moves.get(CONCERTATION),
        "ouverte_le": moves.get(VALIDEE),
        "participation_prevue": f"PA_{1 + action.rank % 4}" if VALIDEE in way else None,
        "aval_id": aval,
        "aval_jours": 10 if aval else None,
        "communication": COMMUNICATION if PROGRAMMEE in way else "",
        "etat_depuis": moves[action.etat],
        "etat_financement": TRACK[action.rank % len(TRACK)] if MONTAGE in way else None,
        "campagne": _campagne(action),
        "effectif_attendu": 30 + action.rank % 5 * 10 if VALIDEE in way else None,
        "millesime": action.premier.year,
        "participation_obtenue": f"PA_{1 + action.rank % 3}" if is_over else None,
        **{name: words if is_over else "" for name, words in PAST_FORMS.items()},
        "decision": DECISION.get(action.etat, "modifier") if EVALUEE in way else None,
    }


def _campagne(action: ActionFictive) -> str | None:
    modele = action.modele
    fits = (c.code for c in CAMPAGNES.values() if modele.mois in c.mois and modele.theme in c.themes)
    return next(fits, None)


def _other(cadre: Cadre, action: ActionFictive) -> UUID:
    """Another structure of the team, or the porteur itself when it is alone."""
    others = [structure.id for structure in cadre.equipe.structures if structure.id != action.porteur.id]
    return others[action.rank % len(others)] if others else action.porteur.id


def moments_of(cadre: Cadre, action: ActionFictive) -> dict[str, datetime]:
    """When the action came to each of its states: the first ones before its dates, the last ones after."""
    way, born = way_of(action.etat), written(cadre, action)
    moments: dict[str, datetime] = {}
    for rank, etat in enumerate(way):
        day = {
            EN_COURS: action.premier, REALISEE: _last(action), PARTIELLE: _last(action),
            BILAN: _last(action) + timedelta(days=35), EVALUEE: _last(action) + timedelta(days=50),
            RECONDUITE: _last(action) + timedelta(days=55), ARRETEE: _last(action) + timedelta(days=55),
        }.get(etat)  # fmt: skip
        at = datetime.combine(day, time(17), UTC) if day else born + timedelta(days=2 * rank, minutes=rank)
        moments[etat] = min(at, datetime.combine(cadre.today - timedelta(days=1), time(6, rank), UTC))
    return moments


def _last(action: ActionFictive) -> date:
    return (action.jours or (action.premier,))[-1]


def blocs_vie(rng: Generator, cadre: Cadre, actions: Sequence[ActionFictive]) -> tuple[Bloc, ...]:
    """Rows of the needs, passages, indicateurs, counts and money of these actions."""
    return (
        bloc_of("besoin_action", [row for action in actions for row in _besoins(rng, cadre, action)]),
        bloc_of("passage", [row for action in actions for row in _passages(rng, cadre, action)]),
        bloc_of("indicateur_action", [row for action in actions for row in _indicateurs(rng, cadre, action)]),
        bloc_of("financement", [row for action in actions for row in _financements(rng, cadre, action)]),
    )


def _row(cadre: Cadre, action: ActionFictive, identifier: UUID, **values: Any) -> dict[str, Any]:
    of_action = {"territoire_id": cadre.siren, "id": identifier, "action_id": action.id}
    return of_action | {"porteur_id": action.porteur.id} | values


def _besoins(rng: Generator, cadre: Cadre, action: ActionFictive) -> list[dict[str, Any]]:
    if action.etat == IDEE:
        return []
    wanted = [NEEDS[action.rank % len(NEEDS)], NEEDS[(action.rank + 1) % len(NEEDS)]][: 1 + action.rank % 2]
    return [
        _row(
            cadre, action, identifier, nature=nature, code=action.modele.theme if nature == "theme" else code,
            qpv=action.cellule.qpv, texte=texte, auteur_id=_auteur(cadre, action),
            note_le=moments_of(cadre, action)[BESOIN],
        )
        for identifier, (nature, code, texte) in zip(uuids(rng, len(wanted)), wanted, strict=True)
    ]  # fmt: skip


def _auteur(cadre: Cadre, action: ActionFictive) -> UUID:
    """Who writes for the porteur: its own account, or the coordination when it has none."""
    return action.porteur.compte_id or cadre.equipe.coordinateurs[action.rank % len(cadre.equipe.coordinateurs)]


def _passages(rng: Generator, cadre: Cadre, action: ActionFictive) -> list[dict[str, Any]]:
    way, moments = way_of(action.etat), moments_of(cadre, action)
    steps = list(pairwise(way))
    return [
        _row(
            cadre, action, identifier, de=de, vers=vers,
            auteur_id=cadre.equipe.coordinateurs[0] if vers in BY_COORDINATION else _auteur(cadre, action),
            signature=SIGNED if vers in BY_COORDINATION or not action.porteur.compte_id else action.porteur.nom,
            motif="AN_METEO" if vers in {REPORTEE, ANNULEE} else None,
            details={"cotech": moments[vers].date().isoformat()} if vers == VALIDEE else {}, passe_le=moments[vers],
        )
        for identifier, (de, vers) in zip(uuids(rng, len(steps)), steps, strict=True)
    ]  # fmt: skip


def _indicateurs(rng: Generator, cadre: Cadre, action: ActionFictive) -> list[dict[str, Any]]:
    """From the validation on: participations, and for a screening what became of the orientations."""
    way = way_of(action.etat)
    if VALIDEE not in way:
        return []
    done, late = (Decimal(28 + action.rank % 4 * 9), Decimal(62)) if BILAN in way else (None, None)
    cible = Decimal(30 + action.rank % 5 * 10)
    kinds: list[tuple[str, str, str, str, Decimal, Decimal | None, str]] = [
        ("realisation", "A-REAL-2", "Participations", "", cible, done, "seance")
    ]
    if action.modele.type == SCREENING:
        result = late if EVALUEE in way else None
        kinds.append(
            ("resultat", "A-RES-1", "Soins ou dépistages réalisés à 90 jours", "%", Decimal(70), result, "J90")
        )
    return [
        _row(
            cadre, action, identifier, famille=famille, code=code, libelle=libelle, unite=unite, cible=target,
            obtenu=got, source="Comptes des dates et résultats des orientations", echeance=due, commentaire="",
            releve_le=_last(action) + timedelta(days=30) if got is not None else None,
        )
        for identifier, (famille, code, libelle, unite, target, got, due) in zip(
            uuids(rng, len(kinds)), kinds, strict=True
        )
    ]  # fmt: skip


def _financements(rng: Generator, cadre: Cadre, action: ActionFictive) -> list[dict[str, Any]]:
    """One line of specific credits where the money was asked, one of droit commun for what the porteur gives."""
    etat = TRACK[action.rank % len(TRACK)]
    if etat is None or action.etat in DRAFTS:
        return []
    asked = Decimal(800 + action.rank % 7 * 350)
    granted = asked * Decimal("0.75") if etat == "AE_FINANCEE" else None
    is_spent = BILAN in way_of(action.etat)
    deposit = written(cadre, action).date() + timedelta(days=5)
    source = FINANCEMENTS[action.rank % len(FINANCEMENTS)]
    lines: list[Line] = [(source, asked, granted, granted, etat == "AE_NON_FINANCEE", deposit)]
    lines.append(("FI_DROIT_COMMUN", None, Decimal(450), Decimal(450), False, None))
    return [
        _row(
            cadre, action, identifier, source=code, reference="", demande=wanted, accorde=given,
            depense=spent if is_spent else None, is_refuse=refused, depot_le=day,
            decision_le=day + timedelta(days=60) if day else None, intermediaire_le=None,
            compte_rendu_le=_last(action) + timedelta(days=120) if given and day else None,
        )
        for identifier, (code, wanted, given, spent, refused, day) in zip(uuids(rng, len(lines)), lines, strict=True)
    ]  # fmt: skip


def counts_of(rng: Generator, day: dict[str, Any], today: date) -> dict[str, Any]:
    """Counts of a date that was held, entered a few days after: each part within what it is part of."""
    came = 8 + int(rng.integers(30))
    known, answered = came - int(rng.integers(4)), came - int(rng.integers(5))
    of_qpv = int(known * (0.5 + rng.random() * 0.4))
    content = int(answered * 0.7)
    entered = min(day["jour"] + timedelta(days=1 + int(rng.integers(12))), today)
    return {
        "territoire_id": day["territoire_id"], "date_id": day["id"], "action_id": day["action_id"],
        "porteur_id": day["porteur_id"], "participants": came, "residence_connue": known, "du_qpv": of_qpv,
        "du_qpv_cible": int(of_qpv * 0.8), "premieres_repondues": answered, "premieres": int(answered * 0.4),
        "contents": content, "moyens": (answered - content) // 2, "mecontents": (answered - content) // 3,
        "saisie_le": datetime.combine(entered, time(5), UTC),
    }  # fmt: skip
