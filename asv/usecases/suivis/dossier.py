"""All the rows that hang on one suivi, read once, with the names needed to tell them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from asv.db.fiches import colleagues, handed_over_by, hung_on, met_under, structures_named
from asv.db.reference import Commune, Qpv, names_among
from asv.db.suivis import Demarche, Etape, Orientation, Resultat, Suivi
from asv.domain import nomenclatures
from asv.domain.acteurs import Acteur
from asv.domain.suivis.fiche import Attendu, attendu_of, is_sensible, is_shared

SOMEBODY = "Un autre médiateur"


@dataclass(frozen=True, slots=True)
class Passage:
    """A contact logged under the code, told by when, where and by whom."""

    jour: date
    commune: str
    mode: str
    auteur_id: UUID


@dataclass(frozen=True, slots=True)
class Dossier:
    """Rows in the order of their days. `readable`: the reader and those whose work he took over with her agreement.

    `everything`: the person reads what is hers.
    """

    readable: frozenset[UUID]
    today: date
    everything: bool
    opened_by: UUID
    etapes: list[Etape]
    attendus: list[Attendu]
    passages: list[Passage]
    names: dict[UUID, str]
    structures: dict[UUID, str]
    places: dict[str, str]

    @property
    def is_shared(self) -> bool:
        return is_shared(self.etapes)

    def is_hidden(self, auteur_id: UUID, nature: str, objet: str | None) -> bool:
        """Whether this reader may only know that something was written."""
        is_free = self.everything or auteur_id in self.readable or self.is_shared
        return not is_free and is_sensible(nature, objet)

    @property
    def open_etapes(self) -> list[Etape]:
        return [e for e in self.etapes if not self.is_hidden(e.auteur_id, e.nature, e.objet)]

    @property
    def has_hidden(self) -> bool:
        return len(self.open_etapes) < len(self.etapes) or any(attendu.is_hidden for attendu in self.attendus)

    def open_codes(self, liste: str, codes: Iterable[str]) -> tuple[str, ...]:
        """Codes noted at the opening, without the sensitive ones that a colleague heard."""
        is_free = self.everything or self.opened_by in self.readable or self.is_shared
        return tuple(code for code in codes if is_free or not nomenclatures.is_sensible(liste, code))

    def name(self, compte_id: UUID) -> str:
        return self.names.get(compte_id, SOMEBODY)

    def structure(self, structure_id: UUID | None) -> str:
        return self.structures.get(structure_id, "") if structure_id else ""

    def place(self, commune: str | None, qpv: str | None) -> str:
        """« Lens, Grande Résidence », or nothing when no place was told."""
        return ", ".join(self.places[code] for code in (commune, qpv) if code in self.places)


async def open_dossier(
    session: AsyncSession, acteur: Acteur, suivi: Suivi, today: date, *, everything: bool = False
) -> Dossier:
    """Read it all: a suivi holds tens of rows, not thousands."""
    tables = (Etape, Demarche, Orientation, Resultat)
    etapes, demarches, orientations, resultats = [
        list(await session.scalars(hung_on(table, acteur, suivi.id))) for table in tables
    ]
    passages = [Passage(m.date_contact, m.commune_lieu, m.mode, m.mediateur_id)
                for m in await session.execute(met_under(suivi.id))]  # fmt: skip
    pointed = {row.structure_id for row in (*etapes, *orientations) if row.structure_id}
    handed = await session.scalars(handed_over_by(acteur, suivi.id))
    dossier = Dossier(
        readable=frozenset({acteur.compte_id, *handed}), today=today, everything=everything,
        opened_by=etapes[0].auteur_id if etapes else suivi.mediateur_id, etapes=etapes, attendus=[], passages=passages,
        names={row[0]: row[1] for row in await session.execute(colleagues())},
        structures={row[0]: row[1] for row in await session.execute(structures_named(acteur, pointed))},
        places=await _places(session, suivi, etapes, passages),
    )  # fmt: skip
    dossier.attendus.extend(_attendus(dossier, demarches, orientations, resultats))
    return dossier


async def _places(
    session: AsyncSession, suivi: Suivi, etapes: Iterable[Etape], passages: Iterable[Passage]
) -> dict[str, str]:
    codes = {suivi.commune_residence, suivi.qpv_residence, *(p.commune for p in passages)}
    codes |= {code for etape in etapes for code in (etape.commune, etape.qpv)}
    return await place_names(session, codes)


async def place_names(session: AsyncSession, codes: Iterable[str | None]) -> dict[str, str]:
    """The names of these communes and QPV."""
    names: dict[str, str] = {}
    for table in (Commune, Qpv):
        names |= {row[0]: row[1] for row in await session.execute(names_among(table, codes))}
    return names


def _attendus(dossier: Dossier, demarches: list[Any], orientations: list[Any], resultats: list[Any]) -> list[Attendu]:
    """Orientations and démarches with what they gave, the last first."""
    given: dict[UUID, list[tuple[date, str, str]]] = {}
    for row in resultats:
        given.setdefault(row.pour_id, []).append((row.date_resultat, row.code, row.source))
    made = [
        attendu_of(
            row, genre="demarche", code=row.code, jour=row.date_demarche, couverture=row.couverture,
            resultats=given.get(row.id, ()), today=dossier.today,
            is_hidden=dossier.is_hidden(row.auteur_id, "demarche", row.code)
            or dossier.is_hidden(row.auteur_id, "droit", row.couverture),
        )
        for row in demarches
    ] + [
        attendu_of(
            row, genre="orientation", code=row.type, jour=row.date_orientation, rendez_vous_le=row.rendez_vous_le,
            precisions=[text for text in (nomenclatures.entree("TYPE_ORIENTATION", row.force).libelle,
                                          dossier.structure(row.structure_id)) if text],
            resultats=given.get(row.id, ()), today=dossier.today,
            is_hidden=dossier.is_hidden(row.auteur_id, "orientation", row.type),
        )
        for row in orientations
    ]  # fmt: skip
    return sorted(made, key=lambda attendu: (attendu.jour, str(attendu.id)), reverse=True)
