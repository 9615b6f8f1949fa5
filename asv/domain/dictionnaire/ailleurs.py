"""Indicateurs of participation, droit commun and joint actions: where their pages count them, or what is missing."""

from collections.abc import Iterator

from asv.domain.actions.indicateurs import MESURES, OF_NOBODY
from asv.domain.dictionnaire.declaration import SANS_PERSONNE, SEUIL, Declaration, Etat, Famille
from asv.domain.indicateurs.definition import SANS_INTERVALLE
from asv.domain.territoires import Niveau

ANNEES = "Entre années civiles closes, sur les mêmes actions ou engagements"
ACTIONS = "Fiches action, saisies par les porteurs et la coordination"
ENGAGEMENTS = "Engagements du contrat de ville, avec leurs preuves datées"
PAGE_ACTIONS = "Actions, Indicateurs"
PAGE_PRIORITES = "Diagnostic, Priorités des quartiers"


def _one(
    code: str, famille: Famille, libelle: str, numerateur: str, denominateur: str, *, ou: str, source: str,
    unite: str = "%", minimum: str = SANS_PERSONNE, population: str = "", note: str = "",
    niveaux: tuple[Niveau, ...] = (Niveau.TERRITOIRE,),
) -> Declaration:  # fmt: skip
    return Declaration(
        code=code, libelle=libelle, famille=famille, population=population or denominateur, numerateur=numerateur,
        denominateur=denominateur, unite=unite, niveaux=niveaux, minimum=minimum, intervalle=SANS_INTERVALLE,
        comparabilite=ANNEES, source=source, note=note or "Au jour de la lecture.", etat=Etat.AILLEURS, ou=ou,
    )  # fmt: skip


_PARTICIPATION = (
    _one(
        "V02",
        Famille.PARTICIPATION,
        "Quartiers où la parole a été recueillie",
        "QPV avec un moment d’au moins six personnes",
        "QPV du contrat de ville",
        ou=PAGE_PRIORITES,
        source="Dates tenues d’enquêtes et de groupes d’habitants, avec leur fréquentation",
        note="Un nombre de quartiers, pas de personnes. La réunion d’un vote se note comme une date d’action.",
    ),
    _one(
        "V03",
        Famille.PARTICIPATION,
        "Propositions suivies",
        "Points retenus, ou écartés avec une raison dite",
        "Points classés par le collège des habitants",
        ou=PAGE_PRIORITES,
        source="Votes des collèges et décisions du comité de pilotage, notés par la coordination",
        note="Les propositions comptées sont celles du vote : la même dans deux quartiers compte deux fois.",
    ),
    _one(
        "V04",
        Famille.PARTICIPATION,
        "Actions concertées ou plus",
        "Actions de niveau concertation, co-construction ou au-delà",
        "Actions de l’année dont le niveau est noté",
        ou=PAGE_ACTIONS,
        source=ACTIONS,
        note="Échelle d’Arnstein ; le niveau est celui qui a été obtenu.",
    ),
)


def _droit_commun() -> Iterator[Declaration]:
    for code, libelle, numerateur, denominateur in (
        ("DC01", "Engagements tenus", "Engagements tenus", "Engagements dont l’échéance est arrivée"),
        ("DC02", "Engagements non vérifiables", "Engagements sans cible ni preuve", "Tous les engagements"),
        ("DC03", "Part territorialisée", "Engagements mesurables par QPV", "Tous les engagements"),
    ):
        yield _one(code, Famille.DROIT_COMMUN, libelle, numerateur, denominateur, ou="Engagements", source=ENGAGEMENTS)


_ENSEMBLE = (
    ("A-MUT-1", "Intensité de mutualisation", "Actions où deux partenaires au moins apportent un moyen", "Actions"),
    ("A-COO-1", "Couverture des quartiers", "QPV avec une action sur le thème dans l’année", "QPV du contrat de ville"),
    ("A-COO-2", "Doublons évités", "Doublons réunis, décalés ou déplacés", "Doublons remarqués"),
    ("A-PAR-1", "Participation obtenue", "Niveau médian de participation, de 0 à 6", "Actions dont le niveau est noté"),
)


def _actions() -> Iterator[Declaration]:
    for mesure in MESURES:
        above, _, below = mesure.formule.partition(" / ")
        typed = "" if mesure.is_calculee else "Saisi par le porteur, avec sa source. "
        yield _one(
            mesure.code, Famille.ACTIONS, mesure.libelle, above, below or "—", ou="Bilan de chaque action",
            source=ACTIONS, unite=mesure.unite or "participations", population="Dates et moyens d’une action",
            minimum=SANS_PERSONNE if mesure.code in OF_NOBODY else SEUIL,
            note=f"{typed}« Évolution observée » : jamais un effet prouvé de l’action.",
        )  # fmt: skip
    for code, libelle, above, below in _ENSEMBLE:
        yield _one(code, Famille.ACTIONS, libelle, above, below, ou=PAGE_ACTIONS, source=ACTIONS)


def declarations() -> Iterator[Declaration]:
    """V02 to V04, DC01 to DC03, and the A-* of joint actions."""
    yield from _PARTICIPATION
    yield from _droit_commun()
    yield from _actions()
