"""Alerts: what the rules notice, read by those it concerns, and what somebody decides of it, with a reason."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.actions import Action, actions_of
from asv.db.alertes import Alerte
from asv.db.coordination import alertes_of, names_of_structures, read_situation
from asv.db.reference import Qpv, names_among
from asv.db.scope import rows, visible
from asv.domain import nomenclatures
from asv.domain.acteurs import Acteur, Role
from asv.domain.coordination import (
    REGLES,
    ActionVue,
    Constat,
    Destination,
    Geste,
    Regle,
    Situation,
    blank_places,
    could_come,
    detect,
    detect_for,
    moves_of,
    next_free_week,
    phrase_of,
    which_moves,
)
from asv.domain.errors import Forbidden, NotFound

UNKNOWN = "Cette alerte n’existe plus : ce qui l’a fait naître a changé. Revenez à la fiche de l’action."
UNKNOWN_ACTION = "Cette action n’existe pas, ou elle n’est pas encore annoncée."
NOT_YOURS = "Le contrôle des doublons se lit avec la structure qui porte l’action, ou la coordination."
CHECKED = frozenset({"AE_MONTAGE", "AE_CONCERTATION"})
ANSWERED_ELSEWHERE = {
    "SANS_ACCUSE": ("accuses", "Voir qui n’a pas vu"),
    "SANS_SUITE": ("completer", "Compléter la fiche"),
}
READERS = frozenset({Role.COORDINATEUR, Role.PARTENAIRE})


@dataclass(frozen=True, slots=True)
class ActionCitee:
    """One of the two actions of an alert, as far as the reader may know it: None stands for one still prepared."""

    id: UUID
    titre: str
    porteur: str
    etat: str


@dataclass(frozen=True, slots=True)
class AlerteLue:
    """An alert for one reader. `choix`: what was decided, empty while nobody did; `is_kept`: written already."""

    id: UUID
    regle: Regle
    phrase: str
    quartier: str
    theme: str | None
    action: ActionCitee | None
    autre: ActionCitee | None
    choix: Geste | None
    raison: str
    vers: str
    decidee_le: datetime | None
    is_kept: bool

    @property
    def titres(self) -> str:
        """The titles, or the place and the theme, that tell an alert from another of the same rule."""
        named = [f"« {action.titre} »" for action in (self.action, self.autre) if action]
        about = [self.quartier, nomenclatures.entree("THEME_SANTE", self.theme).libelle if self.theme else ""]
        return " et ".join(named) or " · ".join(part for part in about if part)

    @property
    def geste(self) -> tuple[str, str]:
        """The one act of its line: address and words. Where no move is offered, the page where the answer is given."""
        if self.choix:
            return f"/alertes/{self.id}", "Relire"
        if self.regle.code in ANSWERED_ELSEWHERE and self.action:
            page, words = ANSWERED_ELSEWHERE[self.regle.code]
            return f"/actions/{self.action.id}/{page}", words
        return (
            ("/priorites", "Voir les priorités")
            if self.regle.code == "SANS_REPONSE"
            else (f"/alertes/{self.id}", "Décider")
        )


@dataclass(frozen=True, slots=True)
class CarteAlerte:
    """An alert with the moves that it offers, ready to be made.

    `bouge`: title of the action that would move, `semaine`: its next free day. `ailleurs`: actions to come on the
    theme of a white zone, that could come to it. `gestes`: moves offered. `jours`: dates of each action.
    """

    alerte: AlerteLue
    gestes: tuple[Geste, ...]
    jours: Mapping[UUID, list[date]]
    bouge: str
    semaine: date | None
    destinations: list[tuple[Destination, str]]
    quartiers: list[tuple[str, str]]
    ailleurs: list[ActionVue]


def check_reader(acteur: Acteur) -> None:
    if acteur.role not in READERS:
        raise Forbidden(NOT_YOURS)


async def kept_of(session: AsyncSession, acteur: Acteur, action_id: UUID) -> list[AlerteLue]:
    """Alerts already kept that name an action: those that wait for a decision first. Runs no rule."""
    if acteur.role not in READERS:
        return []
    found = (await session.scalars(alertes_of(visible(Alerte, acteur), action_id))).all()
    order = list(REGLES)
    read = await _read(session, acteur, found)
    return sorted(read, key=lambda alerte: (alerte.choix is not None, order.index(alerte.regle.code)))


async def for_sheet(
    session: AsyncSession, acteur: Acteur, action_id: UUID, etat: str, today: date
) -> list[AlerteLue]:  # fmt: skip
    """Alerts on the sheet of an action: run now for whoever is about to open its concertation, else as kept."""
    if acteur.role is Role.COORDINATEUR and etat in CHECKED:
        return await run_on(session, acteur, action_id, today)
    return await kept_of(session, acteur, action_id)


async def run_on(session: AsyncSession, acteur: Acteur, action_id: UUID, today: date) -> list[AlerteLue]:
    """Runs the rules over one action, as far as the reader may know the others; shows what was decided already."""
    check_reader(acteur)
    action = await session.scalar(rows(Action, acteur).where(Action.id == action_id))
    if action is None:
        raise NotFound(UNKNOWN_ACTION)
    if acteur.role is Role.PARTENAIRE and action.porteur_id != acteur.structure_id:
        raise Forbidden(NOT_YOURS)
    situation = await read_situation(session, acteur, today)
    return await merged(session, acteur, detect_for(situation, action_id), situation)


async def merged(
    session: AsyncSession, acteur: Acteur, constats: Sequence[Constat], situation: Situation
) -> list[AlerteLue]:
    """What is noticed now, in the order of the rules, with what was decided of it."""
    ids = [constat.id(acteur.territoire_id) for constat in constats]
    stored = await session.scalars(alertes_of(visible(Alerte, acteur)).where(Alerte.id.in_(ids)))
    kept = {alerte.id: alerte for alerte in stored}
    found = [kept.get(id_) or alerte_of(id_, c, situation) for id_, c in zip(ids, constats, strict=True)]
    return await _read(session, acteur, found, kept.keys())


def alerte_of(id_: UUID, constat: Constat, situation: Situation) -> Alerte:
    """The alert that would be kept of what was noticed; nobody wrote it yet."""
    porteurs = [situation.by_id[one].porteur if one in situation.by_id else None for one in _named(constat)]
    return Alerte(
        id=id_, regle=constat.regle, action_id=constat.action, autre_id=constat.autre, porteur_id=porteurs[0],
        autre_porteur_id=porteurs[1], qpv=constat.qpv, theme=constat.theme, details=dict(constat.details), raison="",
    )  # fmt: skip


def _named(constat: Constat) -> tuple[UUID, UUID]:
    nobody = UUID(int=0)
    return constat.action or nobody, constat.autre or nobody


async def _read(
    session: AsyncSession, acteur: Acteur, alertes: Sequence[Alerte], kept: Iterable[UUID] | None = None
) -> list[AlerteLue]:
    actions = await _cited(session, acteur, alertes)
    noms = await _names(session, acteur, alertes)
    written = {alerte.id for alerte in alertes} if kept is None else set(kept)
    return [
        AlerteLue(
            alerte.id, REGLES[alerte.regle], phrase_of(alerte.regle, alerte.details, noms),
            noms.get(alerte.qpv or "", ""), alerte.theme,
            actions.get(alerte.action_id), actions.get(alerte.autre_id),
            Geste(alerte.choix) if alerte.choix else None, alerte.raison, _towards(alerte.details, noms),
            alerte.decidee_le, alerte.id in written,
        )
        for alerte in alertes
        if alerte.regle in REGLES
    ]  # fmt: skip


def _towards(details: Mapping[str, str], noms: Mapping[str, str]) -> str:
    """Where or when the action should go, as decided."""
    if "vers_jour" in details:
        return f"vers le {date.fromisoformat(details['vers_jour']):%d/%m/%Y}"
    return f"vers {noms.get(details['vers_qpv'], 'un autre quartier')}" if "vers_qpv" in details else ""


async def _cited(
    session: AsyncSession, acteur: Acteur, alertes: Sequence[Alerte]
) -> dict[UUID | None, ActionCitee]:  # fmt: skip
    ids = {one for alerte in alertes for one in (alerte.action_id, alerte.autre_id) if one}
    query = actions_of(visible(Action, acteur)).where(Action.id.in_(ids))
    return {a.id: ActionCitee(a.id, a.titre, porteur, a.etat) for a, porteur in await session.execute(query)}


async def _names(session: AsyncSession, acteur: Acteur, alertes: Sequence[Alerte]) -> dict[str, str]:
    """Names of the QPV and structures that the sentences need."""
    words = {word for alerte in alertes for key, text in alerte.details.items() for word in _codes(key, text)}
    codes = {alerte.qpv for alerte in alertes if alerte.qpv} | {w for w in words if not isinstance(w, UUID)}
    structures = names_of_structures(acteur, [word for word in words if isinstance(word, UUID)])
    noms = {str(id_): nom for id_, nom in await session.execute(structures)}
    return noms | {row[0]: row[1] for row in await session.execute(names_among(Qpv, codes))}


def _codes(key: str, text: str) -> list[str | UUID]:
    if key in {"structure", "hote"}:
        with suppress(ValueError):
            return [UUID(text)]
        return []
    return list(text.split(" ")) if key in {"qpv", "autre_qpv", "vers_qpv"} else []


async def read_alerte(session: AsyncSession, acteur: Acteur, alerte_id: UUID, today: date) -> CarteAlerte:
    """One alert with its moves: kept already, or noticed now."""
    check_reader(acteur)
    situation = await read_situation(session, acteur, today)
    alerte, constat = await find(session, acteur, alerte_id, situation)
    [lue] = await _read(session, acteur, [alerte], None if constat is None else [])
    noms = {row[0]: row[1] for row in await session.execute(names_among(Qpv, situation.quartiers))}
    movable = which_moves(situation, alerte.action_id, alerte.autre_id)
    destinations = blank_places(situation, movable.theme) if movable and Geste.DEPLACER in lue.regle.gestes else []
    shifts = movable is not None and Geste.DECALER in lue.regle.gestes
    named = {alerte.action_id, alerte.autre_id}
    return CarteAlerte(
        lue, moves_of(situation, alerte.regle, alerte.action_id, alerte.autre_id),
        {a.id: sorted({day.jour for day in a.held}) for a in situation.actions if a.id in named},
        movable.titre if movable else "", next_free_week(situation, movable.id) if movable and shifts else None,
        [(place, noms.get(place.qpv, place.qpv)) for place in destinations],
        sorted(noms.items(), key=lambda item: item[1]),
        could_come(situation, alerte.theme) if alerte.theme and alerte.regle == "ZONE_BLANCHE" else [],
    )  # fmt: skip


async def find(
    session: AsyncSession, acteur: Acteur, alerte_id: UUID, situation: Situation
) -> tuple[Alerte, Constat | None]:
    """The alert as it is kept; else as it is noticed now, with its constat."""
    kept = await session.scalar(alertes_of(visible(Alerte, acteur)).where(Alerte.id == alerte_id))
    if kept is not None:
        return kept, None
    for constat in detect(situation):
        if constat.id(acteur.territoire_id) == alerte_id:
            return alerte_of(alerte_id, constat, situation), constat
    raise NotFound(UNKNOWN)
