"""What the sheet of a suivi is read from, and the few changes that are not an étape: card, relais, note, merge."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    ARRAY,
    Column,
    Date,
    Delete,
    Insert,
    Integer,
    Interval,
    LargeBinary,
    Select,
    Text,
    Update,
    Uuid,
    cast,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.sql.dml import ReturningInsert

from asv.db.contacts import Contact
from asv.db.scope import visible
from asv.db.structures import Structure
from asv.db.suivis import Acces, Carte, Demarche, Etape, Orientation, PenseBete, Relais, Resultat, Suivi
from asv.domain.acteurs import Acteur
from asv.domain.suivis.travail import RELAIS_LIFE

HUNG: dict[type[Any], tuple[Any, ...]] = {
    Etape: (Etape.date_etape, Etape.sequence),
    Demarche: (Demarche.date_demarche, Demarche.recue_le, Demarche.id),
    Orientation: (Orientation.date_orientation, Orientation.recue_le, Orientation.id),
    Resultat: (Resultat.date_resultat, Resultat.sequence),
}
_UUID = Uuid(as_uuid=True)
SAID_OF_ONESELF = ("sexe", "tranche_age", "zone_residence", "commune_residence", "qpv_residence")


def presented(empreinte: bytes, life: timedelta) -> Select[bytes, UUID, str]:
    """Shows a card: (hash, suivi, state) of the card if there is one; counts it as a try otherwise."""
    wanted = cast([empreinte], ARRAY(LargeBinary))
    found: Any = func.sec.present(wanted, literal(life, Interval)).table_valued(
        Column("empreinte", LargeBinary), Column("suivi_id", _UUID), Column("etat", Text)
    )
    return select(found.c.empreinte, found.c.suivi_id, found.c.etat)


def suivi_of(acteur: Acteur, suivi_id: UUID) -> Select[Suivi]:
    return select(Suivi).where(visible(Suivi, acteur), Suivi.id == suivi_id)


def own_open(acteur: Acteur) -> Select[Suivi]:
    """Open suivis whose référent is this mediator, the last met first."""
    mine = Suivi.mediateur_id == acteur.compte_id, Suivi.clos_le.is_(None)
    return select(Suivi).where(visible(Suivi, acteur), *mine).order_by(Suivi.dernier_contact_le.desc(), Suivi.id)


def next_relances(acteur: Acteur, suivis: Iterable[UUID], today: date) -> Select[UUID, date]:
    """The next reminder of each suivi, from its orientations and démarches."""
    wanted = list(suivis)
    dated = [
        select(table.suivi_id, table.relance_le).where(
            visible(table, acteur), table.suivi_id.in_(wanted), table.relance_le >= today
        )
        for table in (Orientation, Demarche)
    ]
    both = dated[0].union_all(dated[1]).subquery()
    return select(both.c.suivi_id, func.min(both.c.relance_le)).group_by(both.c.suivi_id)


def hung_on(table: type[Any], acteur: Acteur, suivi_id: UUID) -> Select[Any]:
    return select(table).where(visible(table, acteur), table.suivi_id == suivi_id).order_by(*HUNG[table])


def shown_to(acteur: Acteur, suivi_id: UUID) -> Select[Any]:
    """Until when the card shown to this mediator opens the suivi."""
    live = Acces.suivi_id == suivi_id, Acces.compte_id == acteur.compte_id, Acces.expire_le > func.now()
    return select(func.max(Acces.expire_le)).where(visible(Acces, acteur), *live)


def colleagues() -> Select[UUID, str]:
    """The mediators at work in the territoire of the session, with the name they are shown under."""
    known: Any = func.sec.mediateurs().table_valued(Column("id", _UUID), Column("nom_affiche", Text))
    return select(known.c.id, known.c.nom_affiche)


def met_under(suivi_id: UUID) -> Select[UUID, UUID, date, str, str]:
    """Contacts logged under a code: when, by whom, in which commune, how; nothing of what was said."""
    met: Any = func.asv.contacts_du_suivi(suivi_id).table_valued(
        Column("id", _UUID), Column("mediateur_id", _UUID), Column("date_contact", Date), Column("commune_lieu", Text),
        Column("mode", Text),
    )  # fmt: skip
    return select(met.c.id, met.c.mediateur_id, met.c.date_contact, met.c.commune_lieu, met.c.mode)


def said_under(suivi_id: UUID) -> Select[Any]:
    """What was noted at each contact under a code whose card is on the table."""
    said: Any = func.asv.contacts_montres(suivi_id).table_valued(
        Column("date_contact", Date), Column("commune_lieu", Text), Column("freins", ARRAY(Text)),
        Column("themes", ARRAY(Text)), Column("interventions", ARRAY(Text)), Column("orientation", Text),
        Column("publics", ARRAY(Text)), *(Column(name, Text) for name in SAID_OF_ONESELF), Column("langue", Text),
        Column("duree_minutes", Integer),
    )  # fmt: skip
    return select(*said.c)


def notes_shown(suivi_id: UUID) -> Select[str, date]:
    """Every note about a person whose card is on the table, whoever wrote it."""
    shown: Any = func.asv.pense_betes_montres(suivi_id).table_valued(Column("texte", Text), Column("ecrit_le", Date))
    return select(shown.c.texte, shown.c.ecrit_le)


def structures_named(acteur: Acteur, ids: Iterable[UUID]) -> Select[UUID, str]:
    return select(Structure.id, Structure.nom).where(visible(Structure, acteur), Structure.id.in_(list(ids)))


def asked_relais(acteur: Acteur, today: date, suivi_id: UUID | None = None) -> Select[Relais]:
    """Relais still without an answer, of one suivi or of all those one may see; a month, or the closing, ends them."""
    of_this = Suivi.territoire_id == Relais.territoire_id, Suivi.id == Relais.suivi_id
    is_open = exists().where(*of_this, Suivi.clos_le.is_(None)).correlate(Relais)
    is_fresh = Relais.propose_le > today - RELAIS_LIFE
    pending = visible(Relais, acteur), Relais.reponse.is_(None), is_open, is_fresh
    query = select(Relais).where(*pending).order_by(Relais.propose_le)
    return query if suivi_id is None else query.where(Relais.suivi_id == suivi_id)


def left_relais(acteur: Acteur, today: date, suivi_id: UUID) -> Select[Relais]:
    """The relais of a suivi that nobody answered in a month."""
    left = Relais.suivi_id == suivi_id, Relais.reponse.is_(None), Relais.propose_le <= today - RELAIS_LIFE
    return select(Relais).where(visible(Relais, acteur), *left)


def new_relais(acteur: Acteur, suivi_id: UUID, vers: UUID, today: date) -> ReturningInsert[UUID]:
    """Asks a colleague; gives nothing when somebody is asked already, were it at this very moment."""
    row = {"territoire_id": acteur.territoire_id, "id": uuid4(), "suivi_id": suivi_id, "de_id": acteur.compte_id}
    return upsert(Relais).values(**row, vers_id=vers, propose_le=today).on_conflict_do_nothing().returning(Relais.id)


def handed_over_by(acteur: Acteur, suivi_id: UUID) -> Select[UUID]:
    """Colleagues whose work this mediator took over, with the person's agreement."""
    taken = Relais.suivi_id == suivi_id, Relais.vers_id == acteur.compte_id, Relais.reponse == "acceptee"
    return select(Relais.de_id).where(visible(Relais, acteur), *taken)


def answered(relais: Relais, *, oui: bool) -> Select[bool]:
    """Answers a relais asked of the acteur, who becomes the référent when he says yes; False when it is too late."""
    return select(func.asv.accepter_relais(relais.id, oui))


def notes_of(acteur: Acteur, suivi_id: UUID, today: date) -> Select[PenseBete]:
    mine = PenseBete.suivi_id == suivi_id, PenseBete.expire_le >= today
    return select(PenseBete).where(visible(PenseBete, acteur), *mine).order_by(PenseBete.ecrit_le, PenseBete.id)


def worn_out(acteur: Acteur, today: date) -> Delete:
    """Notes of this mediator whose thirty days are over."""
    return delete(PenseBete).where(visible(PenseBete, acteur), PenseBete.expire_le < today)


def purge_pense_betes(today: date) -> Delete:
    """The notes of everybody whose thirty days are over; for the gatekeeper."""
    return delete(PenseBete).where(PenseBete.expire_le < today)


def note(acteur: Acteur, suivi_id: UUID, note_id: UUID) -> Delete:
    mine = PenseBete.suivi_id == suivi_id, PenseBete.id == note_id
    return delete(PenseBete).where(visible(PenseBete, acteur), *mine)


def replaced(acteur: Acteur, suivi_id: UUID, *, but: bytes) -> Update:
    """Lost cards stop opening; `but` is the new one."""
    lost = Carte.suivi_id == suivi_id, Carte.etat.in_(("active", "fusionnee")), Carte.empreinte != but
    return update(Carte).where(visible(Carte, acteur), *lost).values(etat="remplacee")


def carte(acteur: Acteur, suivi_id: UUID, empreinte: bytes) -> Insert:
    row = {"territoire_id": acteur.territoire_id, "suivi_id": suivi_id, "empreinte": empreinte, "etat": "active"}
    return insert(Carte).inline().values(**row)


def merged(kept: UUID, gone: UUID, since: date) -> Select[bool]:
    """Puts the second suivi under the first; false unless both cards were shown to the mediator of the session."""
    return select(func.asv.fusionner_suivis(kept, gone, since))


def own_contacts(acteur: Acteur, day: date) -> Select[Contact]:
    """Contacts of a day by this mediator that no code links yet."""
    free = Contact.mediateur_id == acteur.compte_id, Contact.date_contact == day, Contact.suivi_id.is_(None)
    contacts = Contact.nature == "contact"
    return select(Contact).where(visible(Contact, acteur), *free, contacts).order_by(Contact.recu_le, Contact.id)


def linked(acteur: Acteur, contact_id: UUID, suivi_id: UUID) -> Update:
    own = visible(Contact, acteur), Contact.id == contact_id, Contact.suivi_id.is_(None)
    return update(Contact).where(*own).values(suivi_id=suivi_id)


def planned(acteur: Acteur, table: type[Any], row_id: UUID, **days: date | None) -> Update:
    """Dates to come of an orientation or a démarche."""
    return update(table).where(visible(table, acteur), table.id == row_id).values(**days)


def coarsened(acteur: Acteur, suivi_id: UUID, today: date) -> Update:
    """Past appointments keep their month only (domain study, B4)."""
    month = cast(func.date_trunc("month", Orientation.rendez_vous_le), Date)
    past = Orientation.suivi_id == suivi_id, Orientation.rendez_vous_le < today, Orientation.rendez_vous_le != month
    return update(Orientation).where(visible(Orientation, acteur), *past).values(rendez_vous_le=month)
