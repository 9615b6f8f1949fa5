"""The Markdown subset of a document, read into values: no tag is ever made of what somebody typed.

Kept: paragraphs, headings, lists, quotations, strong, emphasis, links to https. markdown-it-py reads CommonMark with
everything else off: HTML, images, code, rules and tables stay the letters that were typed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

DEEPEST: Final = 3


@dataclass(frozen=True, slots=True)
class Mots:
    """A run of letters. lien: an https address, or nothing."""

    texte: str
    gras: bool = False
    italique: bool = False
    lien: str = ""


@dataclass(frozen=True, slots=True)
class Alinea:
    mots: Sequence[Mots]


@dataclass(frozen=True, slots=True)
class Intertitre:
    """A heading inside a chapter; niveau: 1 to 3, under that of the chapter."""

    mots: Sequence[Mots]
    niveau: int


@dataclass(frozen=True, slots=True)
class Puces:
    """A list; each item is a sequence of blocks."""

    items: Sequence[Sequence["Redaction"]]
    is_numerotee: bool


@dataclass(frozen=True, slots=True)
class Citation:
    blocs: Sequence["Redaction"]


Redaction: TypeAlias = Alinea | Intertitre | Puces | Citation


def _reader() -> MarkdownIt:
    reader = MarkdownIt("zero", {"html": False, "linkify": False, "typographer": False, "maxNesting": 12})
    return reader.enable(["heading", "list", "blockquote", "emphasis", "link", "escape", "newline"])


READER: Final = _reader()


def read_prose(texte: str) -> list[Redaction]:
    """The blocks of a text, in order."""
    return list(_blocks(SyntaxTreeNode(READER.parse(texte)).children, 1))


def _blocks(nodes: Sequence[SyntaxTreeNode], least: int) -> Iterator[Redaction]:
    """least: the highest heading allowed here, so that no level is skipped."""
    for node in nodes:
        match node.type:
            case "heading":
                least = min(int(node.tag[1]), least, DEEPEST)
                yield Intertitre(_runs(node), least)
                least = min(least + 1, DEEPEST)
            case "bullet_list" | "ordered_list":
                items = [list(_blocks(item.children, DEEPEST)) for item in node.children]
                yield Puces(items, node.type == "ordered_list")
            case "blockquote":
                yield Citation(list(_blocks(node.children, DEEPEST)))
            case "paragraph":
                yield Alinea(_runs(node))


def _runs(node: SyntaxTreeNode) -> list[Mots]:
    return [run for child in node.children for run in _inline(child, Mots(""))]


def _inline(node: SyntaxTreeNode, style: Mots) -> Iterator[Mots]:
    match node.type:
        case "strong":
            style = Mots("", True, style.italique, style.lien)
        case "em":
            style = Mots("", style.gras, True, style.lien)
        case "link":
            address = str(node.attrs.get("href", ""))
            style = Mots("", style.gras, style.italique, address if address.startswith("https://") else "")
        case "softbreak" | "hardbreak":
            yield Mots(" ", style.gras, style.italique, style.lien)
        case "text" | "text_special" if node.content:
            yield Mots(node.content, style.gras, style.italique, style.lien)
        case _:
            pass
    for child in node.children:
        yield from _inline(child, style)
