"""The words of each event, in plain French: the inbox and the mails say the same thing, and never a person met."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from uuid import UUID

from asv.domain import nomenclatures
from asv.domain.acteurs import Role
from asv.domain.notifications import Genre
from asv.domain.periodes import GenrePeriode, periode_of

Details = Mapping[str, object]
LONGEST_PART = 200
SOMEBODY, SOME_ACTION = "Une structure", "une action"


class Rappel(StrEnum):
    """What is due, told once. Value of `quoi` of an ECHEANCE; each has its sentence below."""

    COMPTES = "comptes"
    BILAN = "bilan"
    EVALUATION = "evaluation"
    ACCUSE = "accuse"
    INVITATION = "invitation"
    SILENCE = "silence"


ANSWERS = {
    "acceptee": "participe à {action}.",
    "declinee": "ne participera pas à {action}.",
    "retiree": "n’a plus de place dans {action}.",
    "demande": "demande à participer à {action}. Répondez-lui depuis la fiche de l’action.",
    "demande-acceptee": "accepte que vous participiez à {action}.",
    "demande-declinee": "ne peut pas vous faire une place dans {action}.",
}
"""What a structure asked or answered: `quoi` of an INVITATION or of a REPONSE."""
LOANS = {
    "demandee": "{moyen} est demandé pour {action}{moment}. Répondez depuis la bourse de moyens.",
    "reservee": "{moyen} est réservé pour {action}{moment}.",
    "refusee": "{moyen} n’est pas prêté pour {action}{moment}. Cherchez-en un autre dans la bourse de moyens.",
    "liberee": "{moyen}, réservé pour {action}{moment}, est de nouveau libre.",
}
"""What became of a means: `fait` of a MOYEN."""
DUE = {
    Rappel.COMPTES: "Notez combien de personnes sont venues à {action}{moment}. Échéance\u202f: {echeance}.",
    Rappel.BILAN: "Le bilan de {action} est à rendre. Échéance\u202f: {echeance}.",
    Rappel.EVALUATION: "L’évaluation de {action} est à faire. Échéance\u202f: {echeance}.",
    Rappel.ACCUSE: "Tous n’ont pas encore vu l’annulation de {action}{moment}. Voyez qui appeler.",
    Rappel.INVITATION: "Vous êtes invité à {action}{moment}. Dites si vous venez, même si c’est non.",
    Rappel.SILENCE: "{structure} n’a pas encore répondu à l’invitation de {action}.",
}
TITLES = {
    Genre.INVITATION: "Invitation", Genre.REPONSE: "Réponse", Genre.CHANGEMENT: "Changement",
    Genre.ANNULATION: "Annulation", Genre.MENTION: "On vous cite", Genre.MOYEN: "Moyen partagé",
    Genre.ALERTE: "À regarder ensemble", Genre.ECHEANCE: "À faire",
}  # fmt: skip
LENT = "/moyens/reservations"
DUE_TABS = {Rappel.COMPTES: "/bilan", Rappel.BILAN: "/bilan", Rappel.EVALUATION: "/bilan", Rappel.ACCUSE: "/accuses"}


@dataclass(frozen=True, slots=True)
class Nouvelle:
    """`sujet`: the kind and the title, on one line. `texte`: one to three sentences. `chemin`: where one tap leads."""

    sujet: str
    texte: str
    chemin: str


def nouvelle_of(genre: str, details: Details, action_id: UUID | None, role: str) -> Nouvelle:
    """The words of an event for a reader of this role; whatever lacks in `details` is left out of the sentence."""
    if genre not in set(Genre):  # one row that a later version wrote closes nobody's inbox
        return Nouvelle("Nouvelle", "La fiche d’une action a changé.", "/notifications")
    known = Genre(genre)
    head, title = TITLES[known], _part(details, "titre")
    return Nouvelle(
        f"{head} – {title}" if title else head, _SENTENCES[known](details), _path(known, details, action_id, role)
    )


def long_day(iso: object) -> str:
    """« 9 octobre 2026 », « 1er mai 2026 »; nothing when it is no day."""
    try:
        day = date.fromisoformat(str(iso))
        month = periode_of(day, GenrePeriode.MOIS).libelle
    except (ValueError, OverflowError):
        return ""
    return f"{'1er' if day.day == 1 else day.day} {month}"


def _part(details: Details, key: str) -> str:
    return " ".join(str(details.get(key) or "").split())[:LONGEST_PART]


def _hour(text: str) -> str:
    try:
        moment = time.fromisoformat(text)
    except ValueError:
        return ""
    return f"{moment.hour} h {moment.minute:02d}" if moment.minute else f"{moment.hour} h"


def _action(details: Details) -> str:
    title = _part(details, "titre")
    return f"« {title} »" if title else SOME_ACTION


def _place(details: Details) -> str:
    return ", ".join(filter(None, (_part(details, "lieu"), _part(details, "commune"))))


def _moment(details: Details) -> str:
    """« , le 9 octobre 2026 à 9 h (Place, Avion) »: what is known of it."""
    day, hour, place = long_day(details.get("jour")), _hour(_part(details, "debut")), _place(details)
    said = f", le {day}" if day else ""
    said += f" à {hour}" if day and hour else ""
    return f"{said} ({place})" if place else said


def _filled(pattern: str, details: Details) -> str:
    said = pattern.format(
        action=_action(details), structure=_part(details, "structure") or SOMEBODY, moment=_moment(details),
        moyen=_part(details, "moyen") or "un moyen", echeance=long_day(details.get("echeance")) or "bientôt",
    )  # fmt: skip
    return said[:1].upper() + said[1:]


def _invitation(details: Details) -> str:
    asked = _part(details, "quoi")
    if asked in ANSWERS:
        return _reponse(details)
    pattern = "{structure} vous invite à {action}{moment}. Répondez depuis la fiche de l’action."
    return _filled(pattern, details)


def _reponse(details: Details) -> str:
    return _filled("{structure} " + ANSWERS.get(_part(details, "quoi"), "a répondu pour {action}."), details)


def _changement(details: Details) -> str:
    """A date that moved, a state (`libelle`), or a sentence of ours (`quoi`)."""
    former, day, state = long_day(details.get("ancien_jour")), long_day(details.get("jour")), _part(details, "libelle")
    if former and day:
        what = f"est déplacée au {day}" if former != day else "change d’heure ou de lieu"
        hour, place = _hour(_part(details, "debut")), _place(details)
        rest = (f" à {hour}" if hour else "") + (f" ({place})" if place else "")
        return f"{_title(details)}{former} {what}{rest}."
    if state:
        return f"{_action(details)} avance\u202f: {state[:1].lower()}{state[1:]}."
    return _part(details, "quoi") or _filled("La fiche de {action} a changé{moment}.", details)


def _title(details: Details) -> str:
    return f"{_action(details)}\u202f: la date du "


def _annulation(details: Details) -> str:
    day, place = long_day(details.get("jour")), _place(details)
    what = f"{_title(details)}{day}" + (f" ({place})" if place else "") if day else f"{_action(details)}"
    said = f"{what} est annulée"
    if reason := _reason(_part(details, "motif")):
        said += f"\u202f: {reason[:1].lower()}{reason[1:]}"
    following = long_day(details.get("autre_jour"))
    return f"{said}." + (f" Prochaine date\u202f: {following}." if following else "")


def _reason(motif: str) -> str:
    """The label of a reason, given by its label or by its code."""
    try:
        return nomenclatures.entree("ACTION_ANNULATION", motif).libelle
    except LookupError:
        return motif


def _mention(details: Details) -> str:
    return _filled("{structure} vous cite dans les échanges de {action}.", details)


def _moyen(details: Details) -> str:
    pattern = LOANS.get(_part(details, "fait"), "Du nouveau pour {moyen}, demandé par {action}.")
    return _filled(pattern, details)


def _alerte(details: Details) -> str:
    """The rule that noticed something, and what was chosen."""
    rule, choice = _part(details, "regle"), _part(details, "choix")
    if rule and choice:
        return f"{_action(details)}\u202f: {rule[:1].lower()}{rule[1:]}. Choix\u202f: {choice[:1].lower()}{choice[1:]}."
    return _part(details, "quoi") or _filled("{action} pourrait se faire avec une autre, ou ailleurs.", details)


def _echeance(details: Details) -> str:
    due = _part(details, "quoi")
    return _filled(DUE[Rappel(due)], details) if due in set(Rappel) else _filled("{action} attend une suite.", details)


_SENTENCES: Mapping[Genre, Callable[[Details], str]] = {
    Genre.INVITATION: _invitation, Genre.REPONSE: _reponse, Genre.CHANGEMENT: _changement,
    Genre.ANNULATION: _annulation, Genre.MENTION: _mention, Genre.MOYEN: _moyen, Genre.ALERTE: _alerte,
    Genre.ECHEANCE: _echeance,
}  # fmt: skip


def _path(genre: Genre, details: Details, action_id: UUID | None, role: str) -> str:
    """Where the thing is: for a mediator told of a cancellation, the people he had sent there."""
    given = _part(details, "lien")
    if given.startswith("/") and not given.startswith(("//", "/\\")):
        return given
    if genre is Genre.ANNULATION and role == Role.MEDIATEUR:
        return "/ma-journee"
    if action_id is None:
        return "/notifications"
    if genre is Genre.MOYEN:
        return LENT
    due = _part(details, "quoi")
    if genre is Genre.ECHEANCE and due in set(Rappel):
        return f"/actions/{action_id}{DUE_TABS.get(Rappel(due), '')}"
    return f"/actions/{action_id}{'/echanges' if genre is Genre.MENTION else ''}"
