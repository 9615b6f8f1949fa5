"""A secret address asked of a real server, rightly or not: it is in no log and in no answer (threat T08)."""

import httpx

from tests.support.process import RunningSite

TOKEN = "Z" * 43


async def test_the_logs_of_a_real_server_say_nothing_of_a_secret_address(served: RunningSite):
    async with httpx.AsyncClient(base_url=served.url) as http:
        answers = [
            await http.get(f"/ical/{TOKEN}.ics"), await http.get(f"/ical/{TOKEN}/plus"),
            await http.post(f"/ical/{TOKEN}.ics"), await http.get(f"/ical/{TOKEN}.ics", headers={"host": "ailleurs"}),
        ]  # fmt: skip

    logs = "".join(log.read_text() for log in served.data_dir.glob("site-*.log"))
    assert [answer.status_code for answer in answers] == [404, 404, 405, 400]
    assert TOKEN not in logs
    assert TOKEN not in "".join(answer.text for answer in answers)
