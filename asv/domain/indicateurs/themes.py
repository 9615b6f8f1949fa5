"""What the exchanges were about, by level-1 theme: what the ranks of need are drawn from."""

from asv.domain import nomenclatures
from asv.domain.diffusion import Colonne, Kind
from asv.domain.indicateurs.definition import Categorie, Condition, Indicateur, Lecture, Ventilation
from asv.domain.indicateurs.profil import NOTE, OUTIL
from asv.domain.territoires import Geographie, Niveau

MOST = 2
"""Themes that a contact may hold, as the entry says."""

_ENTREES = nomenclatures.liste("THEME_SANTE").entrees
_FAMILLES = tuple(
    Categorie(
        Colonne(entree.code, entree.libelle),
        (entree.code, *(child.code for child in _ENTREES if child.parent == entree.code)),
    )
    for entree in _ENTREES
    if entree.parent is None and not entree.sensible
)

M06_THEMES = Indicateur(
    code="M06T",
    libelle="Thèmes abordés",
    population="Contacts individuels de la période",
    numerateur="Contacts où le thème est abordé",
    denominateur="Contacts où au moins un thème est noté, thèmes sensibles non compris",
    unite="contacts",
    niveaux=(Niveau.QPV, Niveau.TERRITOIRE),
    geographie=Geographie.LIEU,
    critere=(Condition("nature", ("contact",)),),
    ventilation=Ventilation("themes", _FAMILLES, Kind.CITATIONS, Lecture.UN_PARMI, MOST),
    source=OUTIL,
    note=f"{NOTE}. Un contact peut aborder deux thèmes ; les thèmes sensibles n’y sont pas.",
    # Beside the ordinary themes of a contact stand its sensible ones, which the session of a funder never reads.
    reserve=True,
)
