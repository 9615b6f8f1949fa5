"""Séries about communes and intercommunalités: they say nothing of a quartier."""

from typing import Final

from asv.domain.series.definition import Serie, SourceSerie, Theme
from asv.domain.series.sources import APL, BPE, CNAM, F_EDI, FILOSOFI, RECENSEMENT
from asv.reference import Niveau

PERCENT: Final = (0.0, 100.0)
CONSULTATIONS: Final = "consultations par an et par habitant standardisé"
ETP: Final = "équivalents temps plein pour 100 000 habitants standardisés"


def _commune(
    code: str, libelle: str, unite: str, theme: Theme, source: SourceSerie, *,
    bounds: tuple[float | None, float | None] = (0.0, None), niveau: Niveau = Niveau.COMMUNE,
) -> Serie:  # fmt: skip
    return Serie(code, libelle, unite, niveau, theme, source, None, bounds)


def _apl(code: str, libelle: str, unite: str = ETP) -> Serie:
    return _commune(f"apl_{code}", f"Accessibilité potentielle localisée (APL) aux {libelle}", unite, Theme.OFFRE, APL)


def _bpe(code: str, libelle: str) -> Serie:
    return _commune(f"bpe_{code}", libelle, "équipements", Theme.OFFRE, BPE)


def _c2s(niveau: Niveau, start: str) -> tuple[Serie, ...]:
    covered = "Personnes couvertes par le régime général"
    without, paying = "Bénéficiaires de la C2S sans participation", "Bénéficiaires de la C2S avec participation"
    share = "Part des bénéficiaires de la C2S parmi les personnes couvertes"
    return (
        _commune(f"{start}regime_general", covered, "personnes", Theme.DROITS, CNAM, niveau=niveau),
        _commune(f"{start}c2s_sans_participation", without, "personnes", Theme.DROITS, CNAM, niveau=niveau),
        _commune(f"{start}c2s_avec_participation", paying, "personnes", Theme.DROITS, CNAM, niveau=niveau),
        _commune(f"{start}taux_c2s", share, "%", Theme.DROITS, CNAM, bounds=PERCENT, niveau=niveau),
    )


COMMUNES: Final = (
    _apl("medecins_generalistes", "médecins généralistes", CONSULTATIONS),
    _apl("infirmiers", "infirmiers"),
    _apl("masseurs_kinesitherapeutes", "masseurs-kinésithérapeutes"),
    _apl("sages_femmes", "sages-femmes", "équivalents temps plein pour 100 000 femmes standardisées"),
    _apl("chirurgiens_dentistes", "chirurgiens-dentistes"),
    _bpe("medecins_generalistes", "Médecins généralistes"),
    _bpe("infirmiers", "Infirmiers"),
    _bpe("pharmacies", "Pharmacies"),
    _bpe("structures_sante", "Urgences, centres de santé et maisons de santé pluriprofessionnelles"),
    _bpe("accueil_jeune_enfant", "Accueil du jeune enfant"),
    _bpe("poste", "Bureaux, relais et agences postales"),
    _commune("filosofi_revenu_median", "Revenu disponible médian par unité de consommation", "euros par an",
             Theme.REVENUS, FILOSOFI),
    _commune("filosofi_taux_pauvrete", "Taux de pauvreté au seuil de 60\u202f%", "%", Theme.REVENUS, FILOSOFI,
             bounds=PERCENT),
    _commune("filosofi_part_minima_sociaux", "Part des minima sociaux dans le revenu disponible", "%", Theme.REVENUS,
             FILOSOFI, bounds=PERCENT),
    _commune("f_edi", "Indice de désavantage social F-EDI", "indice sans unité", Theme.REVENUS, F_EDI,
             bounds=(None, None)),
    _commune("part_familles_monoparentales", "Part des familles monoparentales", "%", Theme.MENAGES, RECENSEMENT,
             bounds=PERCENT),
    _commune("part_75_ans_ou_plus", "Part des 75 ans ou plus dans la population", "%", Theme.POPULATION, RECENSEMENT,
             bounds=PERCENT),
    *_c2s(Niveau.COMMUNE, ""),
    *_c2s(Niveau.EPCI, "epci_"),
)  # fmt: skip
