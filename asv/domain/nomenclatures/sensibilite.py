"""Under which label a value may be published below the territoire."""

from asv.domain.nomenclatures.catalogue import entree, is_sensible

FLAG_STANDS_ALONE = frozenset({"PUBLIC", "COUVERTURE", "THEME_SANTE"})
"""Lists where only the own flag of a value counts (C4, C7, C10); elsewhere a sensible head closes its branch (C32)."""


def visible_below_territoire(liste: str, code: str) -> str | None:
    """Code under which a value counts in a table finer than the territoire; None when it appears in none.

    A sensible value counts under its parent if that parent is not sensible, otherwise nowhere.
    An ordinary value under a sensible parent keeps its own label and never feeds the parent (« Tabac » is not
    « Conduites addictives »), except where the whole branch stays at territory level (« Maison des adolescents »).
    """
    value = entree(liste, code)
    if value.sensible:
        return None if value.parent is None else _visible_parent(liste, value.parent)
    if liste in FLAG_STANDS_ALONE or value.parent is None:
        return code
    return None if _visible_parent(liste, value.parent) is None else code


def _visible_parent(liste: str, parent: str) -> str | None:
    return None if is_sensible(liste, parent) else visible_below_territoire(liste, parent)
