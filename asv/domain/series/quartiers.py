"""Séries about QPV. One line gives two séries, one for each generation, which never meet."""

from typing import Final, NamedTuple

from asv.domain.series.definition import Serie, SourceSerie, Theme
from asv.domain.series.sources import (
    CNAF,
    CNAM_QPV,
    DEMANDEURS_EMPLOI,
    FILOSOFI,
    LOGEMENT_SOCIAL,
    RECENSEMENT,
)
from asv.reference import Generation, Niveau

PERCENT: Final = (0.0, 100.0)
COUNT: Final = (0.0, None)
AGES: Final = {
    "moins_15_ans": "moins de 15 ans", "15_24_ans": "15 à 24 ans", "moins_25_ans": "moins de 25 ans",
    "25_59_ans": "25 à 59 ans", "60_74_ans": "60 à 74 ans", "60_ans_ou_plus": "60 ans ou plus",
    "75_ans_ou_plus": "75 ans ou plus",
}  # fmt: skip


class Ligne(NamedTuple):
    """A série but for its generation."""

    fin: str
    libelle: str
    unite: str
    theme: Theme
    source: SourceSerie
    bounds: tuple[float | None, float | None]


def _share(fin: str, libelle: str, theme: Theme, source: SourceSerie) -> Ligne:
    return Ligne(fin, libelle, "%", theme, source, PERCENT)


def _count(fin: str, libelle: str, unite: str, theme: Theme, source: SourceSerie) -> Ligne:
    return Ligne(fin, libelle, unite, theme, source, COUNT)


POPULATION: Final = (
    _count("population", "Population municipale", "habitants", Theme.POPULATION, RECENSEMENT),
    _share("part_femmes", "Part des femmes", Theme.POPULATION, RECENSEMENT),
    *(_share(f"part_{fin}", f"Part des {ages}", Theme.POPULATION, RECENSEMENT) for fin, ages in AGES.items()),
    *(
        _share(f"part_{fin}_femmes", f"Part des {ages} parmi les femmes", Theme.POPULATION, RECENSEMENT)
        for fin, ages in AGES.items()
    ),
    Ligne("indice_jeunesse", "Indice de jeunesse", "rapport", Theme.POPULATION, RECENSEMENT, COUNT),
    _share("part_etrangers", "Part des personnes étrangères", Theme.POPULATION, RECENSEMENT),
    _share("part_immigres", "Part des personnes immigrées", Theme.POPULATION, RECENSEMENT),
)
MENAGES: Final = (
    _count("menages", "Ménages", "ménages", Theme.MENAGES, RECENSEMENT),
    _share("part_menages_immigres", "Part des ménages immigrés", Theme.MENAGES, RECENSEMENT),
    _share("part_menages_etrangers", "Part des ménages étrangers", Theme.MENAGES, RECENSEMENT),
    _share("part_menages_1_personne", "Part des ménages d’une personne", Theme.MENAGES, RECENSEMENT),
    _share("part_menages_2_personnes", "Part des ménages de deux personnes", Theme.MENAGES, RECENSEMENT),
    _share("part_menages_3_personnes", "Part des ménages de trois personnes", Theme.MENAGES, RECENSEMENT),
    _share("part_menages_4_5_personnes", "Part des ménages de quatre ou cinq personnes", Theme.MENAGES, RECENSEMENT),
    _share("part_menages_6_personnes_ou_plus", "Part des ménages de six personnes ou plus", Theme.MENAGES, RECENSEMENT),
    _share("part_familles_monoparentales", "Part des familles monoparentales", Theme.MENAGES, RECENSEMENT),
    _count("allocataires_monoparents", "Allocataires de la CAF en famille monoparentale", "allocataires",
           Theme.MENAGES, CNAF),
    _count("allocataires_isoles", "Allocataires de la CAF isolés sans enfant", "allocataires", Theme.MENAGES, CNAF),
    _share("part_allocataires_monoparents", "Part des familles monoparentales parmi les allocataires de la CAF",
           Theme.MENAGES, CNAF),
)  # fmt: skip
REVENUS: Final = (
    _share("taux_pauvrete", "Taux de pauvreté au seuil de 60\u202f%", Theme.REVENUS, FILOSOFI),
    Ligne("revenu_median", "Revenu disponible médian par unité de consommation", "euros par an", Theme.REVENUS,
          FILOSOFI, COUNT),
    _share("part_prestations_sociales", "Part des prestations sociales dans le revenu disponible", Theme.REVENUS,
           FILOSOFI),
    _count("allocataires_caf", "Allocataires de la CAF", "allocataires", Theme.REVENUS, CNAF),
    _count("personnes_couvertes_caf", "Personnes couvertes par la CAF", "personnes", Theme.REVENUS, CNAF),
    _count("prime_activite", "Allocataires de la prime d’activité", "allocataires", Theme.REVENUS, CNAF),
    _count("rsa_socle", "Allocataires du RSA socle", "allocataires", Theme.REVENUS, CNAF),
    _count("aah", "Allocataires de l’AAH", "allocataires", Theme.REVENUS, CNAF),
)  # fmt: skip
DROITS: Final = (
    _count("regime_general", "Personnes couvertes par le régime général", "personnes", Theme.DROITS, CNAM_QPV),
    _count("c2s_sans_participation", "Bénéficiaires de la C2S sans participation", "personnes", Theme.DROITS, CNAM_QPV),
    _count("c2s_avec_participation", "Bénéficiaires de la C2S avec participation", "personnes", Theme.DROITS, CNAM_QPV),
    _share("taux_c2s_sans_participation",
           "Part des bénéficiaires de la C2S sans participation parmi les personnes couvertes", Theme.DROITS, CNAM_QPV),
    _share("taux_c2s_avec_participation",
           "Part des bénéficiaires de la C2S avec participation parmi les personnes couvertes", Theme.DROITS, CNAM_QPV),
    _share("taux_c2s", "Part des bénéficiaires de la C2S parmi les personnes couvertes", Theme.DROITS, CNAM_QPV),
)  # fmt: skip
EMPLOI_ET_LOGEMENT: Final = (
    _share("taux_emploi", "Taux d’emploi", Theme.EMPLOI, RECENSEMENT),
    _count("demandeurs_emploi_abc", "Demandeurs d’emploi de catégories A, B et C", "personnes", Theme.EMPLOI,
           DEMANDEURS_EMPLOI),
    _count("logements_sociaux", "Logements sociaux", "logements", Theme.LOGEMENT, LOGEMENT_SOCIAL),
    Ligne("taux_logements_sociaux", "Logements sociaux pour 100 ménages", "pour 100 ménages", Theme.LOGEMENT,
          LOGEMENT_SOCIAL, COUNT),
)  # fmt: skip


def _serie(ligne: Ligne, generation: Generation) -> Serie:
    return Serie(
        f"qpv{generation}_{ligne.fin}", ligne.libelle, ligne.unite, Niveau.QPV, ligne.theme, ligne.source,
        generation, ligne.bounds,
    )  # fmt: skip


QUARTIERS: Final = tuple(
    _serie(ligne, generation)
    for generation in (Generation.DE_2024, Generation.DE_2015)
    for ligne in (*POPULATION, *MENAGES, *REVENUS, *DROITS, *EMPLOI_ET_LOGEMENT)
)
