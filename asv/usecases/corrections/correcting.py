"""Correcting a saisie: the same rules as at its reception, before and after kept, nobody's work overwritten."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.corrections import Correction
from asv.db.reception import auteurs_among, seances_among, structures_among
from asv.db.saisies import COLUMNS, RECUE, change_row, move_contacts
from asv.domain.acteurs import Acteur
from asv.domain.ateliers import parse_atelier
from asv.domain.contacts import CARTE, SOUS_CODE, parse_contact
from asv.domain.corrections import ANNULE, Regime, Stale, changed, check_motif, check_moved
from asv.domain.errors import Conflict
from asv.domain.saisie import InvalidField, Places
from asv.domain.seances import parse_seance
from asv.usecases.corrections.reading import CHAMPS, FIXED, Saisie, contenu_of, read_saisie

PARSERS: Mapping[str, Callable[..., Any]] = {
    "seance": parse_seance,
    "contact": parse_contact,
    "atelier": parse_atelier,
}
SOME_CARD = "0" * 64
"""Says that the contact is under a code; which one is not asked again."""
CANCELLED = "Cette saisie est annulée : rétablissez-la d’abord si elle doit compter."
STILL_USED = "Cette séance porte encore des saisies, peut-être d’un collègue : annulez-les d’abord."
NO_SEANCE = "La séance de ce contact est annulée : faites-la d’abord rétablir par celui qui l’a ouverte."
STRANGER = "Une de ces personnes n’est pas médiateur de ce territoire : retirez-la."
NO_STRUCTURE = "Cette structure n’est pas dans l’annuaire du territoire : choisissez-en une autre."


@dataclass(frozen=True, slots=True)
class Cible:
    """Which saisie is corrected, as it was when it was read, and why. `version`: how many corrections it then had."""

    genre: str
    id: UUID
    version: int
    motif: str = ""


async def correct(
    session: AsyncSession, acteur: Acteur, cible: Cible, contenu: Mapping[str, Any], *, places: Places, now: datetime
) -> Regime:
    """Put `contenu` in the place of what was sent; after the closing, only say what should have been there."""
    saisie = await _held(session, acteur, cible, now)
    if saisie.is_annulee:
        raise Conflict(CANCELLED)
    draft = _read_again(saisie, contenu, places)
    await _check_people(session, acteur, saisie.genre, draft)
    values = _columns(saisie.genre, draft)
    after = dict.fromkeys(saisie.contenu) | contenu_of(saisie.genre, _Row(values, saisie.row))
    before, after = changed(saisie.contenu, after)
    reason = check_motif(cible.motif, saisie.regime)
    if "date" in after:
        check_moved(draft.date, now.date())
    await _write(session, acteur, saisie, values)
    if saisie.genre == "seance" and saisie.regime is not Regime.AJUSTEMENT:
        await session.scalar(move_contacts(saisie.id))
    await _keep(session, acteur, saisie, (before, after), reason)
    return saisie.regime


async def cancel(session: AsyncSession, acteur: Acteur, cible: Cible, *, now: datetime) -> Regime:
    """Say that a saisie was entered by mistake: it stays, and counts nowhere."""
    saisie = await _held(session, acteur, cible, now)
    if saisie.is_annulee:
        raise Conflict("Cette saisie est déjà annulée : revenez à vos saisies.")
    if saisie.genre == "seance" and await session.scalar(move_contacts(saisie.id)):
        raise Conflict(STILL_USED)
    reason = check_motif(cible.motif, saisie.regime)
    is_contact = saisie.genre == "contact"
    was = saisie.row.nature if is_contact else saisie.genre
    await _write(session, acteur, saisie, {"nature": ANNULE} if is_contact else {"annule_le": now.date()})
    await _keep(session, acteur, saisie, ({"nature": was}, {"nature": ANNULE}), reason)
    return saisie.regime


async def restore(session: AsyncSession, acteur: Acteur, cible: Cible, *, now: datetime) -> Regime:
    """Undo a cancelling: the saisie counts again, as it was."""
    saisie = await _held(session, acteur, cible, now)
    if not saisie.is_annulee:
        raise Conflict("Cette saisie compte déjà : revenez à vos saisies.")
    reason = check_motif(cible.motif, saisie.regime)
    cancelled = (c.avant["nature"] for c in reversed(saisie.corrections) if c.apres.get("nature") == ANNULE)
    was = next(cancelled, saisie.genre)
    is_contact = saisie.genre == "contact"
    if is_contact:
        await _check_seance(session, acteur, saisie.row.seance_id)
    await _write(session, acteur, saisie, {"nature": was} if is_contact else {"annule_le": None})
    if is_contact and saisie.regime is not Regime.AJUSTEMENT:
        await session.scalar(move_contacts(saisie.row.seance_id))  # its séance may have moved meanwhile
    await _keep(session, acteur, saisie, ({"nature": ANNULE}, {"nature": was}), reason)
    return saisie.regime


async def _check_seance(session: AsyncSession, acteur: Acteur, seance_id: UUID) -> None:
    if (await session.execute(seances_among(acteur), {"ids": [seance_id]})).first() is None:
        raise Conflict(NO_SEANCE)


async def _held(session: AsyncSession, acteur: Acteur, cible: Cible, now: datetime) -> Saisie:
    """The saisie, held until the end of the transaction, and still the one that was read."""
    saisie = await read_saisie(session, acteur, cible.genre, cible.id, now=now, lock=True)
    if saisie.version != cible.version:
        raise Stale
    return saisie


def _read_again(saisie: Saisie, contenu: Mapping[str, Any], places: Places) -> Any:
    """The corrected content, read by the rules of the reception, as if it had come in on that day."""
    fixed = {champ: saisie.contenu[champ] for champ in FIXED & saisie.contenu.keys()}
    received = getattr(saisie.row, RECUE[saisie.genre]).date()
    whole = dict(contenu) | fixed | {"nomenclature": saisie.row.nomenclature}
    if saisie.champs is SOUS_CODE:
        whole[CARTE] = SOME_CARD
    return PARSERS[saisie.genre](whole, today=received, places=places)


async def _write(session: AsyncSession, acteur: Acteur, saisie: Saisie, values: Mapping[str, Any]) -> None:
    """Change the row, unless its quarter is closed."""
    if saisie.regime is not Regime.AJUSTEMENT:
        await session.execute(change_row(acteur, saisie.genre, saisie.id, values))


async def _keep(
    session: AsyncSession, acteur: Acteur, saisie: Saisie, pair: tuple[dict[str, Any], dict[str, Any]],
    motif: str | None,
) -> None:  # fmt: skip
    session.add(
        Correction(
            territoire_id=acteur.territoire_id, id=uuid4(), auteur_id=acteur.compte_id, genre=saisie.genre,
            objet_id=saisie.id, motif=motif, is_ajustement=saisie.regime is Regime.AJUSTEMENT, avant=pair[0],
            apres=pair[1],
        )
    )  # fmt: skip
    await session.flush()


class _Row:
    """The row as it will be: its new values, and what a correction does not touch."""

    def __init__(self, values: Mapping[str, Any], row: Any) -> None:
        self._values, self._row = values, row

    def __getattr__(self, name: str) -> Any:
        return self._values[name] if name in self._values else getattr(self._row, name, None)


def _columns(genre: str, draft: Any) -> dict[str, Any]:
    names = COLUMNS[genre]
    fields = [champ for champ in CHAMPS[genre] if champ not in FIXED and hasattr(draft, champ)]
    values = {names.get(champ, champ): _stored(getattr(draft, champ)) for champ in fields}
    if genre == "contact":
        values |= {"is_bref": draft.is_bref, "familles_frein": list(draft.familles_frein)}
    return values


def _stored(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value


async def _check_people(session: AsyncSession, acteur: Acteur, genre: str, draft: Any) -> None:
    """The colleagues and the host that a correction names are of the territoire, as at the reception."""
    named = set(getattr(draft, "mediateurs", ())) - {acteur.compte_id}
    if named:
        known = {row[0]: row[1] for row in await session.execute(auteurs_among(named))}
        if not all(known.get(one, False) for one in named):
            raise InvalidField("mediateurs", STRANGER)
    hote = draft.structure_hote if genre == "seance" else None
    if hote is not None and hote not in set(await session.scalars(structures_among(acteur, {hote}))):
        raise InvalidField("structure_hote", NO_STRUCTURE)
