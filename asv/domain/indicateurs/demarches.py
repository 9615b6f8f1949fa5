"""What was done under the suivis, as annual reports ask for it (G13, G15, G16, G18, G19, G23, G24, G30).

The territoire only. Each table is a partition of rows that another table of the same univers counts whole, or counts
rows that no other table holds: a table of some of the rows of another would be subtracted from it. Sensible answers
stand together with the rare ones.
"""

from collections.abc import Iterable

from asv.domain import nomenclatures
from asv.domain.diffusion import Colonne
from asv.domain.indicateurs.cohortes import DOUBLON, Issue
from asv.domain.indicateurs.definition import SANS_INTERVALLE, Categorie, Condition, Indicateur, Registre, Ventilation
from asv.domain.indicateurs.profil import OUTIL
from asv.domain.indicateurs.suites import COHORTE, DEPOTS, DOSSIERS, EN_SUSPENS, M20, ORIENTATIONS, issues
from asv.domain.territoires import Niveau

AUTRE = "AUTRE"


def _of(liste: str, field: str, groups: Iterable[tuple[str, str, tuple[str, ...]]]) -> Ventilation:
    """A column for each group of codes, then one for every other code of the list."""
    found = [Categorie(Colonne(code, label), codes) for code, label, codes in groups]
    named = {code for one in found for code in one.codes}
    rest = tuple(one.code for one in nomenclatures.liste(liste).entrees if one.code not in named)
    return Ventilation(field, (*found, Categorie(Colonne(AUTRE, "Autre"), rest)))


def _alone(liste: str, field: str, codes: Iterable[str]) -> Ventilation:
    """A column for each of these codes, with its own words."""
    entries = [nomenclatures.entree(liste, code) for code in codes]
    return Ventilation(field, tuple(Categorie(Colonne(one.code, one.libelle), (one.code,)) for one in entries))


def _inside(family: str, *apart: str) -> tuple[str, ...]:
    """Codes of a family of orientations, without the sensible ones nor those told apart."""
    entries = nomenclatures.liste("ORIENTATION").entrees
    return tuple(one.code for one in entries if one.parent == family and not one.sensible and one.code not in apart)


def _orientations(code: str, libelle: str, numerateur: str, ventilation: Ventilation) -> Indicateur:
    """The rows of M15C, told otherwise."""
    return Indicateur(
        code=code, libelle=libelle, population=ORIENTATIONS.population, numerateur=numerateur,
        denominateur="Orientations de la période", unite=ORIENTATIONS.unite, niveaux=(Niveau.TERRITOIRE,),
        geographie=None, registre=Registre.ORIENTATION, critere=ORIENTATIONS.critere, ventilation=ventilation,
        source=OUTIL, note="Ce qui est fait, non ce qui en est venu : voyez « Ce qu’ont donné les orientations ».",
        univers=ORIENTATIONS.univers, reserve=True,
    )  # fmt: skip


M15F = _orientations(
    "M15F", "Orientations par force", "Orientations de cette force",
    _alone("TYPE_ORIENTATION", "force", ("TO_RECOMMANDEE", "TO_ACTIVE", "TO_ACCOMPAGNEE")),
)  # fmt: skip
M15T = _orientations(
    "M15T", "Orientations par type", "Orientations de ce type",
    _of("ORIENTATION", "type", (
        ("MG", "Médecin généraliste ou traitant", ("O_MG",)),
        ("SOINS", "Autres soins de ville", _inside("SOINS", "O_MG")),
        ("HOPITAL", "Hôpital", _inside("HOPITAL_O")),
        ("DROITS", "Droits et social", _inside("DROITS_O")),
        ("DEPISTAGE", "Centre de coordination des dépistages des cancers", ("O_CRCDC",)),
        ("VACCINATION", "Centre de vaccination", ("O_VACC",)),
    )),
)  # fmt: skip

M16D = Indicateur(
    code="M16D", libelle="Dossiers déposés par droit", population=DOSSIERS.population,
    numerateur="Dossiers de ce droit", denominateur="Dossiers de la période", unite=DOSSIERS.unite,
    niveaux=(Niveau.TERRITOIRE,), geographie=None, registre=Registre.DOSSIER, critere=DOSSIERS.critere,
    ventilation=Ventilation("code", (
        Categorie(Colonne("C2S", "C2S, premier dossier"), ("D_C2S_DEP",)),
        Categorie(Colonne("C2S_REN", "C2S, renouvellement"), ("D_C2S_REN",)),
        Categorie(Colonne("AMO", "Affiliation ou mise à jour de l’assurance maladie"), ("D_AMO", "D_RATT")),
        Categorie(
            Colonne(AUTRE, "Autre droit"),
            tuple(one for one in DEPOTS if one not in {"D_C2S_DEP", "D_C2S_REN", "D_AMO", "D_RATT"}),
        ),
    )),
    source=OUTIL, note="Les droits qui en diraient long d’une personne (AME, ALD, MDPH) restent avec « Autre droit ».",
    univers=DOSSIERS.univers, reserve=True,
)  # fmt: skip

M20M = Indicateur(
    code="M20M", libelle="Fins de suivi par motif", population=M20.population,
    numerateur="Suivis terminés pour ce motif", denominateur="Suivis terminés dans la période", unite=M20.unite,
    niveaux=(Niveau.TERRITOIRE,), geographie=None, registre=Registre.FIN, critere=M20.critere,
    ventilation=_alone(
        "CLOTURE", "cloture", (one.code for one in nomenclatures.liste("CLOTURE").entrees if one.code != DOUBLON)
    ),
    source=OUTIL, note="Le motif est celui que note le médiateur à la clôture.", univers=M20.univers, reserve=True,
)  # fmt: skip


def _cohorte(code: str, libelle: str, demarche: str, univers: str, ventilation: Ventilation) -> Indicateur:
    """Démarches of one code, with what they had given at 90 days. No other table counts them."""
    return Indicateur(
        code=code, libelle=libelle, population=f"{univers[0].upper()}{univers[1:]} de la période, sous un suivi",
        numerateur="Démarches selon leur dernier résultat des 90 premiers jours",
        denominateur="Démarches de la période, résultats inconnus et attendus compris", unite="démarches",
        niveaux=(Niveau.TERRITOIRE,), geographie=None, registre=Registre.DOSSIER,
        critere=(Condition("code", (demarche,)),), ventilation=ventilation, source=OUTIL,
        note="La date est celle de la démarche.", univers=univers, reserve=True, comparabilite=COHORTE,
    )  # fmt: skip


G15 = _cohorte(
    "G15", "Recherches de médecin traitant, et ce qu’elles ont donné à 90 jours", "D_MT",
    "recherches de médecin traitant",
    issues(
        ("TROUVE", "Médecin traitant trouvé et déclaré", (Issue.TROUVE,)),
        ("AUTRE", "Autre résultat connu", tuple(one for one in Issue if one not in {Issue.TROUVE, *EN_SUSPENS})),
    ),
)  # fmt: skip
G19 = _cohorte(
    "G19", "Saisines de la Mission accompagnement santé, et leurs suites à 90 jours", "D_SAISINE_MISAS",
    "saisines de la MISAS",
    issues(
        ("ABOUTIE", "Abouties : soin ou droit obtenu", (Issue.ABOUTIE, Issue.SOIN, Issue.TROUVE)),
        ("ACCEPTEE", "Acceptées, sans autre résultat noté", (Issue.RELAIS,)),
        ("REFUSEE", "Refusées", (Issue.REFUS_PARTENAIRE,)),
        ("AUTRE", "Autre résultat connu", (Issue.AUTRE, Issue.PERDU_VUE)),
    ),
)  # fmt: skip


def _faites(code: str, libelle: str, demarche: str, univers: str) -> Indicateur:
    """A plain count of démarches of one code."""
    return Indicateur(
        code=code, libelle=libelle, population=f"{univers[0].upper()}{univers[1:]} de la période, sous un suivi",
        numerateur="Nombre de ces démarches", denominateur="—", unite="démarches", niveaux=(Niveau.TERRITOIRE,),
        geographie=None, registre=Registre.DOSSIER, critere=(Condition("code", (demarche,)),), source=OUTIL,
        note="La date est celle de la démarche.", univers=univers, reserve=True, intervalle=SANS_INTERVALLE,
    )  # fmt: skip


G18 = _faites("G18", "Accompagnements physiques effectués", "D_ACCOMP", "accompagnements physiques")
G23 = _faites("G23", "Kits de dépistage remis ou aides à la commande", "D_KIT", "kits de dépistage")
