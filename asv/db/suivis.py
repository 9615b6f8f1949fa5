"""Suivis under a code that the person holds. The server keeps keyed hashes of codes, never a code.

A suivi is its chain of étapes: each one is kept as it came, and the columns of `Suivi` are what they add up to.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    LargeBinary,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from asv.db.base import SECURITY, Base, DuTerritoire, to_row

EMPTY = text("'{}'")


def of_suivi() -> ForeignKeyConstraint:
    """What belongs to a suivi goes with it."""
    return ForeignKeyConstraint(
        ["territoire_id", "suivi_id"], ["asv.suivi.territoire_id", "asv.suivi.id"], ondelete="CASCADE"
    )


class Suivi(DuTerritoire, Base):
    """`mediateur_id` is the référent. `dernier_contact_le`: last day anything was done with the person.

    `fusionne_dans`: the suivi that took over this one, both cards being shown; a withdrawal there erases this one too.
    """

    __tablename__ = "suivi"
    __table_args__ = (
        to_row("compte", "mediateur_id", schema=SECURITY),
        Index(None, "territoire_id", "mediateur_id"),
    )
    mediateur_id: Mapped[UUID]
    ouvert_le: Mapped[date]
    clos_le: Mapped[date | None]
    cloture: Mapped[str | None]
    dernier_contact_le: Mapped[date]
    zone_residence: Mapped[str]
    commune_residence: Mapped[str | None] = mapped_column(ForeignKey("asv.commune.code"))
    qpv_residence: Mapped[str | None] = mapped_column(ForeignKey("asv.qpv.code"))
    sexe: Mapped[str]
    tranche_age: Mapped[str]
    origine: Mapped[str | None]
    fusionne_dans: Mapped[UUID | None]
    freins: Mapped[list[str]] = mapped_column(server_default=EMPTY)
    themes: Mapped[list[str]] = mapped_column(server_default=EMPTY)
    nomenclature: Mapped[str]


class Carte(Base):
    """The keyed hash of a code. `etat`: active, remplacee (lost), fusionnee (merged), retiree (agreement withdrawn).

    A withdrawn code keeps its hash without suivi, so that a step scanned before and sent after is refused, not kept.
    """

    __tablename__ = "carte"
    __table_args__ = (of_suivi(), Index(None, "territoire_id", "suivi_id"))
    territoire_id: Mapped[str] = mapped_column(primary_key=True)
    empreinte: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    suivi_id: Mapped[UUID | None]
    etat: Mapped[str] = mapped_column(server_default=text("'active'"))
    remise_le: Mapped[datetime] = mapped_column(server_default=func.now())


class Acces(DuTerritoire, Base):
    """Who was shown the card, and until when it opens the suivi; written by sec.present only."""

    __tablename__ = "acces"
    __table_args__ = (
        of_suivi(),
        to_row("compte", "compte_id", schema=SECURITY),
        Index(None, "territoire_id", "compte_id", "suivi_id"),
    )
    compte_id: Mapped[UUID]
    suivi_id: Mapped[UUID]
    ouvert_le: Mapped[datetime] = mapped_column(server_default=func.now())
    expire_le: Mapped[datetime]


class Essai(Base):
    """A code shown that no card has: ten in a quarter of an hour close the door for a while."""

    __tablename__ = "essai"
    __table_args__ = (Index(None, "territoire_id", "compte_id", "quand"), {"schema": SECURITY})
    territoire_id: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    compte_id: Mapped[UUID]
    quand: Mapped[datetime] = mapped_column(server_default=func.now())


class Etape(DuTerritoire, Base):
    """One dated change of a suivi: `nature` and `objet` say what, `avant` and `apres` from what to what.

    nature   objet                    avant, apres
    droit    a code of COUVERTURE     ETAT_DROIT
    besoin   a code of BESOIN         apres: EXPRIME or REPERE
    autonomie  AUTONOMIE_DOMAINE      AUTONOMIE
    attribut   sexe, tranche_age      codes of their lists
    residence  ZONE_RESIDENCE         commune and qpv beside
    accord     INFORMATION_PERSONNE   structure_id for a sharing with one partner
    rencontre  MODE_CONTACT           a meeting logged under the code
    relance    APPEL, MESSAGE         an attempt to reach the person
    cloture    CLOTURE;  reouverture  nothing;  resolution  the étape kept after a conflict (in `face_a`)

    `etat`: appliquee, en_conflit (kept aside, facing `face_a`), ecartee (a person decided). `precedent`: the étape
    its device wrote before on this suivi.
    """

    __tablename__ = "etape"
    __table_args__ = (
        of_suivi(),
        to_row("compte", "auteur_id", schema=SECURITY),
        to_row("structure", "structure_id"),
        Index(None, "territoire_id", "suivi_id", "sequence"),
    )
    suivi_id: Mapped[UUID]
    sequence: Mapped[int] = mapped_column(BigInteger, Identity(always=True))
    auteur_id: Mapped[UUID]
    appareil_id: Mapped[UUID | None]
    nature: Mapped[str]
    objet: Mapped[str | None]
    avant: Mapped[str | None]
    apres: Mapped[str | None]
    date_etape: Mapped[date]
    commune: Mapped[str | None] = mapped_column(ForeignKey("asv.commune.code"))
    qpv: Mapped[str | None] = mapped_column(ForeignKey("asv.qpv.code"))
    structure_id: Mapped[UUID | None]
    precedent: Mapped[UUID | None]
    etat: Mapped[str] = mapped_column(server_default=text("'appliquee'"))
    face_a: Mapped[UUID | None]
    nomenclature: Mapped[str]
    recue_le: Mapped[datetime] = mapped_column(server_default=func.now())


class Demarche(DuTerritoire, Base):
    """A step made with the person, whose result is awaited when `delai_jours` is set."""

    __tablename__ = "demarche"
    __table_args__ = (
        of_suivi(),
        to_row("compte", "auteur_id", schema=SECURITY),
        Index(None, "territoire_id", "suivi_id"),
    )
    suivi_id: Mapped[UUID]
    auteur_id: Mapped[UUID]
    code: Mapped[str]
    couverture: Mapped[str | None]
    date_demarche: Mapped[date]
    delai_jours: Mapped[int | None]
    relance_le: Mapped[date | None]
    nomenclature: Mapped[str]
    recue_le: Mapped[datetime] = mapped_column(server_default=func.now())


class Orientation(DuTerritoire, Base):
    """A person sent to a partner: type, strength, perhaps an entry of the directory or a date of an action."""

    __tablename__ = "orientation"
    __table_args__ = (
        of_suivi(),
        to_row("compte", "auteur_id", schema=SECURITY),
        to_row("structure", "structure_id"),
        Index(None, "territoire_id", "suivi_id"),
        Index(None, "territoire_id", "date_action_id"),
    )
    suivi_id: Mapped[UUID]
    auteur_id: Mapped[UUID]
    type: Mapped[str]
    force: Mapped[str]
    structure_id: Mapped[UUID | None]
    date_action_id: Mapped[UUID | None]
    date_orientation: Mapped[date]
    delai_jours: Mapped[int | None]
    relance_le: Mapped[date | None]
    rendez_vous_le: Mapped[date | None]
    nomenclature: Mapped[str]
    recue_le: Mapped[datetime] = mapped_column(server_default=func.now())


class Resultat(DuTerritoire, Base):
    """What an orientation or a démarche gave, dated, and who said so; the last one holds, all are kept."""

    __tablename__ = "resultat"
    __table_args__ = (
        of_suivi(),
        to_row("compte", "auteur_id", schema=SECURITY),
        Index(None, "territoire_id", "suivi_id"),
        Index(None, "territoire_id", "pour_id"),
    )
    suivi_id: Mapped[UUID]
    pour_id: Mapped[UUID]
    sequence: Mapped[int] = mapped_column(BigInteger, Identity(always=True))
    auteur_id: Mapped[UUID]
    code: Mapped[str]
    date_resultat: Mapped[date]
    source: Mapped[str]
    nomenclature: Mapped[str]
    recue_le: Mapped[datetime] = mapped_column(server_default=func.now())


class Relais(DuTerritoire, Base):
    """The référent asks a colleague to go on, with the person's agreement. `reponse`: acceptee, refusee or nothing."""

    __tablename__ = "relais"
    __table_args__ = (
        of_suivi(),
        to_row("compte", "de_id", schema=SECURITY),
        to_row("compte", "vers_id", schema=SECURITY),
        Index(None, "territoire_id", "vers_id"),
        Index("uq_relais_demande", "territoire_id", "suivi_id", unique=True, postgresql_where=text("reponse IS NULL")),
    )
    suivi_id: Mapped[UUID]
    de_id: Mapped[UUID]
    vers_id: Mapped[UUID]
    propose_le: Mapped[date]
    reponse: Mapped[str | None]
    repondu_le: Mapped[date | None]


class PenseBete(DuTerritoire, Base):
    """A short note to oneself, read by its auteur only, gone after thirty days or at the closing."""

    __tablename__ = "pense_bete"
    __table_args__ = (of_suivi(), to_row("compte", "auteur_id", schema=SECURITY))
    suivi_id: Mapped[UUID]
    auteur_id: Mapped[UUID]
    texte: Mapped[str]
    ecrit_le: Mapped[date]
    expire_le: Mapped[date]
