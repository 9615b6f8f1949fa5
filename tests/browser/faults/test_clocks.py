"""S19: a tablet's clock years off, days off, jumping during a sending; every time zone, every change of the hour."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.support.counts import IS_FULL

YEAR, DAY = 365 * 24 * 3600 * 1000, 24 * 3600 * 1000
ZONES = "() => Intl.supportedValuesOf('timeZone')"
AT_THE_LIMITS = [
    "Pacific/Kiritimati", "Pacific/Niue", "Pacific/Apia", "America/Guadeloupe", "Indian/Reunion", "Europe/Paris",
    "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca", "Pacific/Chatham",
]  # fmt: skip
SHIFTED = """globalThis.shift = %d;
const real = Date.now;
globalThis.Date = class extends Date {
  constructor(...given) { given.length ? super(...given) : super(real() + globalThis.shift); }
  static now() { return real() + globalThis.shift; }
};"""
OFFSET = "async () => (await import('/static/js/store.js')).read('reference', 'horloge')"
# A day early, then, from the first request on, two days back at each.
JUMPS = """() => {
  const real = globalThis.fetch;
  globalThis.shift = 86400000;
  globalThis.fetch = (...given) => { globalThis.shift -= 2 * 86400000; return real(...given); };
}"""
SHIFTED_DAYS = """async (zone) => {
  const clock = await import("/static/js/clock.js");
  const shown = { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" };
  const calendar = new Intl.DateTimeFormat("en-CA", shown);
  const numbers = (at) => calendar.formatToParts(at).filter(({ type }) => type !== "literal");
  const day = (at) => numbers(at).map(({ value }) => value).join("-");
  const HOUR = 3600000, START = Date.UTC(2025, 0, 1), END = Date.UTC(2028, 0, 1);
  const offset = (at) => new Date(at).getTimezoneOffset();
  const instants = [];
  for (let at = START; at < END; at += 24 * HOUR) {
    instants.push(at + 11 * HOUR);
    const midnight = new Date(new Date(at).getFullYear(), new Date(at).getMonth(), new Date(at).getDate()).getTime();
    instants.push(midnight - 1000, midnight, midnight + 1000);
    if (offset(at) !== offset(at + 24 * HOUR)) {
      for (let quarter = 0; quarter < 96; quarter += 1) instants.push(at + quarter * HOUR / 4 + 1);
    }
  }
  const wrong = [], now = Date.now;
  let seen = 0;
  for (const at of instants) {
    Date.now = () => at;
    const today = clock.today();
    seen += 1;
    if (today !== day(at)) wrong.push([at, today, day(at)]);
    const said = clock.inWords(today);
    if (!said.includes(String(Number(today.slice(8))))) wrong.push([today, said]);
  }
  Date.now = now;
  return [seen, wrong.slice(0, 3)];
}"""


def test_the_day_written_is_that_of_the_place_in_every_time_zone(browser, site, measured):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site.url}/terrain")
    cdp = context.new_cdp_session(page)
    zones = page.evaluate(ZONES) if IS_FULL else AT_THE_LIMITS
    instants, wrong = 0, {}
    for zone in zones:
        cdp.send("Emulation.setTimezoneOverride", {"timezoneId": zone})
        seen, shifted = page.evaluate(SHIFTED_DAYS, zone)
        instants += seen
        if shifted:
            wrong[zone] = shifted

    context.close()
    assert wrong == {}
    measured |= {"zones": len(zones), "instants": instants, "shifted_days": 0}


@pytest.mark.parametrize("shift", [-2 * YEAR, 10 * DAY], ids=["two years late", "ten days early"])
def test_a_clock_far_off_is_told_and_the_day_is_the_right_one(far, shift):
    far.context.add_init_script(SHIFTED % shift)
    before = far.received("salutation")

    far.start()
    far.cut()
    far.greet(3)
    far.restore()
    far.expect_waiting(0)

    expect(far.page.get_by_text("n’est pas à l’heure")).to_be_visible()
    opened = far.site.rows("SELECT date_seance FROM asv.seance ORDER BY recue_le DESC LIMIT 1")[0][0]
    assert opened == datetime.now(ZoneInfo("Europe/Paris")).date()
    assert far.received("salutation") == before + 3
    assert abs(far.page.evaluate(OFFSET) + shift) < 60_000


def test_a_clock_that_jumps_back_during_a_sending_skips_no_record(far):
    far.context.add_init_script(SHIFTED % 0)
    far.start()
    before = far.received("salutation")
    far.cut()
    far.seal(450)
    far.page.evaluate(JUMPS)
    far.restore()

    far.expect_waiting(0, timeout=60_000)
    assert far.received("salutation") == before + 450


@pytest.mark.parametrize("zone", ["America/Guadeloupe", "Indian/Reunion"])
def test_overseas_the_day_of_the_seance_is_that_of_the_room(browser, site, network, zone, far):
    context = browser.new_context(
        timezone_id=zone, viewport={"width": 820, "height": 1180}, has_touch=True, locale="fr-FR"
    )
    carnet = type(far)(context.new_page(), far.site, network)
    carnet.start()

    opened = carnet.site.rows("SELECT date_seance FROM asv.seance ORDER BY recue_le DESC LIMIT 1")[0][0]
    context.close()
    assert opened == datetime.now(ZoneInfo(zone)).date()
