"""The tabs of an action: one line for each page, shown to whoever may open it."""

from dataclasses import dataclass
from uuid import UUID

from asv.domain.acteurs import Acteur, Role
from asv.domain.actions import Right, may_on
from asv.domain.actions.echanges import may_discuss


@dataclass(frozen=True, slots=True)
class Onglet:
    """`suffixe` is what follows /actions/{id}. `right`: what opens the page; `roles`: fewer roles, if any."""

    cle: str
    libelle: str
    suffixe: str = ""
    right: Right = Right.READ
    roles: frozenset[Role] = frozenset(Role)


@dataclass(frozen=True, slots=True)
class LienOnglet:
    url: str
    libelle: str
    is_current: bool


ONGLETS = (
    Onglet("action", "L’action"),
    Onglet("moyens", "Moyens", "/moyens", roles=frozenset({Role.PARTENAIRE, Role.COORDINATEUR})),
    Onglet("budget", "Budget", "/budget", right=Right.SEE_MONEY),
    Onglet("bilan", "Bilan", "/bilan", roles=frozenset({Role.PARTENAIRE, Role.COORDINATEUR, Role.FINANCEUR})),
    Onglet("echanges", "Échanges", "/echanges", roles=frozenset({Role.PARTENAIRE, Role.COORDINATEUR})),
    Onglet("accuses", "Qui est prévenu", "/accuses", right=Right.FOLLOW),
)


def onglets(
    acteur: Acteur, action_id: UUID, porteur_id: UUID, current: str, reponse: str | None = None
) -> list[LienOnglet]:  # fmt: skip
    """Tabs that this reader may open. A page alone has no tabs: the list is then empty.

    A page passes it to its template as `onglets`, which includes actions/_onglets.html. `reponse`: of the reader's
    structure, on the pages that a structure without a place may open too; the thread is not for it.
    """
    talks = current == "echanges" or may_discuss(acteur, porteur_id, reponse)
    opened = [
        tab for tab in ONGLETS
        if acteur.role in tab.roles and may_on(acteur, tab.right, porteur_id) and (talks or tab.cle != "echanges")
    ]  # fmt: skip
    if len(opened) < 2:  # noqa: PLR2004
        return []
    return [LienOnglet(f"/actions/{action_id}{tab.suffixe}", tab.libelle, tab.cle == current) for tab in opened]
