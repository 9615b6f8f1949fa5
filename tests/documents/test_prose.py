"""The Markdown subset: read into values, never into tags."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.documents.prose import Alinea, Citation, Intertitre, Mots, Puces, read_prose


def plain(blocs) -> str:
    """Every letter that a text prints."""
    found = []
    for bloc in blocs:
        match bloc:
            case Alinea(mots) | Intertitre(mots, _):
                found.append("".join(m.texte for m in mots))
            case Puces(items, _):
                found += [plain(item) for item in items]
            case Citation(inner):
                found.append(plain(inner))
    return " ".join(found)


def test_strong_emphasis_lists_headings_quotations_and_links_are_read():
    read = read_prose("# Titre\n\nUn **gras** et *penché*, [site](https://exemple.fr).\n\n- un\n- deux\n\n> cité")

    assert read == [
        Intertitre([Mots("Titre")], 1),
        Alinea([
            Mots("Un "), Mots("gras", gras=True), Mots(" et "), Mots("penché", italique=True), Mots(", "),
            Mots("site", lien="https://exemple.fr"), Mots("."),
        ]),
        Puces([[Alinea([Mots("un")])], [Alinea([Mots("deux")])]], is_numerotee=False),
        Citation([Alinea([Mots("cité")])]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    ["<script>alert(1)</script>", "<b>gras</b>", "[x](javascript:alert)", "`code`", "| a | b |", "&lt;b&gt;"],
)
def test_what_is_not_in_the_subset_stays_the_letters_that_were_typed(typed: str):
    assert plain(read_prose(typed)) == typed


@pytest.mark.parametrize(
    "address", ["http://exemple.fr", "data:text/html,x", "//exemple.fr", "/comptes", "mailto:a@b.fr"]
)
def test_a_link_leads_to_https_or_nowhere(address: str):
    (alinea,) = read_prose(f"[mots]({address})")

    assert all(mots.lien == "" for mots in alinea.mots)


def test_no_heading_level_is_skipped():
    levels = [bloc.niveau for bloc in read_prose("### a\n\n# b\n\n### c\n\n### d") if isinstance(bloc, Intertitre)]

    assert levels == [1, 1, 2, 3]


@given(st.text(max_size=200))
def test_any_text_is_read_and_links_only_to_https(texte: str):
    def links(value):
        if isinstance(value, Mots):
            yield value.lien
        elif dataclasses.is_dataclass(value):
            for field in dataclasses.fields(value):
                yield from links(getattr(value, field.name))
        elif isinstance(value, list):
            for one in value:
                yield from links(one)

    assert all(lien == "" or lien.startswith("https://") for lien in links(read_prose(texte)))
