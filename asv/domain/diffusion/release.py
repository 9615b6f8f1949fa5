"""From counts to released tables."""

from collections.abc import Mapping, Sequence
from datetime import date

from asv.domain.diffusion.policy import POLICY, Destinataire, Policy
from asv.domain.diffusion.released import _SEAL, ReleasedCell, ReleasedLine, ReleasedTable, Statut
from asv.domain.diffusion.tables import TERRITOIRE, CountedTable, Ligne
from asv.domain.errors import Refused
from asv.domain.periodes import GenrePeriode, is_closed


def release(
    tables: Sequence[CountedTable],
    *,
    destinataire: Destinataire,
    today: date,
    policy: Policy = POLICY,  # noqa: ARG001
) -> Mapping[str, ReleasedTable]:
    """Release together the tables of one territoire and one period, by code."""
    for table in tables:
        _check_periode(table, destinataire, today)
    return {table.code: _masked(table, destinataire) for table in tables}


def _check_periode(table: CountedTable, destinataire: Destinataire, today: date) -> None:
    if not destinataire.is_outside:
        return
    if table.periode.genre is not GenrePeriode.ANNEE or not is_closed(table.periode, today):
        raise Refused("Seules les années closes sont publiées hors de l’équipe ; choisissez une année terminée.")


def _masked(table: CountedTable, destinataire: Destinataire) -> ReleasedTable:
    secret = ReleasedCell(_SEAL, Statut.CONFIDENTIEL)
    lines = tuple(
        ReleasedLine(_SEAL, ligne, {colonne.code: secret for colonne in table.colonnes}, secret, secret, secret, None)
        for ligne in (Ligne(TERRITOIRE, "Territoire"), *(ligne for ligne in table.lignes if ligne.publiee))
    )
    return ReleasedTable(
        _SEAL,
        table.code,
        table.libelle,
        table.perimetre,
        table.periode,
        destinataire,
        table.geographie,
        table.kind,
        table.colonnes,
        lines,
    )
