"""The small server of docker-compose.yml is closed: no root, no writable root, no capability, secrets in files."""

import re

import pytest
import yaml

from asv.settings import Settings
from tests.guards.tree import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SERVICES = COMPOSE["services"]
VARIABLES = {f"ASV_{field.upper()}" for field in Settings.model_fields}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_closed(name: str):
    service = SERVICES[name]

    assert service["user"].partition(":")[0] not in ("0", "root")
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert {"privileged", "cap_add", "pid", "network_mode"} & set(service) == set()
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["restart"] in ("no", "unless-stopped")


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_sets_known_variables_and_no_secret(name: str):
    environment = SERVICES[name].get("environment", {})
    secret = [key for key in environment if re.search("PASSWORD|SECRET|KEY", key) and not key.endswith("_FILE")]

    assert {key for key in environment if key.startswith("ASV_")} <= VARIABLES
    assert secret == []
    assert not [value for value in environment.values() if re.search(r"//[^/@]+:[^/@]+@", value)]


def test_secrets_come_from_files_that_git_ignores_and_the_site_has_none_of_the_administrator():
    ignored = (ROOT / ".gitignore").read_text().split()

    assert [s["file"] for s in COMPOSE["secrets"].values() if s["file"].split("/")[1] + "/" not in ignored] == []
    assert "secrets" not in SERVICES["site"]
    assert [v for v in SERVICES["site"]["volumes"] if not v.endswith(":ro")] == []


def test_the_site_is_reached_on_this_machine_only_and_the_base_by_nobody_outside():
    published = {name: s["ports"] for name, s in SERVICES.items() if "ports" in s}

    assert published == {"site": ["127.0.0.1:8000:8000"]}
    assert SERVICES["base"]["networks"] == ["interne"]
    assert COMPOSE["networks"]["interne"]["internal"] is True


def test_the_image_runs_without_root_from_locked_dependencies():
    assert re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE) == ["10001:10001"]
    assert "--require-hashes" in DOCKERFILE
    assert "HEALTHCHECK" in DOCKERFILE
    assert set(re.findall(r"\bASV_\w+", DOCKERFILE)) <= VARIABLES
    assert re.search(r"ARG|PASSWORD|SECRET", DOCKERFILE) is None
