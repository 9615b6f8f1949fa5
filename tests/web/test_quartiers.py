"""The map a tablet fetches once: public, cached, absent where no contour is known."""

CALL = "/terrain/quartiers/246200364"


async def test_anybody_reads_the_map_once_and_then_only_whether_it_changed(client):
    first = await client.get(CALL)
    again = await client.get(CALL, headers={"if-none-match": first.headers["etag"]})

    assert (first.status_code, len(first.json()["qpv"])) == (200, 22)
    assert (again.status_code, again.content) == (304, b"")


async def test_where_no_contour_is_known_the_answer_says_what_to_do(client):
    absent = await client.get("/terrain/quartiers/200093201")

    assert absent.status_code == 404
    assert "dans la liste" in absent.text
