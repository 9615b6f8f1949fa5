"""Mails: what leaves, when, to whom, and what a refusal or a cut leaves behind. Through a real mail server."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from asv.domain.courrier import MOST_TRIES
from asv.domain.errors import Refused
from asv.usecases.courrier import claim, relais_of, send_waiting
from tests.support.courrier import Poste
from tests.support.database import World


async def test_an_event_leaves_once_with_its_place_and_its_link(poste: Poste, world: World):
    await poste.drop(world.partenaire)

    assert [await poste.send(), await poste.send()] == [1, 0]

    ((to, mail),) = poste.boite.received
    text = mail.get_content().replace("\u202f", " ")
    assert to == world.partenaire.email
    assert mail["From"] == "Atelier Santé Ville <ne-pas-repondre@exemple.fr>"
    assert mail["Subject"] == "Annulation – Bus dépistage diabète"
    assert "« Bus dépistage diabète » : la date du 9 octobre 2026 (Place, Avion) est annulée." in text
    assert "https://asv.exemple.fr/notifications" in text
    assert mail["List-Unsubscribe"].startswith("<https://asv.exemple.fr/courriels/arret/")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert await poste.states() == ["parti"]


async def test_two_processes_at_once_send_each_mail_once(poste: Poste, world: World):
    for who in (*world.people, *world.people):
        await poste.drop(who)

    sent = await asyncio.gather(poste.send(), poste.send())

    assert sum(sent) == 14
    assert poste.boite.told() == sorted([who.email for who in world.people] * 2)


async def test_what_was_claimed_by_a_process_that_died_is_never_sent_and_says_so(poste: Poste, world: World):
    await poste.drop(world.partenaire)
    await claim(poste.facteur())  # and the process dies here

    await poste.send()
    assert await poste.states() == ["en_cours"]
    poste.horloge.later(minutes=11)
    await poste.send()

    assert await poste.states() == ["incertain"]
    assert poste.boite.received == []


async def test_a_refusal_for_now_is_tried_again_later_and_not_for_ever(poste: Poste, world: World):
    await poste.drop(world.partenaire)
    poste.boite.at_rcpt = ["451 Try again later"] * (MOST_TRIES + 1)

    await poste.send()
    await poste.send()
    assert (len(poste.boite.at_rcpt), await poste.states()) == (MOST_TRIES, ["attente"])
    for _ in range(MOST_TRIES):
        poste.horloge.later(hours=6)
        await poste.send()

    assert (len(poste.boite.at_rcpt), await poste.states()) == (1, ["abandonne"])
    assert poste.boite.received == []


@pytest.mark.parametrize("stage", ["at_rcpt", "at_data"])
async def test_a_refusal_for_now_then_accepted_leaves_once(poste: Poste, world: World, stage: str):
    await poste.drop(world.partenaire)
    setattr(poste.boite, stage, ["450 Busy"])

    assert await poste.send() == 0
    poste.horloge.later(minutes=6)
    assert await poste.send() == 1

    assert poste.boite.told() == [world.partenaire.email]


async def test_an_unknown_address_is_given_up_and_the_next_mail_leaves(poste: Poste, world: World):
    await poste.drop(world.partenaire)
    await poste.drop(world.associee)
    poste.boite.at_rcpt = ["550 No such user"]

    assert await poste.send() == 1

    assert poste.boite.told() == [world.associee.email]
    assert await poste.states() == ["abandonne", "parti"]


async def test_a_line_cut_while_the_server_took_the_mail_is_never_tried_again(poste: Poste, world: World):
    await poste.drop(world.partenaire)
    poste.boite.cuts_after_data = 1

    await poste.send()
    poste.horloge.later(days=1)
    await poste.send()

    assert len(poste.boite.received) == 1
    assert await poste.states() == ["incertain"]


async def test_a_server_that_is_away_costs_no_try(poste: Poste, world: World):
    await poste.drop(world.partenaire)

    assert await send_waiting(poste.facteur("smtp://127.0.0.1:9")) == 0
    assert [letter.essais for letter in await poste.letters()] == [0]
    assert await poste.send() == 1


async def test_without_a_mail_server_nothing_leaves_and_nothing_piles_up(poste: Poste, world: World):
    await poste.drop(world.partenaire)

    assert await send_waiting(poste.facteur(None)) == 0

    assert await poste.states() == ["non"]
    assert await poste.send() == 0


async def test_a_mail_too_old_is_given_up(poste: Poste, world: World):
    await poste.drop(world.partenaire, creee_le=poste.horloge.now - timedelta(days=4))

    await poste.send()

    assert (await poste.states(), poste.boite.received) == (["abandonne"], [])


async def test_nobody_writes_to_who_wants_nothing_who_left_or_who_read_already(poste: Poste, world: World):
    await poste.choose(world.partenaire, "jamais")
    await poste.drop(world.partenaire)
    await poste.drop(world.associee, lue_le=poste.horloge.now)

    await poste.send()

    assert (await poste.states(), poste.boite.received) == (["non", "non"], [])


async def test_the_mail_of_the_day_comes_at_seven_in_france_and_once(poste: Poste, world: World):
    await poste.choose(world.partenaire, "quotidien")
    poste.horloge.now = datetime(2026, 7, 10, 4, 59, tzinfo=UTC)  # 6 h 59 in France, in summer
    for minute in (1, 2, 3):
        told = poste.horloge.now - timedelta(hours=3, minutes=minute)
        await poste.drop(world.partenaire, creee_le=told)

    await poste.send()
    assert poste.boite.received == []
    poste.horloge.later(minutes=1)
    await poste.drop(world.partenaire, creee_le=poste.horloge.now + timedelta(minutes=1))
    await poste.send()
    await poste.send()

    ((_, mail),) = poste.boite.received
    assert mail["Subject"] == "3 nouvelles de vos actions"
    assert mail.get_content().count("est annulée") == 3
    assert await poste.states() == ["attente", "parti", "parti", "parti"]
    poste.horloge.later(days=1)
    await poste.send()
    assert len(poste.boite.received) == 2


async def test_two_processes_at_once_write_one_mail_of_the_day(poste: Poste, world: World):
    poste.horloge.now = datetime(2026, 7, 10, 8, tzinfo=UTC)
    for who in world.people:
        await poste.choose(who, "quotidien")
        for _ in range(3):
            await poste.drop(who, creee_le=poste.horloge.now - timedelta(hours=5))

    await asyncio.gather(poste.send(), poste.send())

    assert poste.boite.told() == sorted(who.email for who in world.people)


async def test_a_mail_of_the_day_refused_for_now_comes_later_that_day(poste: Poste, world: World):
    poste.horloge.now = datetime(2026, 7, 10, 5, tzinfo=UTC)
    await poste.choose(world.partenaire, "quotidien")
    await poste.drop(world.partenaire, creee_le=poste.horloge.now - timedelta(hours=5))
    poste.boite.at_data = ["452 Full"]

    await poste.send()
    poste.horloge.later(minutes=6)
    await poste.send()

    assert poste.boite.told() == [world.partenaire.email]


def test_the_address_of_the_server_says_how_the_line_is_closed_to_others():
    away, here = relais_of("smtp://asv:p%40ss@mail.exemple.fr:587"), relais_of("smtp://127.0.0.1")
    secure = relais_of("smtps://mail.exemple.fr")

    assert (away.starts_tls, away.user, away.password, away.port) == (True, "asv", "p@ss", 587)
    assert (here.starts_tls, here.uses_tls, here.port) == (False, False, 25)
    assert (secure.starts_tls, secure.uses_tls, secure.port) == (False, True, 465)
    assert "p@ss" not in repr(away)


@pytest.mark.parametrize(
    "url",
    ["", "mail.exemple.fr", "http://mail.exemple.fr", "smtp://", "smtp://m.fr:port", "smtp://m.fr?starttls=peut-etre",
     "smtp://m.fr?tls=1", "smtp://u:p@m.fr?starttls=non"],
)  # fmt: skip
def test_an_address_that_is_wrong_or_would_show_a_password_is_refused(url: str):
    with pytest.raises(Refused, match="ASV_SMTP_URL"):
        relais_of(url)
