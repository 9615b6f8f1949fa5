"""A storage that fails at the worst moment: a tap is kept and counted, or refused aloud. Never half of it."""

import pytest
from playwright.sync_api import expect

TAPS = 30
TAP = "(times) => { for (let n = 0; n < times; n += 1) document.querySelector('[data-asv-action=bonjour]').click(); }"
THREE_OF_FOUR_CONNECTIONS_CLOSE = """() => {
  const real = IDBDatabase.prototype.transaction;
  let calls = 0;
  globalThis.forcedCloses = 0;
  IDBDatabase.prototype.transaction = function transaction(...given) {
    calls += 1;
    if (calls % 4) {
      globalThis.forcedCloses += 1;
      this.close();
    }
    return real.apply(this, given);
  };
}"""
NO_ROOM_FOR_STATES = """() => {
  IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
}"""
NO_ROOM_FOR_THE_NEXT = """() => {
  const real = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = () => {
    IDBObjectStore.prototype.add = real;
    throw new DOMException("full", "QuotaExceededError");
  };
}"""
UNREADABLE_KEY = """() => {
  const real = IDBObjectStore.prototype.get;
  IDBObjectStore.prototype.get = function get(key) {
    if (key === "cle-etat") throw new DOMException("broken", "UnknownError");
    return real.call(this, key);
  };
}"""
GONE_ONCE_WRITTEN = """() => {
  const { add } = IDBObjectStore.prototype;
  const { transaction } = IDBDatabase.prototype;
  IDBObjectStore.prototype.add = function addLast(...given) {
    IDBDatabase.prototype.transaction = () => { throw new DOMException("gone", "InvalidStateError"); };
    globalThis.comeBack = () => { IDBDatabase.prototype.transaction = transaction; };
    return add.apply(this, given);
  };
}"""
CLOSED_WHILE_WRITING = """() => {
  const { add } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.add = function addThenClose(...given) {
    document.querySelector("[data-asv-ecran=seance] [data-asv-action=fermer]").click();
    return add.apply(this, given);
  };
}"""


def expect_greeted(carnet, number):
    """The counter and the queue, as they are on the disk and not only on the screen."""
    carnet.go()
    expect(carnet.screen("seance").locator("[data-asv-valeur=bonjours]")).to_have_text(str(number))
    carnet.expect_waiting(number)


@pytest.fixture
def cut(carnet):
    """A séance is open, the network is gone."""
    carnet.start()
    carnet.cut()
    return carnet


def test_taps_in_one_breath_wait_for_each_other_while_connections_close(cut):
    cut.page.evaluate(THREE_OF_FOUR_CONNECTIONS_CLOSE)

    cut.page.evaluate(TAP, TAPS)

    expect(cut.screen("seance").locator("[data-asv-valeur=bonjours]")).to_have_text(str(TAPS))
    cut.expect_said(f"{TAPS} dans cette séance")
    assert cut.page.evaluate("globalThis.forcedCloses") >= 3 * TAPS
    expect_greeted(cut, TAPS)


def test_a_record_is_not_kept_when_its_count_cannot_be(cut):
    cut.greet(2)
    cut.page.evaluate(NO_ROOM_FOR_STATES)

    cut.press("bonjour")

    cut.expect_said("n’a plus de place")
    expect_greeted(cut, 2)


def test_a_record_is_not_taken_back_when_its_count_cannot_be(cut):
    cut.greet(2)
    cut.page.evaluate(NO_ROOM_FOR_STATES)

    cut.press("annuler")

    cut.expect_said("n’a plus de place")
    expect_greeted(cut, 2)


def test_a_tap_refused_stays_said_when_the_next_ones_succeed(cut):
    cut.page.evaluate(NO_ROOM_FOR_THE_NEXT)

    cut.page.evaluate(TAP, 3)

    expect(cut.screen("seance").locator("[data-asv-valeur=bonjours]")).to_have_text("2")
    cut.expect_waiting(2)
    cut.expect_said("n’a plus de place")
    cut.greet()
    cut.expect_said("3 dans cette séance")


def test_a_state_that_cannot_be_read_is_not_taken_for_no_seance(cut):
    cut.page.evaluate(UNREADABLE_KEY)

    cut.press("bonjour")

    cut.expect_said("n’a pas abouti")
    expect(cut.screen("seance")).to_be_visible()


def test_a_record_that_is_safe_is_not_called_lost_by_what_fails_after_it(cut):
    cut.page.evaluate(GONE_ONCE_WRITTEN)

    cut.press("bonjour")

    cut.expect_said("Bonjour")
    cut.page.evaluate("globalThis.comeBack()")
    expect_greeted(cut, 1)


def test_a_seance_closed_while_a_tap_is_written_stays_closed(cut):
    cut.page.evaluate(CLOSED_WHILE_WRITING)

    cut.press("bonjour")

    cut.expect_said("fermée")
    cut.expect_waiting(1)
    cut.go()
    expect(cut.screen("ouverture")).to_be_visible()
