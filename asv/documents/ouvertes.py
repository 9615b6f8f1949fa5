"""A release as open data: a CSV that machines read, its description, and its entry for a catalogue.

The description is a Data Package with its Table Schema (Frictionless, specs.frictionlessdata.io, version 1), the entry
is DCAT-AP 2.1 in JSON-LD, which data.gouv.fr harvests. Both name the file by its SHA-256.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from asv.documents.archive import packed
from asv.documents.csv import harmless
from asv.domain.diffusion import Destinataire, Diffusion, Figure, Statut

LICENCE: Final = {
    "name": "LO-2.0",
    "path": "https://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf",
    "title": "Licence Ouverte 2.0",
}
"""One of the two licences that the State lists for public data (Code des relations entre le public et l’administration,
D. 323-2-1)."""
ABSENT: Final = "; ".join(f"{one.value} : {one.libelle.lower()}" for one in Statut)


def _field(name: str, kind: str, description: str, **constraints: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, "description": description} | (
        {"constraints": constraints} if constraints else {}
    )


FIELDS: Final = (
    _field("reference", "string", "Nom du chiffre : diffusion/tableau/ligne/colonne", required=True, unique=True),
    _field("tableau_code", "string", "Code du tableau"),
    _field("tableau", "string", "Ce que le tableau compte"),
    _field("ligne_code", "string", "Code du lieu (commune, quartier, TERRITOIRE) ou du premier critère"),
    _field("ligne", "string", "Nom de la ligne"),
    _field("colonne_code", "string", "Code de la colonne ; TOTAL : tout le monde"),
    _field("colonne", "string", "Nom de la colonne"),
    _field("unite", "string", "Ce qui est compté : un contact est un échange, pas une personne"),
    _field(
        "statut", "string", f"Pourquoi le chiffre est là ou non. {ABSENT}", required=True,
        enum=[one.value for one in Statut],
    ),
    _field("effectif", "integer", "Au multiple de 5 le plus proche", minimum=0),
    _field("part", "number", "Calculée sur les effectifs exacts, au centième", minimum=0, maximum=1),
    _field("part_basse", "number", "Bas de l’intervalle de confiance à 95 %", minimum=0, maximum=1),
    _field("part_haute", "number", "Haut de l’intervalle de confiance à 95 %", minimum=0, maximum=1),
    _field("denominateur", "integer", "Ce par quoi la part divise, au multiple de 5 le plus proche", minimum=0),
)  # fmt: skip
CONTEXT: Final = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
EUROPE: Final = "http://publications.europa.eu/resource/authority"


@dataclass(frozen=True, slots=True)
class Publication:
    """Who publishes a release, and when it was decided. empreinte: of the whole release, of which this is a view."""

    editeur: str
    le: date
    empreinte: str


def open_data(diffusion: Diffusion, publication: Publication) -> bytes:
    """A ZIP of the figures, their description and their entry. Same release, same bytes.

    diffusion: what the public reads of it; ValueError for another view, which would tell more.
    """
    if diffusion.destinataire is not Destinataire.PUBLIC:
        raise ValueError("open data is made of what the public reads")
    name = f"mediation-sante-{diffusion.perimetre}-{diffusion.code}".lower()
    data = _data(diffusion)
    return packed(
        {
            f"{name}.csv": data,
            "datapackage.json": _json(_package(diffusion, publication, name, data)),
            "dcat.jsonld": _json(_catalogue(diffusion, publication, name, data)),
        }
    )


def _data(diffusion: Diffusion) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(field["name"] for field in FIELDS)
    writer.writerows(map(_row, _figures(diffusion)))
    return buffer.getvalue().encode()


def _figures(diffusion: Diffusion) -> Iterator[Figure]:
    return map(diffusion.figure, diffusion.references())


def _row(figure: Figure) -> list[str | int | float | None]:
    named = figure.reference
    low, high = figure.intervalle or (None, None)
    words = (
        str(named), named.tableau, figure.tableau, named.lieu, figure.lieu, named.colonne, figure.colonne, figure.unite,
        figure.statut.value,
    )  # fmt: skip
    return [*map(harmless, words), figure.effectif, figure.part, low, high, figure.denominateur]


def _title(diffusion: Diffusion) -> str:
    return f"Médiation santé dans les quartiers prioritaires, {diffusion.libelle}"


def _description(diffusion: Diffusion, publication: Publication) -> str:
    return (
        "Difficultés d’accès aux soins rencontrées par les personnes que les médiateurs santé ont vues : elles ne "
        "disent rien des autres habitants. Nombres au multiple de 5 le plus proche ; aucun nombre de 1 à "
        f"{diffusion.regles['seuil'] - 1} n’est montré ni ne se calcule. Diffusion {diffusion.code}, empreinte "
        f"{publication.empreinte}."
    )


def _package(diffusion: Diffusion, publication: Publication, name: str, data: bytes) -> dict[str, Any]:
    resource = {
        "profile": "tabular-data-resource", "name": name, "path": f"{name}.csv", "format": "csv",
        "mediatype": "text/csv", "encoding": "utf-8", "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": {"fields": list(FIELDS), "missingValues": [""], "primaryKey": "reference"},
    }  # fmt: skip
    return {
        "profile": "tabular-data-package", "name": name, "title": _title(diffusion),
        "description": _description(diffusion, publication), "version": str(diffusion.edition),
        "created": f"{publication.le.isoformat()}T00:00:00Z", "licenses": [LICENCE],
        "contributors": [{"title": publication.editeur, "role": "publisher"}],
        "keywords": ["santé", "accès aux soins", "politique de la ville"], "resources": [resource],
    }  # fmt: skip


def _catalogue(diffusion: Diffusion, publication: Publication, name: str, data: bytes) -> dict[str, Any]:
    return {
        "@context": CONTEXT, "@type": "dcat:Dataset", "@id": f"urn:asv:{diffusion.perimetre}:{diffusion.code}".lower(),
        "dct:title": _french(_title(diffusion)), "dct:description": _french(_description(diffusion, publication)),
        "dct:identifier": f"{diffusion.perimetre}/{diffusion.code}", "owl:versionInfo": str(diffusion.edition),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": _french(publication.editeur)},
        "dct:issued": _day(publication.le), "dct:language": {"@id": f"{EUROPE}/language/FRA"},
        "dct:accessRights": {"@id": f"{EUROPE}/access-right/PUBLIC"},
        "dcat:theme": [{"@id": f"{EUROPE}/data-theme/{code}"} for code in ("HEAL", "SOCI")],
        "dcat:keyword": [_french(word) for word in ("santé", "accès aux soins", "politique de la ville")],
        "dct:temporal": {
            "@type": "dct:PeriodOfTime", "dcat:startDate": _day(diffusion.periode.debut),
            "dcat:endDate": _day(diffusion.periode.fin),
        },
        "dcat:distribution": _distribution(name, data),
    }  # fmt: skip


def _distribution(name: str, data: bytes) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution", "dct:title": _french(f"{name}.csv"),
        "dcat:accessURL": {"@id": f"{name}.csv"}, "dcat:downloadURL": {"@id": f"{name}.csv"},
        "dct:license": {"@id": LICENCE["path"]}, "dct:format": {"@id": f"{EUROPE}/file-type/CSV"},
        "dcat:mediaType": {"@id": "https://www.iana.org/assignments/media-types/text/csv"},
        "dcat:byteSize": {"@value": str(len(data)), "@type": "xsd:decimal"},
        "spdx:checksum": {
            "@type": "spdx:Checksum", "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": hashlib.sha256(data).hexdigest(), "@type": "xsd:hexBinary"},
        },
    }  # fmt: skip


def _french(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "fr"}


def _day(day: date) -> dict[str, str]:
    return {"@value": day.isoformat(), "@type": "xsd:date"}


def _json(value: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode()
