"""What a small form of the sheet asks, told once; templates/suivis/_questions.html draws it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from asv.domain import nomenclatures
from asv.domain.nomenclatures import NON_REPONSES
from asv.domain.suivis.fiche import AutonomieSuivie, DroitSuivi
from asv.domain.suivis.phrases import ATTRIBUTS, label
from asv.usecases.suivis import VueSuivi
from asv.web.forms import Choix, Groupes, choix, codes_of, libelle
from asv.web.places import places_of_dates

SANS_LIEU = ("ZR_HORS_CALL", "ZR_SANS", "ZR_INCERTAIN")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`genre`: choix, groupes, radio, jour, nombre or lignes (one select per line, all of one name)."""

    nom: str
    libelle: str
    genre: str
    options: Sequence[tuple[str, ...]] = ()
    groupes: Groupes = ()  # type: ignore[assignment]
    lignes: Sequence[tuple[str, str, str, Choix]] = ()
    valeur: str = ""
    is_required: bool = False
    aide: str = ""
    vide: str = "Choisir"


@dataclass(frozen=True, slots=True)
class Contexte:
    """What the questions are drawn from: the suivi as it stands, the places, the directory, the day."""

    vue: VueSuivi
    today: date
    places: dict[str, Any]
    structures: Choix
    pour: str = ""
    destinations: Groupes = ()  # type: ignore[assignment]


def jour(contexte: Contexte, libelle_: str = "Date") -> Question:
    return Question(nom="date", libelle=libelle_, genre="jour", valeur=contexte.today.isoformat(), is_required=True)


def a_list(nom: str, titre: str, liste: str, contexte: Contexte, **more: Any) -> Question:
    """A list of two levels as groups, a flat one as options."""
    codes = codes_of(liste, contexte.today)
    groups = discreet_groups(liste, codes)
    if all(not head for head, _ in groups):
        return Question(nom=nom, libelle=titre, genre="choix", options=discreet(liste, codes), **more)
    return Question(nom=nom, libelle=titre, genre="groupes", groupes=groups, **more)


def discreet(liste: str, codes: Iterable[str]) -> Choix:
    """Choices as the person beside may read them."""
    return [(code, label(liste, code)) for code in codes]


def discreet_groups(liste: str, codes: Iterable[str]) -> Groupes:
    """A list of two levels, each group under the discreet name of its head."""
    groups: dict[str, list[str]] = {}
    for code in codes:
        groups.setdefault(nomenclatures.family(liste, code), []).append(code)
    return [(label(liste, head) if len(found) > 1 else "", discreet(liste, found)) for head, found in groups.items()]


def droit(nom: str, titre: str, contexte: Contexte, **more: Any) -> Question:
    """Which right, with the state it has on this screen: « C2S:EN_COURS », so that a contradiction is seen."""
    known = {droit.couverture: droit.etat for droit in contexte.vue.droits}
    noted = [(f"{code}:{etat}", f"{label('COUVERTURE', code)} ({libelle('ETAT_DROIT', etat).lower()})")
             for code, etat in known.items()]  # fmt: skip
    others = [(f"{code}:", label("COUVERTURE", code)) for code in codes_of("COUVERTURE", contexte.today)
              if code not in known]  # fmt: skip
    groupes = [("Déjà notés", noted), ("Autres droits", others)] if noted else [("", others)]
    return Question(nom=nom, libelle=titre, genre="groupes", groupes=groupes, **more)


def seen(droits: Sequence[DroitSuivi], couverture: str | None) -> str:
    """The value of the select for a right as it stands."""
    etat = next((droit.etat for droit in droits if droit.couverture == couverture), "")
    return f"{couverture}:{etat}" if couverture else ""


def autonomies(contexte: Contexte, *, of_all: bool, titre: str) -> Question:
    """One line a domain, each with the level it has on this screen."""
    known = {a.domaine: a for a in contexte.vue.autonomies}
    domaines = [d for d in codes_of("AUTONOMIE_DOMAINE", contexte.today) if of_all or d in known]
    lines = [_line(domaine, known.get(domaine), contexte.today) for domaine in domaines]
    return Question(nom="autonomies", libelle=titre, genre="lignes", lignes=lines)


def _line(domaine: str, known: AutonomieSuivie | None, today: date) -> tuple[str, str, str, Choix]:
    before = known.actuelle if known else ""
    options = [(f"{domaine}:{before}:{code}", libelle("AUTONOMIE", code)) for code in codes_of("AUTONOMIE", today)]
    aide = f"Aujourd’hui : {libelle('AUTONOMIE', before).lower()}." if before else ""
    return domaine, libelle("AUTONOMIE_DOMAINE", domaine), aide, options


def attributs(contexte: Contexte) -> Question:
    """Sex and age band, as they stand on this screen."""
    suivi, lines = contexte.vue.suivi, []
    for nom, (titre, liste) in ATTRIBUTS.items():
        before = getattr(suivi, nom)
        known = [*codes_of(liste, contexte.today), "NC", "REFUS"]
        options = [(f"{nom}:{before}:{code}", label(liste, code)) for code in known]
        lines.append((nom, titre, f"Aujourd’hui : {label(liste, before).lower()}.", options))
    return Question(nom="attributs", libelle="Ce qui change", genre="lignes", lignes=lines)


def residence(places: dict[str, Any], *, refusable: bool = False) -> Question:
    """« Où vivez-vous ? »: a part of a commune, or one of the answers that have no place."""
    apart = choix("ZONE_RESIDENCE", SANS_LIEU) + (choix("ZONE_RESIDENCE", sorted(NON_REPONSES)) if refusable else [])
    groupes = [("", apart), *places_of_dates(places)]
    return Question(nom="endroit", libelle="Où vit la personne", genre="groupes", groupes=groupes, is_required=True,
                    aide="La commune et le quartier, jamais l’adresse.")  # fmt: skip


def place_of(endroit: str) -> tuple[str, str | None, str | None]:
    """Zone, commune and QPV of a choice of `residence`; nothing chosen, nothing said."""
    if not endroit or nomenclatures.is_known("ZONE_RESIDENCE", endroit):
        return endroit, None, None
    commune, _, qpv = endroit.partition(":")
    return ("ZR_QPV" if qpv else "ZR_HORS_QPV"), commune or None, qpv or None
