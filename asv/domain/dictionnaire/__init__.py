"""The dictionary of indicateurs: every one of the study, declared once, with what is not counted yet and why.

Those of our registry are read from their own declaration (asv/domain/indicateurs); nothing is written twice.
"""

from collections.abc import Mapping
from types import MappingProxyType

from asv.domain.dictionnaire import ailleurs, contexte, mediation, sante
from asv.domain.dictionnaire.declaration import Declaration, Etat, Famille

DICTIONNAIRE: Mapping[str, Declaration] = MappingProxyType(
    {
        one.code: one
        for module in (mediation, ailleurs, contexte, sante)
        for one in sorted(
            module.declarations(),
            key=lambda one: (tuple(Famille).index(one.famille), one.code.startswith("G"), one.code),
        )
    }
)


def by_famille() -> Mapping[Famille, tuple[Declaration, ...]]:
    """The declarations of each chapter, in the order of the dictionary."""
    return {famille: tuple(one for one in DICTIONNAIRE.values() if one.famille is famille) for famille in Famille}


__all__ = ["DICTIONNAIRE", "Declaration", "Etat", "Famille", "by_famille"]
