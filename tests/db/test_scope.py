"""Who sees which rows: the application's filter first, row-level security second, each proved alone."""

import asyncio
from datetime import UTC, date, datetime, time
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from asv.db.actions import Action, DateAction, Participation
from asv.db.alertes import Alerte
from asv.db.appareils import Annonce, Appareil
from asv.db.ateliers import Atelier
from asv.db.besoins import Ambition, BesoinAction, Priorite, RangBesoin
from asv.db.bilans import Commentaire, Financement, Frequentation, IndicateurAction, Passage
from asv.db.comptes import Compte
from asv.db.contacts import Contact
from asv.db.corrections import Correction
from asv.db.croisements import Croisement
from asv.db.diffusions import ChantierDiffusion, DiffusionGardee, DiffusionOuverte, DiffusionReserve
from asv.db.document import (
    BlocDocument,
    DocumentPartage,
    Erratum,
    RemarqueDocument,
    VarianteBloc,
    VersionDocument,
)
from asv.db.engagements import Avenant, Engagement, Preuve, Revue
from asv.db.engine import Bases, acteur_of, loader_session
from asv.db.importations import Brouillon, Importation
from asv.db.journal import Journal
from asv.db.moyens import Moyen, Occupation, Reservation
from asv.db.notifications import Abonnement, Flux, Notification
from asv.db.rapports_geles import AjustementRapport, RapportGele
from asv.db.scope import RULES, switched_off_for_mutation_test, visible
from asv.db.seances import Seance
from asv.db.series import ImportationSerie, SerieImportee
from asv.db.signaux import Signal
from asv.db.structures import Structure
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
from tests.support.database import Persona, World, make_world

DAY = date(2026, 5, 12)


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


def coordinated(action: Action, day: DateAction, world: World) -> list[object]:
    """One row of each table that partners coordinate with, around an action that nobody has announced."""
    same = {"territoire_id": world.territoire_id}
    of = {"id": uuid4(), "action_id": action.id, "porteur_id": action.porteur_id} | same
    signed = {"auteur_id": world.coordinateur.id}
    moyen = Moyen(
        id=uuid4(),
        structure_id=world.associee.structure_id,
        sens="offre",
        code="MY_LOCAL",
        libelle="Salle",
        quantite=1,
        debut=DAY,
        fin=DAY,
        **signed,
        **same,
    )
    booked = Reservation(
        id=uuid4(),
        moyen_id=moyen.id,
        proprietaire_id=moyen.structure_id,
        action_id=action.id,
        structure_id=action.porteur_id,
        quantite=1,
        etat="reservee",
        **signed,
        **same,
    )
    engagement = Engagement(
        id=uuid4(),
        structure_id=world.associee.structure_id,
        type="EG_ACCUEIL",
        libelle="Essai",
        etat="ES_ANNONCE",
        etat_le=DAY,
        **same,
    )
    on = {"id": uuid4(), "engagement_id": engagement.id} | signed | same
    rows: list[object] = [
        BesoinAction(nature="frein", code="ACCES", **signed, **of),
        IndicateurAction(famille="resultat", libelle="Essai", cible=1, source="essai", echeance="J90", **of),
        Passage(de="AE_IDEE", vers="AE_BESOIN", signature="Essai", **signed, **of),
        Financement(source="FI_FIR", **of),
        Commentaire(signature="Essai", nature="commentaire", texte="Essai", **signed, **of),
        Frequentation(date_id=day.id, participants=12, **{k: v for k, v in of.items() if k != "id"}),
        Alerte(regle="doublon", **of), moyen, booked, engagement,
        Occupation(moyen_id=moyen.id, jour=DAY, creneau="matin", unite=1, quantite=1, reservation_id=booked.id, **same),
        Preuve(etablie_le=DAY, nature="compte rendu", **on), Avenant(decide_le=DAY, motif="Essai", **on),
        Revue(instance_le=DAY, question="Essai", **on),
        importation := ImportationSerie(
            id=uuid4(), publication="insee_cnam", niveau="commune", annee=2025, millesime="1er janvier 2025",
            source="Insee", licence="Licence Ouverte 2.0", sha256="x", lignes=1, valeurs=1, ecartees=0,
            **signed, **same,
        ),
        SerieImportee(importation_id=importation.id, serie="taux_c2s", lieu=world.cellules[0][0], valeur=20.0, **same),
        Croisement(annee=2025, contenu={}, publie_par=world.coordinateur.id, **same),
        DiffusionGardee(
            periode="2025", edition=1, annee=2025, contenu={}, empreinte="x", publiee_par=world.coordinateur.id, **same
        ),
        DiffusionReserve(periode="2025", edition=1, contenu={}, **same),
        DiffusionGardee(
            periode="2024", edition=1, annee=2024, contenu={}, empreinte="x", publiee_par=world.coordinateur.id, **same
        ),
        DiffusionOuverte(periode="2025", edition=1, ouverte_par=world.coordinateur.id, **same),
        ChantierDiffusion(annee=2025, periode="2025", comptes={}, demande_par=world.coordinateur.id, **same),
        RapportGele(periode="2025", contenu={}, empreinte="x", fige_par=world.coordinateur.id, **same),
        AjustementRapport(
            periode="2025", numero=1, contenu={}, precedent="x", empreinte="y", fige_par=world.coordinateur.id, **same
        ),
        *documented(world),
        RangBesoin(annee=2025, qpv=world.qpv[0], theme="CANCER", rang=1, **same),
        Ambition(id=uuid4(), nature="ambition", numero="1", libelle="Essai", **same),
        Priorite(id=uuid4(), annee=2026, rang=1, libelle="Essai", retenue_le=DAY, **signed, **same),
    ]  # fmt: skip
    for who in (world.partenaire, world.coordinateur):
        own = {"territoire_id": world.territoire_id, "compte_id": who.id}
        rows += [
            Notification(id=uuid4(), cle="essai", genre="invitation", **own), Abonnement(rythme="immediat", **own),
            Flux(id=uuid4(), nature="personnel", jeton_hash=who.id.bytes, expire_le=datetime.now(UTC), **own),
        ]  # fmt: skip
    return rows


def documented(world: World) -> list[object]:
    """A document that waits, and one that is published, with an erratum on each."""
    same = {"territoire_id": world.territoire_id}
    mine, other = world.coordinateur.id, world.mediateur.id
    rows: list[object] = []
    for steps in ({}, {"relue_par": other, "approuvee_par": other, "publiee_par": mine}):
        document = DocumentPartage(id=uuid4(), titre="Essai", annee=2025, chapitres=[], cree_par=mine, **same)
        of = {"document_id": document.id} | same
        moments = {step.replace("_par", "_le"): datetime.now(UTC) for step in steps}
        bloc = BlocDocument(id=uuid4(), chapitre="sante", rang=1, nature="texte", auteur_id=mine, **of)
        rows += [
            document, bloc, VarianteBloc(id=uuid4(), bloc_id=bloc.id, contenu="x", auteur_id=mine, **same),
            RemarqueDocument(id=uuid4(), chapitre="sante", texte="x", auteur_id=mine, **of),
            VersionDocument(numero=1, contenu={}, empreinte="x", auteurs=[mine], figee_par=mine, **steps, **moments,
                            **of),
            *(
                Erratum(id=uuid4(), numero=1, au_lieu_de="x", lire="y", auteur_id=mine, approuve_par=who,
                        approuve_le=moment, **of)
                for who, moment in ((None, None), (other, datetime.now(UTC)))
            ),
        ]  # fmt: skip
    return rows


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


@pytest.fixture
async def two_worlds(admin: AsyncEngine, bases: Bases) -> tuple[World, World]:
    worlds = (await make_world(admin, bases), await make_world(admin, bases))
    async with loader_session(admin) as session, session.begin():
        for world in worlds:
            rows = one_row_of_each(world)
            first = (
                Seance, Suivi, Action, DateAction, Moyen, Reservation, Engagement, DocumentPartage, BlocDocument,
                RapportGele,
            )  # fmt: skip
            for kind in first:
                session.add_all(row for row in rows if isinstance(row, kind))
                await session.flush()
            session.add_all(row for row in rows if not isinstance(row, first))
            await session.flush()
    return worlds


async def keys_seen(bases: Bases, who: Persona, table: type) -> set[tuple] | None:
    """Primary keys of the rows that this person gets of a table; None when the database refuses the question."""
    columns = list(table.__table__.primary_key)
    async with bases.session(who.token, read_only=True) as session:
        acteur = await acteur_of(session)
        try:
            found = await session.execute(select(*columns).where(visible(table, acteur)))
        except DBAPIError as error:
            if "permission denied" not in str(error):
                raise
            return None
        return {tuple(row) for row in found}


async def test_without_the_applications_filters_nobody_sees_one_row_more(bases: Bases, two_worlds: tuple[World, World]):
    world, _ = two_worlds

    for who in world.people:
        for table in RULES:
            with_filters = await keys_seen(bases, who, table)
            with switched_off_for_mutation_test():
                without = await keys_seen(bases, who, table)

            assert (without or set()) == (with_filters or set()), (who.role, table.__name__)
            assert all(key[0] == world.territoire_id for key in without or ())


async def test_the_mutation_test_has_teeth(bases: Bases, two_worlds: tuple[World, World]):
    world, _ = two_worlds

    assert len(await keys_seen(bases, world.coordinateur, Contact)) == 2
    assert len(await keys_seen(bases, world.mediateur, Contact)) == 1
    assert await keys_seen(bases, world.administrateur, Contact) is None
    assert await keys_seen(bases, world.partenaire, Contact) is None
    assert len(await keys_seen(bases, world.partenaire, Action)) == 1
    assert await keys_seen(bases, world.associee, Action) == set()
    assert len(await keys_seen(bases, world.associee, Structure)) == 2


async def test_a_wrong_policy_would_be_noticed(admin: AsyncEngine, bases: Bases, two_worlds: tuple[World, World]):
    world, _ = two_worlds
    async with admin.begin() as connection:
        await connection.execute(text("CREATE POLICY oubli ON asv.contact FOR SELECT TO asv_mediateur USING (true)"))
    try:
        with switched_off_for_mutation_test():
            seen = await keys_seen(bases, world.mediateur, Contact)
    finally:
        async with admin.begin() as connection:
            await connection.execute(text("DROP POLICY oubli ON asv.contact"))

    assert {key[0] for key in seen} > {world.territoire_id}


async def test_four_hundred_people_at_once_on_five_connections_never_see_each_other(
    bases: Bases, two_worlds: tuple[World, World]
):
    people = [(world, who) for world in two_worlds for who in (world.mediateur, world.mediatrice, world.coordinateur)]

    five = create_async_engine(bases.web.url, pool_size=5, max_overflow=0, pool_timeout=120)  # all wait their turn

    async def look(world: World, who: Persona) -> bool:
        async with Bases(five, bases.portier).session(who.token, read_only=True) as session:
            acteur = await acteur_of(session)
            rows = (await session.execute(select(Contact.territoire_id, Contact.mediateur_id))).all()
            own = {world.mediateur.id, world.mediatrice.id} if who is world.coordinateur else {who.id}
            return acteur.compte_id == who.id and {tuple(r) for r in rows} == {(world.territoire_id, a) for a in own}

    looks = await asyncio.gather(*(look(*people[rank % len(people)]) for rank in range(400)))
    await five.dispose()

    assert len(looks) == 400
    assert all(looks)


async def test_a_connection_given_back_remembers_nobody(bases: Bases, world: World):
    async with bases.session(world.coordinateur.token, read_only=True) as session:
        await acteur_of(session)

    async with bases.web.connect() as connection:
        left = await connection.execute(text("SELECT current_user, coalesce(current_setting('app.token', true), '')"))

        assert tuple(left.one()) == ("asv_web", "")


async def test_a_session_of_a_closed_account_is_dead_at_once(admin: AsyncEngine, bases: Bases, world: World):
    async with loader_session(admin) as session, session.begin():
        compte = await session.get_one(Compte, (world.territoire_id, world.mediateur.id))
        compte.actif = False

    async with bases.session(world.mediateur.token, read_only=True) as session:
        assert await acteur_of(session) is None
