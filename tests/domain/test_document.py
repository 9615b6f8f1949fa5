"""The diagnostic document: its chapters, what a version keeps, who approves it, what changed."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.domain.document import (
    CHAPITRES,
    GENERES,
    TRAME,
    Annexe,
    Contenu,
    Dessin,
    GesteVersion,
    Grille,
    Morceau,
    Nature,
    Partie,
    Prose,
    Signatures,
    Trait,
    arrange,
    as_plain,
    check_step,
    differences,
    empreinte_of,
    from_plain,
)
from asv.domain.document.matiere import ActionDite, Matiere, PrioriteDite, QuartierDit, commune_of, fiche_of, generate
from asv.domain.errors import Conflict, Forbidden, Refused

A, B = uuid4(), uuid4()
TEXTES = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)
GRILLES = st.builds(
    Grille, TEXTES, st.just(("Lieu", "Contacts")), st.lists(st.tuples(TEXTES, TEXTES), max_size=3).map(tuple),
    TEXTES, TEXTES, st.booleans(),
    st.none() | st.builds(Dessin, TEXTES, TEXTES, TEXTES, TEXTES, st.booleans()),
)  # fmt: skip
MORCEAUX = st.lists(st.one_of(st.builds(Prose, TEXTES), GRILLES), max_size=3).map(tuple)
CONTENUS = st.builds(
    Contenu, TEXTES, TEXTES, st.integers(2020, 2040), st.integers(1, 99), st.just("2026-05-12"),
    st.lists(st.builds(Partie, TEXTES, TEXTES, st.just("document"), MORCEAUX), max_size=3).map(tuple),
    st.lists(st.builds(Annexe, TEXTES, TEXTES, TEXTES, MORCEAUX), max_size=2).map(tuple),
)  # fmt: skip


def version(*paragraphs: str, numero: int = 1) -> Contenu:
    return contenu_of(Prose("\n\n".join(paragraphs)), numero=numero)


def contenu_of(*morceaux: Morceau, numero: int = 1) -> Contenu:
    partie = Partie("sante", "État de santé", "document", morceaux)
    return Contenu("Diagnostic", "Essai", 2025, numero, "2026-05-12", (partie,))


def test_every_generated_block_of_the_template_is_known():
    opened = [objet for chapitre in TRAME for nature, objet in chapitre.ouverture if nature is Nature.GENERE]

    assert opened
    assert set(opened) <= set(GENERES)
    assert len(CHAPITRES) == len(TRAME)


@given(CONTENUS)
def test_a_version_read_again_is_the_same_and_has_the_same_fingerprint(contenu: Contenu):
    again = from_plain(as_plain(contenu))

    assert again == contenu
    assert empreinte_of(again) == empreinte_of(contenu)


def test_a_table_without_drawing_is_written_as_before_drawings_existed():
    plain = as_plain(contenu_of(Grille("Titre", ("Lieu",), (("Lens",),))))

    assert set(plain["parties"][0]["morceaux"][0]) == {"titre", "colonnes", "lignes", "note", "source", "textes"}


def test_a_drawing_that_says_something_else_shows_among_the_differences():
    before, after = (
        contenu_of(Grille("Titre", ("Lieu",), (("Lens",),), dessin=Dessin("<svg/>", "", phrase)))
        for phrase in ("Aucun quartier ne sort.", "Un quartier sort.")
    )

    ((_, (ecriture,)),) = differences(before, after)

    assert [one for one in ecriture.morceaux if one[0] is not Trait.PAREIL] == [
        (Trait.RETIRE, "Aucun"), (Trait.AJOUTE, "Un"), (Trait.RETIRE, "ne "),
    ]  # fmt: skip


def test_one_changed_word_changes_the_fingerprint():
    assert empreinte_of(version("Un texte.")) != empreinte_of(version("Un test."))


@given(st.sampled_from([c.code for c in TRAME]), st.sampled_from(["monter", "descendre"]))
def test_moving_a_chapter_loses_none(code: str, geste: str):
    every = [chapitre.code for chapitre in TRAME]

    assert sorted(arrange(every, code, geste)) == sorted(every)


def test_a_chapter_taken_out_comes_back_at_the_end():
    without = arrange(["synthese", "sante"], "synthese", "retirer")

    assert arrange(without, "synthese", "remettre") == ("sante", "synthese")


@pytest.mark.parametrize("geste", ["retirer", "monter"])
def test_a_chapter_that_is_not_there_does_not_move(geste: str):
    with pytest.raises(Refused, match="rechargez"):
        arrange(["sante"], "synthese", geste)


def test_whoever_proposed_a_version_neither_reads_nor_approves_it():
    with pytest.raises(Forbidden, match="une autre personne"):
        check_step(Signatures(frozenset({A, B}), figee_par=A), GesteVersion.RELIRE, A)
    with pytest.raises(Forbidden, match="une autre personne"):
        check_step(Signatures(frozenset({A, B}), figee_par=A, relue_par=B), GesteVersion.APPROUVER, A)


def test_the_only_author_does_not_approve_even_when_another_proposed():
    with pytest.raises(Forbidden, match="seul à avoir écrit"):
        check_step(Signatures(frozenset({A}), figee_par=B, relue_par=A), GesteVersion.APPROUVER, A)


def test_a_version_is_read_before_it_is_approved_and_approved_before_it_is_published():
    proposed = Signatures(frozenset({A}), figee_par=A)

    for geste in (GesteVersion.APPROUVER, GesteVersion.PUBLIER):
        with pytest.raises(Conflict):
            check_step(proposed, geste, B)


@pytest.mark.parametrize("geste", list(GesteVersion))
def test_nothing_more_happens_to_a_published_version(geste: GesteVersion):
    published = Signatures(frozenset({A}), figee_par=A, relue_par=B, approuvee_par=B, publiee_par=A)

    with pytest.raises(Conflict):
        check_step(published, geste, B)


def test_differences_show_the_changed_words_of_a_paragraph():
    found = differences(version("Trois médecins exercent ici.", "Fin."), version("Deux médecins exercent ici.", "Fin."))

    ((titre, (ecriture,)),) = found
    assert titre == "État de santé"
    assert ecriture.morceaux == (
        (Trait.RETIRE, "Trois"), (Trait.AJOUTE, "Deux"), (Trait.PAREIL, " médecins exercent ici."),
    )  # fmt: skip


def test_differences_of_a_version_with_itself_are_none():
    assert differences(version("Un."), version("Un.")) == []


@given(CONTENUS)
def test_what_is_added_is_all_there_is_when_there_was_nothing(contenu: Contenu):
    empty = Contenu("", "", 2025, 1, "2026-05-12", ())

    told = differences(empty, contenu)

    assert all(trait is Trait.AJOUTE for _, ecritures in told for e in ecritures for trait, _ in e.morceaux)


MATIERE = Matiere(
    communes={"62498": "Lens", "62427": "Hénin"},
    quartiers=[QuartierDit("QN1", "Cité 12", ("62498",), 2400), QuartierDit("QN2", "Cité 4", ("62427",), None)],
    priorites=[
        PrioriteDite(2026, 1, "Trouver un médecin", None, "Médecin traitant", ()),
        PrioriteDite(2026, 2, "Payer ses lunettes", "QN2", "Coût", ("Bus des lunettes",)),
    ],
    actions=[ActionDite("Bus des lunettes", "Vue", "CPTS", "Programmée", frozenset({"QN2"}), frozenset(), 3)],
    paroles=[], structures=[], engagements=[],
)  # fmt: skip


def cells(annexe: Annexe) -> str:
    return " ".join(c for m in annexe.morceaux if isinstance(m, Grille) for ligne in m.lignes for c in ligne)


def test_the_sheet_of_a_quartier_holds_its_priorites_and_those_of_the_territoire_and_no_other():
    first, second = (fiche_of(quartier, MATIERE, ()) for quartier in MATIERE.quartiers)

    assert "Trouver un médecin" in cells(first)
    assert "lunettes" not in cells(first)
    assert "Payer ses lunettes" in cells(second)


def test_the_summary_of_a_commune_holds_the_actions_of_its_quartiers():
    assert "Bus des lunettes" in cells(commune_of("62427", MATIERE, ()))
    assert "Bus des lunettes" not in cells(commune_of("62498", MATIERE, ()))


@pytest.mark.parametrize("code", list(GENERES))
def test_every_generated_block_says_something(code: str):
    empty = Matiere(
        communes={}, quartiers=[], priorites=[], actions=[], paroles=[], structures=[], engagements=[]
    )  # fmt: skip

    for matiere in (MATIERE, empty):
        first, *_ = generate(code, matiere, ["M06"])
        assert first.titre if isinstance(first, Grille) else first.texte
