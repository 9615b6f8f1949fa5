"""The diagnostic: how each figure reads in plain French, from released cells only.

Nothing is counted, compared or divided here that was not released. Pages and documents choose which tables they show
in asv/web/reading.py.
"""

from asv.domain.diagnostic.comparaison import comparaison_phrase, specificites_of, words_of
from asv.domain.diagnostic.entonnoir import (
    Entonnoir,
    carte_lissee_phrase,
    entonnoir_of,
    entonnoir_phrase,
    etendue_phrase,
    largeur_phrase,
)
from asv.domain.diagnostic.images import image_of, image_phrase, leading_of
from asv.domain.diagnostic.lecture import precautions, synthese
from asv.domain.diagnostic.parts import Choix, absence_of, choices_of, chosen_of
from asv.domain.diagnostic.phrases import carte_phrase, couverture_phrase, phrase_of
from asv.domain.diagnostic.standardise import Standardisation, standardise_phrase, standardised
from asv.domain.diagnostic.suites import taux_of
from asv.domain.diagnostic.sujets import SUJETS, Sujet, absence_at, is_below, sujets_of, told_by_quartier
from asv.domain.diagnostic.tendance import Tendance, saison_phrase, tendance_of, tendance_phrase

__all__ = [
    "SUJETS",
    "Choix",
    "Entonnoir",
    "Standardisation",
    "Sujet",
    "Tendance",
    "absence_at",
    "absence_of",
    "carte_lissee_phrase",
    "carte_phrase",
    "choices_of",
    "chosen_of",
    "comparaison_phrase",
    "couverture_phrase",
    "entonnoir_of",
    "entonnoir_phrase",
    "etendue_phrase",
    "image_of",
    "image_phrase",
    "is_below",
    "largeur_phrase",
    "leading_of",
    "phrase_of",
    "precautions",
    "saison_phrase",
    "specificites_of",
    "standardise_phrase",
    "standardised",
    "sujets_of",
    "synthese",
    "taux_of",
    "tendance_of",
    "tendance_phrase",
    "told_by_quartier",
    "words_of",
]
