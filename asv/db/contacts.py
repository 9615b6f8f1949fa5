"""Contacts without code, with the date and place copied from their séance so that counting joins nothing."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import SECURITY, Base, DuTerritoire, to_row

EMPTY = text("'{}'")


class Contact(DuTerritoire, Base):
    """One exchange. `nature`: contact, salutation for the +1 counter, urgence when the numbers were shown, annule.

    annule: entered by mistake, kept and counted nowhere. `is_bref`: no attribute known.
    `nombre`: more than 1 only for salutations counted at once.
    `langue_avant`: the way of speaking that was tried first and given up.

    `familles_frein` holds the distinct first levels of `freins`, written at reception so that counting stays simple.
    """

    __tablename__ = "contact"
    __table_args__ = (
        to_row("seance", "seance_id"),
        to_row("compte", "mediateur_id", schema=SECURITY),
        to_row("suivi", "suivi_id"),
        to_row("importation", "importation_id"),
        Index(None, "territoire_id", "date_contact"),
        Index(None, "territoire_id", "seance_id"),  # to correct a séance, or to delete those of an import
        Index(None, "territoire_id", "mediateur_id", "recu_le"),
    )
    seance_id: Mapped[UUID]
    mediateur_id: Mapped[UUID]
    suivi_id: Mapped[UUID | None]
    date_contact: Mapped[date]
    creneau: Mapped[str]
    commune_lieu: Mapped[str]
    qpv_lieu: Mapped[str | None]
    nature: Mapped[str]
    is_bref: Mapped[bool]
    sexe: Mapped[str]
    tranche_age: Mapped[str]
    zone_residence: Mapped[str]
    commune_residence: Mapped[str | None] = mapped_column(ForeignKey("asv.commune.code"))
    qpv_residence: Mapped[str | None] = mapped_column(ForeignKey("asv.qpv.code"))
    freins: Mapped[list[str]] = mapped_column(server_default=EMPTY)
    familles_frein: Mapped[list[str]] = mapped_column(server_default=EMPTY)
    themes: Mapped[list[str]] = mapped_column(server_default=EMPTY)
    interventions: Mapped[list[str]] = mapped_column(server_default=EMPTY)
    orientation: Mapped[str | None]
    force_orientation: Mapped[str | None]
    premiere_fois: Mapped[str]
    duree_minutes: Mapped[int | None]
    langue: Mapped[str | None]
    publics: Mapped[list[str]] = mapped_column(server_default=EMPTY)
    origine: Mapped[str | None]
    information: Mapped[str | None]
    nombre: Mapped[int] = mapped_column(server_default=text("1"))
    accompagnants: Mapped[int | None]
    langue_avant: Mapped[str | None]
    interpretariat_minutes: Mapped[int | None]
    importation_id: Mapped[UUID | None]
    nomenclature: Mapped[str]
    recu_le: Mapped[datetime] = mapped_column(server_default=func.now())
