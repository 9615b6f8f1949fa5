"""S01, S04, S09, S16, S34 and S35 as the notebook lives them: it insists, believes only our verdicts, never doubles."""

import os
import random
import signal
import time
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.support.counts import IS_FULL, counted
from tests.support.network import bad_gateway, carry, cut_gzip, cut_request, lose_answer, on_sync, portal

LOSSES = counted(3, 12)
FROZEN_SECONDS = 180
# Ordinary runs let the notebook's own patience pass thirty times faster; nothing else of it is touched.
HURRY = "const real = AbortSignal.timeout; AbortSignal.timeout = (ms) => real.call(AbortSignal, ms / 30);"
SOONER = """const wait = globalThis.setTimeout;
globalThis.setTimeout = (work, ms, ...more) => wait(work, ms > 1000 ? ms / 20 : ms, ...more);"""
OTHER_CONTENT = """async (id) => {
  const { recall } = await import("/static/js/vault.js");
  const { identity } = await import("/static/js/enrol.js");
  const { sealRecord } = await import("/static/js/seal.js");
  const { add } = await import("/static/js/outbox.js");
  const seance = await recall("seance");
  const contenu = { seance: seance.id, nature: "contact", sexe: "H", nomenclature: seance.contenu.nomenclature };
  await add(id, await sealRecord({ id, genre: "contact", version: 1, contenu }, await identity()));
}"""


@pytest.fixture
def hurried(far):
    far.context.add_init_script(SOONER)
    return far


def test_answers_lost_again_and_again_make_no_second_record_and_the_queue_empties_alone(hurried, network, measured):
    hurried.start()
    before = hurried.received("salutation")
    network.fault = on_sync(lose_answer(random.Random(1)), first=len(network.sendings) + LOSSES)
    hurried.greet(20)
    hurried.press("synchroniser")

    hurried.expect_waiting(0, timeout=60_000)
    assert hurried.received("salutation") == before + 20
    expect(hurried.page.locator("[data-asv-connexion]")).to_contain_text("En ligne")
    assert network.most_under_way == 1
    measured |= {"losses": LOSSES, "records": 20, "doubles": 0}


@pytest.mark.parametrize("fault", [portal, bad_gateway, cut_gzip], ids=lambda fault: fault.__name__)
def test_a_page_that_is_not_our_verdicts_is_no_receipt(hurried, network, fault):
    hurried.start()
    before = hurried.received("salutation")
    network.fault = on_sync(fault)
    hurried.greet(3)
    waiting = hurried.queue()

    hurried.press("synchroniser")

    hurried.expect_said("ne répond pas")
    assert hurried.queue() == waiting
    network.fault = carry
    hurried.expect_waiting(0)
    assert hurried.received("salutation") == before + 3


def test_a_portal_before_everything_spoils_neither_lists_nor_identity_nor_queue(hurried, network):
    hurried.start()
    hurried.greet(2)
    network.fault = portal

    hurried.page.reload()

    expect(hurried.screen("seance")).to_be_visible()
    hurried.contact(sexe="F", tranche_age="A25_49")
    hurried.expect_waiting(3)
    network.fault = carry
    hurried.sync()


def test_a_request_cut_on_the_way_is_sent_again_whole(hurried, network):
    hurried.start()
    before = hurried.received("salutation")
    network.fault = on_sync(cut_request(random.Random(35)), first=len(network.sendings) + LOSSES)
    hurried.greet(10)
    hurried.press("synchroniser")

    hurried.expect_waiting(0, timeout=60_000)
    assert hurried.received("salutation") == before + 10


def test_another_content_under_a_known_number_is_answered_once_and_never_again(hurried, network):
    hurried.start()
    hurried.contact(sexe="F")
    (number,) = hurried.queue()
    hurried.sync()
    sent = len(network.sendings)

    hurried.page.evaluate(OTHER_CONTENT, number)
    hurried.sync()
    hurried.press("synchroniser")
    hurried.expect_said("Tout est envoyé")

    assert [len(sending.batch["elements"]) for sending in network.sendings[sent:]] == [1]
    first = "SELECT sexe FROM asv.contact WHERE id = $1"
    kept = "SELECT contenu ->> 'sexe' FROM asv.quarantaine WHERE element_id = $1 AND motif = 'conflict'"
    assert hurried.site.rows(first, number) == [("F",)]
    assert hurried.site.rows(kept, number) == [("H",)]


def test_a_frozen_server_is_given_up_waited_for_and_served_again_without_a_double(far, network, measured):
    hurried, frozen_for = far, FROZEN_SECONDS if IS_FULL else 6
    if not IS_FULL:
        hurried.context.add_init_script(HURRY)
        hurried.context.add_init_script(SOONER)
    hurried.start()
    before = hurried.received("salutation")
    hurried.cut()
    hurried.greet(15)
    other = type(hurried)(hurried.context.new_page(), hurried.site, network).go()
    hurried.page.bring_to_front()
    already = len(network.sendings)
    pid = hurried.site.process.pid
    os.kill(pid, signal.SIGSTOP)
    try:
        hurried.restore()
        until = time.monotonic() + frozen_for
        while time.monotonic() < until or len(network.sendings) < already + 2:
            hurried.page.wait_for_timeout(100)
    finally:
        os.kill(pid, signal.SIGCONT)

    hurried.expect_waiting(0, timeout=60_000)
    other.expect_waiting(0)
    assert network.most_under_way == 1
    assert hurried.received("salutation") == before + 15
    began = [sending.began for sending in network.sendings[already:]]
    gaps = [round(later - sooner, 2) for sooner, later in pairwise(began)]
    assert len(set(gaps)) == len(gaps)
    measured |= {"frozen_s": frozen_for, "tries": len(began), "gaps_s": gaps, "at_once": network.most_under_way}
