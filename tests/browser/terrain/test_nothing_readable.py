"""A stolen tablet: its whole profile is searched for what was logged on it (R45, T01)."""

import re
from contextlib import suppress
from pathlib import Path

RECORDS = 20
PLAIN_CONTROL = """async (contenu) => {
  const opened = indexedDB.open("control", 1);
  await new Promise((resolve) => {
    opened.onupgradeneeded = () => opened.result.createObjectStore("clear", { autoIncrement: true });
    opened.onsuccess = resolve;
  });
  const transaction = opened.result.transaction("clear", "readwrite", { durability: "strict" });
  transaction.objectStore("clear").add(contenu);
  await new Promise((resolve) => { transaction.oncomplete = resolve; });
}"""
IDENTITY = """async () => {
  const { auteur, nom } = await (await import("/static/js/enrol.js")).identity();
  return [auteur, nom];
}"""


def canaries(*words):
    """Patterns for words that follow each other closely, as text or as the browser lays out an object.

    Latin-1 is how the browser keeps a text without any character beyond it.
    """
    for encoding, gap in (("utf-8", b".{0,5}?"), ("utf-16-le", b".{0,10}?"), ("latin-1", b".{0,5}?")):
        with suppress(UnicodeEncodeError):
            yield re.compile(gap.join(re.escape(word.encode(encoding)) for word in words), re.DOTALL)


def traces(folder: Path, patterns) -> set[bytes]:
    contents = (file.read_bytes() for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    return {pattern.pattern for content in contents for pattern in patterns if pattern.search(content)}


def logged_on(carnet):
    """Fill the tablet without network; give the patterns of everything that was said there."""
    carnet.start()
    carnet.cut()
    for _ in range(RECORDS):
        carnet.contact(sexe="F", tranche_age="A50_59", frein="VIE", frein__detail="VIE_ISOLEMENT", premiere_fois="OUI")
    carnet.expect_waiting(RECORDS)
    auteur, nom = carnet.page.evaluate(IDENTITY)
    said = [("tranche_age", "A50_59"), ("sexe", 'F"'), ("freins", "VIE_ISOLEMENT"), ("premiere_fois", "OUI")]
    placed = [("commune", "62510"), ("lieu_type", "MAIRIE_CCAS"), ("contacts", str(RECORDS))]
    return [one for words in (*said, *placed, (auteur,), (nom,)) for one in canaries(*words)]


def test_nothing_logged_on_a_tablet_can_be_read_on_its_disk(on_disk, tmp_path):
    with on_disk(tmp_path / "stolen") as carnet:
        patterns = logged_on(carnet)
        assert traces(tmp_path / "stolen", patterns) == set()

    assert traces(tmp_path / "stolen", patterns) == set()


def test_the_search_would_have_found_a_record_kept_in_clear(on_disk, tmp_path):
    with on_disk(tmp_path / "careless") as carnet:
        carnet.prepare()
        _, nom = carnet.page.evaluate(IDENTITY)
        carnet.page.evaluate(PLAIN_CONTROL, {"tranche_age": "A50_59", "nom": nom})
        carnet.page.evaluate(PLAIN_CONTROL.replace("control", "text"), '{"tranche_age":"A50_59","note":"Œdème ☂"}')

    in_clear = [*canaries("tranche_age", "A50_59"), *canaries(nom)]
    found = traces(tmp_path / "careless", in_clear)
    assert [pattern.pattern in found for pattern in in_clear[:2]] == [True, True]
    assert any(pattern.pattern in found for pattern in in_clear[3:])


def test_a_closed_seance_leaves_only_envelopes(carnet):
    carnet.start()
    carnet.cut()
    carnet.greet()
    carnet.press("fermer")
    carnet.screen("ouverture").wait_for()

    shelves = carnet.page.evaluate("""async () => {
      const { transact } = await import("/static/js/store.js");
      const keys = (shelf) => transact(shelf, "readonly", (store) => store.getAllKeys());
      const [row] = await transact("file", "readonly", (store) => store.getAll());
      const [vault, reference] = [await keys("coffre"), await keys("reference")];
      return { vault, reference, row: Object.keys(row), version: row.scelle[0] };
    }""")

    known = {"cle-etat", "cle-auteur", "etat-personne", "etat-dernier-lieu", "etat-bilan", "etat-annuaire"}
    assert set(shelves["vault"]) == known
    public = {"cle-serveur", "lieux", "nomenclatures", "nomenclatures-pieces", "quartiers", "traductions"}
    assert set(shelves["reference"]) <= public | {"appareil", "horloge"}
    assert (shelves["row"], shelves["version"]) == (["id", "scelle"], 1)


def test_no_script_can_read_the_keys_back(carnet):
    carnet.prepare()

    refused = carnet.page.evaluate("""async () => {
      const { read } = await import("/static/js/store.js");
      const keys = [await read("coffre", "cle-etat"), await read("coffre", "cle-auteur")];
      const tries = keys.map((key) => crypto.subtle.exportKey("raw", key).then(() => "given", () => "refused"));
      return Promise.all(tries);
    }""")

    assert refused == ["refused", "refused"]
