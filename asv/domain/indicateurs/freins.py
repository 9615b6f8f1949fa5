"""Difficulties in reaching care, by family (level 1): a sensible frein counts under its ordinary parent."""

from asv.domain import nomenclatures
from asv.domain.diffusion import Colonne, Kind, Lien
from asv.domain.indicateurs.definition import Categorie, Condition, Indicateur, Lecture, Ventilation
from asv.domain.indicateurs.profil import NOTE, OUTIL
from asv.domain.territoires import Geographie, Niveau

AUCUN_FREIN = "AUCUN_FREIN"

_CONTACT = Condition("nature", ("contact",))
_FAMILLES = tuple(
    Categorie(
        Colonne(entree.code, entree.libelle, sensible=entree.sensible, exclusive=entree.code == AUCUN_FREIN),
        (entree.code,),
    )
    for entree in nomenclatures.liste("FREIN").entrees
    if entree.parent is None
)

M06 = Indicateur(
    code="M06",
    libelle="Freins cités",
    population="Contacts individuels de la période",
    numerateur="Contacts où au moins un frein de la famille est cité",
    denominateur="Contacts avec au moins un frein, ou « aucune difficulté »",
    unite="contacts",
    niveaux=(Niveau.QPV, Niveau.TERRITOIRE),
    geographie=Geographie.LIEU,
    critere=(_CONTACT,),
    ventilation=Ventilation("familles_frein", _FAMILLES, Kind.CITATIONS, Lecture.UN_PARMI),
    source=OUTIL,
    note=f"{NOTE}. Un échange peut citer jusqu’à trois freins : la somme dépasse 100 %.",
    lien=Lien(principal="M07"),
)

M07 = Indicateur(
    code="M07",
    libelle="Frein principal",
    population="Contacts individuels de la période",
    numerateur="Contacts dont le premier frein est de la famille",
    denominateur="Contacts avec au moins un frein, ou « aucune difficulté »",
    unite="contacts",
    niveaux=(Niveau.TERRITOIRE,),
    geographie=Geographie.LIEU,
    critere=(_CONTACT,),
    ventilation=Ventilation("familles_frein", _FAMILLES, Kind.PARTITION, Lecture.PREMIER),
    source=OUTIL,
    note=f"{NOTE}. Au niveau du territoire seulement, car par QPV il dévoilerait des freins cités.",
    lien=Lien(citations="M06"),
)
