"""A saisie as a form, field by field, from the same declarations that read it from a tablet; and the form read back."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from asv.domain import nomenclatures
from asv.domain.nomenclatures import Creneau, Entree, PremiereFois
from asv.domain.saisie import (
    Champ,
    Choix,
    Code,
    Codes,
    Entier,
    Identifiant,
    Identifiants,
    InvalidField,
    Jour,
    Lieu,
    Repartition,
)

LIBELLES = {
    "date": "Jour", "creneau": "Moment de la journée", "lieu": "Commune et quartier", "lieu_type": "Type de lieu",
    "mode": "Mode de contact", "duree_minutes": "Durée en minutes", "mediateurs": "Avec",
    "structure_hote": "Structure qui accueille", "sexe": "Sexe", "tranche_age": "Âge",
    "zone_residence": "Où vit la personne", "lieu_residence": "Commune ou quartier où elle vit",
    "freins": "Difficulté principale, puis les autres", "themes": "Thèmes", "interventions": "Ce que j’ai fait",
    "orientation": "Orientation", "force_orientation": "Force de l’orientation",
    "premiere_fois": "Première fois cette année", "langue": "Langue de l’échange",
    "langue_avant": "Langue essayée d’abord", "interpretariat_minutes": "Minutes d’interprétariat",
    "publics": "Situation", "origine": "Venue par", "information": "Information donnée", "nombre": "Nombre",
    "accompagnants": "Personnes qui accompagnaient", "theme": "Thème", "total": "Participants",
    "residence": "Où vivent les participants", "deja_rencontres": "Dont déjà rencontrés",
    "type_action": "Type d’action", "satisfaction": "Satisfaction", "questions": "Questions posées par le groupe",
}  # fmt: skip
MOTS = {
    **{creneau.value: creneau.libelle for creneau in Creneau},
    **{answer.value: answer.libelle for answer in PremiereFois},
    "QPV": "Dans un quartier prioritaire", "HORS_QPV": "Hors quartier prioritaire", "CONTENT": "Contents",
    "MOYEN": "Moyennement", "MECONTENT": "Mécontents",
}  # fmt: skip
PAIRS = {"commune": ("lieu", "qpv"), "commune_residence": ("lieu_residence", "qpv_residence")}
"""A commune and the QPV in it are one choice on a form, so that they always agree."""
FIELD_OF = {champ: name for commune, (name, qpv) in PAIRS.items() for champ in (commune, qpv)}
HIDDEN = frozenset({"seance", "nature", "code", "carte", "qpv", "qpv_residence"})
Options = list[tuple[str, str]]


class Answers(Protocol):
    """The fields of a form as sent."""

    def get(self, key: str, default: str = "") -> Any: ...
    def getall(self, key: str, default: list[Any]) -> list[Any]: ...


def _accepts(champ: Champ, name: str, code: str, version: str) -> bool:
    try:
        champ.read(name, code, version)
    except InvalidField:
        return False
    return True


def _label(entree: Entree) -> str:
    return entree.court or entree.libelle


def groups_of(name: str, champ: Code, version: str) -> list[tuple[str, Options]]:
    """The values of a list that may be chosen, under their family, with the discreet labels of the tablet."""
    found: dict[str, Options] = {}
    for entree in nomenclatures.liste(champ.liste).entrees:
        if entree.jusqu_a is None and _accepts(champ, name, entree.code, version):
            head = nomenclatures.entree(champ.liste, nomenclatures.family(champ.liste, entree.code))
            found.setdefault(_label(head), []).append((entree.code, _label(entree)))
    groups = [(title if len(options) > 1 else "", options) for title, options in found.items()]
    if not champ.is_required:
        missing = nomenclatures.liste("VALEUR_MANQUANTE").entrees
        groups.append(("Sans réponse", [(entree.code, _label(entree)) for entree in missing]))
    return groups


def word_of(code: str) -> str:
    if code in MOTS:
        return MOTS[code]
    known = {entree.code: _label(entree) for entree in nomenclatures.liste("VALEUR_MANQUANTE").entrees}
    return known.get(code, code)


def fields_of(
    champs: Mapping[str, Champ], contenu: Mapping[str, Any], offered: Mapping[str, Any], errors: Mapping[str, str]
) -> list[dict[str, Any]]:
    """What the template draws, in the order of the declaration. `offered`: places and people one may choose."""
    drawn = []
    for name, champ in champs.items():
        if name in HIDDEN or not _is_asked(name, contenu.get("nature")):
            continue
        field = _field(name, champ, contenu, offered)
        shown = FIELD_OF.get(name, name)
        error = errors.get(shown, "")
        drawn.append({"name": shown, "label": LIBELLES[shown], "required": champ.is_required, "error": error} | field)
    return drawn


def _is_asked(name: str, nature: str | None) -> bool:
    """Only salutations are counted by several at once, and they say nothing else; the numbers shown say nothing."""
    return name == "nombre" if nature == "salutation" else nature != "urgence" and name != "nombre"


def _field(name: str, champ: Champ, contenu: Mapping[str, Any], offered: Mapping[str, Any]) -> dict[str, Any]:
    value, version = contenu.get(name), contenu["nomenclature"]
    chosen: dict[str, Any] = {"kind": "one", "value": value or ""}
    match champ:
        case Lieu():
            place = f"{value}:{contenu.get(PAIRS[name][1]) or ''}".rstrip(":") if value else ""
            return chosen | {"value": place, "groups": offered["lieux"]}
        case Code():
            chosen["groups"] = groups_of(name, champ, version)
        case Choix():
            chosen["groups"] = [("", [(code, word_of(code)) for code in sorted(champ.values, key=_rank)])]
        case Identifiant():
            chosen["groups"] = [("", offered["structures"])]
        case _:
            return _other_field(name, champ, value, version=version, offered=offered)
    return chosen


def _other_field(name: str, champ: Champ, value: Any, *, version: str, offered: Mapping[str, Any]) -> dict[str, Any]:
    match champ:
        case Codes():
            chosen = [*(value or []), *([""] * champ.most)][: champ.most]
            return {"kind": "several", "values": chosen, "groups": groups_of(name, champ.one, version)}
        case Entier():
            return {"kind": "number", "value": "" if value is None else value, "least": champ.least, "most": champ.most}
        case Jour():
            return {"kind": "date", "value": value or ""}
        case Repartition():
            return {"kind": "shares", "shares": _shares(champ, value or {}, version)}
        case Identifiants():
            return {"kind": "people", "values": value or [], "options": offered["mediateurs"]}
    raise TypeError(name)


def _rank(code: str) -> tuple[int, str]:
    """Answers in their own order, non-answers last."""
    order = [*MOTS]
    return (order.index(code) if code in order else len(order), code)


def _shares(champ: Repartition, value: Mapping[str, int], version: str) -> list[tuple[str, str, Any]]:
    known = champ.codes(version)
    if champ.liste is None:
        return [(code, word_of(code), value.get(code, "")) for code in sorted(known, key=_rank)]
    entrees = [*nomenclatures.liste(champ.liste).entrees, *nomenclatures.liste("VALEUR_MANQUANTE").entrees]
    labels = {entree.code: _label(entree) for entree in entrees if entree.code in known}
    return [(code, label, value.get(code, "")) for code, label in labels.items()]


def contenu_of(champs: Mapping[str, Champ], answers: Answers) -> dict[str, Any]:
    """The saisie written in a form, as a tablet would send it; the domain says what is wrong with it."""
    contenu: dict[str, Any] = {}
    for name, champ in champs.items():
        if name not in HIDDEN:
            contenu |= _answer(name, champ, answers)
    return {name: value for name, value in contenu.items() if value not in (None, "", [], {})}


def _answer(name: str, champ: Champ, answers: Answers) -> dict[str, Any]:
    match champ:
        case Lieu():
            shown, qpv = PAIRS[name]
            commune, _, part = str(answers.get(shown, "")).partition(":")
            return {name: commune, qpv: part}
        case Codes() | Identifiants():
            return {name: [str(one) for one in answers.getall(name, []) if one]}
        case Entier():
            return {name: whole(name, str(answers.get(name, "")))}
        case Repartition(values=words):
            codes: Sequence[str] = sorted(champ.codes(nomenclatures.VERSION) if champ.liste else words)
            counts = {code: whole(name, str(answers.get(f"{name}.{code}", ""))) for code in codes}
            return {name: {code: count for code, count in counts.items() if count is not None}}
        case _:
            return {name: str(answers.get(name, ""))}


def whole(name: str, text: str) -> int | None:
    """A whole number typed in a field, None when it was left empty."""
    if not text.strip():
        return None
    if not text.strip().isascii() or not text.strip().isdecimal():
        raise InvalidField(name, "Écrivez un nombre entier, en chiffres.")
    return int(text)
