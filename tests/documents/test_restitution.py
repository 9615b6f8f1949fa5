"""The restitution holds on four pages, whatever the number of quartiers that voted."""

import io
from datetime import date

import pypdf

from asv.documents.pdf import redige_pdf
from asv.documents.redige import EtatImprime, restitution
from asv.domain.document import Contenu, Partie, Prose, Sortie
from asv.domain.document.concertation import CollegeDit, VoteDit, heard, kept, set_aside
from asv.domain.priorites import College, Recueil

DENTISTE, PSY, RAC = "Obtenir des soins dentaires", "Pas de place en santé mentale", "Reste à charge trop élevé"


def vote(nom: str) -> VoteDit:
    colleges = {
        College.HABITANTS: CollegeDit("20", {DENTISTE: 1, RAC: 2}),
        College.PROFESSIONNELS: CollegeDit("20", {PSY: 1, DENTISTE: 2}),
    }
    return VoteDit(
        nom, nom, colleges, "Les deux sont retenus ; le dentaire d’abord, parce que le bus est déjà financé.",
        is_decidee=True, retenus=[(DENTISTE, 2027), (PSY, 2028)], repondent=["Bus bucco-dentaire à l’école"],
        ecartes=[(RAC, "La caisse y répond déjà par ses aides, et chacun peut les demander.")],
    )  # fmt: skip


def pages(votes: list[VoteDit]) -> int:
    """Pages of a restitution whose two other chapters hold a page and a half of words."""
    words = Prose("\n\n".join(["Nous avons tenu des permanences et rencontré des habitants. " * 6] * 4))
    recueil = Recueil(9, frozenset("ABCDEFG"), 21)
    chapters = [
        ("Ce que nous avons fait", (words,)), ("Ce que nous avons entendu", heard(votes, recueil)),
        ("Ce qui est retenu", kept(votes)), ("Ce qui n’est pas retenu, et pourquoi", set_aside(votes)),
        ("Et maintenant", (Prose("Une réunion se tient dans chaque quartier avant l’été."),)),
    ]  # fmt: skip
    parties = tuple(Partie(str(n), t, Sortie.RESTITUTION.value, m) for n, (t, m) in enumerate(chapters))
    contenu = Contenu("Diagnostic", "Lens-Liévin", 2026, 1, date(2027, 5, 12).isoformat(), parties)
    return len(pypdf.PdfReader(io.BytesIO(redige_pdf(restitution(contenu, EtatImprime("Publiée"))))).pages)


def test_the_restitution_holds_on_four_pages_from_one_quartier_to_twenty_one():
    names = [f"Cité des Acacias {number}" for number in range(21)]

    assert [pages([vote(nom) for nom in names[:count]]) <= 4 for count in (1, 7, 8, 21)] == [True] * 4
