"""Inhabitants who took part in moments where they are asked what they think: participations, never persons."""

from asv.domain.actions.seances import REALISEE
from asv.domain.indicateurs.definition import SANS_INTERVALLE, Condition, Indicateur, Registre
from asv.domain.territoires import Geographie, Niveau

MOMENTS = ("AC_ENQUETE", "AC_GROUPE")
"""Kinds of action where speech is collected or shared; an atelier that informs is not one."""

V01 = Indicateur(
    code="V01",
    libelle="Participations aux moments de parole",
    population="Dates tenues de recueil de parole et de groupes d’habitants",
    numerateur="Participations à ces dates",
    denominateur="—",
    unite="participations",
    niveaux=(Niveau.QPV, Niveau.TERRITOIRE),
    geographie=Geographie.LIEU,
    registre=Registre.PAROLE,
    critere=(Condition("type", MOMENTS), Condition("etat", (REALISEE,))),
    source="Dates d’actions et leur fréquentation, saisies par les porteurs",
    note="Une personne venue trois fois fait trois participations. Les votes des collèges n’y sont pas encore.",
    univers="participations",
    reserve=True,
    intervalle=SANS_INTERVALLE,
    comparabilite="Entre années closes, si le nombre de dates tenues est proche",
)
