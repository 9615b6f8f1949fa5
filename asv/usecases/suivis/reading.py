"""The sheet of a suivi, and the page for the person. No page without its line in the journal, in one transaction."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.fiches import asked_relais, coarsened, notes_of, notes_shown, said_under
from asv.db.journal import reading_of
from asv.db.suivis import Etape, PenseBete, Relais, Suivi
from asv.domain.acteurs import Acteur
from asv.domain.nomenclatures import is_non_reponse
from asv.domain.suivis.fiche import (
    EN_CONFLIT,
    Attendu,
    AutonomieSuivie,
    DroitSuivi,
    accords_of,
    autonomies_of,
    besoins_of,
    droits_of,
    kept_until,
    residences_of,
)
from asv.usecases.suivis.access import check_shown, find_suivi, is_shown
from asv.usecases.suivis.dossier import Dossier, open_dossier, place_names
from asv.usecases.suivis.story import Conflit, Fait, conflicts_of, story_of

ANSWERS = {"freins": "FREIN", "themes": "THEME_SANTE", "interventions": "TYPE_INTERVENTION", "publics": "PUBLIC"}
OF_ONESELF = {
    "sexe": "SEXE_GENRE",
    "tranche_age": "TRANCHE_AGE",
    "zone_residence": "ZONE_RESIDENCE",
    "langue": "LANGUE",
}


@dataclass(frozen=True, slots=True)
class VueSuivi:
    """A suivi as this mediator may read it; `freins` and `themes` without what a colleague heard in confidence."""

    suivi: Suivi
    referent: str
    is_mine: bool
    is_shown: bool
    is_shared: bool
    has_hidden: bool
    freins: tuple[str, ...]
    themes: tuple[str, ...]
    droits: list[DroitSuivi]
    besoins: list[Etape]
    autonomies: list[AutonomieSuivie]
    accords: list[tuple[Etape, str]]
    residences: list[tuple[Etape, str]]
    attendus: list[Attendu]
    histoire: list[Fait]
    conflits: list[Conflit]
    relais: Relais | None
    vers: str
    notes: list[PenseBete]

    @property
    def is_closed(self) -> bool:
        return self.suivi.clos_le is not None

    @property
    def garde_jusqu_au(self) -> date:
        return kept_until(max(self.suivi.dernier_contact_le, self.suivi.clos_le or self.suivi.dernier_contact_le))

    @property
    def is_asked_of_me(self) -> bool:
        return self.relais is not None and not self.may_write

    @property
    def may_write(self) -> bool:
        return self.is_mine or self.is_shown

    def attendu(self, wanted: str) -> Attendu | None:
        """The orientation or démarche of that identifier."""
        return next((attendu for attendu in self.attendus if str(attendu.id) == wanted), None)


async def read_suivi(session: AsyncSession, acteur: Acteur, suivi_id: UUID, today: date) -> VueSuivi:
    """The sheet, journalled; what a colleague wrote keeps its sensitive objects closed unless the person agreed."""
    suivi = await find_suivi(session, acteur, suivi_id)
    await session.execute(reading_of(suivi_id, "suivi_lu"))
    await session.execute(coarsened(acteur, suivi_id, today))
    shown = await is_shown(session, acteur, suivi_id)
    return await _vue(session, acteur, suivi, await open_dossier(session, acteur, suivi, today), is_shown=shown)


@dataclass(frozen=True, slots=True)
class ContactMontre:
    """What was noted at one meeting, as (list, code) pairs; `residence`: where the person said she lives."""

    jour: date
    commune: str
    residence: str
    reponses: list[tuple[str, str]]
    duree_minutes: int | None


@dataclass(frozen=True, slots=True)
class DonneesMontrees:
    """All that is kept about a person. `notes`: the reminders that any mediator wrote to himself."""

    vue: VueSuivi
    contacts: list[ContactMontre]
    notes: list[str]


async def show_to_person(session: AsyncSession, acteur: Acteur, suivi_id: UUID, today: date) -> DonneesMontrees:
    """Everything kept, for the person to whom it belongs: her card must be on the table."""
    suivi = await find_suivi(session, acteur, suivi_id)
    await check_shown(session, acteur, suivi_id)
    await session.execute(reading_of(suivi_id, "suivi_montre"))
    dossier = await open_dossier(session, acteur, suivi, today, everything=True)
    said = (await session.execute(said_under(suivi_id))).all()
    dossier.places.update(await place_names(session, {c for r in said for c in (r.commune_residence, r.qpv_residence)}))
    vue = await _vue(session, acteur, suivi, dossier, is_shown=True)
    notes = list(await session.scalars(notes_shown(suivi_id)))
    return DonneesMontrees(vue, [_shown(dossier, row) for row in said], notes)


def _shown(dossier: Dossier, row: Any) -> ContactMontre:
    lived = dossier.place(row.commune_residence, row.qpv_residence)
    return ContactMontre(row.date_contact, dossier.place(row.commune_lieu, None), lived, _answers(row),
                         row.duree_minutes)  # fmt: skip


def _answers(row: Any) -> list[tuple[str, str]]:
    """The answers of a contact but those that say nothing."""
    told = [(liste, getattr(row, name)) for name, liste in OF_ONESELF.items()]
    given = [(liste, code) for name, liste in ANSWERS.items() for code in getattr(row, name)]
    given += [("ORIENTATION", row.orientation)] if row.orientation else []
    return [(liste, code) for liste, code in (*told, *given) if code and not is_non_reponse(code)]


async def _vue(session: AsyncSession, acteur: Acteur, suivi: Suivi, dossier: Dossier, *, is_shown: bool) -> VueSuivi:
    etapes = dossier.open_etapes
    relais = (await session.scalars(asked_relais(acteur, dossier.today, suivi.id))).first()
    return VueSuivi(
        suivi=suivi, referent=dossier.name(suivi.mediateur_id), is_mine=suivi.mediateur_id == acteur.compte_id,
        is_shown=is_shown, is_shared=dossier.is_shared, has_hidden=dossier.has_hidden,
        freins=dossier.open_codes("FREIN", suivi.freins), themes=dossier.open_codes("THEME_SANTE", suivi.themes),
        droits=droits_of(etapes), besoins=besoins_of(etapes), autonomies=autonomies_of(etapes),
        accords=[(etape, dossier.structure(etape.structure_id)) for etape in accords_of(etapes)],
        residences=[(etape, dossier.place(etape.commune, etape.qpv)) for etape in residences_of(etapes)],
        attendus=dossier.attendus, histoire=story_of(dossier),
        conflits=conflicts_of(dossier) if any(e.etat == EN_CONFLIT for e in etapes) else [],
        relais=relais, vers=dossier.name(relais.vers_id) if relais else "",
        notes=list(await session.scalars(notes_of(acteur, suivi.id, dossier.today))),
    )  # fmt: skip


__all__ = ["Conflit", "ContactMontre", "DonneesMontrees", "Fait", "VueSuivi", "read_suivi", "show_to_person"]
