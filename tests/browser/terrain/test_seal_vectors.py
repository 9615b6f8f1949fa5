"""The two halves of the seal, JavaScript on the tablet and Python on the server, are held to the same bytes."""

import base64
import json
from pathlib import Path
from uuid import uuid4

import pytest

from asv.sealing import ServerKey, Statement, check_mac

VECTORS = json.loads((Path(__file__).parents[2] / "sealing" / "vectors.json").read_text(encoding="utf-8"))
TOOLS = "const seal = await import('/static/js/seal.js'); const bytes = seal.fromBase64, text = seal.toBase64;"
REMAKE = f"""async ([server, vector]) => {{
  {TOOLS}
  const curve = {{ name: "ECDH", namedCurve: "P-256" }};
  const {{ d, ...point }} = vector.ephemeral_jwk;
  const privateKey = await crypto.subtle.importKey("jwk", {{ d, ...point }}, curve, false, ["deriveBits"]);
  const publicKey = await crypto.subtle.importKey("jwk", point, curve, true, []);
  const pair = {{ privateKey, publicKey }};
  return text(await seal.sealWith(pair, bytes(vector.iv), bytes(server), vector.plaintext, vector.item_id));
}}"""
MARK = f"""async ([author, vector]) => {{
  {TOOLS}
  const key = await seal.importAuthorKey(bytes(author.key));
  const {{ item_id, kind, version, content }} = vector;
  return text(await seal.mark(key, [item_id, kind, version, author.account, author.device, content]));
}}"""
RECORD = f"""async ([server, author, record]) => {{
  {TOOLS}
  const cle = await seal.importAuthorKey(bytes(author.key));
  const identity = {{ auteur: author.account, appareil: author.device, cle, serveur: bytes(server) }};
  return text(await seal.sealRecord(record, identity));
}}"""


@pytest.fixture
def notebook(tablet, site):
    tablet.goto(f"{site.url}/terrain")
    return tablet


@pytest.mark.parametrize("vector", VECTORS["envelopes"], ids=lambda vector: vector["title"])
def test_the_tablet_makes_the_frozen_envelopes_and_marks(notebook, vector):
    assert notebook.evaluate(REMAKE, [VECTORS["server"]["public_raw"], vector]) == vector["blob"]
    assert notebook.evaluate(MARK, [VECTORS["author"], vector]) == vector["mac"]


def test_the_server_opens_what_the_tablet_seals_and_knows_its_author(notebook):
    key, author, item_id = ServerKey.generate(), VECTORS["author"], uuid4()
    contenu = {"seance": str(uuid4()), "note": "« Été » – Liévin \U0001f33f\n\u2028"}
    record = {"id": str(item_id), "genre": "contact", "version": 1, "contenu": contenu}
    public = base64.b64encode(key.public_raw).decode()

    blob = notebook.evaluate(RECORD, [public, author, record])

    opened = json.loads(key.open(base64.b64decode(blob), item_id))
    statement = Statement(item_id, "contact", 1, opened["auteur"], opened["appareil"], opened["contenu"])
    assert json.loads(opened["contenu"]) == contenu
    assert check_mac(base64.b64decode(author["key"]), statement, base64.b64decode(opened["mac"]))
