"""The public description of the protocol, drawn from the very tables that the domain reads by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import (
    Example,
    OpenAPIFormat,
    OpenAPIMediaType,
    OpenAPIType,
    Operation,
    Reference,
    RequestBody,
    Schema,
)

from asv.domain import ateliers, contacts, nomenclatures, seances, signaux
from asv.domain.saisie import (
    Carte,
    Champ,
    Choix,
    Code,
    Codes,
    Entier,
    Identifiant,
    Identifiants,
    Jour,
    Lieu,
    Lignes,
    Mois,
    OuiNon,
    Repartition,
    Selon,
    Texte,
)
from asv.domain.suivis import etapes, orientations, ouverture, retrait
from asv.web.synchronisation.body import LIMIT_ITEMS, LIMIT_WAITING

VERSIONS: Mapping[str, Mapping[int, Mapping[str, Champ]]] = {
    "seance": {1: seances.CHAMPS},
    "contact": {1: contacts.CHAMPS_1, 2: contacts.CHAMPS},
    "atelier": {1: ateliers.CHAMPS_1, 2: ateliers.CHAMPS},
    "suivi_ouverture": {1: ouverture.CHAMPS},
    "suivi_etape": {1: etapes.CHAMPS},
    "orientation": {1: orientations.ORIENTATION},
    "resultat": {1: orientations.RESULTAT},
    "signal": {1: signaux.CHAMPS},
    "retrait": {1: retrait.CHAMPS},
}
GENRES: Mapping[str, Mapping[str, Champ]] = {genre: versions[max(versions)] for genre, versions in VERSIONS.items()}
Properties: TypeAlias = dict[str, Reference | Schema]
TEXT, NUMBER, LIST, OBJECT = OpenAPIType.STRING, OpenAPIType.INTEGER, OpenAPIType.ARRAY, OpenAPIType.OBJECT
UUID = Schema(type=TEXT, format=OpenAPIFormat.UUID)


def _code(champ: Code) -> Schema:
    known = sorted(champ.accepted(nomenclatures.VERSION))
    or_not = "" if champ.is_required else ", ou une non-réponse"
    return Schema(type=TEXT, enum=known, description=f"Un code de la liste {champ.liste}{or_not}.")


def _counts(names: Sequence[str] | None) -> Schema:
    return Schema(
        type=OBJECT, property_names=Schema(enum=names), additional_properties=Schema(type=NUMBER, minimum=0),
        description="Un effectif par code ; leur somme est le total.",
    )  # fmt: skip


def schema_of(champ: Champ) -> Schema:  # noqa: PLR0911 - one line a kind
    """One field, as JSON Schema."""
    match champ:
        case Code():
            return _code(champ)
        case Codes(one=one, most=most):
            return Schema(type=LIST, items=_code(one), max_items=most, unique_items=True)
        case Choix(values=values):
            return Schema(type=TEXT, enum=sorted(values))
        case Entier(least=least, most=most):
            return Schema(type=NUMBER, minimum=least, maximum=most)
        case Jour():
            return Schema(type=TEXT, format=OpenAPIFormat.DATE, description="Le jour, tel que noté sur la tablette.")
        case Lieu():
            return Schema(type=TEXT, description="Code Insee d’une commune, ou code d’un QPV 2024, du territoire.")
        case Identifiant():
            return UUID
        case Identifiants(most=most):
            return Schema(type=LIST, items=UUID, max_items=most, unique_items=True)
        case Repartition(liste=liste, values=values):
            names = sorted(values) if liste is None else _code(Code(liste)).enum
            return _counts(names)
        case _:
            return _rarer(champ)


def _rarer(champ: Champ) -> Schema:
    match champ:
        case Carte():
            told = "Code de la carte, huit signes ; gardé nulle part."
            return Schema(type=TEXT, description=told, examples=["K7MP-42QX"])
        case Selon(by=by):
            return Schema(type=TEXT, description=f"Un code dont la liste dépend de « {by} ».")
        case Mois():
            return Schema(type=TEXT, pattern="^[0-9]{4}-[0-9]{2}$", description="Le mois, AAAA-MM.")
        case Texte(longest=longest):
            return Schema(type=TEXT, max_length=longest, description="Un texte examiné, qui ne nomme personne.")
        case OuiNon():
            return Schema(type=OpenAPIType.BOOLEAN)
        case Lignes(champs=champs, most=most):
            fields: Properties = {nom: schema_of(one) for nom, one in champs.items()}
            line = Schema(type=OBJECT, properties=fields, required=[*champs], additional_properties=False)
            return Schema(type=LIST, items=line, max_items=most)
        case _:
            raise TypeError(f"no description for {type(champ).__name__}")


def _or_null(schema: Schema) -> Schema:
    return Schema(one_of=[schema, Schema(type=OpenAPIType.NULL)])


def contenu_of(champs: Mapping[str, Champ]) -> Schema:
    fields: Properties = {
        nom: schema_of(champ) if champ.is_required else _or_null(schema_of(champ)) for nom, champ in champs.items()
    }
    version = Schema(type=TEXT, description="Version des listes, donnée par /nomenclatures.json.", examples=["2026.1"])
    required = [*(nom for nom, champ in champs.items() if champ.is_required), "nomenclature"]
    fields["nomenclature"] = version
    return Schema(type=OBJECT, properties=fields, required=required, additional_properties=False)


def _item(**properties: Schema) -> Schema:
    fields: Properties = {"id": UUID, **properties}
    return Schema(type=OBJECT, properties=fields, required=[*fields], additional_properties=False)


def _items() -> list[Schema]:
    blob = Schema(type=TEXT, description="Saisie scellée pour la clé du serveur, en base64 ; voir docs/decisions.")
    in_clear = [
        _item(genre=Schema(const=genre), version=Schema(const=version), contenu=contenu_of(champs))
        for genre, versions in VERSIONS.items()
        for version, champs in versions.items()
    ]
    return [_item(scelle=blob), *in_clear]


def _body() -> RequestBody:
    batch = Schema(
        type=OBJECT,
        properties={
            "appareil": UUID,
            "elements": Schema(type=LIST, items=Schema(one_of=_items()), max_items=LIMIT_ITEMS),
            "en_attente": Schema(
                type=LIST, items=UUID, max_items=LIMIT_WAITING, description="Ce que la tablette dit porter encore."
            ),
        },
        required=["appareil", "elements"],
        additional_properties=False,
    )
    media = OpenAPIMediaType(schema=batch, examples={"un atelier": Example(value=EXAMPLE)})
    return RequestBody({"application/json": media}, required=True)


EXAMPLE = {
    "appareil": "7ab1e700-0000-4000-8000-000000000001",
    "elements": [
        {
            "id": "3f0c6e9e-6f64-4b52-9a3e-0d5c3c2b7a11",
            "genre": "atelier",
            "version": 1,
            "contenu": {
                "date": "2026-05-12", "creneau": "apres_midi", "commune": "62498", "qpv": None,
                "lieu_type": "CENTRE_SOCIAL", "theme": "NUTRI", "total": 9, "sexe": {"F": 7, "H": 2},
                "tranche_age": {"A25_49": 6, "NC": 3}, "residence": {"QPV": 5, "HORS_QPV": 3, "NC": 1},
                "deja_rencontres": 4, "nomenclature": "2026.1",
            },
        }
    ],
}  # fmt: skip


@dataclass
class BatchOperation(Operation):
    """The handler reads the body itself, byte after byte; its description is added here."""

    def __post_init__(self) -> None:
        self.request_body = _body()


@dataclass(frozen=True, slots=True)
class Refus:
    """Why a whole request was refused, in French."""

    erreur: str


REFUSALS = {
    status: ResponseSpec(Refus, description=description, generate_examples=False)
    for status, description in {
        400: "Le corps n’est pas un envoi lisible",
        401: "La session manque ou a pris fin",
        403: "L’envoi vient d’un autre site, la personne n’est pas médiateur, ou la tablette est déclarée perdue",
        408: "Le corps arrive trop lentement",
        413: "Plus de 200 saisies ou de 1 Mo ; la réponse donne les limites",
        415: "Le corps n’est pas annoncé comme du JSON",
        503: "La base de données ne répond pas ; voir Retry-After",
    }.items()
}
