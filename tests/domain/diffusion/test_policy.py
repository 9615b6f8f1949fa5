from datetime import date

from asv.domain.diffusion import POLICY, Destinataire


def test_the_figures_of_the_policy_change_only_by_decision():
    assert (POLICY.seuil, POLICY.complement, POLICY.largeur) == (11, 11, 5)
    assert (POLICY.certitude, POLICY.precision, POLICY.zero_publie) == (50, 200, True)
    assert POLICY.depuis == date(2026, 1, 1)
    assert "CASD" in POLICY.source


def test_small_is_from_one_to_ten():
    assert [count for count in range(20) if POLICY.is_small(count)] == list(range(1, 11))


def test_only_the_team_is_inside():
    assert [destinataire for destinataire in Destinataire if not destinataire.is_outside] == [Destinataire.EQUIPE]
