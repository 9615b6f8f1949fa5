"""Which view of a release a person of the application reads."""

from collections.abc import Collection

from asv.domain.acteurs import Role
from asv.domain.diffusion.policy import Destinataire
from asv.domain.errors import Forbidden

OF_A_COMMUNE = frozenset({"TP_COMMUNE", "TP_CCAS"})
"""Kinds of structure that read their commune to the unit (domain study, F3)."""


def recipient_of(role: Role, type_structure: str, commune: str, communes: Collection[str]) -> tuple[Destinataire, str]:
    """The recipient that somebody is, and the commune of one that is a commune. Raises Forbidden for the others.

    type_structure, commune: of his structure; a town hall that names no commune of the release reads as any partner.
    """
    if role is Role.FINANCEUR:
        return Destinataire.FINANCEUR, ""
    if role is not Role.PARTENAIRE:
        raise Forbidden("Ces pages sont celles des partenaires, des communes et des financeurs.")
    if type_structure in OF_A_COMMUNE and commune in communes:
        return Destinataire.COMMUNE, commune
    return Destinataire.PARTENAIRE, ""
