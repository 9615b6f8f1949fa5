"""Structures as an orientation proposes them: by kind of need, those of the person's commune first."""

from collections.abc import Iterable, Mapping
from typing import Any

from asv.domain.structures import ACCESSIBILITES, LANGUES_PARLEES, family_of, names_of
from asv.domain.suivis.phrases import label
from asv.web.forms import Choix, Groupes

OTHERS = "Autres structures"


def destinations(structures: Iterable[Any], commune: str | None, noms: Mapping[str, str]) -> Groupes:
    """Groups under the very names of « Vers qui »; the rest last. `noms`: names of communes by code."""
    groups: dict[str, Choix] = {}
    for one in sorted(structures, key=lambda one: (commune is None or one.commune != commune, one.nom_tri)):
        groups.setdefault(family_of(one.type), []).append((str(one.id), _told(one, noms)))
    named = sorted((label("ORIENTATION", head), choix) for head, choix in groups.items() if head)
    return [*named, (OTHERS, groups[""])] if "" in groups else named


def _told(one: Any, noms: Mapping[str, str]) -> str:
    """« CCAS de Lens, Lens – du lundi au vendredi – arabe, turc – accessible en fauteuil roulant »."""
    place = ", ".join(part for part in (one.nom, noms.get(one.commune or "", "")) if part)
    langues = ", ".join(nom for nom in names_of(one.langues, LANGUES_PARLEES) if nom != "français")
    acces = ACCESSIBILITES["AX_PMR"].lower() if "AX_PMR" in one.accessibilites else ""
    return " – ".join(part for part in (place, one.horaires, langues, acces) if part)
