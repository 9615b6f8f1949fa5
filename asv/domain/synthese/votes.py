"""Votes of the demonstration: moments where inhabitants spoke, rankings of two colleges, decisions at every stage."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from numpy.random import Generator

from asv.domain.actions.besoins import NatureBesoin
from asv.domain.actions.etats import EVALUEE
from asv.domain.periodes import last_closed
from asv.domain.priorites import NO_ANSWER, College, libelle_objet
from asv.domain.synthese.actions import rows_of, workday
from asv.domain.synthese.blocs import Bloc, bloc_of
from asv.domain.synthese.cadre_actions import ActionFictive, Cadre
from asv.domain.synthese.modeles_actions import ModeleAction
from asv.domain.synthese.tirages import uuids
from asv.domain.territoires import Cellule

QUARTIERS, RANK = 7, 3
PAROLES = ModeleAction(
    "Paroles d’habitants", "AC_ENQUETE", "ACCES", "Un café, une question, ce que l’on répond ensemble.", dates=9
)
"""Nine moments in seven quartiers."""
AMBITIONS = (
    ("4", "Faire venir et garder des soignants (exemple)"), ("5", "Réduire le renoncement aux soins (exemple)"),
    ("6", "Prendre soin de la santé mentale (exemple)"),
)  # fmt: skip
DENT, MT, PSY, RAC = "BESOIN:B_DENT", "FREIN:OFF_MT", "FREIN:OFF_PSY", "FREIN:FIN_RAC"
BUS, DELAI, NUM, ALIM = "FREIN:MOB_TRANSPORT", "FREIN:ADM_DELAI", "FREIN:NUM_OFFRE", "THEME_SANTE:NUT_ALIM"
THEMES = {DENT: "DENT", PSY: "MEN"}
"""Theme of the actions that answer a point."""
CORRIGE = "Deux bulletins étaient oubliés au dépouillement."


@dataclass(frozen=True, slots=True)
class Vote:
    """A quartier. retenus: points kept, by years after the closed one; the others are set aside for these reasons.

    is_lie: whether what is kept is tied; correction: the first ranking of the inhabitants, replaced since.
    """

    habitants: tuple[int, tuple[str, ...]]
    professionnels: tuple[int, tuple[str, ...]] | None = None
    motif: str = ""
    retenus: Mapping[str, int] = field(default_factory=dict)
    ecartes: Mapping[str, str] = field(default_factory=dict)
    is_lie: bool = True
    correction: tuple[str, ...] = ()


VOTES = (
    Vote(
        (22, (DENT, MT, RAC, BUS)), (18, (PSY, DENT, DELAI)),
        "Les deux sont retenus : le dentaire la première année, parce que le bus est déjà financé ; la santé mentale "
        "ensuite, avec le centre médico-psychologique.",
        {DENT: 1, PSY: 2},
        {MT: "La communauté de professionnels y travaille déjà pour toute l’agglomération.",
         RAC: "L’engagement de la caisse y répond ; son état est suivi en instance.",
         BUS: "La ligne change en septembre : on en reparle après.", DELAI: "La caisse s’y est engagée aussi."},
    ),
    Vote(
        (31, (MT, RAC)), (14, (MT, NUM)), "Les deux collèges placent le médecin traitant en premier.", {MT: 1},
        {RAC: "Moins cité que l’an dernier dans les permanences.", NUM: "Un atelier existe déjà au centre social."},
    ),
    Vote(
        (16, (RAC, ALIM)), (8, (PSY, RAC)), "Ce qui reste à payer est ce que les habitants citent d’abord.", {RAC: 1},
        {ALIM: "Les ateliers cuisine continuent.", PSY: "Repris pour le quartier voisin, où se tient la permanence."},
        is_lie=False,
    ),
    Vote((19, (BUS, DENT, MT)), (12, (DENT, BUS)), correction=(DENT, BUS)),
    Vote((27, (MT, ALIM))),
)  # fmt: skip
"""One of each stage: decided, decided on one point, waiting for its ties, waiting for the COPIL, one college alone."""


@dataclass(frozen=True, slots=True)
class Annee:
    """annee: closed year. vote, copil: days of the votes and of the decision, before the day of loading."""

    annee: int
    vote: date
    copil: date


def blocs_votes(rng: Generator, cadre: Cadre, actions: Bloc, engagements: Bloc) -> tuple[Bloc, ...]:
    """Rows of the moments, then of the votes and of what was decided. actions, engagements: what may answer."""
    annee = last_closed(cadre.today).annee
    days = Annee(
        annee, min(date(annee + 1, 4, 8), cadre.today - timedelta(days=4)),
        min(date(annee + 1, 6, 12), cadre.today - timedelta(days=1)),
    )  # fmt: skip
    spots = list({cellule.qpv: cellule for cellule in cadre.parts if cellule.qpv}.values())[:QUARTIERS]
    ambitions = uuids(rng, len(AMBITIONS))
    named = zip(ambitions, AMBITIONS, strict=True)
    lines = [
        {"territoire_id": cadre.siren, "id": key, "nature": "ambition", "numero": numero, "libelle": libelle}
        for key, (numero, libelle) in named
    ]
    answers = _Liens(ambitions[1], _living(actions), _aimed(engagements))
    return (
        *_moments(rng, cadre, spots, annee), bloc_of("ambition", lines),
        *_decided(rng, cadre, [cellule.qpv or "" for cellule in spots], days, answers),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Liens:
    """actions: identifier and structure of one that goes on, by point. engagements: those that aim at a point."""

    ambition: UUID
    actions: Mapping[str, tuple[UUID, UUID]]
    engagements: Mapping[str, list[UUID]]


def _living(actions: Bloc) -> dict[str, tuple[UUID, UUID]]:
    """For each point that actions answer, the first announced one of its theme that goes on."""
    columns = (actions.colonnes[name].cells() for name in ("id", "porteur_id", "etat", "theme", "annoncee_le"))
    going = [row for row in zip(*columns, strict=True) if row[2] not in NO_ANSWER and row[4] is not None]
    found = ((point, next((r[:2] for r in going if r[3].startswith(theme)), None)) for point, theme in THEMES.items())
    return {point: action for point, action in found if action is not None}


def _aimed(engagements: Bloc) -> dict[str, list[UUID]]:
    pairs = zip(*(engagements.colonnes[name].cells() for name in ("id", "freins")), strict=True)
    return {f"FREIN:{frein}": [key] for key, freins in pairs for frein in freins}


def _moments(rng: Generator, cadre: Cadre, spots: Sequence[Cellule], annee: int) -> tuple[Bloc, ...]:
    """An action of the closed year that asks inhabitants what they think, in each of these quartiers, some twice."""
    jours = tuple(workday(date(annee, 3, 3) + timedelta(weeks=2 * turn)) for turn in range(PAROLES.dates))
    action = ActionFictive(
        uuids(rng, 1)[0], RANK, PAROLES, cadre.equipe.structures[0], spots[0], jours[0], EVALUEE, jours
    )  # fmt: skip
    return rows_of(rng, cadre, [action], spots)


def _decided(rng: Generator, cadre: Cadre, quartiers: Sequence[str], days: Annee, liens: _Liens) -> tuple[Bloc, ...]:
    auteur = cadre.equipe.coordinateurs[0]
    same = {"territoire_id": cadre.siren, "auteur_id": auteur}
    found: dict[str, list[dict[str, Any]]] = {"classement": [], "decision_priorites": [], "priorite": []}
    needs: list[dict[str, Any]] = []
    for qpv, vote in zip(quartiers, VOTES, strict=False):
        here = same | {"annee": days.annee, "qpv": qpv}
        found["classement"] += [here | row for row in _rankings(rng, vote, days)]
        if vote.motif:
            decision, *ids = uuids(rng, 1 + 2 * len(vote.retenus))
            found["decision_priorites"].append(here | {"id": decision} | _decision(vote, days))
            kept = _kept(vote, days, liens, ids[::2])
            found["priorite"] += [same | {"qpv": qpv, "decision_id": decision} | row for row in kept]
            needs += (
                _needs(cadre, qpv, zip(vote.retenus, ids[::2], ids[1::2], strict=True), liens) if vote.is_lie else []
            )
    return (*(bloc_of(table, rows) for table, rows in found.items()), bloc_of("besoin_action", needs))


def _rankings(rng: Generator, vote: Vote, days: Annee) -> list[dict[str, Any]]:
    noted = datetime.combine(days.vote, time(18), UTC)
    colleges = [(College.HABITANTS, vote.habitants)]
    colleges += [(College.PROFESSIONNELS, vote.professionnels)] if vote.professionnels else []
    rows = [
        (college, votants, objets, CORRIGE if vote.correction and college is College.HABITANTS else "")
        for college, (votants, objets) in colleges
    ]
    if vote.correction:
        rows.insert(0, (College.HABITANTS, vote.habitants[0] - 2, vote.correction, ""))
    return [
        {
            "id": key, "college": college.value, "votants": votants, "etabli_le": days.vote, "correction": correction,
            "rangs": {objet: rang for rang, objet in enumerate(objets, start=1)},
            "note_le": noted + timedelta(hours=12 if correction else 0),
        }
        for key, (college, votants, objets, correction) in zip(uuids(rng, len(rows)), rows, strict=True)
    ]  # fmt: skip


def _decision(vote: Vote, days: Annee) -> dict[str, Any]:
    retenus = {
        objet: {"rang": rang, "annee": days.annee + later}
        for rang, (objet, later) in enumerate(vote.retenus.items(), start=1)
    }
    noted = datetime.combine(days.copil, time(17), UTC)
    return {
        "decidee_le": days.copil, "motif": vote.motif, "retenus": retenus, "ecartes": dict(vote.ecartes),
        "note_le": noted,
    }  # fmt: skip


def _kept(vote: Vote, days: Annee, liens: _Liens, ids: Sequence[UUID]) -> list[dict[str, Any]]:
    rows = []
    for rang, (key, (objet, later)) in enumerate(zip(ids, vote.retenus.items(), strict=True), start=1):
        liste, _, code = objet.partition(":")
        rows.append({
            "id": key, "annee": days.annee + later, "rang": rang, "libelle": libelle_objet(objet), "objet": objet,
            "theme": code if liste == "THEME_SANTE" else None, "frein": code if liste == "FREIN" else None,
            "ambitions": [liens.ambition] if vote.is_lie else [], "retenue_le": days.copil,
            "engagements": liens.engagements.get(objet, []) if vote.is_lie else [],
        })  # fmt: skip
    return rows


def _needs(
    cadre: Cadre, qpv: str, kept: Iterable[tuple[str, UUID, UUID]], liens: _Liens
) -> list[dict[str, Any]]:  # fmt: skip
    """The action that answers a priorité names it among its needs. kept: point, priorité, identifier of the need."""
    return [
        {
            "territoire_id": cadre.siren, "id": key, "action_id": liens.actions[objet][0],
            "porteur_id": liens.actions[objet][1], "qpv": qpv, "nature": NatureBesoin.PRIORITE.value,
            "objet_id": priorite, "auteur_id": cadre.equipe.coordinateurs[0],
        }
        for objet, priorite, key in kept if objet in liens.actions
    ]  # fmt: skip
