"""Takes the pictures of the README again: starts the demonstration in a folder of its own, enters, looks, stops.

    make captures

Figures and people are the invented ones of the demonstration year, so two runs on one day give the same pictures.
"""

import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "img"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
TABLET, DESK = {"width": 820, "height": 1100}, {"width": 1200, "height": 1600}


@contextmanager
def demonstration() -> Iterator[str]:
    """The address of a demonstration on a free port of this machine, stopped at the end."""
    with tempfile.TemporaryDirectory(prefix="asv-captures-", ignore_cleanup_errors=True) as folder:
        command = [sys.executable, "-m", "asv", "demo", "--port", "0", "--data-dir", folder]
        server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own command
        try:
            yield next(found[1] for line in server.stdout if (found := re.search(r"ouvert : (http://\S+)", line)))
        except StopIteration:
            raise SystemExit("La démonstration n’a pas démarré ; lancez « make run » pour voir pourquoi.") from None
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=60)


def enter(page: Page, address: str, role: str) -> None:
    page.goto(f"{address}/demo")
    page.locator(f'form:has(input[name="role"][value="{role}"]) button').first.click()
    page.wait_for_url(lambda url: "/demo" not in url)


def choose(page: Page, question: str, code: str) -> None:
    page.locator(
        f'section:not([hidden]) [data-asv-question="{question}"] label:has(input[value="{code}"])'
    ).first.click()


def show_mediateur(page: Page, address: str) -> None:
    """A contact being written, in a séance just opened."""
    page.goto(f"{address}/terrain")
    expect(page.locator('[data-asv-ecran="ouverture"]')).to_be_visible()
    page.locator("#commune").select_option(label="Lens")
    page.locator("#qpv").select_option(index=2)
    choose(page, "lieu_type", "CENTRE_SOCIAL")
    choose(page, "mode", "PERMANENCE")
    page.locator('[data-asv-action="ouvrir"]').click()
    page.locator('[data-asv-action="nouveau"]').click()
    choose(page, "sexe", "F")
    choose(page, "tranche_age", "A25_49")
    choose(page, "residence", "MEME")
    choose(page, "frein", "ADMIN")
    page.mouse.move(0, 0)
    page.evaluate("window.scrollTo(0, 0)")


def show_partenaire(page: Page, address: str) -> None:
    page.goto(f"{address}/actions")


def show_coordinateur(page: Page, address: str) -> None:
    page.goto(f"{address}/diagnostic")


SCENES: dict[str, tuple[dict[str, int], Callable[[Page, str], None]]] = {
    "mediateur": (TABLET, show_mediateur),
    "partenaire": (DESK, show_partenaire),
    "coordinateur": (DESK, show_coordinateur),
}


def take(browser: Browser, address: str, role: str) -> Path:
    size, scene = SCENES[role]
    context = browser.new_context(
        viewport=size, locale="fr-FR", timezone_id="Europe/Paris", color_scheme="light", reduced_motion="reduce"
    )
    page = context.new_page()
    enter(page, address, role)
    scene(page, address)
    page.wait_for_load_state("networkidle")
    picture = IMAGES / f"{role}.png"
    page.screenshot(path=picture, animations="disabled")
    context.close()
    return picture


def main() -> int:
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        sys.stderr.write("Chromium manque : installez le paquet chromium de votre système.\n")
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    with demonstration() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for role in SCENES:
            picture = take(browser, address, role)
            print(f"{picture.relative_to(ROOT)} : {picture.stat().st_size // 1024} Ko")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
