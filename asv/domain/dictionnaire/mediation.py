"""The indicateurs of mediation: those of the registry, what is read in them, and those that wait for a question."""

from collections.abc import Iterator
from dataclasses import replace

from asv.domain.dictionnaire.declaration import SEUIL, Declaration, Etat, Famille
from asv.domain.diffusion import comparing
from asv.domain.indicateurs import INDICATEURS, Indicateur
from asv.domain.indicateurs.definition import CLOSES, WILSON
from asv.domain.indicateurs.profil import OUTIL
from asv.domain.indicateurs.suites import COHORTE
from asv.domain.indicateurs.taux import M08, TAUX, Taux
from asv.domain.territoires import Niveau

EQUIPE = "Il reste dans l’équipe"
_RENONCEMENT = (
    "La fiche de contact ne pose pas la question du renoncement. Il faut sa formulation figée et sa version, la "
    "réponse, le soin concerné et la nature (barrière ou refus) ; les listes de réponses existent déjà."
)


_FAMILLES = {"V": Famille.PARTICIPATION}


def counted(indicateur: Indicateur) -> Declaration:
    """The declaration of an indicateur of the registry; nothing is said here that it does not hold."""
    return Declaration(
        code=indicateur.code, libelle=indicateur.libelle, famille=_FAMILLES.get(indicateur.code[0], Famille.MEDIATION),
        population=indicateur.population, numerateur=indicateur.numerateur, denominateur=indicateur.denominateur,
        unite=indicateur.unite, niveaux=indicateur.niveaux, minimum=SEUIL, intervalle=indicateur.intervalle,
        comparabilite=indicateur.comparabilite, source=indicateur.source, note=indicateur.note, etat=Etat.COMPTE,
        ou=EQUIPE if indicateur.interne else "",
    )  # fmt: skip


def _share(taux: Taux) -> Declaration:
    return replace(
        counted(taux.cohorte), code=taux.code, libelle=taux.libelle, numerateur=taux.numerateur,
        denominateur=taux.denominateur, unite="part", intervalle=WILSON, comparabilite=COHORTE, note=taux.note,
        etat=Etat.LU, ou=f"Lu dans « {taux.cohorte.libelle} » ({taux.cohorte.code})",
    )  # fmt: skip


_COUVERTURE = replace(
    counted(INDICATEURS["M04"]), unite="pour 1 000 habitants", etat=Etat.LU,
    ou="Chiffres diffusés, divisés par une population publiée",
)  # fmt: skip
_SPECIFICITE = replace(
    counted(M08.table), code=M08.code, libelle=M08.libelle, numerateur=M08.numerateur, denominateur=M08.denominateur,
    unite=comparing.UNITE, niveaux=(Niveau.QPV,), note=M08.note, etat=Etat.LU,
    intervalle="Rapport de deux parts (Katz), à 95 % pour le lire et à 99,8 % pour conclure",
    comparabilite=f"{CLOSES}. À partir de {comparing.FEWEST} réponses",
    ou=f"Lu dans « {M08.table.libelle} » ({M08.table.code})",
)  # fmt: skip


def _awaited(
    code: str, libelle: str, numerateur: str, denominateur: str, *, why: str, population: str
) -> Declaration:  # fmt: skip
    return Declaration(
        code=code, libelle=libelle, famille=Famille.MEDIATION, population=population, numerateur=numerateur,
        denominateur=denominateur, unite="contacts", niveaux=(Niveau.TERRITOIRE,),
        minimum=SEUIL, intervalle=WILSON, comparabilite=CLOSES, source=OUTIL, note="Parmi les personnes rencontrées.",
        etat=Etat.ATTENDU, ou=why,
    )  # fmt: skip


_ASKED = "Contacts où la question est posée, dans une même version"
_ATTENDUS = (
    _awaited("M10", "Renoncement déclaré sur 12 mois", "Soin reporté, abandonné ou interrompu",
             "Contacts où la question est posée", why=_RENONCEMENT, population=_ASKED),
    _awaited("M11", "Renoncement par type de soin", "Contacts citant ce type de soin", "Contacts avec un renoncement",
             why=_RENONCEMENT, population=_ASKED),
    _awaited("M12", "Renoncement : barrière, refus ou les deux", "Contacts de cette nature",
             "Contacts avec un renoncement", why=_RENONCEMENT, population=_ASKED),
)  # fmt: skip

M21 = Declaration(
    code="M21", libelle="Signaux collectifs", famille=Famille.MEDIATION,
    population="Signaux ouverts des trois derniers mois", numerateur="Situations, par service et par dysfonctionnement",
    denominateur="—", unite="situations", niveaux=(Niveau.TERRITOIRE,),
    minimum="3 situations distinctes ; hors de l’équipe, « plusieurs situations » sous 11",
    intervalle="Aucun : ce n’est pas une mesure",
    comparabilite="Aucune : un signal appelle une réponse, pas un classement", source=OUTIL,
    note="Un service seul de son genre dans la commune n’est jamais nommé.", etat=Etat.AILLEURS,
    ou="Signaux, pour la coordination",
)  # fmt: skip


def declarations() -> Iterator[Declaration]:
    """Every indicateur of mediation."""
    read = {"M04": _COUVERTURE, "M08": _SPECIFICITE, "M21": M21, **{code: _share(taux) for code, taux in TAUX.items()}}
    kept = {code: counted(one) for code, one in INDICATEURS.items()}
    yield from (kept | read | {one.code: one for one in _ATTENDUS}).values()
