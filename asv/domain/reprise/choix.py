"""Choices of a person about a file, checked against what was offered."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from asv.domain.errors import Refused
from asv.domain.reprise.cellules import may_stand
from asv.domain.reprise.cibles import CIBLES
from asv.domain.reprise.correspondance import Correspondance, check_columns
from asv.domain.reprise.entetes import Colonne
from asv.domain.reprise.lieux import Lieux
from asv.domain.reprise.texte import normalise

NOT_OFFERED = "Une valeur n’est pas proposée pour « {libelle} » : choisissez-en une autre dans la liste."
NO_MEDIATEUR = "Cette personne n’est pas médiateur de ce territoire : choisissez-en une autre."
NEVER = "La colonne {lettre} ne se reprend pas : elle nomme une personne, ou porte du texte libre."
TOO_MANY = "La correspondance décrit plus de colonnes que le fichier n’en a : reprenez celle que propose ce fichier."


def settle(
    correspondance: Correspondance, colonnes: Sequence[Colonne], lieux: Lieux, mediateurs: Collection[str]
) -> Correspondance:
    """The same, one field a column and labels in their one spelling; raises Refused on what nobody was offered."""
    given = correspondance.colonnes
    if len(given) > len(colonnes):
        raise Refused(TOO_MANY)
    cibles = (*given, *[""] * (len(colonnes) - len(given)))
    for colonne, cible in zip(colonnes, cibles, strict=True):
        if cible and colonne.sort.is_never_read:
            raise Refused(NEVER.format(lettre=colonne.lettre))
    check_columns(cibles)
    valeurs = {
        nom: {normalise(cle): code for cle, code in codes.items() if code}
        for nom, codes in correspondance.valeurs.items()
    }
    for nom, codes in (*valeurs.items(), *((nom, {"": code}) for nom, code in correspondance.defauts.items() if code)):
        if not all(may_stand(nom, code, lieux) for code in codes.values()):
            raise Refused(NOT_OFFERED.format(libelle=CIBLES[nom].libelle))
    if correspondance.mediateur and correspondance.mediateur not in mediateurs:
        raise Refused(NO_MEDIATEUR)
    return replace(correspondance, colonnes=cibles, valeurs=valeurs)
