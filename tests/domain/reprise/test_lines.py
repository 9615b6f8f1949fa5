"""From lines to séances and contacts, or to what is wrong, cell by cell."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from asv.domain.errors import Refused
from asv.domain.periodes import trimestre
from asv.domain.reprise import Apercu, Cloture, Lieux, as_json, convert, from_json, propose, read_columns, settle
from asv.domain.saisie import Places
from asv.spreadsheets.cells import Sheet

TODAY = date(2026, 11, 23)
LENS, LIEVIN, CITE, RESIDENCE = "62498", "62510", "QN00001M", "QN00002M"
LIEUX = Lieux(
    {LENS: "Lens", LIEVIN: "Liévin"}, {CITE: "Cité 4", RESIDENCE: "Grande Résidence"},
    Places({LENS: frozenset({CITE, RESIDENCE}), LIEVIN: frozenset({RESIDENCE})}),
)  # fmt: skip
ENTETES = ("tDate", "tMoment", "tCommune", "tQuartier", "tLieu", "tMode", "tSexe", "tÂge", "tFreins", "tNombre")
LINE = ("t12/10/2026", "tmatin", "tLens", "tCité 4", "tCCAS", "tPermanence", "tF", "n34", "tFinancier", "")


def read(*rows: tuple[str, ...], entetes: tuple[str, ...] = ENTETES, settled=(), **changes) -> Apercu:
    sheet = Sheet("csv", (entetes, *rows))
    correspondance = replace(propose(read_columns(sheet)), **changes)
    return convert(sheet, correspondance, LIEUX, Cloture(TODAY, settled, correspondance.periodes_closes))


def line(**changes: str) -> tuple[str, ...]:
    """LINE with some cells changed, named by their header."""
    return tuple(changes.get(entete[1:].lower(), cell) for entete, cell in zip(ENTETES, LINE, strict=True))


def errors(apercu: Apercu) -> list[str]:
    return [erreur.adresse for erreur in apercu.erreurs]


def test_a_line_becomes_a_contact_of_its_seance():
    apercu = read(LINE)

    (seance,), ((rank, contact, times),) = apercu.seances, apercu.contacts
    assert (seance.date, seance.creneau, seance.commune, seance.qpv) == (date(2026, 10, 12), "matin", LENS, CITE)
    assert (seance.lieu_type, seance.mode) == ("MAIRIE_CCAS", "PERMANENCE")
    assert (contact.sexe, contact.tranche_age, contact.freins) == ("F", "A25_49", ("FINANCIER",))
    assert (rank, times, apercu.erreurs) == (0, 1, [])


def test_lines_of_one_moment_and_place_share_a_seance():
    apercu = read(LINE, line(sexe="tH"), line(moment="tsoir"))

    assert len(apercu.seances) == 2
    assert [rank for rank, _, _ in apercu.contacts] == [0, 0, 1]


def test_what_is_wrong_is_told_by_cell_and_never_quoted():
    apercu = read(LINE, line(date="t31/02/2026"), line(âge="n1985"), line(commune="tParis"), line(freins="f"))

    assert errors(apercu) == ["A3", "H4", "C5", "I6"]
    assert apercu.retenues == 1
    said = " ".join(erreur.message for erreur in apercu.erreurs)
    assert "31/02" not in said
    assert "1985" not in said
    assert "Paris" not in said


def test_an_unknown_word_waits_for_a_choice_and_then_counts():
    waiting = read(line(freins="tMutuelle trop chère"))
    chosen = read(line(freins="tMutuelle trop chère"), valeurs={"freins": {"mutuelle trop chere": "FIN_SANS_COMPL"}})

    assert [valeur.texte for valeur in waiting.a_voir] == ["Mutuelle trop chère"]
    assert errors(waiting) == ["I2"]
    assert chosen.contacts[0][1].freins == ("FIN_SANS_COMPL",)


def test_a_near_word_is_proposed_and_shown():
    apercu = read(line(freins="tFreins financier"))

    assert apercu.contacts[0][1].freins == ("FINANCIER",)
    assert [(valeur.propose, valeur.choisi) for valeur in apercu.a_voir] == [("FINANCIER", "")]


def test_several_answers_in_one_cell_are_parted():
    assert read(line(freins="tFinancier ; Langue")).contacts[0][1].freins == ("FINANCIER", "LANGUE")
    assert read(line(freins="tFinancier, mobilité")).contacts[0][1].freins == ("FINANCIER", "MOBILITE")
    assert errors(read(line(freins="tFinancier;Langue;Mobilité;Numérique"))) == ["I2"]


def test_a_number_alone_makes_as_many_short_contacts():
    apercu = read(line(sexe="", âge="", freins="", nombre="n4"))

    ((_, contact, times),) = apercu.contacts
    assert contact.is_bref
    assert times == 4


def test_bonjours_counted_at_once_are_one_salutation_beside_the_contact():
    apercu = read((*LINE, "n12"), entetes=(*ENTETES, "tBonjours"))

    assert [(contact.nature, contact.nombre, times) for _, contact, times in apercu.contacts] == [
        ("contact", 1, 1), ("salutation", 12, 1),
    ]  # fmt: skip


def test_attributes_of_a_group_are_given_to_nobody():
    apercu = read(line(nombre="n4"))

    assert errors(apercu) == ["J2"]
    assert apercu.contacts == []


def test_a_phone_number_in_a_column_of_labels_is_refused_and_not_shown():
    apercu = read(line(freins="t06 12 34 56 78"))

    assert errors(apercu) == ["I2"]
    assert apercu.a_voir == []


def test_a_column_of_too_many_words_is_told_to_be_free_text():
    apercu = read(*[line(freins=f"tphrase numéro {chr(97 + n // 26)}{chr(97 + n % 26)}") for n in range(90)])

    assert apercu.erreurs[0].adresse == "colonne I"
    assert apercu.a_voir == []


def test_what_no_column_says_is_said_once_for_all_lines():
    entetes, row = ("tDate", "tCommune", "tSexe"), ("t12/10/2026", "tLens", "tF")
    defauts = {"creneau": "apres_midi", "lieu_type": "MARCHE", "mode": "RUE"}

    assert errors(read(row, entetes=entetes)) == ["ligne 2"]
    (seance,) = read(row, entetes=entetes, defauts=defauts).seances
    assert (seance.creneau, seance.lieu_type, seance.mode, seance.qpv) == ("apres_midi", "MARCHE", "RUE", None)


def test_a_quartier_in_one_commune_only_gives_its_commune():
    assert read(line(commune="")).seances[0].commune == LENS
    assert errors(read(line(commune="", quartier="tGrande Résidence"))) == ["ligne 2"]


def test_a_quartier_of_another_commune_is_refused_by_the_rule_of_the_tablet():
    assert errors(read(line(commune="tLiévin"))) == ["D2"]


@pytest.mark.parametrize(
    ("commune", "quartier", "expected"),
    [
        ("tLens", "tCité 4", ("ZR_QPV", LENS, CITE)), ("", "tCité 4", ("ZR_QPV", LENS, CITE)),
        ("tLens", "thors QPV", ("ZR_HORS_QPV", LENS, None)), ("tLens", "", ("ZR_INCERTAIN", LENS, None)),
        ("thors agglomération", "", ("ZR_HORS_CALL", None, None)), ("", "", ("ND", None, None)),
    ],
)  # fmt: skip
def test_the_residence_says_what_its_columns_said_and_no_more(commune: str, quartier: str, expected: tuple):
    apercu = read((*LINE, commune, quartier), entetes=(*ENTETES, "tCommune de résidence", "tQuartier de résidence"))

    contact = apercu.contacts[0][1]
    assert (contact.zone_residence, contact.commune_residence, contact.qpv_residence) == expected


def test_sixty_days_do_not_bind_an_import_but_tomorrow_does():
    assert read(line(date="t01/10/2026")).erreurs == []
    assert errors(read(line(date="t24/11/2026"))) == ["A2"]


def test_a_closed_period_is_taken_over_only_when_asked_and_only_if_it_says_nothing_yet():
    old = line(date="t12/05/2025")

    assert errors(read(old)) == ["A2"]
    assert read(old, periodes_closes=True).erreurs == []
    assert errors(read(old, periodes_closes=True, settled=(trimestre(2025, 4),))) == ["A2"]  # 2025 is closed as a whole
    assert read(old, periodes_closes=True, settled=(trimestre(2024, 4), trimestre(2026, 1))).erreurs == []


def test_a_closed_quarter_of_an_open_year_is_held_by_itself_alone():
    winter = line(date="t12/02/2026")

    assert read(winter, periodes_closes=True, settled=(trimestre(2026, 2),)).erreurs == []
    assert errors(read(winter, periodes_closes=True, settled=(trimestre(2026, 1),))) == ["A2"]


def test_blank_lines_count_nowhere_and_the_address_stays_that_of_the_file():
    apercu = read((), ("", ""), line(date="tdemain"))

    assert (apercu.lignes, errors(apercu)) == (1, ["A4"])


def test_a_correspondance_survives_its_writing():
    sheet = Sheet("csv", (ENTETES, LINE))
    given = replace(propose(read_columns(sheet)), valeurs={"freins": {"x": "LANGUE"}}, ecarter=True)

    assert from_json(as_json(given)) == given


@pytest.mark.parametrize(
    "given",
    [
        [], {"colonne": []}, {"colonnes": ["inventee"]}, {"colonnes": "date"}, {"colonnes": [1]}, {"ecarter": "oui"},
        {"valeurs": {"sexe": {"x": 1}}}, {"valeurs": {"autre": {}}}, {"defauts": {"sexe": "F"}},
        {"colonnes": ["date", "date"]}, {"mediateur": 3}, {"colonnes": [""] * 61},
    ],
)  # fmt: skip
def test_a_correspondance_nobody_could_have_written_is_refused(given: object):
    with pytest.raises(Refused):
        from_json(given)


@pytest.mark.parametrize(
    "changes",
    [
        {"valeurs": {"themes": {"x": "SEX_IVG"}}}, {"valeurs": {"freins": {"x": "INCONNU"}}},
        {"valeurs": {"commune": {"x": "75056"}}}, {"defauts": {"mode": "ND"}}, {"defauts": {"creneau": "nuit"}},
        {"mediateur": "00000000-0000-4000-8000-000000000000"}, {"colonnes": ("date",) + ("",) * 12},
    ],
)  # fmt: skip
def test_a_choice_that_was_not_offered_is_refused(changes: dict):
    colonnes = read_columns(Sheet("csv", (ENTETES, LINE)))

    with pytest.raises(Refused):
        settle(replace(propose(colonnes), **changes), colonnes, LIEUX, mediateurs=())


def test_a_column_that_is_never_read_cannot_be_chosen():
    colonnes = read_columns(Sheet("csv", (("tDate", "tNom"), ("t12/10/2026", "tx"))))

    with pytest.raises(Refused):
        settle(replace(propose(colonnes), colonnes=("date", "freins")), colonnes, LIEUX, mediateurs=())


def test_five_thousand_lines_are_read_in_well_under_a_second():
    rows = [line(âge=f"n{n % 90}", sexe="tF" if n % 2 else "tH") for n in range(5000)]
    start = datetime.now(UTC)

    assert read(*rows).retenues == 5000
    assert datetime.now(UTC) - start < timedelta(seconds=3)
