"""The diagnostic document: what the coordination arranges, writes, has approved by a second person and publishes."""

from asv.domain.document.contenu import (
    Annexe,
    Contenu,
    Grille,
    Morceau,
    Partie,
    Prose,
    as_plain,
    empreinte_of,
    from_plain,
    one_way,
)
from asv.domain.document.differences import Ecriture, Trait, differences
from asv.domain.document.etats import EtatVersion, GesteVersion, Signatures, check_step, etat_of, offered_steps
from asv.domain.document.saisie import (
    MOTIF,
    REMARQUE,
    TEXTE,
    TITRE,
    check_coordination,
    check_court,
    check_texte,
    check_titre,
)
from asv.domain.document.trame import CHAPITRES, GENERES, TRAME, Chapitre, Nature, Sortie, arrange

__all__ = [
    "CHAPITRES",
    "GENERES",
    "MOTIF",
    "REMARQUE",
    "TEXTE",
    "TITRE",
    "TRAME",
    "Annexe",
    "Chapitre",
    "Contenu",
    "Ecriture",
    "EtatVersion",
    "GesteVersion",
    "Grille",
    "Morceau",
    "Nature",
    "Partie",
    "Prose",
    "Signatures",
    "Sortie",
    "Trait",
    "arrange",
    "as_plain",
    "check_coordination",
    "check_court",
    "check_step",
    "check_texte",
    "check_titre",
    "differences",
    "empreinte_of",
    "etat_of",
    "from_plain",
    "offered_steps",
    "one_way",
]
