"""What an alert says, in one sentence, without any figure about people."""

from collections.abc import Callable, Mapping
from datetime import date

Details = Mapping[str, str]
Noms = Mapping[str, str]
"""Names of QPV by code, of structures by identifier."""
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip


def phrase_of(regle: str, details: Details, noms: Noms) -> str:
    """The sentence of an alert. `details`: those of its constat. A place or structure without a name is not named."""
    return _PHRASES[regle](details, noms)


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]}"


def _month(text: str) -> str:
    year, month = text.split("-")
    return f"{MONTHS[int(month) - 1]} {year}"


def _places(codes: str, noms: Noms) -> str:
    named = [noms[code] for code in codes.split(" ") if code in noms]
    return f" ({', '.join(named)})" if named else ""


def _doublon(d: Details, noms: Noms) -> str:
    first, second = (_day(d["jour"]) + _places(d["qpv"], noms), _day(d["autre_jour"]) + _places(d["autre_qpv"], noms))
    return f"Même thème, public commun, quartiers proches, à moins de 21 jours : le {first} et le {second}."


def _blanche(d: Details, _: Noms) -> str:
    return f"Besoin de rang {d['rang']} dans ce quartier, et aucune séance depuis douze mois ni à venir."


def _saturation(d: Details, noms: Noms) -> str:
    many = len(d["actions"].split(" "))
    hote = noms.get(d["hote"], "Une structure")
    return f"{hote} accueille {many} actions pour le même public en {_month(d['mois'])}."


def _concentration(d: Details, _: Noms) -> str:
    return f"{d['seances']} séances sur les {d['total']} de l’année ont lieu en {_month(d['mois'])}."


def _sans_outil(_: Details, __: Noms) -> str:
    return "Deux actions parlent du même thème au même public, sans support commun : ils peuvent se contredire."


def _tardive(d: Details, _: Noms) -> str:
    if d["annonce"] >= d["jour"]:
        return f"La date du {_day(d['jour'])} est déjà là, et l’action n’est pas annoncée."
    days = (date.fromisoformat(d["jour"]) - date.fromisoformat(d["annonce"])).days
    left = f"que {days} jours" if days > 1 else "qu’un jour"
    return f"Les médiateurs n’ont {left} pour orienter vers la date du {_day(d['jour'])} : il en faut quinze."


def _soignant(d: Details, noms: Noms) -> str:
    when = {"matin": "matin", "apres_midi": "après-midi", "soir": "soir"}[d["creneau"]]
    who = noms.get(d["structure"], "une structure")
    return f"Le soignant de {who} est attendu par deux actions le {_day(d['jour'])}, {when}."


def _salle(d: Details, _: Noms) -> str:
    return f"« {d['offre']} » est libre à {d['km'].replace('.', ',')} km de qui cherche « {d['demande']} »."


def _accuse(d: Details, _: Noms) -> str:
    many = int(d["manquants"])
    people = "une personne prévenue n’a" if many == 1 else f"{many} personnes prévenues n’ont"
    return f"L’annulation attendait un « vu » avant le {_day(d['avant'])} : {people} pas répondu."


def _suite(_: Details, __: Noms) -> str:
    return "La fiche ne dit pas qui reçoit les personnes dont le test est positif, ni en combien de jours."


def _reponse(d: Details, _: Noms) -> str:
    return f"« {d['priorite']} », priorité retenue le {_day(d['retenue_le'])}, n’a encore aucune action après six mois."


def _besoin(d: Details, _: Noms) -> str:
    return f"{d['actions']} actions en un an dans ce quartier, pour un besoin de rang {d['rang']}."


def _droit_commun(d: Details, noms: Noms) -> str:
    who = noms.get(d["structure"], "Un signataire")
    return f"{who} s’est déjà engagé à cela : « {d['engagement']} »."


_PHRASES: Mapping[str, Callable[[Details, Noms], str]] = {
    "DOUBLON": _doublon,
    "ZONE_BLANCHE": _blanche,
    "SATURATION": _saturation,
    "CONCENTRATION": _concentration,
    "SANS_OUTIL": _sans_outil,
    "ANNONCE_TARDIVE": _tardive,
    "SOIGNANT": _soignant,
    "SALLE_VIDE": _salle,
    "SANS_ACCUSE": _accuse,
    "SANS_SUITE": _suite,
    "SANS_REPONSE": _reponse,
    "SANS_BESOIN": _besoin,
    "DROIT_COMMUN": _droit_commun,
}
