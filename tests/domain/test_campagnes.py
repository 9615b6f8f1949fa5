"""The campaigns that partners plan around name themes of the reference list."""

from asv.domain import nomenclatures
from asv.domain.actions.campagnes import CAMPAGNES, campagnes_of


def test_every_campaign_names_themes_of_the_list_and_months_of_the_year():
    themes = {entree.code for entree in nomenclatures.liste("THEME_SANTE").entrees}

    assert all(set(campagne.themes) <= themes and campagne.themes for campagne in CAMPAGNES.values())
    assert all(set(campagne.mois) <= set(range(1, 13)) and campagne.mois for campagne in CAMPAGNES.values())


def test_october_is_that_of_breast_screening():
    assert "OCTOBRE_ROSE" in [campagne.code for campagne in campagnes_of(10)]
    assert not [campagne for campagne in campagnes_of(10) if campagne.code == "MARS_BLEU"]
