from asv.domain.series import Absence, Certitude, Millesime, SeriePubliee, serie
from asv.domain.series.chiffres import Lue
from asv.domain.series.lues import SerieLue, put_together, refusals_of


def lue(code, year, value, *, is_importee=False):
    certitude = Certitude.ETABLI if year else Certitude.INCONNU
    publiee = SeriePubliee(serie(code), Millesime(str(year), year, certitude), "Insee", "Licence Ouverte 2.0")
    return SerieLue(publiee, {"62498": Lue(value, None)}, is_importee)


def figures(together, code):
    return [(one.annee, one.valeurs["62498"].nombre) for one in together[code]]


def test_a_vintage_brought_from_its_producer_takes_the_place_of_the_copy_of_the_same_year():
    shipped, brought = lue("f_edi", 2021, 14.17), lue("f_edi", 2021, 14.2, is_importee=True)

    assert figures(put_together([brought, shipped]), "f_edi") == [(2021, 14.2)]


def test_vintages_of_other_years_stand_side_by_side_the_latest_last():
    vintages = [lue("taux_c2s", 2025, 3.0, is_importee=True), lue("taux_c2s", 2023, 2.0), lue("f_edi", 2021, 1.0)]

    together = put_together(vintages)

    assert figures(together, "taux_c2s") == [(2023, 2.0), (2025, 3.0)]
    assert figures(together, "f_edi") == [(2021, 1.0)]
    assert refusals_of(together["taux_c2s"]) == ()


def test_a_copy_that_nobody_dated_is_shown_only_until_a_dated_vintage_comes():
    undated = lue("taux_c2s", None, 1.0)

    assert figures(put_together([undated]), "taux_c2s") == [(None, 1.0)]
    assert figures(put_together([undated, lue("taux_c2s", 2025, 3.0, is_importee=True)]), "taux_c2s") == [(2025, 3.0)]


def test_a_figure_under_secret_keeps_its_reason():
    secret = SerieLue(lue("f_edi", 2021, 1.0).publiee, {"62498": Lue(None, Absence.SECRET)})

    assert put_together([secret])["f_edi"][0].valeurs["62498"].absence is Absence.SECRET
