"""The small forms of the sheet: for each, its title, its questions, and the saisies that its answers make."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from asv.web.forms import Code, Codes, Form, codes_of
from asv.web.suivis.questions import (
    Contexte,
    Question,
    a_list,
    attributs,
    autonomies,
    discreet,
    droit,
    jour,
    place_of,
    residence,
    seen,
)
from asv.web.suivis.writing import Saisie, part

SOURCES = [("personne", "La personne"), ("partenaire", "Le partenaire"), ("mediateur", "Le médiateur")]
TENTATIVES = [("APPEL", "Appel"), ("MESSAGE", "Message")]
ORIGINES = [("EXPRIME", "Dit par la personne"), ("REPERE", "Repéré par le médiateur")]
ENTRE_MEDIATEURS = "mediateurs"
NOT_CHOSEN = frozenset({"CL_DOUBLON", "CL_DEMENAG_INTERNE"})
ETAT_DU_RESULTAT = {
    "RES_DROIT_OUVERT": "OUVERT", "RES_DROIT_RENOUV": "OUVERT", "RES_DROIT_REFUSE": "REFUSE",
    "RES_DOSSIER_INCOMPLET": "PIECES",
}  # fmt: skip
Questions = Callable[[Contexte], list[Question]]


class SaisieForm(Form):
    """Every answer a small form may hold; the domain says what is wrong."""

    element: UUID
    date: Code = ""
    objet: Code = ""
    apres: Code = ""
    endroit: Code = ""
    structure: Code = ""
    droit: Code = ""
    etat: Code = ""
    type: Code = ""
    force: Code = ""
    delai_jours: Code = ""
    relance_le: Code = ""
    rendez_vous_le: Code = ""
    pour: Code = ""
    resultat: Code = ""
    source: Code = ""
    avant: Code = ""
    autonomies: Codes = ()
    attributs: Codes = ()


@dataclass(frozen=True, slots=True)
class Page:
    """`fait`: the message shown after; `suite`: what the mediator is offered next, if not the sheet."""

    titre: str
    bouton: str
    questions: Questions
    saisies: Callable[[SaisieForm, UUID], list[Saisie]]
    aide: str = ""
    fait: str = "suivi-note"


def number(given: str) -> int | str | None:
    """A number as a number; anything else as typed, for the domain to refuse."""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 6 else given or None  # noqa: PLR2004


def etape(form: SaisieForm, suivi: UUID, nature: str, name: str = "", **fields: Any) -> Saisie:
    contenu = {"suivi": str(suivi), "date": form.date, "nature": nature} | fields
    return Saisie(part(form.element, name) if name else form.element, "suivi_etape", contenu)


def _droit_after(form: SaisieForm, suivi: UUID, etat: str) -> list[Saisie]:
    """The state that a right takes with a démarche or a result, when one was chosen."""
    couverture, _, avant = form.droit.partition(":")
    if not couverture or not etat or etat == avant:
        return []
    return [etape(form, suivi, "droit", "droit", objet=couverture, avant=avant, apres=etat)]


def _demarche(form: SaisieForm, suivi: UUID) -> list[Saisie]:
    made = etape(form, suivi, "demarche", objet=form.objet, couverture=form.droit.partition(":")[0],
                 delai_jours=number(form.delai_jours), relance_le=form.relance_le)  # fmt: skip
    return [made, *_droit_after(form, suivi, form.etat)]


def _orientation(form: SaisieForm, suivi: UUID) -> list[Saisie]:
    contenu = {
        "suivi": str(suivi), "date": form.date, "type": form.type, "force": form.force, "structure": form.structure,
        "delai_jours": number(form.delai_jours), "relance_le": form.relance_le, "rendez_vous_le": form.rendez_vous_le,
    }  # fmt: skip
    return [Saisie(form.element, "orientation", contenu)]


def _resultat(form: SaisieForm, suivi: UUID) -> list[Saisie]:
    contenu = {
        "suivi": str(suivi), "pour": form.pour, "resultat": form.resultat, "date": form.date, "source": form.source,
    }  # fmt: skip
    etat = form.etat or ETAT_DU_RESULTAT.get(form.resultat, "")
    return [Saisie(form.element, "resultat", contenu), *_droit_after(form, suivi, etat)]


def _droit(form: SaisieForm, suivi: UUID) -> list[Saisie]:
    couverture, _, avant = form.droit.partition(":")
    return [etape(form, suivi, "droit", objet=couverture, avant=avant, apres=form.etat)]


def _changes(form: SaisieForm, suivi: UUID, nature: str, answers: Iterable[str]) -> list[Saisie]:
    """One step for each line where another value was chosen: « objet:before:after »."""
    made = []
    for given in filter(None, answers):
        objet, avant, apres = (*given.split(":"), "", "")[:3]
        if apres != avant:
            made.append(etape(form, suivi, nature, objet, objet=objet, avant=avant, apres=apres))
    return made


def _autonomies(form: SaisieForm, suivi: UUID) -> list[Saisie]:
    return _changes(form, suivi, "autonomie", form.autonomies)


def _attributs(form: SaisieForm, suivi: UUID) -> list[Saisie]:
    return _changes(form, suivi, "attribut", form.attributs)


def _questions_cloture(c: Contexte) -> list[Question]:
    """A merge closes its doublon by itself; a move inside the agglomération does not close."""
    motifs = [(code, nom) for code, nom in discreet("CLOTURE", codes_of("CLOTURE", c.today)) if code not in NOT_CHOSEN]
    return [
        jour(c), Question(nom="objet", libelle="Pourquoi", genre="choix", options=motifs, is_required=True),
        autonomies(c, of_all=False, titre="Ce que la personne fait à la fin"),
    ]  # fmt: skip


def _residence(form: SaisieForm, suivi: UUID) -> list[Saisie]:
    zone_residence, commune, qpv = place_of(form.endroit)
    return [etape(form, suivi, "residence", objet=zone_residence, commune=commune, qpv=qpv, avant=form.avant)]


def _partage(form: SaisieForm, suivi: UUID) -> list[Saisie]:
    """With one partner, or among the mediators; nothing chosen makes nothing."""
    if not form.structure:
        return []
    structure = "" if form.structure == ENTRE_MEDIATEURS else form.structure
    return [etape(form, suivi, "accord", objet="IP_ACCORD_PARTAGE", structure=structure)]


def _cloture(form: SaisieForm, suivi: UUID) -> list[Saisie]:
    """Autonomy first: nothing is applied to a suivi already closed."""
    return [*_autonomies(form, suivi), etape(form, suivi, "cloture", objet=form.objet)]


def _plain(nature: str, *fields: str) -> Callable[[SaisieForm, UUID], list[Saisie]]:
    return lambda form, suivi: [etape(form, suivi, nature, **{name: getattr(form, name) for name in fields})]


AWAITING = (
    Question(nom="delai_jours", libelle="Réponse attendue sous (jours)", genre="nombre",
             aide="Laissez vide si rien n’est attendu."),
    Question(nom="relance_le", libelle="Me le rappeler le", genre="jour"),
)  # fmt: skip


def _questions_resultat(c: Contexte) -> list[Question]:
    attendu = c.vue.attendu(c.pour)
    asked = [
        jour(c, "Date du résultat"), a_list("resultat", "Résultat", "RESULTAT", c, is_required=True),
        Question(nom="source", libelle="Qui l’a dit", genre="radio", options=SOURCES, is_required=True),
    ]  # fmt: skip
    if attendu is None or attendu.genre == "orientation":
        return asked
    which = droit("droit", "Droit concerné", c, vide="Aucun", valeur=seen(c.vue.droits, attendu.couverture))
    return [*asked, which, a_list("etat", "Ce droit passe à", "ETAT_DROIT", c, vide="Selon le résultat")]


def _questions_orientation(c: Contexte) -> list[Question]:
    return [
        jour(c), a_list("type", "Vers qui", "ORIENTATION", c, is_required=True),
        a_list("force", "Force de l’orientation", "TYPE_ORIENTATION", c, is_required=True),
        Question(nom="structure", libelle="Structure de l’annuaire", genre="groupes", groupes=c.destinations,
                 vide="Aucune en particulier",
                 aide="Sous les mêmes titres que « Vers qui » ; celles de sa commune viennent d’abord."),
        Question(nom="rendez_vous_le", libelle="Rendez-vous le", genre="jour",
                 aide="Une fois passé, seul le mois est gardé."),
        *AWAITING,
    ]  # fmt: skip


PAGES: Mapping[str, Page] = {
    "rencontre": Page(
        "Noter une rencontre", "Enregistrer la rencontre",
        lambda c: [jour(c), a_list("objet", "Comment", "MODE_CONTACT", c, is_required=True)],
        _plain("rencontre", "objet"),
    ),
    "relance": Page(
        "Noter une relance", "Enregistrer la relance",
        lambda c: [jour(c), Question(nom="objet", libelle="Comment", genre="radio", options=TENTATIVES,
                                     is_required=True)],
        _plain("relance", "objet"), "Vous avez essayé de joindre la personne, qu’elle ait répondu ou non.",
    ),
    "demarche": Page(
        "Noter une démarche", "Enregistrer la démarche",
        lambda c: [
            jour(c), a_list("objet", "Démarche", "DEMARCHE", c, is_required=True),
            droit("droit", "Droit concerné", c, vide="Aucun"),
            a_list("etat", "Ce droit passe à", "ETAT_DROIT", c, vide="Ne change pas"), *AWAITING,
        ], _demarche,
    ),
    "orientation": Page("Noter une orientation", "Enregistrer l’orientation", _questions_orientation, _orientation),
    "resultat": Page("Noter un résultat", "Enregistrer le résultat", _questions_resultat, _resultat,
                     "Jamais le résultat d’un examen ou d’un test."),
    "droit": Page(
        "Changer l’état d’un droit", "Enregistrer l’état du droit",
        lambda c: [jour(c), droit("droit", "Droit", c, is_required=True),
                   a_list("etat", "État", "ETAT_DROIT", c, is_required=True)], _droit,
    ),
    "besoin": Page(
        "Ajouter un besoin", "Ajouter le besoin",
        lambda c: [jour(c), a_list("objet", "Besoin", "BESOIN", c, is_required=True),
                   Question(nom="apres", libelle="D’où vient-il", genre="radio", options=ORIGINES, is_required=True)],
        _plain("besoin", "objet", "apres"),
    ),
    "autonomie": Page(
        "Mesurer l’autonomie", "Enregistrer l’autonomie",
        lambda c: [jour(c), autonomies(c, of_all=True, titre="Ce que la personne fait aujourd’hui")], _autonomies,
    ),
    "residence": Page(
        "Noter un déménagement", "Enregistrer le déménagement", lambda c: [jour(c, "Depuis le"), residence(c.places)],
        _residence, "Le suivi garde son code ; les contacts d’avant restent à l’ancien quartier.", "suivi-demenage",
    ),
    "partage": Page(
        "Noter un accord de partage", "Enregistrer l’accord",
        lambda c: [jour(c), Question(nom="structure", libelle="Avec qui", genre="choix", is_required=True,
                                     options=[(ENTRE_MEDIATEURS, "Les médiateurs de l’agglomération"), *c.structures])],
        _partage, "La personne a dit oui pour ceux-là, et pour eux seuls. Un partenaire ne lit jamais cette fiche ; un "
        "médiateur y lit alors aussi ce qui est sensible.",
    ),
    "attribut": Page(
        "Corriger le sexe ou l’âge", "Corriger", lambda c: [jour(c), attributs(c)], _attributs,
        "La personne le demande, ou passe dans une autre tranche d’âge.",
    ),
    "cloture": Page(
        "Clore le suivi", "Clore le suivi",
        _questions_cloture, _cloture,
        "Ensuite la carte n’ouvre plus que la page « Qu’avez-vous sur moi ? ». Vos pense-bêtes sont effacés.",
        "suivi-clos",
    ),
    "reouverture": Page(
        "Rouvrir le suivi", "Rouvrir le suivi", lambda c: [jour(c)], _plain("reouverture", "avant"),
        "Avec l’accord de la personne.", "suivi-rouvert",
    ),
}  # fmt: skip
