"""The template of the diagnostic: its chapters, what each asks for, and the blocks it opens with.

Source of the chapters: tables of contents of the ASV of Villiers-le-Bel (Institut Renaudot, 2009) and of Grand Avignon
(2020-2022), cartes d’identité of ORS Alsace, guides of FNORS and CRPV-PACA; gathered in the study of the trade, E1-E2.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from asv.domain.errors import Refused


class Nature(StrEnum):
    """Of a block. TEXTE: written. CHIFFRES: a reference to released figures. GENERE: written from what is kept."""

    TEXTE = "texte"
    CHIFFRES = "chiffres"
    GENERE = "genere"


class Sortie(StrEnum):
    """Where a chapter is printed."""

    DOCUMENT = "document"
    RESTITUTION = "restitution"


GENERES: Mapping[str, str] = {
    "quartiers": "Les quartiers, leurs communes et leurs habitants",
    "methode": "Méthode, limites et précautions de lecture",
    "paroles": "Paroles d’habitants citées par les actions",
    "structures": "Structures du territoire",
    "actions": "Actions de l’année",
    "colleges": "Vote des deux collèges, écart et décision",
    "priorites": "Priorités retenues",
    "ecartes": "Points écartés, avec leur raison",
    "entendu": "Ce que les deux collèges placent en premier, en mots simples",
    "retenu": "Ce qui est décidé, en mots simples",
    "non_retenu": "Ce qui n’est pas retenu et pourquoi, en mots simples",
    "engagements": "Engagements de droit commun",
    "definitions": "Définition des chiffres cités",
    "secret": "Règle des petits nombres",
}
"""What the tool writes by itself: code, and the words that offer it."""


@dataclass(frozen=True, slots=True)
class Chapitre:
    """A chapter of the template. `guide`: what to write there. `ouverture`: the blocks it is given at creation."""

    code: str
    titre: str
    guide: str
    ouverture: Sequence[tuple[Nature, str]] = ()
    sortie: Sortie = Sortie.DOCUMENT


def _texte(*others: tuple[Nature, str]) -> tuple[tuple[Nature, str], ...]:
    return ((Nature.TEXTE, ""), *others)


def _genere(code: str) -> tuple[Nature, str]:
    return Nature.GENERE, code


def _chiffres(reference: str) -> tuple[Nature, str]:
    return Nature.CHIFFRES, reference


TRAME: Sequence[Chapitre] = (
    Chapitre("synthese", "Synthèse", "L’essentiel en deux pages : ce qui a changé, ce qui est retenu.", _texte()),
    Chapitre("commande", "Commande, gouvernance et calendrier", "Qui demande, qui décide, quand.", _texte()),
    Chapitre("methode", "Méthode, sources et limites", "Ce qui s’ajoute au texte écrit d’office : enquêtes, réunions.",
             _texte(_genere("methode"))),
    Chapitre("territoire", "Le territoire et ses quartiers", "Les quartiers, le quartier vécu, ce qui a bougé.",
             _texte(_genere("quartiers"))),
    Chapitre("social", "Portrait social", "Revenus, emploi, familles ; la source et l’année de chaque chiffre.",
             _texte(_chiffres("serie:qpv2024_taux_pauvrete"))),
    Chapitre("sante", "État de santé", "Chiffres de la commune ou de l’agglomération, jamais donnés à un quartier.",
             _texte()),
    Chapitre("offre", "Offre et accès aux soins", "Médecins, transports, délais, lieux qui manquent.",
             _texte(_chiffres("serie:apl_medecins_generalistes"))),
    Chapitre("droits", "Droits", "Couverture, dossiers, démarches.", _texte()),
    Chapitre("difficultes", "Difficultés d’accès aux soins observées par la médiation",
             "Ce que disent les chiffres ci-dessous, et ce qu’ils ne disent pas.",
             _texte(_chiffres("M01:quartiers"), _chiffres("M06:territoire"))),
    Chapitre("renoncement", "Renoncement et non-recours", "Qui renonce, à quoi, pourquoi.", _texte()),
    Chapitre("prevention", "Prévention et dépistages", "Ce qui se fait, qui n’y vient pas.", _texte()),
    Chapitre("mentale", "Santé mentale", "Accueil, délais, ce que portent les équipes.", _texte()),
    Chapitre("environnement", "Environnements et conditions de vie", "Logement, air, bruit, déplacements.", _texte()),
    Chapitre("habitants", "Parole d’habitants", "Comment elle a été recueillie, accords et désaccords du groupe.",
             _texte(_genere("paroles"))),
    Chapitre("professionnels", "Parole de professionnels", "Ce que disent les équipes et les cabinets.", _texte()),
    Chapitre("ressources", "Ressources et actions", "Ce qui existe, ce qui manque, où.",
             _texte(_genere("actions"), _genere("structures"))),
    Chapitre("priorites", "Croisement et priorités",
             "Ce qui s’ajoute au vote des deux collèges, à la décision et aux points écartés, écrits d’office.",
             _texte(_genere("colleges"), _genere("priorites"), _genere("ecartes"))),
    Chapitre("liens", "Liens avec le contrat de ville, le CLS et le PRAPS", "À quoi chaque priorité se rattache.",
             _texte()),
    Chapitre("engagements", "Engagements de droit commun", "Ce qui est tenu, ce qui attend.",
             _texte(_genere("engagements"))),
    Chapitre("feuille", "Feuille de route et indicateurs", "Qui fait quoi, pour quand, comment on le saura.",
             _texte()),
    Chapitre("annexes", "Annexes", "Questionnaires, contributeurs, sigles.",
             _texte(_genere("definitions"), _genere("secret"))),
    Chapitre("r_fait", "Ce que nous avons fait", "En mots de tous les jours : où, quand, avec qui.", _texte(),
             Sortie.RESTITUTION),
    Chapitre("r_entendu", "Ce que nous avons entendu", "Ce que les habitants ont dit, sans nommer personne.",
             _texte(_genere("entendu")), Sortie.RESTITUTION),
    Chapitre("r_retenu", "Ce qui est retenu", "Les priorités, et pourquoi.", _texte(_genere("retenu")),
             Sortie.RESTITUTION),
    Chapitre("r_ecarte", "Ce qui n’est pas retenu, et pourquoi", "Une raison pour chaque demande écartée.",
             _texte(_genere("non_retenu")),
             Sortie.RESTITUTION),
    Chapitre("r_suite", "Et maintenant", "Les prochaines dates, et où poser ses questions.", _texte(),
             Sortie.RESTITUTION),
)  # fmt: skip
CHAPITRES: Mapping[str, Chapitre] = {chapitre.code: chapitre for chapitre in TRAME}


def arrange(chapitres: Sequence[str], code: str, geste: str) -> tuple[str, ...]:
    """The chapters kept, in their new order. `geste`: monter, descendre, retirer or remettre.

    Raises Refused when the chapter is not where the move supposes it.
    """
    order = list(chapitres)
    if code not in CHAPITRES or (code in order) is (geste == "remettre"):
        raise Refused("Ce chapitre n’est plus à cette place : rechargez la page.")
    if geste == "remettre":
        return (*order, code)
    rank = order.index(code)
    order.remove(code)
    match geste:
        case "retirer":
            return tuple(order)
        case "monter" | "descendre":
            order.insert(max(0, rank - 1) if geste == "monter" else rank + 1, code)
            return tuple(order)
        case _:
            raise Refused("Choisissez : monter, descendre, retirer ou remettre.")
