"""How a place welcomes: what makes it accessible, and the languages spoken at its desk.

Two closed lists of our own; a code is never reused for something else, since sheets and tablets keep it.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

ACCESSIBILITES: Mapping[str, str] = MappingProxyType({
    "AX_PMR": "Accessible en fauteuil roulant",
    "AX_STATIONNEMENT": "Place de stationnement réservée à proximité",
    "AX_ASCENSEUR": "Ascenseur, ou tout de plain-pied",
    "AX_TOILETTES": "Toilettes adaptées",
    "AX_BOUCLE": "Boucle magnétique",
    "AX_LSF": "Accueil en langue des signes (LSF)",
    "AX_FALC": "Documents faciles à lire et à comprendre (FALC)",
    "AX_VISUEL": "Repères pour les personnes malvoyantes",
    "AX_CALME": "Attente au calme possible",
    "AX_TRANSPORT": "Arrêt de bus ou de tram à moins de 300 m",
    "AX_DOMICILE": "Se déplace à domicile",
    "AX_GRATUIT": "Gratuit, ou sans avance de frais",
})  # fmt: skip
"""Terms of the registre public d’accessibilité (arrêté du 19 avril 2017) and of Acceslibre, the public base of the
Délégation ministérielle à l’accessibilité (acceslibre.beta.gouv.fr); FALC: European rules of « Information for all »
(Unapei, Inclusion Europe, 2009). Transport, home and cost are what a mediator asks next: they are ours.
"""

LANGUES_PARLEES: Mapping[str, str] = MappingProxyType({
    "fra": "français", "sqi": "albanais", "deu": "allemand", "amh": "amharique", "eng": "anglais", "ara": "arabe",
    "hye": "arménien", "bam": "bambara", "ben": "bengali", "ber": "berbère", "bul": "bulgare", "zho": "chinois",
    "spa": "espagnol", "kat": "géorgien", "ell": "grec", "hin": "hindi", "hun": "hongrois", "ita": "italien",
    "kab": "kabyle", "kur": "kurde", "lin": "lingala", "nld": "néerlandais", "urd": "ourdou", "pus": "pachto",
    "pan": "pendjabi", "fas": "persan (dari, farsi)", "ful": "peul", "pol": "polonais", "por": "portugais",
    "rom": "romani", "ron": "roumain", "rus": "russe", "srp": "serbe", "som": "somali", "snk": "soninké",
    "swa": "swahili", "tam": "tamoul", "ces": "tchèque", "tir": "tigrigna", "tur": "turc", "ukr": "ukrainien",
    "vie": "vietnamien", "wol": "wolof",
})  # fmt: skip
"""Spoken at the desk, by alphabetical order of their French names but French first.

Codes: ISO 639-2/T; French names: Library of Congress, registration authority of ISO 639-2 (loc.gov/standards/iso639-2),
in everyday words. A sheet that names none is read as French.
"""


def names_of(codes: Iterable[str], known: Mapping[str, str]) -> list[str]:
    """French names of codes, in the order of the list; a code of another version is left out."""
    held = set(codes)
    return [nom for code, nom in known.items() if code in held]
