"""The words of each event, given what the one who tells it knows."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.domain.acteurs import Role
from asv.domain.notifications import Genre
from asv.domain.nouvelles import DUE, nouvelle_of

ACTION = UUID(int=7)
BUS = {"titre": "Bus diabète"}
DAY = {"jour": "2026-10-09", "debut": "09:30", "lieu": "Place", "commune": "Avion"}
SHEET = f"/actions/{ACTION}"


@pytest.mark.parametrize(
    ("genre", "details", "texte", "chemin"),
    [
        ("invitation", {"structure": "CPAM"} | DAY,
         ("CPAM vous invite à « Bus diabète », le 9 octobre 2026 à 9 h 30 (Place, Avion). "
         "Répondez depuis la fiche de l’action."), SHEET),
        ("invitation", {"structure": "CPAM", "quoi": "demande"},
         "CPAM demande à participer à « Bus diabète ». Répondez-lui depuis la fiche de l’action.", SHEET),
        ("reponse", {"structure": "CPAM", "quoi": "declinee"}, "CPAM ne participera pas à « Bus diabète ».", SHEET),
        ("reponse", {"structure": "CPAM", "quoi": "demande-acceptee"},
         "CPAM accepte que vous participiez à « Bus diabète ».", SHEET),
        ("changement", {"ancien_jour": "2026-10-01"} | DAY,
         "« Bus diabète » : la date du 1er octobre 2026 est déplacée au 9 octobre 2026 à 9 h 30 (Place, Avion).",
         SHEET),
        ("changement", {"ancien_jour": "2026-10-09", "jour": "2026-10-09", "debut": "14:00", "lieu": "Gymnase"},
         "« Bus diabète » : la date du 9 octobre 2026 change d’heure ou de lieu à 14 h (Gymnase).", SHEET),
        ("changement", {"libelle": "Validée"}, "« Bus diabète » avance : validée.", SHEET),
        ("annulation", {"motif": "AN_PRO", "autre_jour": "2026-10-16"} | DAY,
         ("« Bus diabète » : la date du 9 octobre 2026 (Place, Avion) est annulée : professionnel indisponible. "
         "Prochaine date : 16 octobre 2026."), SHEET),
        ("annulation", {}, "« Bus diabète » est annulée.", SHEET),
        ("mention", {"structure": "CPAM"}, "CPAM vous cite dans les échanges de « Bus diabète ».", f"{SHEET}/echanges"),
        ("moyen", {"moyen": "Salle du conseil", "fait": "demandee", "jour": "2026-10-09"},
         ("Salle du conseil est demandé pour « Bus diabète », le 9 octobre 2026. "
         "Répondez depuis la bourse de moyens."), "/moyens/reservations"),
        ("alerte", {"regle": "Doublon potentiel", "choix": "Décaler"},
         "« Bus diabète » : doublon potentiel. Choix : décaler.", SHEET),
        ("echeance", {"quoi": "bilan", "echeance": "2026-12-08"},
         "Le bilan de « Bus diabète » est à rendre. Échéance : 8 décembre 2026.", f"{SHEET}/bilan"),
    ],
)  # fmt: skip
def test_an_event_is_said_in_plain_words(genre: str, details: dict[str, str], texte: str, chemin: str):
    said = nouvelle_of(genre, BUS | details, ACTION, Role.PARTENAIRE)

    assert (said.texte.replace("\u202f", " "), said.chemin) == (texte, chemin)


def test_a_cancellation_leads_a_mediator_to_the_people_he_had_sent():
    assert nouvelle_of("annulation", BUS | DAY, ACTION, Role.MEDIATEUR).chemin == "/ma-journee"


@pytest.mark.parametrize("elsewhere", ["https://exemple.fr", "//exemple.fr", "/\\exemple.fr"])
def test_an_event_leads_nowhere_else_than_this_site(elsewhere: str):
    assert nouvelle_of("mention", BUS | {"lien": elsewhere}, ACTION, Role.PARTENAIRE).chemin == f"{SHEET}/echanges"


KEYS = ("titre", "jour", "debut", "lieu", "commune", "structure", "motif", "ancien_jour", "autre_jour", "moyen", "quoi",
        "fait", "libelle", "regle", "choix", "echeance", "lien")  # fmt: skip


@given(
    st.sampled_from(Genre), st.sampled_from(Role),
    st.dictionaries(st.sampled_from(KEYS), st.text() | st.none() | st.integers() | st.sampled_from(sorted(DUE))),
)  # fmt: skip
def test_whatever_is_known_of_an_event_makes_one_sentence_at_least_on_lines_of_ours(
    genre: Genre, role: Role, details: dict[str, object]
):
    said = nouvelle_of(genre, details, ACTION, role)

    assert said.texte.strip()
    assert len(said.texte.splitlines()) == 1
    assert said.chemin.startswith("/")


@pytest.mark.parametrize("genre", ["n_importe", "", "INVITATION"])
def test_a_kind_that_nobody_knows_is_said_plainly_and_closes_no_inbox(genre: str):
    said = nouvelle_of(genre, {"titre": "Mme Dupont", "quoi": "texte", "lien": "/deconnexion"}, None, "mediateur")

    assert said.chemin == "/notifications"
    assert "Dupont" not in said.sujet + said.texte
