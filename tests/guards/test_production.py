"""Production refuses to start half-configured (R27), and leaves the doors of the demonstration out (R61)."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from asv.__main__ import main
from asv.deployment import PORTIER, WEB, open_keyring, read_or_draw
from tests.guards.routes import declared

ADDRESS = {"ASV_PUBLIC_URL": "https://asv.exemple.fr"}


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    open_keyring(tmp_path)
    for login in (WEB, PORTIER):
        read_or_draw(tmp_path / f"{login}.secret")
    return tmp_path


def serve(keys_dir: Path, **environment: str) -> str:
    """What `asv serve` says when it refuses; no base is reached, for the refusal comes first."""
    unreachable = {"ASV_DATABASE_URL": "postgresql://127.0.0.1:1/asv", "ASV_PORT": "0", "ASV_MODE": "production"}
    result = CliRunner().invoke(main, ["serve"], env=unreachable | {"ASV_KEYS_DIR": str(keys_dir)} | environment)

    assert result.exit_code == 1
    return result.output


def test_without_any_setting_it_says_everything_that_is_missing(tmp_path: Path):
    said = serve(tmp_path)

    assert "ASV_PUBLIC_URL manque" in said
    for name in ("scellement", "auteur.secret", "carte.secret", "asv_web.secret", "asv_portier.secret"):
        assert name in said


def test_an_address_without_tls_is_refused(keys: Path):
    assert "https://" in serve(keys, ASV_PUBLIC_URL="http://asv.exemple.fr")


@pytest.mark.parametrize("weak", ["", "secret", "0" * 64, "ab" * 32])
def test_a_weak_secret_is_refused(keys: Path, weak: str):
    path = keys / "asv_web.secret"
    path.unlink()
    path.write_text(weak)

    assert "asv_web.secret est trop faible" in serve(keys, **ADDRESS)


def test_the_demonstration_listens_to_this_machine_only(keys: Path):
    assert "n’écoute que sur cette machine" in serve(keys, ASV_MODE="demo", ASV_HOST="0.0.0.0")  # noqa: S104 - that is what is refused


def test_secrets_are_files_for_their_owner_alone(keys: Path):
    assert {path.stat().st_mode & 0o777 for path in keys.iterdir()} == {0o400}


def test_production_has_neither_the_doors_of_the_demonstration_nor_the_schema():
    opened = {route.chemin for route in declared(is_demo=False)}

    assert "/connexion" in opened
    assert [chemin for chemin in opened if chemin.startswith(("/demo", "/schema"))] == []
