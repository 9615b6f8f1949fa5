"""S17, S18 and S33: a session that ended, an account closed, a wish to log out, all with a queue on the tablet."""

from playwright.sync_api import expect

END_SESSIONS = """UPDATE sec.session SET expire_le = now() - interval '7 days'
WHERE compte_id = (SELECT auteur_id FROM asv.reception ORDER BY sequence DESC LIMIT 1) RETURNING compte_id"""
CLOSE_ACCOUNT = "UPDATE sec.compte SET actif = $2 WHERE id = $1 RETURNING id"
LAST_AUTHOR = "SELECT auteur_id FROM asv.reception ORDER BY sequence DESC LIMIT 1"


def test_a_session_that_ended_during_a_week_without_network_costs_one_login_and_no_record(far, network):
    far.start(2)
    before = far.received("salutation"), far.received()
    far.cut()
    far.greet(5).contact(sexe="F")
    assert far.site.rows(END_SESSIONS)
    waiting = far.queue()
    far.restore()
    far.expect_state("Reconnexion demandée")
    assert far.queue() == waiting

    far.contact(sexe="H")
    far.page.reload()
    expect(far.screen("seance")).to_be_visible()
    far.greet()
    assert far.queue()[: len(waiting)] == waiting
    far.site.enter(far.page, "mediateur", 2)
    far.go()

    far.expect_waiting(0)
    assert (far.received("salutation"), far.received()) == (before[0] + 6, before[1] + 2)


def test_another_role_at_the_keyboard_neither_sends_nor_purges_the_queue(far):
    far.start()
    far.cut()
    far.greet(4)
    waiting = far.queue()
    far.restore()
    far.site.enter(far.page, "coordinateur")
    far.go()

    far.press("synchroniser")

    far.expect_state("Envoi refusé")
    assert far.queue() == waiting
    far.site.enter(far.page, "mediateur")
    far.go()
    far.expect_waiting(0)


def test_the_queue_of_a_closed_account_stays_until_a_colleague_hands_it_to_the_coordination(far):
    far.start(2)
    ((author,),) = far.site.rows(LAST_AUTHOR)
    far.cut()
    far.greet(3)
    waiting = far.queue()
    assert far.site.rows(CLOSE_ACCOUNT, author, False)
    try:
        far.restore()
        far.expect_state("Reconnexion demandée")
        far.page.reload()
        far.press("synchroniser")
        far.expect_state("Reconnexion demandée")
        assert far.queue() == waiting
        far.site.enter(far.page, "mediateur", 1)
        far.go()
        far.expect_waiting(0)
    finally:
        far.site.rows(CLOSE_ACCOUNT, author, True)

    kept = "SELECT auteur_id, motif, scelle IS NOT NULL FROM asv.quarantaine WHERE element_id = ANY($1::uuid[])"
    assert far.site.rows(kept, waiting) == [(author, "needs_coordinator", True)] * 3


def test_logging_out_over_a_queue_is_refused_with_its_number_and_erases_nothing(far):
    far.start()
    far.cut()
    far.greet(2)
    waiting = far.queue()
    far.page.route("**/api/synchronisation", lambda route: route.abort())
    far.restore()
    far.page.goto(f"{far.site.url}/ma-journee")

    far.page.locator("form[data-asv-deconnexion] button").first.click()

    expect(far.page.locator("[data-asv-file-en-attente]").first).to_be_visible()
    assert far.page.url.endswith("/ma-journee")
    far.go()
    assert far.queue() == waiting
    far.page.unroute("**/api/synchronisation")
    far.sync()
