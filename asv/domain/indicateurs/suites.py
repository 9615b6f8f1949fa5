"""What came of the suivis: orientations and files at 90 days, lengths. The territoire only, and for the team.

M15 to M18 are shares of one table each for orientations and files, so that no two tables tell the same result twice.
"""

from asv.domain import nomenclatures
from asv.domain.diffusion import Colonne
from asv.domain.indicateurs.cohortes import DOUBLON, Issue
from asv.domain.indicateurs.definition import (
    Categorie,
    Condition,
    Indicateur,
    Registre,
    Ventilation,
)
from asv.domain.indicateurs.profil import OUTIL
from asv.domain.territoires import Niveau

COHORTE = "Entre périodes dont les 90 jours sont passés pour tous ; jamais avec une période qui attend des résultats"
ACTIVES = ("TO_RECOMMANDEE", "TO_ACTIVE", "TO_ACCOMPAGNEE")
DEPOTS = ("D_C2S_DEP", "D_C2S_REN", "D_AME_DEP", "D_AMO", "D_RATT", "D_ALD", "D_ASS", "D_MDPH", "D_DOM")
"""Démarches that submit a file to be decided on."""


EN_SUSPENS = (Issue.SANS, Issue.ATTENTE)


def issues(*named: tuple[str, str, tuple[Issue, ...]]) -> Ventilation:
    """Columns by what was known at 90 days, then what was not: code, label, issues that feed it."""
    suspens = ("Résultat inconnu à 90 jours", "Moins de 90 jours, résultat attendu")
    every = (*named, *((issue.value, label, (issue,)) for issue, label in zip(EN_SUSPENS, suspens, strict=True)))
    return Ventilation("issue", tuple(Categorie(Colonne(code, label), found) for code, label, found in every))


ORIENTATIONS = Indicateur(
    code="M15C",
    libelle="Ce qu’ont donné les orientations à 90 jours",
    population="Orientations recommandées, actives ou accompagnées, faites dans la période sous un suivi",
    numerateur="Orientations selon leur dernier résultat des 90 premiers jours",
    denominateur="Orientations de la période, résultats inconnus et attendus compris",
    unite="orientations",
    niveaux=(Niveau.TERRITOIRE,),
    geographie=None,
    registre=Registre.ORIENTATION,
    critere=(Condition("force", ACTIVES),),
    ventilation=issues(
        ("ABOUTIE", "Rendez-vous honoré ou soin réalisé", (Issue.ABOUTIE,)),
        ("REFUS_PARTENAIRE", "Refus du partenaire", (Issue.REFUS_PARTENAIRE,)),
        ("PERDU_VUE", "Perdu de vue", (Issue.PERDU_VUE,)),
        ("AUTRE", "Autre résultat connu", (Issue.AUTRE,)),
    ),
    source=OUTIL,
    note="La date est celle de l’orientation ; une adresse seulement donnée n’y est pas.",
    univers="orientations",
    reserve=True,
    comparabilite=COHORTE,
)

DOSSIERS = Indicateur(
    code="M16C",
    libelle="Ce qu’ont donné les dossiers de droits à 90 jours",
    population="Dossiers de droits déposés dans la période sous un suivi",
    numerateur="Dossiers selon leur dernier résultat des 90 premiers jours",
    denominateur="Dossiers de la période, résultats inconnus et attendus compris",
    unite="dossiers",
    niveaux=(Niveau.TERRITOIRE,),
    geographie=None,
    registre=Registre.DOSSIER,
    critere=(Condition("code", DEPOTS),),
    ventilation=issues(
        ("ABOUTIE", "Droit ouvert ou renouvelé", (Issue.ABOUTIE,)),
        ("AUTRE", "Autre résultat connu", tuple(one for one in Issue if one not in {Issue.ABOUTIE, *EN_SUSPENS})),
    ),
    source=OUTIL,
    note="La date est celle du dépôt. Un organisme lent n’est pas un échec de la personne.",
    univers="dossiers",
    reserve=True,
    comparabilite=COHORTE,
)

M20 = Indicateur(
    code="M20",
    libelle="Durée des suivis terminés",
    population="Suivis terminés dans la période, doublons exceptés",
    numerateur="Suivis de cette durée, de l’ouverture à la clôture",
    denominateur="Suivis terminés dans la période",
    unite="suivis",
    niveaux=(Niveau.TERRITOIRE,),
    geographie=None,
    registre=Registre.FIN,
    critere=(Condition("cloture", tuple(e.code for e in nomenclatures.liste("CLOTURE").entrees if e.code != DOUBLON)),),
    ventilation=Ventilation(
        "duree",
        tuple(
            Categorie(Colonne(code, label), (code,))
            for code, label in (
                ("J30", "30 jours au plus"),
                ("J90", "De 31 à 90 jours"),
                ("J180", "De 91 à 180 jours"),
                ("J365", "De 181 jours à un an"),
                ("J365P", "Plus d’un an"),
            )
        ),
    ),
    source=OUTIL,
    note="La médiane est dite par la classe où tombe la moitié des suivis : la durée exacte d’un suivi ne sort pas.",
    univers="suivis terminés",
    reserve=True,
)
