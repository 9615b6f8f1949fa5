"""The tools of these tests: a fault that is not the one ordered would prove nothing."""

import threading
from pathlib import Path

import httpx
import pytest

from tests.support.network import bad_gateway, between, on_sync, portal
from tests.support.process import RunningSite
from tests.support.server import PATH


def test_sites_started_together_in_one_folder_each_know_their_own_port(served: RunningSite):
    sites = [RunningSite(Path(served.data_dir), served.command, environment=served.environment) for _ in range(3)]
    starts = [threading.Thread(target=site.start) for site in sites]
    for start in starts:
        start.start()
    for start in starts:
        start.join()

    assert len({site.port for site in (served, *sites)}) == 4
    for site in sites:
        site.stop()


@pytest.mark.parametrize(("fault", "status", "words"), [(portal, 200, "WiFi"), (bad_gateway, 502, "Bad Gateway")])
def test_a_fault_strikes_the_sendings_it_is_for_and_nothing_else(served: RunningSite, fault, status, words):
    with between(served.port) as network:
        network.fault = on_sync(fault, first=1)
        with httpx.Client(base_url=network.url, headers={"origin": network.url}) as client:
            struck, spared, other = client.post(PATH, json={}), client.post(PATH, json={}), client.get("/healthz")

    assert (struck.status_code, words in struck.text) == (status, True)
    assert (spared.status_code, other.json()) == (401, {"alive": True})
    assert (len(network.sendings), network.most_under_way) == (2, 1)
