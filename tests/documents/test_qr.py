"""The QR of a card: its text, its size, its quiet zone."""

import segno

from asv.documents.qr import PREFIX, QUIET, draw_address, draw_qr

CODE = "K7MP42QX"


def dark(path: str) -> set[tuple[int, int]]:
    return {tuple(map(int, step.split("h")[0].split())) for step in path.split("M")[1:]}


def test_the_drawing_is_the_qr_of_the_prefix_and_the_eight_signs_and_nothing_else():
    drawing = draw_qr(CODE)

    expected = segno.make_qr(f"{PREFIX}{CODE}", error="q", boost_error=False)
    modules = {(x + QUIET, y + QUIET) for y, row in enumerate(expected.matrix) for x, on in enumerate(row) if on}
    assert dark(drawing.path) == modules
    assert expected.version == 1


def test_four_white_modules_surround_it():
    drawing = draw_qr(CODE)

    rows = {y for _, y in dark(drawing.path)}
    assert drawing.side == 21 + 2 * QUIET
    assert (min(rows), max(rows)) == (QUIET, drawing.side - QUIET - 1)


def test_the_square_of_a_poster_is_the_address_alone():
    address = "https://asv.exemple.fr/agenda/49b6f324-21ce-4c3c-8624-4d302f11aecf"

    drawing = draw_address(address)

    expected = segno.make_qr(address, error="m", boost_error=False)
    assert dark(drawing.path) == {
        (x + QUIET, y + QUIET) for y, row in enumerate(expected.matrix) for x, on in enumerate(row) if on
    }
