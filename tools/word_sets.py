"""Builds asv/detection/data/mots.bin, the word sets of the detector of free texts, from lists whose licence allows it.

    python tools/word_sets.py <folder of fr.aff and fr.dic, from Debian's hunspell-fr-comprehensive>

Five sets of hashes, none of which gives its words back: common words, sure names, names that are also rare words,
names that are also common words, places. See asv/detection/data/SOURCES.csv and docs/texte-libre.md.
"""

import csv
import gzip
import importlib
import re
import struct
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from asv.detection.folding import fold
from asv.detection.words import hash_of, stem

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "asv" / "detection" / "data" / "mots.bin"
LOCALES = (
    "fr_FR", "fr_BE", "fr_CH", "fr_QC", "fr_DZ", "tr_TR", "pl_PL", "pt_PT", "it_IT", "es_ES", "ro_RO", "nl_BE",
    "en_NG", "ha_NG", "yo_NG", "tw_GH", "en_PK",
)  # fmt: skip
PROPER = {"prn", "patr", "npr", "titr", "sfx", "pfx", "err", ""}
LATE_TENSE = re.compile(r"po:(?:ipsi|simp)")
SAID = re.compile(r"po:(?:infi|ppre|ppas|impe|ipre|spre)|po:(?:iimp|ifut|cond) .*3|po:(?:ifut|iimp) po:[13]")
WORD = re.compile(r"[^\W\d_]{2,}(?:['-][^\W\d_]+)*")
COMMON_RATE, NAME_RATE = 64, 2048
SHORT, LOW_BITS = 2, 127

NOT_PLACES = {"jesus", "marie", "joseph"}
EPCI, NORTH, TOWN, CITY = "246200364", {"59", "62"}, 2_000, 60_000


def expanded(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Each form of the dictionary, with its part of speech and its tags."""
    endings = defaultdict(list)
    for line in (folder / "fr.aff").read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if line.startswith("SFX ") and parts[4:]:
            added = parts[3].split("/")[0]
            endings[parts[1]].append((
                parts[2].replace("0", ""), added.replace("0", ""), re.compile(f"{parts[4]}$"), " ".join(parts[5:])
            ))  # fmt: skip
    for line in (folder / "fr.dic").read_text(encoding="utf-8").splitlines()[1:]:
        head, *tags = line.split()
        word, _, flags = head.partition("/")
        kind = next((tag[3:] for tag in tags if tag.startswith("po:")), "")
        yield word, kind, " ".join(tags)
        for start in range(0, len(flags), 2):
            for cut, added, condition, tag in endings.get(flags[start : start + 2], ()):
                if word.endswith(cut) and condition.search(word):
                    yield word[: len(word) - len(cut)] + added, kind, tag


def parts_of(words: Iterable[str]) -> set[str]:
    """Folded words, compound ones cut as the detector cuts them."""
    return {part for word in words for part in re.findall(r"[^\W\d_]+", fold(word).text) if len(part) > 1}


def listed_names() -> tuple[set[str], set[str]]:
    """First names and surnames of Faker's locales, and those written for this project, which serve as both."""
    first, last = set(), set()
    for locale in LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for kind in ("first_names_female", "first_names_male", "first_names"):
            first |= set(getattr(provider, kind, ()))
        last |= set(getattr(provider, "last_names", ()))
    lines = (ROOT / "tools" / "noms_ajoutes.txt").read_text(encoding="utf-8").splitlines()
    ours = {word for line in lines if not line.startswith("#") for word in line.split()}
    return parts_of(first), parts_of(last) | parts_of(ours)


def set_aside() -> tuple[set[str], set[str]]:
    """Names that are also ordinary words, and words that are no names whatever the lists say."""
    lines = (ROOT / "tools" / "noms_ecartes.txt").read_text(encoding="utf-8").splitlines()
    kept = [line.split() for line in lines if not line.startswith("#")]
    also_words, never = (
        {word for kind, *words in kept if kind == wanted for word in words} for wanted in ("mot", "jamais")
    )
    return also_words, never


def places() -> set[str]:
    """Communes of the Nord and the Pas-de-Calais above 2 000 people, and all those of the agglomération."""
    with gzip.open(ROOT / "asv" / "reference" / "data" / "communes.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {
        row["nom"] for row in rows
        if row["epci"] == EPCI
        or (row["departement"] in NORTH and int(row["population"] or 0) > TOWN)
        or int(row["population"] or 0) > CITY
    }  # fmt: skip


def packed(words: Iterable[str], rate: int) -> bytes:
    """A sorted list of hashes, as the gaps between them: four bytes of count, four of length, seven bits a byte."""
    words = set(words)
    body = bytearray()
    last = 0
    for value in sorted({hash_of(word) % (len(words) * rate) for word in words}):
        gap, last = value - last, value
        while gap > LOW_BITS:
            body.append(gap & LOW_BITS | 128)
            gap >>= 7
        body.append(gap)
    return struct.pack("<III", len(words) * rate, len(body), 0) + bytes(body)


def dictionary(folder: Path) -> tuple[dict[str, set[str]], set[str]]:
    """Words by what they are (ordinary, prn, patr, npr), and the ordinary ones that a note of today may hold."""
    kinds: dict[str, set[str]] = {"ordinary": set(), "prn": set(), "patr": set(), "npr": set()}
    said: set[str] = set()
    for word, kind, tags in expanded(folder):
        if not WORD.fullmatch(word):
            continue
        kinds.get("ordinary" if kind not in PROPER else kind, set()).update(parts_of([word]))
        if kind not in PROPER and (not kind.startswith("v") or (SAID.search(tags) and not LATE_TENSE.search(tags))):
            said |= parts_of([word])
    return kinds, said


def main() -> None:
    kinds, said = dictionary(Path(sys.argv[1]))
    common, communes = kinds["ordinary"], places()
    faker_first, others = listed_names()
    first, last = kinds["prn"] | faker_first, kinds["patr"] | others
    town = parts_of(name for name in communes if not re.search("[ -]", name))
    words, never = set_aside()
    names = {word for word in first | last if len(word) > SHORT} - never - town
    also_words = {word for word in names & common if word in words or word not in first}
    rare_words, sure = names & common - also_words, names - common
    where = (kinds["npr"] | parts_of(communes)) - names - common - NOT_PLACES
    where = {word for word in where if len(word) > SHORT} | town
    sets = [packed({stem(word) for word in said}, COMMON_RATE)]
    sets += [packed(chosen, NAME_RATE) for chosen in (sure, rare_words, also_words, where)]
    TARGET.write_bytes(b"".join(sets))
    print(*(len(chosen) for chosen in (said, sure, rare_words, also_words, where)), TARGET.stat().st_size)


if __name__ == "__main__":
    main()
