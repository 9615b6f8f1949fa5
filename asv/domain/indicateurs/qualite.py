"""How the work is noted and made possible: completeness, professional interpreting; forms of non-recours."""

from asv.domain import nomenclatures
from asv.domain.diffusion import Colonne, Kind
from asv.domain.indicateurs.definition import (
    Categorie,
    Condition,
    Indicateur,
    Lecture,
    Registre,
    Ventilation,
)
from asv.domain.indicateurs.profil import NOTE, OUTIL
from asv.domain.territoires import Niveau

INTERPRETES = ("LG_INT_TEL", "LG_INT_PRES")
AISE = "LG_FR"
SANS_FORME = "SANS_FORME"

_CONTACT = Condition("nature", ("contact",))
_AUTRES_LANGUES = tuple(
    entree.code for entree in nomenclatures.liste("LANGUE").entrees if entree.code not in {AISE, *INTERPRETES}
)


def _formes() -> tuple[Categorie, ...]:
    """A column for each form, fed by the freins that the nomenclature derives it from; the others stand apart."""
    freins = nomenclatures.liste("FREIN").entrees
    formes = [
        Categorie(Colonne(forme.code, forme.libelle), tuple(f.code for f in freins if f.extra == forme.code))
        for forme in nomenclatures.liste("NON_RECOURS").entrees
    ]
    rest = tuple(frein.code for frein in freins if not frein.extra and frein.code != "AUCUN_FREIN")
    return (*formes, Categorie(Colonne(SANS_FORME, "Autre difficulté, sans forme connue"), rest))


M09 = Indicateur(
    code="M09",
    libelle="Forme de non-recours",
    population="Contacts individuels de la période",
    numerateur="Contacts où au moins un frein cité relève de la forme",
    denominateur="Contacts avec au moins un frein",
    unite="contacts",
    niveaux=(Niveau.TERRITOIRE,),
    geographie=None,
    critere=(_CONTACT,),
    ventilation=Ventilation("freins", _formes(), Kind.CITATIONS, Lecture.UN_PARMI),
    source=f"{OUTIL} ; typologie d’Odenore",
    note=f"{NOTE}. Déduite des freins, jamais demandée. Un contact peut relever de plusieurs formes.",
    # A form adds families of freins up: beside M06, its figures would bound a hidden family. Decided together, it could
    # leave; alone, it stays in the team.
    interne=True,
    reserve=True,
)

M22 = Indicateur(
    code="M22",
    libelle="Complétude des saisies",
    population="Sexe, âge, résidence, frein et première fois, pour chaque contact individuel de la période",
    numerateur="Questions qui ont reçu une réponse, refus et « ne sait pas » compris",
    denominateur="Questions de la fiche courte : cinq par contact individuel",
    unite="réponses",
    niveaux=(Niveau.TERRITOIRE,),
    geographie=None,
    registre=Registre.REPONSE,
    critere=(_CONTACT,),
    ventilation=Ventilation(
        "is_notee",
        (Categorie(Colonne("NOTEE", "Notées"), (True,)), Categorie(Colonne("ND", "Non demandées"), (False,))),
    ),
    source=OUTIL,
    note="« Non demandé » est la seule réponse qui manque : dans la rue, c’est souvent le bon choix.",
    univers="réponses",
    interne=True,
    reserve=True,
)

M23 = Indicateur(
    code="M23",
    libelle="Recours à l’interprétariat professionnel",
    population="Contacts individuels où l’échange ne s’est pas fait en français aisé",
    numerateur="Contacts avec un interprète professionnel, au téléphone ou sur place",
    denominateur="Contacts dont la langue est notée et n’est pas le français aisé",
    unite="contacts",
    niveaux=(Niveau.TERRITOIRE,),
    geographie=None,
    critere=(_CONTACT, Condition("langue", (*INTERPRETES, *_AUTRES_LANGUES))),
    ventilation=Ventilation(
        "langue",
        (
            Categorie(Colonne("INTERPRETE", "Avec un interprète professionnel"), INTERPRETES),
            Categorie(Colonne("AUTREMENT", "Autrement"), _AUTRES_LANGUES),
        ),
    ),
    source=OUTIL,
    note=f"{NOTE}. La langue n’est notée que lorsqu’elle a compté ; jamais la langue maternelle.",
    univers="contacts hors français aisé",
    reserve=True,
)
