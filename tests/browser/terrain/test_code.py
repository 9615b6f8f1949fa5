"""The two readers of a code, on the tablet and on the server, agree on the same vectors."""

import json
from pathlib import Path

VECTORS = json.loads((Path(__file__).parents[2] / "domain" / "codes.json").read_text(encoding="utf-8"))
READ = """async (texts) => {
  const { ALPHABET, format, parse } = await import("/static/js/code.js");
  return [ALPHABET, format("K7MP42QX"), texts.map(parse)];
}"""


def test_the_tablet_reads_a_code_as_the_server_does(tablet, site):
    tablet.goto(f"{site.url}/terrain")

    alphabet, shown, codes = tablet.evaluate(READ, [vector["texte"] for vector in VECTORS["codes"]])

    assert (alphabet, shown) == (VECTORS["alphabet"], "K7MP-42QX")
    assert codes == [vector["code"] for vector in VECTORS["codes"]]


def test_what_the_qr_of_a_card_says_is_read_as_its_code(tablet, site):
    tablet.goto(f"{site.url}/terrain")

    _, _, codes = tablet.evaluate(READ, ["ASV:K7MP42QX", "asv:k7mp-42qx", "https://example.org/K7MP42QX", "ASV:"])

    assert codes == ["K7MP42QX", "K7MP42QX", "", ""]
