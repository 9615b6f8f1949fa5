"""H16. Texte libre avec un nom, sans réseau : rien ne part, et rien ne reste de ce qui a été refusé."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.process import RunningSite

TEXTE = "Mme Lefebvrette, diabète, rappeler au 06 12 34 56 78"
CARTE = "K7MP-42QX"
TRACES = ("efebvrette", "06 12 34 56 78", "0612345678")
KINDS = ("text", "character varying", "jsonb", "json", "ARRAY", "bytea")
COLUMNS = """
    SELECT table_schema, table_name, column_name FROM information_schema.columns
    WHERE table_schema IN ('asv', 'sec') AND data_type = ANY($1)
"""
HOLDS = "SELECT count(*) FROM {}.{} WHERE lower({}::text) LIKE $1 OR {}::text LIKE $2"


def sheet(page: Page, site: RunningSite) -> Page:
    """The sheet of the suivi whose card the person of the demonstration shows."""
    site.enter(page, "mediateur")
    page.goto(f"{site.url}/suivis")
    page.locator("input[name=code]").first.fill(CARTE)
    page.locator("input[name=code]").first.press("Enter")
    page.wait_for_url("**/suivis/*-*")
    return page


def held_in_the_database(site: RunningSite, traces: tuple[str, ...]) -> list[str]:
    """Columns in which one of these texts stands, in clear or as bytes."""
    found = []
    for schema, table, column in site.rows(COLUMNS, KINDS):
        for trace in traces:
            question = HOLDS.format(schema, table, column, column)
            if site.rows(question, f"%{trace}%", f"%{trace.encode().hex()}%")[0][0]:
                found.append(f"{schema}.{table}.{column}")
    return found


def test_h16_le_mediateur_ecrit_un_nom_hors_ligne_et_rien_ne_part(page: Page, site: RunningSite):
    context: BrowserContext = sheet(page, site).context
    box = page.locator("[data-asv-texte-libre=texte]")
    expect(box).to_have_attribute("data-verdict", "clean")

    context.set_offline(True)
    page.locator("#texte").fill(TEXTE)

    expect(box.locator("mark")).to_have_text(["Mme Lefebvrette", "diabète", "06 12 34 56 78"])
    said = box.get_by_role("status")
    expect(said).to_contain_text("À retirer avant d’enregistrer : nom, maladie ou médicament, téléphone.")
    expect(said).to_contain_text("Vous pouvez écrire : « rappeler, RDV spécialiste ».")
    page.get_by_role("button", name="Garder", exact=True).click()
    expect(page.locator("#texte")).to_be_focused()
    expect(page.locator("#texte")).to_have_value(TEXTE)


@pytest.mark.parametrize("has_javascript", [True, False])
def test_h16_rien_du_texte_refuse_n_est_journalise_ni_garde(open_page, site: RunningSite, *, has_javascript: bool):
    page = sheet(open_page(java_script_enabled=has_javascript), site)
    page.locator("#texte").fill(TEXTE)
    page.get_by_role("button", name="Garder", exact=True).click()
    if not has_javascript:
        expect(page.locator("#texte-erreur")).to_contain_text("Retirez le numéro de téléphone")
        expect(page.locator(".refused-note mark")).to_have_count(3)

    logs = "".join(log.read_text(errors="replace").lower() for log in site.data_dir.rglob("*.log"))

    assert logs
    assert [trace for trace in TRACES if trace in logs] == []
    assert held_in_the_database(site, TRACES) == []
