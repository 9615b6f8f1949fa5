"""One row of every table of a territoire, for the tests of who sees which."""

from datetime import UTC, datetime, time
from uuid import UUID, uuid4

from asv.db.actions import Action, DateAction, Participation
from asv.db.appareils import Annonce, Appareil
from asv.db.ateliers import Atelier
from asv.db.contacts import Contact
from asv.db.corrections import Correction
from asv.db.document import BlocDocument, DocumentPartage
from asv.db.engagements import Engagement
from asv.db.importations import Brouillon, Importation
from asv.db.journal import Journal
from asv.db.moyens import Moyen, Reservation
from asv.db.rapports_geles import RapportGele
from asv.db.seances import Seance
from asv.db.signaux import Signal
from asv.db.suivis import (
    Acces,
    Carte,
    Demarche,
    Etape,
    Orientation,
    PenseBete,
    Relais,
    Resultat,
    Suivi,
)
from asv.db.synchronisation import Quarantaine, Reception
from asv.db.traductions import Traduction
from tests.db.rows_shared import DAY, coordinated
from tests.support.database import World

FIRST = (Seance, Suivi, Action, DateAction, Moyen, Reservation, Engagement, DocumentPartage, BlocDocument, RapportGele)
"""Tables that others refer to: their rows are written before."""


def hung_on(suivi: Suivi, author: UUID, world: World) -> list[object]:
    """One row of each table that goes with a suivi, and of what the field reports, by this auteur."""
    where, same = suivi.territoire_id, {"territoire_id": suivi.territoire_id, "nomenclature": "2026.1"}
    of = {"suivi_id": suivi.id, "auteur_id": author} | same
    colleague = world.mediatrice.id if author == world.mediateur.id else world.mediateur.id
    return [
        Carte(territoire_id=where, empreinte=suivi.id.bytes, suivi_id=suivi.id),
        Acces(territoire_id=where, id=uuid4(), compte_id=author, suivi_id=suivi.id, expire_le=datetime.now(UTC)),
        Etape(id=uuid4(), nature="besoin", objet="B_MT", date_etape=DAY, **of),
        Demarche(id=uuid4(), code="D_MT", date_demarche=DAY, **of),
        Orientation(id=uuid4(), type="O_MG", force="TO_INFO", date_orientation=DAY, **of),
        Resultat(id=uuid4(), pour_id=uuid4(), code="RES_ATTENTE", date_resultat=DAY, source="personne", **of),
        Relais(territoire_id=where, id=uuid4(), suivi_id=suivi.id, de_id=author, vers_id=colleague, propose_le=DAY,
               reponse="refusee"),
        PenseBete(territoire_id=where, id=uuid4(), suivi_id=suivi.id, auteur_id=author, texte="rappeler",
                  ecrit_le=DAY, expire_le=DAY),
        Signal(id=uuid4(), auteur_id=author, code="SG_DELAI", service="O_MG", commune=world.cellules[0][0],
               situations=1, mois=DAY, **same),
        Appareil(territoire_id=where, id=uuid4(), compte_id=author),
        Annonce(territoire_id=where, element_id=uuid4(), appareil_id=uuid4(), compte_id=author),
        Correction(territoire_id=where, id=uuid4(), auteur_id=author, genre="contact", objet_id=uuid4(), avant={},
                   apres={}),
        Importation(territoire_id=where, id=uuid4(), auteur_id=world.coordinateur.id, fichier="x.csv", sha256="x",
                    lignes=1, premier_jour=DAY, dernier_jour=DAY),
        Brouillon(territoire_id=where, id=uuid4(), auteur_id=world.coordinateur.id, scelle=b"x"),
    ]  # fmt: skip


def one_row_of_each(world: World) -> list[object]:
    """A séance, a contact… of each of the two mediators, and an action that nobody has announced."""
    commune, qpv = world.cellules[0]
    where = world.territoire_id
    rows: list[object] = []
    for author in (world.mediateur.id, world.mediatrice.id):
        own = {"territoire_id": where, "mediateur_id": author, "nomenclature": "2026.1"}
        place = {"creneau": "matin", "commune": commune, "qpv": qpv, "lieu_type": "MAIRIE_CCAS"}
        seance = Seance(id=uuid4(), date_seance=DAY, mode="PERMANENCE", **own, **place)
        rows += [
            seance,
            Atelier(id=uuid4(), date_atelier=DAY, theme="DENT", total=0, sexe={}, tranche_age={}, residence={},
                    deja_rencontres=0, **own, **place),
            suivi := Suivi(id=uuid4(), ouvert_le=DAY, dernier_contact_le=DAY, zone_residence="ZR_HORS_QPV",
                           commune_residence=commune, sexe="F", tranche_age="A25_49", **own),
            *hung_on(suivi, author, world),
            Reception(territoire_id=where, id=uuid4(), auteur_id=author, appareil_id=uuid4(), genre="contact",
                      empreinte=b"x"),
            Quarantaine(territoire_id=where, element_id=uuid4(), empreinte=b"x", auteur_id=author,
                        appareil_id=uuid4(), motif="conflict", raison="essai"),
            Contact(id=uuid4(), seance_id=seance.id, date_contact=DAY, creneau="matin", commune_lieu=commune,
                    qpv_lieu=qpv, nature="contact", is_bref=False, sexe="F", tranche_age="A25_49",
                    zone_residence="ND", premiere_fois="OUI", **own),
        ]  # fmt: skip
    action = Action(
        territoire_id=where, id=uuid4(), titre="Essai", type="AC_DEPIST", theme="CANCER", etat="AE_MONTAGE",
        porteur_id=world.partenaire.structure_id, creee_par=world.partenaire.id,
    )  # fmt: skip
    day = DateAction(
        territoire_id=where, id=uuid4(), action_id=action.id, porteur_id=action.porteur_id, jour=DAY, debut=time(9),
        fin=time(12), lieu="Salle", commune=commune, etat="AE_PROGRAMMEE",
    )  # fmt: skip
    rows += [
        action,
        day,
        *coordinated(action, day, world),
        Participation(territoire_id=where, action_id=action.id, structure_id=world.partenaire.structure_id,
                      porteur_id=action.porteur_id, role="RO_PORTEUR", reponse="acceptee"),
        Journal(territoire_id=where, compte_id=world.mediateur.id, role="mediateur", evenement="essai"),
        Traduction(territoire_id=where, langue="ar", cle="question.sexe", texte="essai",
                   corrige_par=world.coordinateur.id),
    ]  # fmt: skip
    return rows
