"""Rows of what joins a suivi: étapes judged against its history, and its columns, which are what they add up to."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from asv.db.contacts import Contact
from asv.db.histoires import faits_of, judged, lock_suivis, projected, write_in_order
from asv.db.reception import NEW_CONTACTS, columns_of
from asv.db.suivis import Demarche, Etape, Orientation, Resultat
from asv.domain.contacts import ContactDraft
from asv.domain.suivis.etapes import DEMARCHE, EtapeDraft
from asv.domain.suivis.histoire import (
    AVEC_LA_PERSONNE,
    CLOSING,
    ECARTEE,
    EN_CONFLIT,
    Fait,
    Histoire,
    add,
    histoire_of,
)
from asv.domain.suivis.orientations import OrientationDraft, ResultatDraft
from asv.usecases.synchronisation.adjusting import tell_late
from asv.usecases.synchronisation.desk import Desk
from asv.usecases.synchronisation.element import Element
from asv.usecases.synchronisation.storing import Ledger, Lent, contact_values

FACES_ANOTHER = (
    "Enregistrée, et gardée à côté de ce qu’une autre personne a noté : les deux se lisent dans le suivi, à trancher."
)
ALREADY_CHOSEN = "Ce choix est arrivé trop tard : le suivi a changé depuis. Relisez-le, puis tranchez de nouveau."
RESIDENCE = ("residence", "")
Row = dict[str, Any]


@dataclass(slots=True)
class Dossier:
    """A suivi while a batch is written to it."""

    histoire: Histoire
    last_day: date
    days: list[date] = field(default_factory=list)
    changed: dict[UUID, Fait] = field(default_factory=dict)
    is_moved: bool = False


@dataclass(slots=True)
class Rows:
    """What goes to each table, in order, with what the séances lend to contacts."""

    lent: Lent
    of: dict[type[Any], list[Row]] = field(default_factory=dict)

    def add(self, table: type[Any], row: Row) -> None:
        self.of.setdefault(table, []).append(row)


async def write(desk: Desk, items: Sequence[tuple[Element, UUID | None]], lent: Lent, ledger: Ledger) -> None:
    """Write the items in this order, each under its suivi."""
    placed = [(element, suivi) for element, suivi in items if suivi is not None]
    if not placed:
        return
    dossiers = await _dossiers(desk, {suivi for _, suivi in placed})
    rows = Rows(lent)
    for element, suivi in placed:
        common = {"territoire_id": desk.acteur.territoire_id, "id": UUID(element.id), "suivi_id": suivi}
        _place(element, common, dossiers[suivi], rows, ledger)
    for table in (Etape, Demarche, Orientation, Resultat):
        await write_in_order(desk.session, table, rows.of.get(table, []))
    if contacts := rows.of.get(Contact):
        await desk.session.execute(NEW_CONTACTS, columns_of(Contact, contacts))
        waited = {UUID(element.id) for element, _ in placed if element.rang < 0}
        tell_late(desk, [row for row in contacts if row["id"] in waited])
    await _project(desk, dossiers)


async def _dossiers(desk: Desk, suivis: Iterable[UUID]) -> dict[UUID, Dossier]:
    days = {row[0]: row[1] for row in await desk.session.execute(lock_suivis(desk.acteur, suivis))}
    faits: dict[UUID, list[Fait]] = {suivi: [] for suivi in days}
    for row in await desk.session.execute(faits_of(desk.acteur, days)):
        faits[row[0]].append(Fait(*row[1:]))
    return {suivi: Dossier(histoire_of(faits[suivi]), day) for suivi, day in days.items()}


def _place(element: Element, common: Row, dossier: Dossier, rows: Rows, ledger: Ledger) -> None:
    draft = element.draft
    if isinstance(draft, ContactDraft):
        lent = rows.lent[draft.seance]
        rows.add(Contact, contact_values(element, draft) | lent | common)
        dossier.days.append(lent["date_contact"])
    elif isinstance(draft, (OrientationDraft, ResultatDraft)):
        table = Orientation if isinstance(draft, OrientationDraft) else Resultat
        rows.add(table, common | {"auteur_id": element.auteur} | _ROWS[type(draft)](draft))
        dossier.days += [draft.date] if isinstance(draft, OrientationDraft) or draft.source == "personne" else []
    elif isinstance(draft, EtapeDraft):
        dossier.days += [draft.date] if draft.nature in AVEC_LA_PERSONNE else []
        if draft.nature == DEMARCHE:
            rows.add(Demarche, common | {"auteur_id": element.auteur} | _demarche_row(draft))
        else:
            rows.add(Etape, common | _etape_row(element, draft, dossier, ledger))


def _etape_row(element: Element, draft: EtapeDraft, dossier: Dossier, ledger: Ledger) -> Row:
    """Judge the étape against what the suivi holds, and note what it changes."""
    fait = Fait(
        UUID(element.id), draft.nature, draft.date, element.auteur, element.appareil, draft.objet, draft.avant,
        draft.apres, draft.commune, draft.qpv,
    )  # fmt: skip
    kept, *changed = add(dossier.histoire, fait)
    dossier.changed |= {former.id: former for former in changed if former.id != kept.id}
    dossier.is_moved = True
    if kept.etat == EN_CONFLIT:
        ledger.facing[element.id] = ("apres" if draft.apres else "objet" if draft.objet else "nature", FACES_ANOTHER)
    elif kept.etat == ECARTEE:
        ledger.facing[element.id] = ("apres", ALREADY_CHOSEN)
    return {
        "auteur_id": element.auteur, "appareil_id": element.appareil, "nature": draft.nature, "objet": draft.objet,
        "avant": draft.avant, "apres": draft.apres, "date_etape": draft.date, "commune": draft.commune,
        "qpv": draft.qpv, "structure_id": draft.structure, "precedent": draft.precedent, "etat": kept.etat,
        "face_a": kept.face_a, "nomenclature": draft.nomenclature,
    }  # fmt: skip


def _demarche_row(draft: EtapeDraft) -> Row:
    return {
        "code": draft.objet, "couverture": draft.couverture, "date_demarche": draft.date,
        "delai_jours": draft.delai_jours, "relance_le": draft.relance_le, "nomenclature": draft.nomenclature,
    }  # fmt: skip


def _orientation_row(draft: OrientationDraft) -> Row:
    return {
        "type": draft.type, "force": draft.force, "structure_id": draft.structure, "date_action_id": draft.date_action,
        "date_orientation": draft.date, "delai_jours": draft.delai_jours, "relance_le": draft.relance_le,
        "rendez_vous_le": draft.rendez_vous_le, "nomenclature": draft.nomenclature,
    }  # fmt: skip


def _resultat_row(draft: ResultatDraft) -> Row:
    return {
        "pour_id": draft.pour, "code": draft.resultat, "date_resultat": draft.date, "source": draft.source,
        "nomenclature": draft.nomenclature,
    }  # fmt: skip


_ROWS: dict[type[Any], Callable[[Any], Row]] = {OrientationDraft: _orientation_row, ResultatDraft: _resultat_row}


async def _project(desk: Desk, dossiers: dict[UUID, Dossier]) -> None:
    for suivi, dossier in dossiers.items():
        for fait in dossier.changed.values():
            await desk.session.execute(judged(desk.acteur, fait))
        values = _columns(dossier)
        if values:
            await desk.session.execute(projected(desk.acteur, suivi, values))


def _columns(dossier: Dossier) -> Row:
    """The columns of a suivi that its étapes and its last day now give."""
    values: Row = {}
    if dossier.days and max(dossier.days) > dossier.last_day:
        values["dernier_contact_le"] = max(dossier.days)
    if not dossier.is_moved:
        return values
    holders, closing = dossier.histoire.holders, dossier.histoire.cloture
    if CLOSING in holders or any(fait.key == CLOSING for fait in dossier.changed.values()):
        values |= {"clos_le": closing.date if closing else None, "cloture": closing.objet if closing else None}
    if (home := holders.get(RESIDENCE)) is not None:
        values |= {"zone_residence": home.objet, "commune_residence": home.commune, "qpv_residence": home.qpv}
    for attribut in ("sexe", "tranche_age"):
        if (holder := holders.get(("attribut", attribut))) is not None:
            values[attribut] = holder.apres
    return values
