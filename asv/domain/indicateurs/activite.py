"""What mediators did and how many persons they met."""

from asv.domain.diffusion import Colonne, Lien
from asv.domain.indicateurs.definition import CLOSES, SANS_INTERVALLE, Categorie, Condition, Indicateur, Ventilation
from asv.domain.indicateurs.profil import NOTE, OUTIL
from asv.domain.territoires import Geographie, Niveau

CONTACT = Condition("nature", ("contact",))
PREMIERE_FOIS = Condition("premiere_fois", ("OUI",))

M01 = Indicateur(
    code="M01",
    libelle="Contacts individuels",
    population="Contacts individuels de la période, salutations non comprises",
    numerateur="Nombre de contacts individuels",
    denominateur="—",
    unite="contacts",
    niveaux=(Niveau.QPV, Niveau.TERRITOIRE),
    geographie=Geographie.LIEU,
    critere=(CONTACT,),
    source=OUTIL,
    note="Un contact est un échange, pas une personne : la même personne peut compter plusieurs fois.",
    intervalle=SANS_INTERVALLE,
)

M01_BREFS = Indicateur(
    code="M01B",
    libelle="Contacts brefs",
    population="Contacts individuels de la période",
    numerateur="Contacts dont aucun attribut n’est renseigné",
    denominateur="Contacts individuels",
    unite="contacts",
    niveaux=(Niveau.TERRITOIRE,),
    geographie=None,
    critere=(CONTACT,),
    ventilation=Ventilation(
        "is_bref",
        (
            Categorie(Colonne("BREF", "Contacts brefs"), (True,)),
            Categorie(Colonne("RENSEIGNE", "Contacts renseignés"), (False,)),
        ),
    ),
    source=OUTIL,
    note="Les contacts brefs sont compris dans les contacts individuels.",
    interne=True,
)

M01_SALUTATIONS = Indicateur(
    code="M01S",
    libelle="Salutations",
    population="Salutations de la période",
    numerateur="Nombre de salutations comptées sans aucune question",
    denominateur="—",
    unite="salutations",
    niveaux=(Niveau.QPV, Niveau.TERRITOIRE),
    geographie=Geographie.LIEU,
    critere=(Condition("nature", ("salutation",)),),
    source=OUTIL,
    note="Comptées à part : une salutation n’est pas un contact individuel.",
    univers="salutations",
    intervalle=SANS_INTERVALLE,
)

M02 = Indicateur(
    code="M02",
    libelle="Personnes estimées",
    population="Contacts individuels de la période",
    numerateur="Contacts qui sont les premiers de l’année avec un médiateur santé de l’agglomération",
    denominateur="Contacts où la question « première fois » a une réponse",
    unite="personnes estimées",
    niveaux=(Niveau.QPV, Niveau.TERRITOIRE),
    geographie=Geographie.LIEU,
    critere=(CONTACT,),
    ventilation=Ventilation(
        "premiere_fois",
        (
            Categorie(Colonne("OUI", "Première fois de l’année"), ("OUI",)),
            Categorie(Colonne("NON", "Déjà rencontrée dans l’année"), ("NON",)),
        ),
    ),
    source=OUTIL,
    note="Estimation : les personnes qui n’ont pas répondu à la question n’y sont pas.",
)

M03 = Indicateur(
    code="M03",
    libelle="File active",
    population="Suivis ouverts avec l’accord de la personne",
    numerateur="Suivis ayant eu au moins un contact dans la période",
    denominateur="—",
    unite="suivis",
    niveaux=(Niveau.TERRITOIRE,),
    geographie=None,
    critere=(CONTACT, Condition("suivi_id", None)),
    distinct="suivi_id",
    source=OUTIL,
    note="Un suivi compte une seule fois, quels que soient les médiateurs et les communes.",
    univers="suivis",
    intervalle=SANS_INTERVALLE,
)

M04 = Indicateur(
    code="M04",
    libelle="Taux de couverture pour 1 000 habitants",
    population="Personnes estimées, selon le QPV où elles vivent",
    numerateur="Personnes estimées résidant dans le QPV, multipliées par 1 000",
    denominateur="Population du QPV (Insee)",
    unite="personnes estimées",
    niveaux=(Niveau.QPV, Niveau.TERRITOIRE),
    geographie=Geographie.RESIDENCE,
    critere=(CONTACT, PREMIERE_FOIS),
    source=f"{OUTIL} ; population : Insee",
    note=f"{NOTE}, rapportées aux habitants du QPV.",
    univers="personnes estimées",
    lien=Lien(total=("M02", "OUI"), plafond=("M05", "QPV")),
    intervalle=SANS_INTERVALLE,
    comparabilite=f"{CLOSES}. La population est celle du périmètre 2024 : jamais avec un QPV de 2015",
)
