"""The funnel and the smoothed map to take away: the words of the page with them, and no image of what is refused."""

import re
from xml.etree import ElementTree as ET

import pytest

from asv.domain.diagnostic import entonnoir_phrase
from asv.domain.diffusion import Destinataire
from asv.domain.errors import NotFound, Refused
from asv.domain.periodes import annee
from asv.usecases.diagnostic import Lecture, QuartierLu
from asv.web.comparer_images import comparison_image
from asv.web.comparer_shown import comparaison_of
from tests.domain.test_entonnoir import ONE_OUT, named, table_of
from tests.support.database import World
from tests.support.site import Client
from tests.web.test_croisements import YEAR

CITED = "Atelier Santé Ville, essai. Diffusion 2025-E1, empreinte 0123456789ab."


def lecture_of(places) -> Lecture:
    table = table_of(places)
    quartiers = tuple(
        QuartierLu(named(rank), f"Quartier {rank}", None, (), is_partly_outside=False)
        for rank in range(1, len(places) + 1)
    )
    return Lecture(
        territoire="essai", periode=annee(2025), is_close=True, destinataire=Destinataire.FINANCEUR,
        quartiers=quartiers, tables={"G08F": table}, couverture={}, noms_communes={},
    )  # fmt: skip


def words_of(svg: bytes) -> list[str]:
    return [" ".join(one.text.split()) for one in ET.fromstring(svg).iter() if one.tag.endswith("text")]  # noqa: S314 - ours


@pytest.mark.parametrize("dessin", ["entonnoir", "carte"])
def test_an_image_says_what_it_shows_who_wears_which_number_and_how_to_cite_it(dessin):
    lecture = lecture_of(ONE_OUT)
    code, svg = comparison_image(lecture, ("G08F.F", dessin, "svg"), CITED)
    said = " ".join(words_of(svg))

    assert code == "G08F.F"
    assert "2025" in words_of(svg)[0]
    assert "; ".join(f"{rank}. Quartier {rank} " for rank in range(1, 8)).strip() in said
    assert said.endswith(CITED)
    phrase = " ".join(entonnoir_phrase(comparaison_of(lecture, "G08F.F").entonnoir).split())
    assert (phrase in said) is (dessin == "entonnoir")


def test_the_same_drawing_is_given_as_pixels():
    _, png = comparison_image(lecture_of(ONE_OUT), ("G08F.F", "entonnoir", "png"), CITED)

    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20]) == 2 * 756


@pytest.mark.parametrize("dessin", ["entonnoir", "carte"])
def test_a_funnel_that_is_refused_gives_no_image_and_says_why(dessin):
    with pytest.raises(Refused, match="Choisissez une période plus longue"):
        comparison_image(lecture_of(ONE_OUT[:3]), ("G08F.F", dessin, "svg"), CITED)


def test_another_drawing_is_refused_with_those_that_exist():
    with pytest.raises(NotFound, match="choisissez entonnoir ou carte"):
        comparison_image(lecture_of(ONE_OUT), ("G08F.F", "camembert", "svg"), CITED)


async def test_the_site_refuses_an_image_with_the_same_words(client: Client, world: World):
    asked = f"periode={YEAR}&part=G08F.F"
    refused = await client.get(f"/diagnostic/comparer/entonnoir/png?{asked}", world.coordinateur)
    unknown = await client.get(f"/diagnostic/comparer/entonnoir/gif?{asked}", world.coordinateur)

    assert refused.status_code == 400
    assert re.search("il n’y a rien à quoi comparer", refused.text)
    assert unknown.status_code == 404
    assert (await client.get(f"/diagnostic/comparer/entonnoir/png?{asked}", world.partenaire)).status_code == 403
