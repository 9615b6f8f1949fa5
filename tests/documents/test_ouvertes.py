"""Open data of a release, read again with the tools of those who take it: Frictionless, and RDF for the entry."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import date

import pytest
from frictionless import Package
from rdflib import DCAT, DCTERMS, RDF, Graph, Namespace
from rdflib.namespace import FOAF

from asv.documents.ouvertes import Publication, open_data
from asv.domain.diffusion import Destinataire, view_for
from tests.domain.diffusion.test_diffusion import diffusion

SPDX = Namespace("http://spdx.org/rdf/terms#")
NAME = "mediation-sante-246200364-2025-e1"


@pytest.fixture(scope="module")
def public():
    return view_for(diffusion(), Destinataire.PUBLIC)


@pytest.fixture(scope="module")
def publication():
    return Publication("Communauté d’agglomération de Lens-Liévin", date(2026, 2, 3), diffusion().empreinte)


@pytest.fixture(scope="module")
def parts(public, publication):
    with zipfile.ZipFile(io.BytesIO(open_data(public, publication))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_frictionless_finds_the_table_as_its_schema_says(parts, tmp_path):
    for name, content in parts.items():
        (tmp_path / name).write_bytes(content)

    report = Package(str(tmp_path / "datapackage.json")).validate()

    assert report.valid, report.flatten(["message"])
    assert report.tasks[0].stats["rows"] > 20


def test_a_figure_outside_its_schema_would_be_seen(parts, tmp_path):
    spoilt = parts | {f"{NAME}.csv": parts[f"{NAME}.csv"].replace(b",publie,210,", b",publie,-3,")}
    for name, content in spoilt.items():
        (tmp_path / name).write_bytes(content)

    assert spoilt != parts
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_each_figure_is_the_one_that_the_public_reads(public, parts):
    rows = {row["reference"]: row for row in csv.DictReader(io.StringIO(parts[f"{NAME}.csv"].decode()))}
    figures = {str(one): public.figure(one) for one in public.references()}

    assert rows.keys() == figures.keys()
    for name, figure in figures.items():
        assert rows[name]["effectif"] == ("" if figure.effectif is None else str(figure.effectif))
        assert rows[name]["part"] == ("" if figure.part is None else str(figure.part))
        assert rows[name]["statut"] == figure.statut.value


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_the_entry_of_the_catalogue_says_what_dcat_ap_asks(parts):
    graph = Graph().parse(data=parts["dcat.jsonld"], format="json-ld")
    (dataset,) = graph.subjects(RDF.type, DCAT.Dataset)
    (distribution,) = graph.objects(dataset, DCAT.distribution)
    (publisher,) = graph.objects(dataset, DCTERMS.publisher)
    (checksum,) = graph.objects(graph.value(distribution, SPDX.checksum), SPDX.checksumValue)

    assert str(graph.value(dataset, DCTERMS.title)) == "Médiation santé dans les quartiers prioritaires, année 2025"
    assert "disent rien des autres habitants" in str(graph.value(dataset, DCTERMS.description))
    assert str(graph.value(publisher, FOAF.name)) == "Communauté d’agglomération de Lens-Liévin"
    assert graph.value(distribution, DCAT.accessURL)
    assert str(checksum) == hashlib.sha256(parts[f"{NAME}.csv"]).hexdigest()


def test_the_description_names_the_file_by_its_fingerprint(parts):
    (resource,) = json.loads(parts["datapackage.json"])["resources"]

    assert resource["hash"] == f"sha256:{hashlib.sha256(parts[f'{NAME}.csv']).hexdigest()}"
    assert resource["bytes"] == len(parts[f"{NAME}.csv"])


def test_the_same_release_gives_the_same_bytes(public, publication):
    assert open_data(public, publication) == open_data(view_for(diffusion(), Destinataire.PUBLIC), publication)


@pytest.mark.parametrize("destinataire", [one for one in Destinataire if one is not Destinataire.PUBLIC])
def test_what_only_others_read_is_no_open_data(destinataire, publication):
    with pytest.raises(ValueError, match="what the public reads"):
        open_data(view_for(diffusion(), destinataire, "c1"), publication)
