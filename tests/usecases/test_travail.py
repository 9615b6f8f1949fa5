"""« Ma journée »: what presses on the suivis of a mediator, and what the coordination counts of it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncEngine

from asv.db.engine import Bases, acteur_of, loader_session
from asv.db.suivis import Relais
from asv.db.travail import orientations_of, own_open, resultats_of
from asv.domain.diffusion import Statut
from asv.domain.errors import Forbidden
from asv.domain.suivis.travail import Raison
from asv.usecases.tableau import read_tableau
from asv.usecases.travail import read_travail
from tests.support.database import TODAY, Persona, World
from tests.support.dossiers import (
    action_of,
    ago,
    demarche_of,
    etape_of,
    keep,
    orientation_of,
    resultat_of,
    suivi_of,
)


async def travail_of(bases: Bases, who: Persona):
    async with bases.session(who.token, read_only=True) as session:
        return await read_travail(session, await acteur_of(session), TODAY)


async def test_each_orientation_of_my_suivis_comes_once_for_its_most_pressing_reason(
    bases: Bases, world: World, admin: AsyncEngine
):
    mine, of_a_colleague = suivi_of(world, world.mediateur), suivi_of(world, world.mediatrice)
    seen, silent = orientation_of(mine, ago(40), rendez_vous_le=TODAY), orientation_of(mine, ago(31))
    answered = orientation_of(mine, ago(60))
    await keep(
        admin, mine, of_a_colleague, seen, silent, answered, orientation_of(of_a_colleague, ago(100)),
        resultat_of(mine, answered.id, "RES_RDV_HONORE", ago(3)),
        filed := demarche_of(mine, ago(20), delai_jours=15), demarche_of(mine, ago(90)),
    )  # fmt: skip

    travail = await travail_of(bases, world.mediateur)

    found = {raison: [ligne.pour_id for ligne in lignes] for raison, lignes in travail.lignes.items()}
    assert found == {Raison.RENDEZ_VOUS: [seen.id], Raison.RESULTAT: [filed.id], Raison.J30: [silent.id]}
    assert travail.ouverts == 1


async def test_a_closed_suivi_asks_for_nothing(bases: Bases, world: World, admin: AsyncEngine):
    closed = suivi_of(world, world.mediateur, clos_le=ago(1), cloture="CL_OBJECTIF", dernier_contact_le=ago(120))
    await keep(admin, closed, orientation_of(closed, ago(40)))

    assert (await travail_of(bases, world.mediateur)).is_empty


async def test_the_last_result_holds_and_all_are_read(bases: Bases, world: World, admin: AsyncEngine):
    mine = suivi_of(world, world.mediateur)
    sent = orientation_of(mine, ago(40))
    await keep(
        admin, mine, sent, resultat_of(mine, sent.id, "RES_RDV_HONORE", ago(9)),
        resultat_of(mine, sent.id, "RES_RDV_ANNULE_PRO", ago(4)),
    )  # fmt: skip

    assert (await travail_of(bases, world.mediateur)).is_empty


async def test_a_sensitive_orientation_of_a_colleague_shows_only_that_there_is_one(
    bases: Bases, world: World, admin: AsyncEngine
):
    mine = suivi_of(world, world.mediateur)
    hers = orientation_of(mine, ago(31), type="O_CEGIDD", auteur_id=world.mediatrice.id)
    await keep(admin, mine, hers, orientation_of(mine, ago(32), type="O_CEGIDD"))

    lignes = (await travail_of(bases, world.mediateur)).lignes[Raison.J30]

    assert [ligne.code for ligne in lignes] == ["O_CEGIDD", None]


async def test_a_suivi_without_contact_for_ninety_days_is_told_and_three_relances_propose_to_close_it(
    bases: Bases, world: World, admin: AsyncEngine
):
    old = suivi_of(world, world.mediateur, dernier_contact_le=ago(95))
    tried = suivi_of(world, world.mediateur, dernier_contact_le=ago(40))
    calls = [etape_of(tried, "relance", ago(days), objet="APPEL") for days in (30, 20, 10)]
    await keep(admin, old, tried, suivi_of(world, world.mediateur), *calls)

    silences = (await travail_of(bases, world.mediateur)).silences

    told = [(ligne.suivi_id, ligne.silence.jours, ligne.silence.is_lost) for ligne in silences]
    assert told == [(old.id, 95, False), (tried.id, 40, True)]


async def test_a_conflict_shows_both_values_both_auteurs_and_the_base(bases: Bases, world: World, admin: AsyncEngine):
    mine = suivi_of(world, world.mediateur)
    held = etape_of(mine, "droit", ago(5), objet="COMPL", avant="EN_COURS", apres="OUVERT")
    aside = etape_of(
        mine, "droit", ago(4), objet="COMPL", avant="EN_COURS", apres="REFUSE", auteur_id=world.mediatrice.id,
        etat="en_conflit", face_a=held.id,
    )  # fmt: skip
    await keep(admin, mine, held, aside)

    (conflit,) = (await travail_of(bases, world.mediateur)).conflits

    assert (conflit.retenue.valeur, conflit.ecartee.valeur, conflit.base) == ("OUVERT", "REFUSE", "EN_COURS")
    assert conflit.suivi_id == mine.id
    assert conflit.retenue.auteur
    assert (await travail_of(bases, world.mediatrice)).conflits == ()


async def test_a_relais_asked_of_me_is_there_until_i_answer(bases: Bases, world: World, admin: AsyncEngine):
    hers = suivi_of(world, world.mediatrice)
    asked = {"territoire_id": world.territoire_id, "suivi_id": hers.id, "de_id": world.mediatrice.id,
             "vers_id": world.mediateur.id, "propose_le": ago(1)}  # fmt: skip
    await keep(admin, hers, Relais(id=hers.id, **asked))

    (relais,) = (await travail_of(bases, world.mediateur)).relais

    assert (relais.suivi_id, relais.propose_le) == (hers.id, ago(1))
    assert (await travail_of(bases, world.mediatrice)).relais == ()


async def test_a_cancelled_date_offers_the_next_one_until_the_person_is_sent_there(
    bases: Bases, world: World, admin: AsyncEngine
):
    mine = suivi_of(world, world.mediateur)
    action, (cancelled, following) = action_of(world, TODAY + timedelta(1), TODAY + timedelta(8))
    cancelled.etat = "AE_ANNULEE"
    await keep(admin, mine, action, cancelled, following, orientation_of(mine, ago(6), date_action_id=cancelled.id))

    (ligne,) = (await travail_of(bases, world.mediateur)).lignes[Raison.ANNULEE]
    await keep(admin, orientation_of(mine, TODAY, date_action_id=following.id))

    assert (ligne.autre_date.id, ligne.autre_date.jour) == (following.id, following.jour)
    assert (await travail_of(bases, world.mediateur)).is_empty


async def test_only_a_mediator_has_a_work_list_and_only_the_coordination_a_board(bases: Bases, world: World):
    for who in (world.coordinateur, world.partenaire, world.administrateur):
        with pytest.raises(Forbidden):
            await travail_of(bases, who)
    async with bases.session(world.mediateur.token, read_only=True) as session:
        acteur = await acteur_of(session)
        with pytest.raises(Forbidden):
            await read_tableau(session, acteur, TODAY)


async def test_the_board_counts_states_and_delays_and_hides_small_numbers(
    bases: Bases, world: World, admin: AsyncEngine
):
    suivis = [suivi_of(world, world.mediateur) for _ in range(70)]
    closed = [suivi_of(world, world.mediateur, clos_le=ago(9), cloture="CL_OBJECTIF") for _ in range(20)]
    sent = [orientation_of(suivi, ago(60), delai_jours=20) for suivi in suivis]
    heard = [
        resultat_of(suivi, one.id, "RES_SOIN_REALISE", ago(40)) for suivi, one in zip(suivis, sent[:15], strict=False)
    ]
    refused = [resultat_of(suivis[20], sent[20].id, "RES_REFUS_PERSONNE", ago(1))]
    aside = etape_of(suivis[0], "droit", ago(4), objet="COMPL", apres="REFUSE", etat="en_conflit")
    await keep(admin, *suivis, *closed, *sent, *heard, *refused, aside)

    async with bases.session(world.coordinateur.token, read_only=True) as session:
        tableau = await read_tableau(session, await acteur_of(session), TODAY)

    assert tableau.suivis.territoire.cells["OUVERTS"].effectif == 70
    states = tableau.resultats.territoire.cells
    assert states["NEUTRE"].statut is Statut.CONFIDENTIEL
    assert 1 not in {cell.effectif for cell in states.values()}
    assert tableau.retards.territoire.cells["R90"].effectif == 54
    assert (tableau.conflits, tableau.conflit_depuis) == (1, ago(4))


async def test_a_second_card_merged_into_the_first_counts_as_no_closed_suivi(
    bases: Bases, world: World, admin: AsyncEngine
):
    closed = [suivi_of(world, world.mediateur, clos_le=ago(9), cloture="CL_OBJECTIF") for _ in range(20)]
    doublons = [suivi_of(world, world.mediateur, clos_le=ago(9), cloture="CL_DOUBLON") for _ in range(15)]
    await keep(admin, *[suivi_of(world, world.mediateur) for _ in range(30)], *closed, *doublons)

    async with bases.session(world.coordinateur.token, read_only=True) as session:
        tableau = await read_tableau(session, await acteur_of(session), TODAY)

    cells = tableau.suivis.territoire.cells
    assert (cells["OUVERTS"].effectif, cells["CLOS"].effectif) == (30, 20)


FILL = """INSERT INTO asv.suivi (territoire_id, id, mediateur_id, ouvert_le, dernier_contact_le, zone_residence, sexe,
  tranche_age, nomenclature) SELECT :t, gen_random_uuid(), CASE WHEN n <= 40 THEN cast(:mine AS uuid)
  ELSE cast(:hers AS uuid) END, :day, :day, 'ZR_HORS_QPV', 'F', 'A25_49', '2026.1' FROM generate_series(1, 5000) n"""
SEND = """INSERT INTO asv.orientation (territoire_id, id, suivi_id, auteur_id, type, force, date_orientation,
  nomenclature) SELECT s.territoire_id, gen_random_uuid(), s.id, s.mediateur_id, 'O_MG', 'TO_INFO',
  cast(:day AS date) + n, '2026.1' FROM asv.suivi s, generate_series(1, 4) n WHERE s.territoire_id = :t"""
HEAR = """INSERT INTO asv.resultat (territoire_id, id, suivi_id, pour_id, auteur_id, code, date_resultat, source,
  nomenclature) SELECT o.territoire_id, gen_random_uuid(), o.suivi_id, o.id, o.auteur_id, 'RES_RDV_OBTENU',
  o.date_orientation, 'personne', '2026.1' FROM asv.orientation o WHERE o.territoire_id = :t"""


async def test_the_lists_of_forty_suivis_among_five_thousand_read_no_whole_table(
    bases: Bases, world: World, admin: AsyncEngine
):
    values = {"t": world.territoire_id, "mine": world.mediateur.id, "hers": world.mediatrice.id, "day": ago(30)}
    async with loader_session(admin) as session, session.begin():
        for statement in (FILL, SEND, HEAR):
            await session.execute(text(statement), values)
    async with admin.begin() as connection:
        for table in ("suivi", "orientation", "resultat"):
            await connection.execute(text(f"ANALYZE asv.{table}"))

    travail = await travail_of(bases, world.mediateur)
    async with bases.session(world.mediateur.token, read_only=True) as session:
        acteur = await acteur_of(session)
        suivis = [suivi.id for suivi in await session.scalars(own_open(acteur))]
        plans = []
        for query in (own_open(acteur), orientations_of(acteur, suivis), resultats_of(acteur, suivis)):
            sql = str(query.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}))
            plans += [row[0] for row in await session.execute(text("EXPLAIN " + sql))]

    assert len(suivis) == travail.ouverts == 40
    whole = re.compile(r"Seq Scan on (suivi|orientation|resultat)\b")  # the others hold a few rows
    assert [line for line in plans if whole.search(line)] == []
