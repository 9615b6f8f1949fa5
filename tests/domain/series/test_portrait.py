from asv.domain.series import Lieu, Millesime, Niveau, SeriePubliee, serie
from asv.domain.series.chiffres import SILENCE, Lue
from asv.domain.series.lues import SerieLue
from asv.domain.series.portrait import portrait_of

LENS, CAMUS = Lieu(Niveau.COMMUNE, "62498", "Lens"), Lieu(Niveau.QPV, "QN06202M", "Camus")
CAMUS_2015 = Lieu(Niveau.QPV, "QP062002", "Camus")


def lue(code, year, **valeurs):
    publiee = SeriePubliee(serie(code), Millesime(str(year), year), "Insee", "Licence Ouverte 2.0")
    return SerieLue(publiee, {place: Lue(value, None) for place, value in valeurs.items()})


LUES = {
    "qpv2024_taux_c2s": (lue("qpv2024_taux_c2s", 2024, QN06202M=19.0), lue("qpv2024_taux_c2s", 2025, QN06202M=20.0)),
    "qpv2015_taux_c2s": (lue("qpv2015_taux_c2s", 2022, QP062002=25.0),),
    "apl_medecins_generalistes": (lue("apl_medecins_generalistes", 2023, **{"62498": 5.862}),),
}


def said(valeurs):
    return [(one.publiee.serie.code, one.lieu.nom, one.nombre) for one in valeurs]


def test_the_figures_of_a_quartier_and_of_its_commune_stand_in_two_places():
    portrait = portrait_of(LUES, CAMUS, [LENS])

    assert said(portrait.propres) == [("qpv2024_taux_c2s", "Camus", 20.0)]
    assert [(lieu.nom, said(valeurs)) for lieu, valeurs in portrait.voisines] == [
        ("Lens", [("apl_medecins_generalistes", "Lens", 5.862)])
    ]
    assert portrait.voisines[0][1][0].mention == "Valeur de la commune entière, non de ses quartiers."


def test_a_quartier_of_2024_never_takes_a_figure_of_2015_of_the_same_name():
    assert said(portrait_of(LUES, CAMUS).propres) == [("qpv2024_taux_c2s", "Camus", 20.0)]
    assert said(portrait_of(LUES, CAMUS_2015).propres) == [("qpv2015_taux_c2s", "Camus", 25.0)]


def test_an_older_vintage_speaks_where_the_latest_does_not_name_the_place():
    lues = {"f_edi": (lue("f_edi", 2021, **{"62498": 14.17}), lue("f_edi", 2023, **{"62510": 9.0}))}

    (valeur,) = portrait_of(lues, LENS).propres

    assert (valeur.nombre, valeur.publiee.millesime.annee) == (14.17, 2021)


def test_a_figure_not_published_is_said_so():
    publiee = lue("f_edi", 2021).publiee

    (valeur,) = portrait_of({"f_edi": (SerieLue(publiee, {"62498": SILENCE}),)}, LENS).propres

    assert (valeur.nombre, valeur.absence) == (None, SILENCE.absence)
