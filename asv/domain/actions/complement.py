"""The rest of the sheet of an action (D3), which may wait: where, for whom, with whom, when, screening, words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from asv.domain.actions.avancement import SCREENING
from asv.domain.actions.besoins import PRAPS
from asv.domain.actions.campagnes import CAMPAGNES
from asv.domain.actions.etats import ENDED, UNCERTAIN, VALIDEE
from asv.domain.champs import Champs, codes_of

TEXTE, COURT = 400, 160
SECONDAIRES = 2
WHOLE = 100
MILLESIMES = 2
"""Years around the present one that an action may belong to."""
MOST_PEOPLE, LONGEST_AVAL = 20_000, 365


@dataclass(frozen=True, slots=True)
class Complement:
    """As typed: numbers are texts, empty when not told. `parts`: share in % of each QPV of the sheet."""

    themes_secondaires: tuple[str, ...] = ()
    millesime: str = ""
    ambitions: tuple[str, ...] = ()
    axe_cls: str = ""
    objectif_praps: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    communes: tuple[str, ...] = ()
    is_ouverte_au_dela: bool = True
    tranches_age: tuple[str, ...] = ()
    sexe: str = ""
    effectif_attendu: str = ""
    participation_prevue: str = ""
    habitants_conception: str = ""
    defraiement: str = ""
    campagne: str = ""
    aval: str = ""
    aval_jours: str = ""
    communication: str = ""
    outil_partage: str = ""
    is_confirme: bool = False


@dataclass(frozen=True, slots=True)
class Connus:
    """What the sheet may name: identifiers and codes of the territoire; and the action as it is kept."""

    etat: str
    type: str
    theme: str
    qpv: tuple[str, ...]
    communes: Collection[str]
    ambitions: Collection[str]
    structures: Collection[str]


def check_complement(saisi: Complement, connus: Connus, today: date) -> dict[str, object]:
    """Columns of the action, ready to be kept. Raises Incorrect with every field to correct.

    What the state of the action says is known cannot be taken away: participation and screening once validated,
    communication once announced.
    """
    champs = Champs(confirme=saisi.is_confirme)
    kept = {
        **_identity(saisi, connus, today, champs),
        **_where(saisi, connus, champs),
        **_for_whom(saisi, today, champs),
        **_participation(saisi, today, champs),
        **_downstream(saisi, connus, champs),
        **_words(saisi, champs),
    }
    _check_reached(kept, connus, champs)
    champs.settle()
    return kept


def _identity(saisi: Complement, connus: Connus, today: date, champs: Champs) -> dict[str, object]:
    themes = champs.codes(
        "themes_secondaires", saisi.themes_secondaires, codes_of("THEME_SANTE", today),
        unknown="Choisissez des thèmes de la liste.",
    )  # fmt: skip
    if len(themes) > SECONDAIRES or connus.theme in themes:
        champs.refuse("themes_secondaires", "Deux thèmes secondaires au plus, différents du thème principal.")
    years = range(today.year - MILLESIMES, today.year + MILLESIMES + 1)
    ambitions = champs.codes(
        "ambitions", saisi.ambitions, connus.ambitions, unknown="Choisissez des ambitions du contrat de ville."
    )
    return {
        "themes_secondaires": list(themes),
        "millesime": _number(champs, "millesime", saisi.millesime, years),
        "ambitions": [UUID(ambition) for ambition in ambitions if ambition in connus.ambitions],
        "axe_cls": champs.free_text("axe_cls", saisi.axe_cls, COURT),
        "objectif_praps": _number(champs, "objectif_praps", saisi.objectif_praps, PRAPS),
    }


def _where(saisi: Complement, connus: Connus, champs: Champs) -> dict[str, object]:
    parts = [_number(champs, "parts", saisi.parts.get(code, ""), range(WHOLE + 1)) for code in connus.qpv]
    told = [part for part in parts if part is not None]
    if told and not champs.has_refused("parts") and (len(told) < len(parts) or sum(told) != WHOLE):
        champs.refuse("parts", "Donnez la part de chaque quartier, pour un total de 100 %, ou n’en donnez aucune.")
    communes = champs.codes("communes", saisi.communes, connus.communes, unknown="Choisissez des communes de la liste.")
    return {"parts_qpv": told, "communes": list(communes), "is_ouverte_au_dela": saisi.is_ouverte_au_dela}


def _for_whom(saisi: Complement, today: date, champs: Champs) -> dict[str, object]:
    ages = champs.codes(
        "tranches_age", saisi.tranches_age, codes_of("TRANCHE_AGE", today), unknown="Choisissez des âges de la liste."
    )
    return {
        "tranches_age": list(ages),
        "sexe": _listed(champs, "sexe", saisi.sexe, ("F", "H")),
        "effectif_attendu": _number(champs, "effectif_attendu", saisi.effectif_attendu, range(1, MOST_PEOPLE + 1)),
    }


def _participation(saisi: Complement, today: date, champs: Champs) -> dict[str, object]:
    levels = codes_of("PARTICIPATION", today)
    in_design = range(MOST_PEOPLE + 1)
    return {
        "participation_prevue": _listed(champs, "participation_prevue", saisi.participation_prevue, levels),
        "habitants_conception": _number(champs, "habitants_conception", saisi.habitants_conception, in_design),
        "defraiement": champs.free_text("defraiement", saisi.defraiement, COURT),
        "campagne": _listed(champs, "campagne", saisi.campagne, CAMPAGNES),
    }


def _downstream(saisi: Complement, connus: Connus, champs: Champs) -> dict[str, object]:
    aval = _listed(champs, "aval", saisi.aval, connus.structures)
    days = _number(champs, "aval_jours", saisi.aval_jours, range(1, LONGEST_AVAL + 1))
    if (aval is None) != (days is None) and not champs.has_refused("aval", "aval_jours"):
        champs.refuse("aval_jours" if aval else "aval", "Dites qui reçoit les tests positifs, et en combien de jours.")
    return {"aval_id": UUID(aval) if aval else None, "aval_jours": days}


def _words(saisi: Complement, champs: Champs) -> dict[str, object]:
    return {
        "communication": champs.free_text("communication", saisi.communication, TEXTE, lines=True),
        "outil_partage": champs.free_text("outil_partage", saisi.outil_partage, COURT),
    }


def _check_reached(kept: Mapping[str, object], connus: Connus, champs: Champs) -> None:
    if connus.etat in ENDED or connus.etat in UNCERTAIN:
        return
    if kept["participation_prevue"] is None:
        champs.refuse("participation_prevue", "Gardez le niveau de participation : l’action est déjà validée.")
    if connus.type == SCREENING and kept["aval_id"] is None:
        champs.refuse("aval", "Gardez qui reçoit les tests positifs : l’action est déjà validée.")
    if not kept["communication"] and connus.etat != VALIDEE:
        champs.refuse("communication", "Gardez le plan de communication : l’action est déjà annoncée.")


def _number(champs: Champs, champ: str, given: str, allowed: Collection[int]) -> int | None:
    """A whole number among those allowed, or none."""
    if not given:
        return None
    if not given.isascii() or not given.isdigit() or int(given) not in allowed:
        champs.refuse(champ, f"Écrivez un nombre entier, de {min(allowed)} à {max(allowed)}, ou laissez vide.")
        return None
    return int(given)


def _listed(champs: Champs, champ: str, given: str, known: Collection[str]) -> str | None:
    if given and given not in known:
        champs.refuse(champ, "Choisissez dans la liste, ou laissez vide.")
        return None
    return given or None
