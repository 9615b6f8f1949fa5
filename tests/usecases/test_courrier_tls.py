"""The line to the mail server: closed to others where it must be, and never opened to whoever pretends to be it."""

import ipaddress
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from asv.documents.courriers import Enveloppe, write_mail
from asv.domain.courrier import Sort
from asv.domain.nouvelles import Nouvelle
from asv.usecases.courrier.poste import open_line, relais_of
from tests.support.courrier import Boite, mail_server

NOW = datetime.now(UTC)
MAIL = write_mail(
    Enveloppe("asv@exemple.fr", "lui@exemple.fr", "https://asv.exemple.fr", "/courriels/arret/a", "c.1"),
    [Nouvelle("Sujet", "Texte", "/notifications")], NOW,
)  # fmt: skip


@dataclass
class Certificat:
    serving: ssl.SSLContext
    trusting: ssl.SSLContext


@pytest.fixture(scope="module")
def certificat(tmp_path_factory: pytest.TempPathFactory) -> Certificat:
    """Of a server at 127.0.0.1, signed by itself: nobody trusts it unless told to."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(NOW - timedelta(days=1)).not_valid_after(NOW + timedelta(days=1))
    signed = made.add_extension(here, critical=True).sign(key, hashes.SHA256())
    path: Path = tmp_path_factory.mktemp("tls") / "serveur.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + signed.public_bytes(serialization.Encoding.PEM))
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(path)
    return Certificat(serving, ssl.create_default_context(cafile=path))


@pytest.fixture(params=["starttls", "smtps"])
def closed(request: pytest.FixtureRequest, certificat: Certificat) -> Iterator[tuple[Boite, str]]:
    """A server that speaks TLS, and its address."""
    boite = Boite()
    if request.param == "smtps":
        with mail_server(boite, ssl_context=certificat.serving):
            yield boite, f"smtps://127.0.0.1:{boite.port}"
    else:
        with mail_server(boite, tls_context=certificat.serving, require_starttls=True):
            yield boite, f"smtp://127.0.0.1:{boite.port}?starttls=oui"


async def test_a_mail_travels_by_a_line_closed_to_others(closed: tuple[Boite, str], certificat: Certificat):
    boite, url = closed

    async with open_line(relais_of(url), certificat.trusting) as line:
        assert line is not None
        assert await line.hand(MAIL) is Sort.REMIS

    assert boite.told() == ["lui@exemple.fr"]


async def test_nothing_is_said_to_a_server_whose_certificate_nobody_vouches_for(closed: tuple[Boite, str]):
    boite, url = closed

    async with open_line(relais_of(url)) as line:
        assert line is None

    assert boite.received == []


async def test_nothing_is_said_to_a_server_that_offers_no_tls_where_it_is_asked(boite: Boite):
    async with open_line(relais_of(f"{boite.url}?starttls=oui")) as line:
        assert line is None
