"""What `asv protect` and `asv audit` refuse, in French, with the way out."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

from asv.disclosure import ContradictionError, InvalidTableError, NotProtectedError
from asv.terminal import Refusal

MOST_NAMED: Final = 20
"""Cells that a refusal lists."""

FRENCH: Final[Mapping[str, str]] = {
    "cycle": "Hiérarchie de « {dimension} » : « {label} » est au-dessus de lui-même. Corrigez ses lignes.",
    "two-parents": (
        "Hiérarchie de « {dimension} » : « {label} » a deux parents, « {first} » et « {second} ». "
        "Gardez-en un, ou donnez l’autre dans un second fichier : --hierarchy {dimension}=autre.csv."
    ),
    "unknown-label": "« {label} » n’est pas dans la hiérarchie de « {dimension} ». Ajoutez sa ligne, ou corrigez-le.",
    "missing-leaf": (
        "Hiérarchies de « {dimension} » : « {label} » manque dans l’une d’elles. Les fichiers d’une même dimension "
        "partent des mêmes libellés de base : ajoutez sa ligne."
    ),
    "overlap": "Hiérarchie de « {dimension} » : « {label} » compte deux fois les mêmes libellés. Corrigez ses lignes.",
    "empty-dimension": "La dimension « {dimension} » n’a aucun libellé hors du total : vérifiez la colonne et --total.",
    "many-labels": "La dimension « {dimension} » a {number} libellés ; {most} au plus. Regroupez-les.",
    "two-totals": (
        "Dimension « {dimension} » : le total s’appelle « {first} » dans une table et « {second} » dans une autre. "
        "Donnez-leur le même nom."
    ),
    "no-dimension": "Une table a besoin d’une dimension : --dimension COLONNE.",
    "no-table": "Aucune table à protéger.",
    "unknown-dimension": "Aucune colonne « {dimension} » n’est une dimension : ajoutez --dimension {dimension}.",
    "many-cells": "La table a {number} cases ; {most} au plus. Croisez moins de dimensions.",
    "many-dimensions": "Trop de dimensions pour un seul problème : croisez-en moins.",
    "lengths": "Les colonnes n’ont pas la même longueur.",
    "shape": "Dimension « {dimension} » : {number} nombres pour {labels} libellés.",
    "count": "Case {cell} : « {value} » n’est pas un nombre entier entre 0 et {most}.",
    "repeated": "La case {cell} est donnée deux fois : additionnez ses lignes, ou supprimez celle de trop.",
    "margin": "Case {cell} : {value} est écrit, la somme de ses parties fait {computed}. Corrigez l’un ou l’autre.",
    "linked": "Case {cell} : {first} dans une table et {second} dans une autre. Corrigez l’une des deux.",
    "rest": "Case {cell} : {value}, moins que la somme de ses parties connues ({computed}).",
    "unknown-cell": "Aucune table n’a la case {cell}.",
    "opened": "La case {cell} ne peut rester ouverte : une règle la cache.",
    "closed": "La case {cell} ne peut être cachée : une publication antérieure la montre.",
    "no-largest": "La règle de dominance demande la plus grosse contribution de chaque case.",
    "largest": "Case {cell} : une contribution de {value} pour un compte de {computed}.",
    "no-column": "Le fichier n’a pas de colonne « {column} » : sa première ligne donne le nom des colonnes.",
    "same-column": "Le fichier a deux colonnes « {column} » : renommez-en une.",
    "short-line": "Ligne {line} : {number} cellules sous {wanted} colonnes.",
    "pair": "Ligne {line} : une hiérarchie a deux colonnes, enfant et parent.",
    "number": "Ligne {line}, colonne « {column} » : « {value} » n’est pas un nombre entier positif ou nul.",
    "status": "Ligne {line} : « {value} » n’est pas un statut (publie, primaire, secondaire).",
    "empty-label": "Ligne {line}, colonne « {column} » : libellé vide.",
    "not-csv": "Ligne {line} : ce n’est pas une ligne de CSV (guillemet jamais fermé ?).",
    "encoding": "Le fichier n’est un texte ni en UTF-8 ni en Windows-1252 : enregistrez-le en CSV UTF-8.",
    "empty-file": "Le fichier est vide.",
    "long-file": "Le fichier dépasse {most} octets : découpez-le.",
}


def in_french(refusal: InvalidTableError) -> str:
    """The sentence of a refusal."""
    return FRENCH[refusal.kind].format(**refusal.names)


@contextmanager
def refusing() -> Iterator[None]:
    """Refusals of the package and of the system, as one sentence and exit code 1."""
    try:
        yield
    except InvalidTableError as refusal:
        raise Refusal(in_french(refusal)) from refusal
    except NotProtectedError as refusal:
        raise Refusal(
            "Rien n’est écrit : ces cases n’ont pu être protégées. Donnez plus de temps (--time-limit), croisez moins "
            f"de dimensions, regroupez des libellés ou demandez moins (--protection exact).\n{listed(refusal.cells)}"
        ) from refusal
    except ContradictionError as refusal:
        raise Refusal(
            f"Les chiffres publiés se contredisent, case {refusal.cell} : vérifiez les fichiers."
        ) from refusal
    except OSError as error:
        raise Refusal(f"Fichier inaccessible : {error.filename or ''} ({error.strerror or error}).") from error


def listed(cells: Sequence[str]) -> str:
    """Cells one a line, the first ones when they are many."""
    lines = [f"- {cell}" for cell in cells[:MOST_NAMED]]
    if len(cells) > MOST_NAMED:
        lines.append(f"… et {len(cells) - MOST_NAMED} autres.")
    return "\n".join(lines)
