"""Rows of what partners and the coordination share: actions, means, commitments, releases, documents."""

from datetime import UTC, date, datetime
from uuid import uuid4

from asv.db.actions import Action, DateAction
from asv.db.alertes import Alerte
from asv.db.besoins import Ambition, BesoinAction, Priorite, RangBesoin
from asv.db.bilans import Commentaire, Financement, Frequentation, IndicateurAction, Passage
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
from asv.db.moyens import Moyen, Occupation, Reservation
from asv.db.notifications import Abonnement, Flux, Notification
from asv.db.priorites import Classement, DecisionPriorites
from asv.db.rapports_geles import AjustementRapport, RapportGele
from asv.db.series import ImportationSerie, SerieImportee
from tests.support.database import World

DAY = date(2026, 5, 12)


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
        Classement(id=uuid4(), annee=2025, qpv=world.qpv[0], college="habitants", votants=22, etabli_le=DAY,
                   rangs={"FREIN:OFF_DENTISTE": 1}, **signed, **same),
        DecisionPriorites(id=uuid4(), annee=2025, qpv=world.qpv[0], decidee_le=DAY, motif="Essai", retenus={},
                          ecartes={}, **signed, **same),
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
