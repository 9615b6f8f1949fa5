"""Context: the séries shipped for it, and what the other indicateurs wait for."""

from collections.abc import Iterable, Iterator

from asv.domain.dictionnaire.declaration import PUBLIE, SEUIL, Declaration, Etat, Famille
from asv.domain.series import SERIES, Comparabilite
from asv.domain.territoires import Niveau

_COMPARED = {
    Comparabilite.MEME_METHODE: "Entre millésimes de même méthode et de même périmètre",
    Comparabilite.CINQ_ANS: "Entre millésimes éloignés d’au moins cinq ans, sur le même périmètre",
    Comparabilite.JAMAIS: "Entre lieux d’un même millésime ; jamais dans le temps",
    Comparabilite.INCONNUE: "Entre lieux d’un même millésime ; aucune règle connue dans le temps",
}
PERIMETRE = (
    "Un chiffre de 2015 n’est jamais celui d’un quartier de 2024, et celui d’une commune n’est pas celui d’un quartier."
)
_ORDER = tuple(_COMPARED)
SOURCES = "Données de référence livrées, avec source, millésime et licence de chaque série"
QPV, COMMUNE, TERRITOIRE = Niveau.QPV, Niveau.COMMUNE, Niveau.TERRITOIRE
LEUR_INTERVALLE = "Celui du producteur, quand il en publie un"
NOTRE_INTERVALLE = "À 95 %, selon la mesure : Wilson pour une part, Byar ou exact pour un taux"
MEME_DEFINITION = "Même définition, même périmètre"
CONVENTION = "Aucune donnée reçue : il faut une convention avec le producteur, ou un fichier publié à ce niveau."


def declared(
    famille: Famille, code: str, libelle: str, numerateur: str, denominateur: str, *, niveau: Niveau = COMMUNE,
    series: tuple[str, ...] = (), manque: str = "", source: str = SOURCES, unite: str = "", note: str = "",
) -> Declaration:  # fmt: skip
    """A figure about inhabitants; `manque`: what is missing to read it, nothing where its séries are shipped."""
    return Declaration(
        code=code,
        libelle=libelle,
        famille=famille,
        population="Habitants, selon la source",
        numerateur=numerateur,
        denominateur=denominateur,
        unite=unite or ("%" if manque else SERIES[series[0]].unite),
        niveaux=(niveau,),
        minimum=SEUIL if manque else PUBLIE,
        intervalle=NOTRE_INTERVALLE if manque else LEUR_INTERVALLE,
        comparabilite=MEME_DEFINITION if manque else _comparabilite(series),
        source=source,
        note=f"{note} {PERIMETRE}".strip(),
        etat=Etat.ATTENDU if manque else Etat.SERIE,
        ou=manque or "Séries de contexte",
        series=series,
    )


def _comparabilite(series: Iterable[str]) -> str:
    """That of the séries that is compared with the least."""
    return _COMPARED[max((SERIES[one].comparabilite for one in series), key=_ORDER.index)]


_CONTEXTE = (
    declared(
        Famille.CONTEXTE,
        "CT01",
        "Population du QPV",
        "Habitants",
        "—",
        series=("qpv2024_population",),
        niveau=QPV,
        note="Quartier entier, parties hors de l’agglomération comprises.",
    ),
    declared(
        Famille.CONTEXTE,
        "CT02",
        "Moins de 25 ans, 60 ans ou plus",
        "Habitants de 0 à 24 ans, de 60 ans ou plus",
        "Habitants",
        series=("qpv2015_part_moins_25_ans", "qpv2015_part_60_ans_ou_plus"),
        niveau=QPV,
        note="Livré pour les seuls périmètres de 2015.",
    ),
    declared(
        Famille.CONTEXTE,
        "CT03",
        "Taux de pauvreté",
        "Personnes sous 60 % du niveau de vie médian",
        "Personnes des ménages fiscaux",
        series=("qpv2024_taux_pauvrete", "qpv2015_taux_pauvrete"),
        niveau=QPV,
    ),
    declared(
        Famille.CONTEXTE,
        "CT04",
        "Familles monoparentales",
        "Familles monoparentales",
        "Familles avec enfants, ou allocataires de la CAF",
        series=("part_familles_monoparentales", "qpv2015_part_allocataires_monoparents"),
        note="Par commune : familles du recensement. Par QPV de 2015 : allocataires de la CAF.",
    ),
    declared(
        Famille.CONTEXTE,
        "CT05",
        "Sans diplôme",
        "Sortis de l’école sans diplôme, ou avec le brevet",
        "Sortis de l’école, 15 ans ou plus",
        source="Insee, recensement",
        niveau=QPV,
        manque="Aucune série livrée.",
    ),
    declared(
        Famille.CONTEXTE,
        "CT06",
        "Bénéficiaires de la C2S",
        "Bénéficiaires de la C2S",
        "Personnes couvertes par le régime général",
        series=("qpv2015_taux_c2s_sans_participation", "qpv2015_taux_c2s_avec_participation"),
        niveau=QPV,
        note="Livré pour les seuls périmètres de 2015 ; l’import attend le fichier de 2024.",
    ),
    declared(
        Famille.CONTEXTE,
        "CT07",
        "Demandeurs d’emploi",
        "Demandeurs des catégories A, B et C",
        "Habitants de 15 à 64 ans",
        source="France Travail, Insee",
        niveau=QPV,
        manque="Aucune série livrée ; l’import attend le fichier.",
        series=("qpv2024_demandeurs_emploi_abc",),
    ),
)


def declarations() -> Iterator[Declaration]:
    """The CT."""
    yield from _CONTEXTE
