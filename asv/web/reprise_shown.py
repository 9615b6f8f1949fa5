"""What the pages of a reprise show: words to choose, choices for every line, the first lines as they would be kept."""

from dataclasses import dataclass

from asv.domain import nomenclatures
from asv.domain.contacts import SALUTATION, ContactDraft
from asv.domain.nomenclatures import NON_REPONSES, Creneau, PremiereFois
from asv.domain.reprise import CIBLES, PAR_DEFAUT, Apercu, Lieux, Valeur, offered
from asv.domain.reprise.cibles import CRENEAU
from asv.domain.seances import SeanceDraft
from asv.usecases.reprise import Releve
from asv.web.forms import Choix, Groupes, grouped

CRENEAUX = {creneau.value: creneau.libelle for creneau in Creneau}


@dataclass(frozen=True, slots=True)
class AVoir:
    """The words of one field to be looked at, with what may be chosen for each."""

    libelle: str
    groupes: Groupes
    valeurs: list[Valeur]


@dataclass(frozen=True, slots=True)
class ParDefaut:
    """A field that every line needs; `is_filled`: a column gives it, and this only completes it."""

    nom: str
    libelle: str
    choix: Choix
    valeur: str
    is_filled: bool


def groups_to_see(apercu: Apercu, lieux: Lieux) -> list[AVoir]:
    noms = dict.fromkeys(valeur.cible for valeur in apercu.a_voir)
    return [
        AVoir(CIBLES[nom].libelle, _groupes(nom, lieux), [valeur for valeur in apercu.a_voir if valeur.cible == nom])
        for nom in noms
    ]


def _groupes(nom: str, lieux: Lieux) -> Groupes:
    choices = offered(nom, lieux)
    liste = CIBLES[nom].liste
    if not liste:
        return [("", choices)]
    codes = [code for code, _ in choices if code not in NON_REPONSES]
    silent = [pair for pair in choices if pair[0] in NON_REPONSES]
    return [*grouped(liste, codes), *([("Sans réponse", silent)] if silent else [])]


def defaults_of(releve: Releve, lieux: Lieux) -> list[ParDefaut]:
    chosen = releve.correspondance
    return [
        ParDefaut(
            nom, CIBLES[nom].libelle, list(CRENEAUX.items()) if nom == CRENEAU else offered(nom, lieux),
            chosen.defauts.get(nom, ""), bool(chosen.columns_of(nom)),
        )
        for nom in PAR_DEFAUT
    ]  # fmt: skip


def example_rows(apercu: Apercu, lieux: Lieux) -> list[tuple[int, str, str]]:
    """Number of the line, its séance, its contacts, in words."""
    return [
        (number, _seance(seance, lieux), " ; ".join(_contact(draft, times, lieux) for draft, times in contacts) or "—")
        for number, seance, contacts in apercu.exemples
    ]


def _seance(seance: SeanceDraft, lieux: Lieux) -> str:
    place = lieux.communes[seance.commune] + (f", {lieux.qpv[seance.qpv]}" if seance.qpv else "")
    mode = nomenclatures.entree("MODE_CONTACT", seance.mode).court
    lieu = nomenclatures.entree("LIEU_TYPE", seance.lieu_type).court
    return f"{seance.date:%d/%m/%Y}, {CRENEAUX[seance.creneau].lower()}, {place}, {mode}, {lieu}"


def _contact(draft: ContactDraft, times: int, lieux: Lieux) -> str:
    if draft.nature == SALUTATION:
        return f"{draft.nombre} bonjour(s)"
    if draft.is_bref:
        return f"{times} contact(s) sans réponse notée"
    codes = [
        ("SEXE_GENRE", draft.sexe), ("TRANCHE_AGE", draft.tranche_age),
        *(("FREIN", code) for code in draft.freins), *(("THEME_SANTE", code) for code in draft.themes),
        *(("TYPE_INTERVENTION", code) for code in draft.interventions), ("ORIENTATION", draft.orientation),
        ("TYPE_ORIENTATION", draft.force_orientation), ("LANGUE", draft.langue), ("ORIGINE", draft.origine),
    ]  # fmt: skip
    said = [nomenclatures.entree(liste, code).libelle for liste, code in codes if code and code not in NON_REPONSES]
    said += _residence(draft, lieux)
    said += [f"{draft.duree_minutes} min"] if draft.duree_minutes else []
    said += ["première fois"] if draft.premiere_fois == PremiereFois.OUI else []
    return ", ".join(said)


def _residence(draft: ContactDraft, lieux: Lieux) -> list[str]:
    if draft.zone_residence in NON_REPONSES:
        return []
    places = [lieux.qpv.get(draft.qpv_residence or "", ""), lieux.communes.get(draft.commune_residence or "", "")]
    zone_residence = nomenclatures.entree("ZONE_RESIDENCE", draft.zone_residence).libelle
    return [f"réside : {' – '.join([zone_residence, *filter(None, places)])}"]
