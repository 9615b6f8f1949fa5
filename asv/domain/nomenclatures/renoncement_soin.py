"""Care that was given up. The wording of the question moves the rate by 15 points, so it is frozen with the version."""

from asv.domain.nomenclatures.entree import Entree, liste_of

RENONCEMENT_SOIN = liste_of(
    "RENONCEMENT_SOIN",
    "Renoncement : type de soin",
    "Enquête Odenore et CPAM, DREES ; pratique professionnelle",
    Entree("R_MG", "Médecin généraliste"),
    Entree("R_SPE", "Médecin spécialiste", "Hors ophtalmologie, gynécologie, psychiatrie"),
    Entree("R_OPHTALMO", "Ophtalmologiste"),
    Entree("R_GYNECO", "Gynécologue / sage-femme", court="Gynécologue, sage-femme", sensible=True),
    Entree("R_PSY", "Psychiatre / psychologue / CMP", court="Psychiatre, psychologue", sensible=True),
    Entree("R_PEDIATRE", "Pédiatre / suivi de l’enfant"),
    Entree("R_DENT_SOIN", "Dentiste : soins"),
    Entree("R_DENT_PROTHESE", "Dentiste : prothèses"),
    Entree("R_OPTIQUE", "Lunettes / lentilles"),
    Entree("R_AUDIO", "Audioprothèse"),
    Entree("R_PARAMED", "Kinésithérapeute, orthophoniste, infirmier, podologue", court="Soins paramédicaux"),
    Entree("R_IMAGERIE", "Radiologie, échographie, IRM"),
    Entree("R_BIOLOGIE", "Analyses de laboratoire"),
    Entree("R_MEDIC", "Médicaments"),
    Entree("R_HOSPI", "Hospitalisation / chirurgie"),
    Entree("R_DEPISTAGE", "Dépistage"),
    Entree("R_VACCIN", "Vaccination"),
    Entree("R_TRANSPORT", "Transport médical"),
    Entree("R_AUTRE", "Autre soin"),
)
