"""Published files brought by the coordination: looked at, taken, replaced vintage by vintage, undone as a whole."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases, acteur_of
from asv.domain.errors import Forbidden, NotFound, Refused
from asv.domain.series import Absence
from asv.domain.series.refus import PublicationRefused
from asv.usecases import series
from asv.usecases.series import Chosen
from tests.support.database import CALL, Persona, World, make_world
from tests.support.publications import apl, as_csv, as_parquet, as_xlsx, as_zip, c2s, demographie

NOW = datetime.now(UTC)
SECRET = b"session"


class Office:
    """What a person does with published files, each act in a transaction of its own."""

    def __init__(self, bases: Bases, who: Persona) -> None:
        self.bases, self.who = bases, who

    async def do(self, act, *arguments, **options):
        async with self.bases.session(self.who.token, read_only=False) as session, session.begin():
            return await act(session, await acteur_of(session), *arguments, **options)

    async def bring(self, data: bytes):
        draft = await self.do(series.open_draft, data, secret=SECRET, now=NOW)
        return await self.do(series.read_draft, draft, secret=SECRET, now=NOW)

    async def take(self, data: bytes, *chosen: Chosen, ecarter: bool = False, now: datetime = NOW):
        fichier = await self.bring(data)
        return await self.do(series.store, fichier, chosen or [Chosen(0)], ecarter=ecarter, now=now)

    async def look(self, data: bytes):
        return await self.do(series.preview, await self.bring(data))

    async def figures(self, code: str) -> dict[int, dict[str, float | None]]:
        contexte = await self.do(series.read_contexte)
        return {
            one.annee: {lieu: lue.nombre for lieu, lue in one.valeurs.items()} for one in contexte.lues.get(code, ())
        }


@pytest.fixture
def office(bases: Bases, world: World) -> Office:
    return Office(bases, world.coordinateur)


@pytest.fixture
async def call(admin: AsyncEngine, bases: Bases) -> World:
    return await make_world(admin, bases, CALL)


@pytest.fixture
def qpv(world: World) -> str:
    return world.qpv[0]


@pytest.fixture
def commune(world: World) -> str:
    return world.cellules[0][0]


def c2s_file(code: str, *counts: str, year: int = 2025) -> bytes:
    return as_zip({f"data_CNAM{year}_QP24.csv": as_csv(c2s({code: counts, "QN00101M": ("9", "1", "1")}))})


async def test_a_dry_run_says_what_a_file_would_bring_and_writes_nothing(office: Office, qpv: str, world: World):
    (lu,) = await office.look(c2s_file(qpv, "877", "132", "39"))

    assert (lu.lot.publication.code, lu.lot.annee, lu.lot.lignes) == ("insee_qpv_cnam", 2025, 3)
    assert (lu.nombres, lu.tus) == (6, 0)
    assert len(lu.absents) == len(world.qpv) - 1
    assert lu.ecart is None
    assert await office.figures("qpv2024_taux_c2s") == {}


async def test_the_c2s_by_qpv_2024_is_taken_and_read(office: Office, qpv: str):
    (done,) = await office.take(c2s_file(qpv, "877", "132", "39"))

    assert await office.figures("qpv2024_taux_c2s") == {2025: {qpv: 19.5}}
    assert (done.millesime, done.niveau, done.valeurs) == ("1er janvier 2025", "QPV 2024", 6)


async def test_the_same_vintage_again_replaces_the_former_and_undoing_gives_it_back(office: Office, qpv: str):
    await office.take(c2s_file(qpv, "877", "132", "39"))
    corrected = c2s_file(qpv, "900", "180", "45")
    (lu,) = await office.look(corrected)
    (later,) = await office.take(corrected, now=NOW + timedelta(minutes=1))
    replaced = await office.figures("qpv2024_taux_c2s")
    states = [one.etat for one in await office.do(series.list_importations)]

    await office.do(series.undo, later.id, NOW)

    assert lu.ecart == (0, 6, 0, 0)
    assert replaced == {2025: {qpv: 25.0}}
    assert states == ["En place", "Remplacé"]
    assert await office.figures("qpv2024_taux_c2s") == {2025: {qpv: 19.5}}
    assert [one.etat for one in await office.do(series.list_importations)] == ["Annulé", "En place"]


async def test_a_file_that_leaves_places_out_names_them_and_waits_for_a_yes(office: Office, world: World):
    first, second = world.qpv
    await office.take(as_zip({"data_CNAM2025_QP24.csv": as_csv(c2s(dict.fromkeys(world.qpv, ("877", "132", "39"))))}))
    part = c2s_file(first, "900", "180", "45")

    (lu,) = await office.look(part)
    with pytest.raises(Refused, match="perdraient leurs chiffres, car ce fichier ne les nomme pas : 1\\."):
        await office.take(part)
    before = await office.figures("qpv2024_taux_c2s")
    await office.take(part, Chosen(0, retire=True), now=NOW + timedelta(minutes=1))

    assert lu.disparus == (f"Quartier {second[2:-1]}",)
    assert before == {2025: dict.fromkeys(world.qpv, 19.5)}
    assert await office.figures("qpv2024_taux_c2s") == {2025: {first: 25.0}}


async def test_a_place_that_the_producer_keeps_secret_now_is_not_left_out(office: Office, qpv: str):
    await office.take(c2s_file(qpv, "877", "132", "39"))
    hushed = c2s_file(qpv, "900", "s", "s")

    assert (await office.look(hushed))[0].disparus == ()
    await office.take(hushed, now=NOW + timedelta(minutes=1))

    assert (await office.figures("qpv2024_regime_general"))[2025][qpv] == 900


async def test_a_copy_that_nobody_dated_is_missed_too(bases: Bases, call: World):
    office = Office(bases, call.coordinateur)
    data = as_csv(demographie({"QN06202M": ("1 600", "52", "36", "33", "20", "20")}))

    (lu,) = await office.do(series.preview, await office.bring(data), lambda _: 2022)

    assert len(lu.disparus) > 10
    assert "Camus" not in lu.disparus


async def test_an_import_is_undone_once_and_leaves_no_figure(office: Office, qpv: str, admin: AsyncEngine):
    (done,) = await office.take(c2s_file(qpv, "877", "132", "39"))
    await office.do(series.undo, done.id, NOW)

    with pytest.raises(NotFound, match="déjà annulé"):
        await office.do(series.undo, done.id, NOW)
    assert await office.figures("qpv2024_taux_c2s") == {}
    async with admin.connect() as connection:
        query = text("SELECT count(*) FROM asv.serie_importee WHERE importation_id = :id")
        assert await connection.scalar(query, {"id": done.id}) == 0
    assert [one.etat for one in await office.do(series.list_importations)] == ["Annulé"]


async def test_another_vintage_stands_beside_the_first_and_the_report_says_that_they_do_not_compare(
    office: Office, qpv: str
):
    await office.take(c2s_file(qpv, "877", "132", "39", year=2024))
    later = c2s_file(qpv, "900", "180", "45")
    (lu,) = await office.look(later)
    await office.take(later)

    assert "deux millésimes ne doivent pas servir à mesurer des évolutions" in lu.evolution[0]
    assert await office.figures("qpv2024_taux_c2s") == {2024: {qpv: 19.5}, 2025: {qpv: 25.0}}


async def test_the_sheets_of_a_workbook_are_taken_together_each_as_its_own_vintage(office: Office, commune: str):
    book = as_xlsx({"APL 2023": apl(2023, {commune: 5.862}), "APL 2024": apl(2024, {commune: 5.5})})

    done = await office.take(book, Chosen(0), Chosen(1))

    assert [one.annee for one in done] == [2023, 2024]
    assert await office.figures("apl_medecins_generalistes") == {2023: {commune: 5.862}, 2024: {commune: 5.5}}


async def test_age_by_sex_in_qpv_2024_waits_for_its_year(office: Office, qpv: str):
    data = as_csv(demographie({qpv: ("1 575", "52,3", "36,1", "33,7", "20,1", "s")}))

    with pytest.raises(Refused, match="écrivez l’année"):
        await office.take(data)
    await office.take(data, Chosen(0, 2022))

    assert await office.figures("qpv2024_part_moins_25_ans_femmes") == {2022: {qpv: 33.7}}
    contexte = await office.do(series.read_contexte)
    secret = contexte.lues["qpv2024_part_60_ans_ou_plus_femmes"][-1].valeurs[qpv]
    assert secret == (None, Absence.SECRET)


async def test_parquet_is_taken_like_the_others(office: Office, commune: str):
    await office.take(as_parquet({"codgeo": ["01001", commune], "f_edi": [0.5, 14.17]}), Chosen(0, 2021))

    assert await office.figures("f_edi") == {2021: {commune: 14.17}}


async def test_a_doubtful_cell_stops_everything_until_it_is_left_aside(office: Office, qpv: str):
    data = c2s_file(qpv, "877", "13O", "39")

    with pytest.raises(Refused, match="rien n’a été importé"):
        await office.take(data)
    assert await office.figures("qpv2024_regime_general") == {}
    (done,) = await office.take(data, ecarter=True)

    assert done.ecartees == 1
    assert await office.figures("qpv2024_regime_general") == {2025: {qpv: 877}}
    assert await office.figures("qpv2024_c2s_sans_participation") == {}


async def test_two_lots_that_would_overwrite_each_other_are_refused_together(office: Office, commune: str):
    book = as_xlsx({"APL 2023": apl(2023, {commune: 5.8}), "APL 2023 bis": apl(2023, {commune: 5.5})})

    with pytest.raises(Refused, match="gardez-en un"):
        await office.take(book, Chosen(0), Chosen(1))
    assert await office.figures("apl_medecins_generalistes") == {}


@pytest.mark.parametrize(
    ("chosen", "said"), [([], "cochez ce que vous voulez"), ([Chosen(7)], "n’est pas dans le fichier")]
)
async def test_a_choice_that_is_none_of_the_file_is_refused(office: Office, qpv: str, chosen, said):
    fichier = await office.bring(c2s_file(qpv, "877", "132", "39"))

    with pytest.raises(Refused, match=said):
        await office.do(series.store, fichier, chosen, ecarter=False, now=NOW)


async def test_a_damaged_file_is_refused_and_what_was_brought_stays(office: Office, qpv: str):
    await office.take(c2s_file(qpv, "877", "132", "39"))

    with pytest.raises(PublicationRefused, match="Téléchargez-le à nouveau"):
        await office.bring(c2s_file(qpv, "900", "180", "45")[:-40])
    assert await office.figures("qpv2024_taux_c2s") == {2025: {qpv: 19.5}}


async def test_a_draft_is_gone_after_an_hour_and_closed_to_another_session(office: Office, qpv: str):
    draft = await office.do(series.open_draft, c2s_file(qpv, "877", "132", "39"), secret=SECRET, now=NOW)

    with pytest.raises(NotFound, match="une heure"):
        await office.do(series.read_draft, draft, secret=SECRET, now=NOW + timedelta(minutes=61))
    with pytest.raises(NotFound, match="une heure"):
        await office.do(series.read_draft, draft, secret=b"another", now=NOW)


async def test_each_territoire_reads_what_it_brought_and_not_what_its_neighbour_did(
    office: Office, other_world: World, bases: Bases, qpv: str
):
    await office.take(c2s_file(qpv, "877", "132", "39"))
    neighbour = Office(bases, other_world.coordinateur)

    assert await neighbour.figures("qpv2024_taux_c2s") == {}
    (mine,) = await office.do(series.list_importations)
    with pytest.raises(NotFound):
        await neighbour.do(series.undo, mine.importation.id, NOW)


@pytest.mark.parametrize("who", ["mediateur", "partenaire", "financeur", "administrateur"])
async def test_the_coordination_alone_brings_files(bases: Bases, world: World, who: str, qpv: str):
    with pytest.raises(Forbidden, match="Seule la coordination"):
        await Office(bases, getattr(world, who)).bring(c2s_file(qpv, "877", "132", "39"))


async def test_what_is_brought_is_read_by_all_who_work_but_the_administrator(
    office: Office, bases: Bases, world: World, qpv: str
):
    await office.take(c2s_file(qpv, "877", "132", "39"))

    for who in (world.mediateur, world.partenaire, world.financeur):
        assert await Office(bases, who).figures("qpv2024_taux_c2s") == {2025: {qpv: 19.5}}
    with pytest.raises(Forbidden):
        await Office(bases, world.administrateur).figures("qpv2024_taux_c2s")


async def test_the_shipped_series_of_lens_lievin_are_read_with_both_generations_apart(bases: Bases, call: World):
    contexte = await Office(bases, call.coordinateur).do(series.read_contexte)

    assert contexte.lues["apl_medecins_generalistes"][0].valeurs["62498"].nombre == 5.862
    assert contexte.lues["qpv2024_population"][0].publiee.millesime.libelle == "recensement 2020"
    older = contexte.lues["qpv2015_taux_c2s_sans_participation"][0].valeurs
    assert len(older) == 22
    assert {contexte.lieux[code].generation for code in older} == {"2015"}
    assert not older.keys() & contexte.lues["qpv2024_population"][0].valeurs.keys()
