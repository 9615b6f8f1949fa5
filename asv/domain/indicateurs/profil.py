"""Who the persons met are: sexe, age, residence. Only four bands of age leave the tool."""

from asv.domain import nomenclatures
from asv.domain.diffusion import Colonne
from asv.domain.indicateurs.definition import Categorie, Condition, Indicateur, Ventilation
from asv.domain.territoires import Geographie, Niveau

OUTIL = "Médiation santé, saisies de l’outil"
NOTE = "Parmi les personnes rencontrées"

_CONTACT = Condition("nature", ("contact",))
_AGE4 = (
    ("AGE_M18", "Moins de 18", "Moins de 18 ans"),
    ("AGE_18_49", "18-49", "18-49 ans"),
    ("AGE_50_74", "50-74", "50-74 ans"),
    ("AGE_75P", "75 et plus", "75 ans et plus"),
)


def _band(code: str, extra: str, libelle: str) -> Categorie:
    """Column of an age band; it also takes its own code, which replaces the finer one after the purge."""
    classes = (entree.code for entree in nomenclatures.liste("TRANCHE_AGE").entrees)
    codes = (tranche_age for tranche_age in classes if nomenclatures.age4(tranche_age) == extra)
    return Categorie(Colonne(code, libelle), (*codes, code))


G08F = Indicateur(
    code="G08F",
    libelle="Répartition par sexe",
    population="Contacts individuels de la période",
    numerateur="Contacts avec une personne de ce sexe",
    denominateur="Contacts où le sexe est indiqué, ou demandé et non communiqué",
    unite="contacts",
    niveaux=(Niveau.QPV, Niveau.TERRITOIRE),
    geographie=Geographie.LIEU,
    critere=(_CONTACT,),
    ventilation=Ventilation(
        "sexe",
        (
            Categorie(Colonne("F", "Femmes"), ("F",)),
            Categorie(Colonne("H", "Hommes"), ("H",)),
            Categorie(Colonne("X_NC", "Autre ou non communiqué"), ("X", "NC")),
        ),
    ),
    source=OUTIL,
    note=f"{NOTE}. « Autre » n’est jamais isolé.",
)

G08A = Indicateur(
    code="G08A",
    libelle="Répartition par âge",
    population="Contacts individuels de la période",
    numerateur="Contacts avec une personne de cette tranche d’âge",
    denominateur="Contacts où la tranche d’âge est indiquée",
    unite="contacts",
    niveaux=(Niveau.QPV, Niveau.TERRITOIRE),
    geographie=Geographie.LIEU,
    critere=(_CONTACT,),
    ventilation=Ventilation("tranche_age", tuple(_band(*line) for line in _AGE4)),
    source=OUTIL,
    note=f"{NOTE}, en quatre tranches d’âge.",
)

M05 = Indicateur(
    code="M05",
    libelle="Part d’habitants de QPV",
    population="Contacts individuels de la période",
    numerateur="Contacts avec une personne vivant dans un QPV",
    denominateur="Contacts où le rattachement de la personne est connu",
    unite="contacts",
    niveaux=(Niveau.TERRITOIRE,),
    geographie=None,
    critere=(_CONTACT,),
    ventilation=Ventilation(
        "zone_residence",
        (
            Categorie(Colonne("QPV", "Habitants d’un QPV"), ("ZR_QPV",)),
            Categorie(
                Colonne("HORS", "Hors QPV, hors agglomération ou sans résidence stable"),
                ("ZR_HORS_QPV", "ZR_HORS_CALL", "ZR_SANS"),
            ),
        ),
    ),
    source=OUTIL,
    note=f"{NOTE}. Une limite incertaine compte comme réponse manquante.",
)
