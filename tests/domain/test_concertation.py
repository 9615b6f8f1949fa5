"""What the document says of votes and decisions: nothing of a small college, nothing undecided."""

from asv.domain.document import Grille, Prose
from asv.domain.document.concertation import (
    CollegeDit,
    VoteDit,
    concertation,
    ecartes,
    face_of,
    heard,
    kept,
    set_aside,
)
from asv.domain.priorites import College, Recueil

DENTISTE, PSY, RAC = "Obtenir des soins dentaires", "Pas de place en santé mentale", "Reste à charge trop élevé"
MOTIF = "Les deux sont retenus ; le dentaire la première année, parce que le bus est déjà financé."


def vote(nom: str = "Acacias", **changes) -> VoteDit:
    colleges = {
        College.HABITANTS: CollegeDit("20", {DENTISTE: 1, RAC: 2}),
        College.PROFESSIONNELS: CollegeDit("20", {PSY: 1, DENTISTE: 2}),
    }
    fields = {
        "code": nom, "nom": nom, "colleges": colleges, "motif": MOTIF, "is_decidee": True,
        "retenus": [(DENTISTE, 2027), (PSY, 2028)], "repondent": ["Bus bucco-dentaire"],
        "ecartes": [(RAC, "La caisse y répond déjà par ses aides.")],
    }  # fmt: skip
    return VoteDit(**fields | changes)


def texte(morceaux: tuple) -> str:
    return " ".join(m.texte if isinstance(m, Prose) else str(m.lignes) for m in morceaux)


def test_both_rankings_are_printed_with_their_gap_and_rounded_voters():
    grille = face_of(vote())

    assert grille.lignes == (
        (DENTISTE, "1", "2", "1 rang d’écart, plus haut pour les habitants"),
        (RAC, "2", "—", "Classé par les habitants seulement"),
        (PSY, "—", "1", "Classé par les professionnels seulement"),
    )
    assert grille.note == "Habitants : environ 20 votants ; professionnels : environ 20 votants."


def test_the_ranking_of_a_few_is_not_printed_nor_a_gap_that_would_tell_it():
    few = {College.HABITANTS: CollegeDit("20", {DENTISTE: 1, RAC: 2}), College.PROFESSIONNELS: CollegeDit("", {})}

    grille = face_of(vote(colleges=few))

    assert grille.lignes == ((DENTISTE, "1", "—", "—"), (RAC, "2", "—", "—"))
    assert "professionnels : moins de onze votants, classement non montré" in grille.note
    assert PSY not in texte(heard([vote(colleges=few)], Recueil(0, frozenset(), 21)))


def test_what_is_not_tied_is_not_said_decided():
    waiting = vote(is_decidee=False)

    assert "Pas encore décidé" in texte(concertation([waiting]))
    assert texte(kept([waiting])).startswith("Rien n’est encore décidé")
    assert DENTISTE in texte(kept([vote()]))


def test_the_inhabitants_read_what_is_kept_what_is_not_and_why():
    said = texte((*heard([vote()], Recueil(9, frozenset("ABCDEFG"), 21)), *kept([vote()]), *set_aside([vote()])))

    assert "dans 7 quartiers sur 21" in said
    assert f"Les habitants qui ont voté mettent d’abord :\n\n- {DENTISTE} : Acacias." in said
    assert f"Les professionnels qui ont voté mettent d’abord :\n\n- {PSY} : Acacias." in said
    assert f"- **Acacias** : {DENTISTE}, dès 2027 ; {PSY}, dès 2028. Pourquoi : {MOTIF}" in said
    assert f"- **Acacias**, {RAC} : La caisse y répond déjà par ses aides." in said


def test_points_set_aside_are_a_table_of_the_document():
    (grille,) = ecartes([vote()])

    assert isinstance(grille, Grille)
    assert grille.lignes == ((RAC, "Acacias", "La caisse y répond déjà par ses aides."),)
