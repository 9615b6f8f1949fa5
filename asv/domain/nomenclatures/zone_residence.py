"""How the person belongs to the territory. A QPV crosses communes, so residence is (commune, QPV or not); never an
address.
"""

from asv.domain.nomenclatures.entree import Entree, liste_of

ZONE_RESIDENCE = liste_of(
    "ZONE_RESIDENCE",
    "Rattachement territorial de la personne",
    "Enquête Grande Résidence de la CALL ; pratique professionnelle",
    Entree("ZR_QPV", "QPV identifié", "Code QPV du référentiel + commune"),
    Entree("ZR_HORS_QPV", "Hors QPV dans la commune"),
    Entree("ZR_HORS_CALL", "Hors agglomération"),
    Entree("ZR_SANS", "Sans résidence stable"),
    Entree("ZR_INCERTAIN", "Limite incertaine", "À trancher sur la carte avec la personne, sans adresse"),
)
