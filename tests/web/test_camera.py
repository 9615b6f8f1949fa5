"""The camera reads the QR of a card on the tablet's page, and is asked for nowhere else."""

import pytest


async def test_the_tablets_page_may_ask_for_the_camera_of_its_own_origin_only(client):
    policy = (await client.get("/terrain")).headers["permissions-policy"]

    assert "camera=(self)" in policy
    assert "microphone=()" in policy
    assert "geolocation=()" in policy


@pytest.mark.parametrize(
    "path", ["/", "/connexion", "/terrain/pieces/suivi", "/terrain/quartiers/246200364", "/absent"]
)
async def test_no_other_page_may(client, path):
    assert "camera=()" in (await client.get(path)).headers["permissions-policy"]
