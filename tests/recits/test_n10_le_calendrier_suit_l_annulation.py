"""N10. Le calendrier suit l’annulation : dans chaque téléphone, dans l’agenda des habitants, sur l’affiche."""

import re
from datetime import date
from uuid import uuid4

import pytest
import vobject
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.actions import Action
from asv.db.comptes import Compte
from tests.recits.conftest import Calendrier
from tests.support.database import Persona, World
from tests.support.dossiers import action_of, keep
from tests.support.site import ORIGIN, Client

JOURS = [date(2026, 5, 12), date(2026, 5, 19)]


@pytest.fixture
async def bus(world: World, admin: AsyncEngine, calendrier: Calendrier) -> tuple[Action, list]:
    """« Bus dépistage diabète », deux séances en mai ; nous sommes le 4 mai."""
    calendrier.jour = date(2026, 5, 4)
    action, dates = action_of(world, *JOURS)
    await keep(admin, action, *dates)
    return action, dates


def read(page: str) -> str:
    return page.replace("\u202f", " ").replace("\u00a0", " ")


async def subscribe(site: Client, who: Persona, nature: str) -> str:
    answer = await site.post("/agenda/abonnements", who, nature=nature, element=uuid4())
    page = (await site.get(answer.headers["location"], who)).text
    return re.search(rf'value="{ORIGIN}(/ical/[\w-]+\.ics)"', page)[1]


async def events(site: Client, path: str) -> dict[str, object]:
    """Ce qu’un agenda comprend de cette adresse, par nom d’événement."""
    found = vobject.readOne((await site.get(path)).text)
    return {event.uid.value: event for event in getattr(found, "vevent_list", [])}


async def test_n10_la_date_annulee_reste_dans_chaque_agenda_dite_annulee(
    site_du_jour: Client, world: World, admin: AsyncEngine, bus
):
    # étant donné une médiatrice et un partenaire qui suivent le calendrier, et une habitante qui a gardé la date
    action, (first, second) = bus
    name = f"{first.id}@asv"
    paths = [await subscribe(site_du_jour, world.mediatrice, "personnel"),
             await subscribe(site_du_jour, world.partenaire, "structure"),
             f"/agenda/flux.ics?territoire={world.territoire_id}", f"/agenda/{first.id}/date.ics"]  # fmt: skip
    before = [(await events(site_du_jour, path))[name] for path in paths]
    assert {event.status.value for event in before} == {"CONFIRMED"}
    assert {event.sequence.value for event in before} == {"1"}

    # quand le porteur annule le 12 mai
    form = f"/actions/{action.id}/dates/{first.id}/annuler"
    assert (await site_du_jour.post(form, world.partenaire, motif="AN_PRO")).status_code == 303

    # alors chaque agenda garde l’événement, sous le même nom, dit annulé, à la version suivante
    after = [(await events(site_du_jour, path))[name] for path in paths]
    assert {event.status.value for event in after} == {"CANCELLED"}
    assert {event.sequence.value for event in after} == {"2"}
    assert {event.summary.value for event in after} == {"Annulée : Bus dépistage diabète"}
    assert all(late.last_modified.value > early.last_modified.value or late.sequence.value > early.sequence.value
               for early, late in zip(before, after, strict=True))  # fmt: skip

    # l’autre date n’a pas bougé
    other = (await events(site_du_jour, paths[0]))[f"{second.id}@asv"]
    assert (other.status.value, other.sequence.value) == ("CONFIRMED", "1")

    # l’agenda des habitants la barre sans l’effacer, l’affiche le dit en grand, la fiche mène aux deux
    agenda = read((await site_du_jour.get("/agenda")).text)
    row = next(row for row in re.findall(r'<li class="visit">.*?</li>', agenda, re.DOTALL) if str(first.id) in row)
    assert "<s>" in row
    assert "Annulée" in row
    assert "ANNULÉE" in read((await site_du_jour.get(f"/agenda/{first.id}/affiche")).text)
    fiche = (await site_du_jour.get(f"/actions/{action.id}", world.partenaire)).text
    assert f"/agenda/{second.id}/affiche" in fiche
    assert f"/agenda/{second.id}/date.ics" in fiche


async def test_n10_la_date_reportee_nomme_la_nouvelle_et_la_nouvelle_arrive_seule(
    site_du_jour: Client, world: World, bus
):
    # étant donné une coordinatrice qui suit le calendrier partagé
    action, (first, _) = bus
    path = await subscribe(site_du_jour, world.coordinateur, "personnel")
    assert len(await events(site_du_jour, path)) == 2

    # quand le porteur reporte le 12 mai au 2 juin
    commune, qpv = world.cellules[0]
    moved = await site_du_jour.post(
        f"/actions/{action.id}/dates/{first.id}/deplacer", world.partenaire, comment="reportee", motif="AN_PRO",
        version="1", jour="2026-06-02", debut="14:00", fin="16:30", lieu="Place", endroit=f"{commune}:{qpv}",
    )  # fmt: skip
    assert moved.status_code == 303, moved.text

    # alors l’ancienne reste, annulée, et dit quand venir ; la nouvelle est là
    found = await events(site_du_jour, path)
    old = found.pop(f"{first.id}@asv")
    assert old.status.value == "CANCELLED"
    assert read(old.summary.value) == "Reportée au mardi 2 juin 2026, de 14 h à 16 h 30 : Bus dépistage diabète"
    assert sorted(event.dtstart.value.date() for event in found.values()) == [date(2026, 5, 19), date(2026, 6, 2)]

    # et l’habitant qui scanne l’ancienne affiche trouve la nouvelle date
    page = read((await site_du_jour.get(f"/agenda/{first.id}")).text)
    assert "Ne venez pas ce jour-là : la date est reportée." in page
    assert "mardi 2 juin 2026, de 14 h à 16 h 30" in page


async def test_n10_qui_quitte_la_structure_perd_son_calendrier_a_l_instant(
    site_du_jour: Client, world: World, admin: AsyncEngine, bus
):
    # étant donné un partenaire qui suit les dates de sa structure, et une collègue qui la gère aussi
    await keep(
        admin,
        Compte(
            territoire_id=world.territoire_id, id=uuid4(), email=f"{uuid4().hex}@exemple.fr", nom_affiche="Collègue",
            role="partenaire", structure_id=world.partenaire.structure_id, mot_de_passe="-", droits="gestion",
        ),
    )  # fmt: skip
    path = await subscribe(site_du_jour, world.partenaire, "structure")
    assert len(await events(site_du_jour, path)) == 2

    # quand son accès est fermé
    page = f"/structures/{world.partenaire.structure_id}/equipe/{world.partenaire.id}/fermer"
    closed = await site_du_jour.post(page, world.coordinateur)
    assert closed.status_code == 303, closed.text

    # alors l’adresse répond comme une adresse qui n’a jamais existé
    dead, never = [await site_du_jour.get(p) for p in (path, "/ical/jamais.ics")]
    assert (dead.status_code, dead.text) == (never.status_code, never.text) == (404, never.text)
