"""What a step of a suivi says, in one line of plain French: « C2S : Demande en cours → Ouvert et à jour »."""

from collections.abc import Callable, Mapping

from asv.domain import nomenclatures
from asv.domain.suivis.fiche import OBJETS, PARTAGE, EtapeLike

ATTRIBUTS = {"sexe": ("Sexe", "SEXE_GENRE"), "tranche_age": ("Tranche d’âge", "TRANCHE_AGE")}
BETWEEN = "Accord au partage entre médiateurs"
TENTATIVES = {"APPEL": "appel", "MESSAGE": "message"}
ORIGINES_BESOIN = {"EXPRIME": "dit par la personne", "REPERE": "repéré par le médiateur"}


def label(liste: str, code: str | None) -> str:
    """Libelle of a value, discreet when it is sensitive: the person, or someone beside, reads the screen."""
    if not code or not nomenclatures.is_known(liste, code):
        return ""
    entree = nomenclatures.entree(liste, code)
    return entree.court if entree.sensible else entree.libelle


def passage(liste: str, avant: str | None, apres: str | None) -> str:
    """« Expiré → Ouvert », or the new value alone when nothing was before it."""
    new = label(liste, apres)
    return f"{label(liste, avant)} → {new}" if avant and avant != apres else new


def titre_of(etape: EtapeLike) -> str:
    """The step in one line."""
    write = _PHRASES.get(etape.nature)
    return (
        write(etape, label(OBJETS.get(etape.nature, ""), etape.objet) if etape.nature in OBJETS else "")
        if write
        else ""
    )


def _besoin(etape: EtapeLike, objet: str) -> str:
    return f"Besoin : {objet} ({ORIGINES_BESOIN.get(etape.apres or '', 'noté')})"


def _attribut(etape: EtapeLike, _: str) -> str:
    name, liste = ATTRIBUTS.get(etape.objet or "", ("Réponse", "SEXE_GENRE"))
    return f"{name} : {passage(liste, etape.avant, etape.apres)}"


_PHRASES: Mapping[str, Callable[[EtapeLike, str], str]] = {
    "droit": lambda etape, objet: f"{objet} : {passage('ETAT_DROIT', etape.avant, etape.apres)}",
    "autonomie": lambda etape, objet: f"{objet} : {passage('AUTONOMIE', etape.avant, etape.apres)}",
    "besoin": _besoin,
    "attribut": _attribut,
    "residence": lambda _, objet: f"Résidence : {objet}",
    "accord": lambda etape, objet: BETWEEN if etape.objet == PARTAGE and etape.structure_id is None else objet,
    "rencontre": lambda _, objet: f"Rencontre : {objet}" if objet else "Rencontre",
    "relance": lambda etape, _: f"Relance de la personne : {TENTATIVES.get(etape.objet or '', 'tentative')}",
    "cloture": lambda _, objet: f"Suivi clos : {objet}",
    "reouverture": lambda *_: "Suivi rouvert",
    "resolution": lambda *_: "Choix fait entre deux valeurs",
}
