"""Labels of the question cards that the coordination put in other words than the file shipped."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Insert, func
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import SECURITY, Base, to_row
from asv.domain.acteurs import Acteur


class Traduction(Base):
    """One label in one language, read over by somebody who speaks it; its absence means the text shipped."""

    __tablename__ = "traduction"
    __table_args__ = (to_row("compte", "corrige_par", schema=SECURITY),)
    territoire_id: Mapped[str] = mapped_column(primary_key=True)
    langue: Mapped[str] = mapped_column(primary_key=True)
    cle: Mapped[str] = mapped_column(primary_key=True)
    texte: Mapped[str]
    corrige_par: Mapped[UUID]
    corrige_le: Mapped[datetime] = mapped_column(server_default=func.now())


def wording_of(acteur: Acteur, langue: str, cle: str, texte: str) -> Insert:
    """Keep the words of this acteur for a label, in place of any before."""
    row = {"texte": texte, "corrige_par": acteur.compte_id, "corrige_le": func.now()}
    keys = {"territoire_id": acteur.territoire_id, "langue": langue, "cle": cle}
    query = upsert(Traduction).values(**keys, **row)
    return query.on_conflict_do_update(index_elements=list(keys), set_=row).inline()
