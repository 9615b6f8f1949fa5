"""What a suivi was at its opening and what it gave in autonomie: from its étapes to the words that are counted.

In the base the same rules are asv.compter_suivis (migration 0010), which gives totals only: the coordination may not
read whose an étape is. tests/usecases/test_bilans.py holds the two equal.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from asv.domain import nomenclatures
from asv.domain.diffusion import Colonne
from asv.domain.indicateurs.definition import CLOSES, Categorie, Condition, Indicateur, Registre, Ventilation
from asv.domain.indicateurs.profil import OUTIL
from asv.domain.suivis.fiche import APPLIQUEE, EtapeLike
from asv.domain.territoires import Niveau

ACCES = frozenset({"MT", "MES", "AMELI"})
"""Noted as rights, and ways in rather than rights; the first is M14."""
A_OUVRIR = frozenset({"EXPIRE", "JAMAIS", "PIECES"})
INCONNUS = frozenset({"INCONNU_DROIT"})
NIVEAUX_AUTONOMIE = tuple(entree.code for entree in nomenclatures.liste("AUTONOMIE").entrees)
Row = Mapping[str, str | None]


def opening_rows(ouvert_le: date, etapes: Iterable[EtapeLike]) -> Iterator[Row]:
    """Two rows for a suivi opened on that day: its rights, and its médecin traitant, None when not explored.

    etapes: in the order they came; the first word on each right, that day, holds.
    """
    known = {entree.code for entree in nomenclatures.liste("ETAT_DROIT").entrees} - INCONNUS
    first: dict[str, str] = {}
    for etape in etapes:
        if etape.nature == "droit" and etape.etat == APPLIQUEE and etape.date_etape == ouvert_le:
            first.setdefault(etape.objet or "", etape.apres or "")
    states = {objet: state for objet, state in first.items() if state in known}
    rights = [state for objet, state in states.items() if objet not in ACCES]
    explored = ("A_OUVRIR" if A_OUVRIR.intersection(rights) else "A_JOUR") if rights else None
    medecin = states.get("MT")
    yield {"champ": "droits", "valeur": explored}
    yield {"champ": "medecin_traitant", "valeur": medecin and ("SANS" if medecin == "JAMAIS" else "AVEC")}


def closing_row(etapes: Iterable[EtapeLike]) -> Row:
    """One row for a suivi that ended: whether one domain gained a level between its first and its last measure."""
    measured: dict[str | None, list[str]] = {}
    for etape in sorted(etapes, key=lambda one: one.date_etape):
        if etape.nature == "autonomie" and etape.etat == APPLIQUEE and etape.apres in NIVEAUX_AUTONOMIE:
            measured.setdefault(etape.objet, []).append(etape.apres)
    twice = [levels for levels in measured.values() if len(levels) > 1]
    gained = any(levels[-1] > levels[0] for levels in twice)
    return {"champ": "gain", "valeur": ("GAIN" if gained else "SANS_GAIN") if twice else None}


def _two(first: tuple[str, str], second: tuple[str, str]) -> Ventilation:
    return Ventilation("valeur", tuple(Categorie(Colonne(*column), (column[0],)) for column in (first, second)))


M13 = Indicateur(
    code="M13",
    libelle="Droits à ouvrir au premier contact",
    population="Suivis ouverts dans la période, doublons exceptés",
    numerateur="Suivis avec au moins un droit expiré, incomplet ou jamais demandé, le jour de l’ouverture",
    denominateur="Suivis dont au moins un droit a été exploré ce jour-là",
    unite="suivis",
    niveaux=(Niveau.TERRITOIRE,),
    geographie=None,
    registre=Registre.OUVERTURE,
    critere=(Condition("champ", ("droits",)),),
    ventilation=_two(("A_OUVRIR", "Au moins un droit à ouvrir"), ("A_JOUR", "Droits explorés à jour")),
    source=OUTIL,
    note="Médecin traitant, espace santé et compte ameli n’y sont pas. Un état inconnu n’est pas exploré.",
    univers="suivis ouverts",
    reserve=True,
    comparabilite=CLOSES,
)

M14 = Indicateur(
    code="M14",
    libelle="Sans médecin traitant au premier contact",
    population="Suivis ouverts dans la période, doublons exceptés",
    numerateur="Suivis sans médecin traitant déclaré, le jour de l’ouverture",
    denominateur="Suivis où le médecin traitant a été exploré ce jour-là",
    unite="suivis",
    niveaux=(Niveau.TERRITOIRE,),
    geographie=None,
    registre=Registre.OUVERTURE,
    critere=(Condition("champ", ("medecin_traitant",)),),
    ventilation=_two(("SANS", "Sans médecin traitant"), ("AVEC", "Avec médecin traitant, ou demande en cours")),
    source=OUTIL,
    note="« Jamais déclaré », dit par la personne. Un médecin parti ou à la retraite n’y est pas.",
    univers="suivis ouverts",
    reserve=True,
)

M19 = Indicateur(
    code="M19",
    libelle="Gain d’autonomie",
    population="Suivis terminés dans la période, doublons exceptés",
    numerateur="Suivis qui ont gagné un niveau dans au moins un domaine, de la première à la dernière mesure",
    denominateur="Suivis terminés avec deux mesures d’un même domaine",
    unite="suivis",
    niveaux=(Niveau.TERRITOIRE,),
    geographie=None,
    registre=Registre.AUTONOMIE,
    critere=(Condition("champ", ("gain",)),),
    ventilation=_two(("GAIN", "Un niveau gagné au moins"), ("SANS_GAIN", "Sans gain mesuré")),
    source=OUTIL,
    note="Qui n’a qu’une mesure compte comme réponse manquante : ce n’est pas un échec.",
    univers="suivis terminés, autonomie",
    reserve=True,
)
