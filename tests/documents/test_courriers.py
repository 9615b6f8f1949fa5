"""Mails as they travel: nothing that somebody typed makes a header, a recipient or a second mail (R09)."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asv.documents.courriers import Enveloppe, write_mail
from asv.domain.nouvelles import Nouvelle

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post",
           "Content-Type", "Content-Transfer-Encoding", "MIME-Version"]  # fmt: skip
HOSTILE = st.text() | st.sampled_from(
    ["a\r\nBcc: x@y.z", "a\nBcc: x@y.z", "a\r\n\r\n.\r\nMAIL FROM:<x@y.z>", "\x85Bcc: b"]
)
ENVELOPE = Enveloppe(
    "asv@exemple.fr", "lui@exemple.fr", "https://asv.exemple.fr", "/courriels/arret/" + "a" * 64, "c.1"
)


@given(HOSTILE, HOSTILE, st.integers(1, 3))
def test_a_subject_adds_no_header_and_no_recipient(sujet: str, texte: str, count: int):
    mail = write_mail(ENVELOPE, [Nouvelle(sujet, texte, "/notifications")] * count, NOW)

    read = message_from_bytes(mail.as_bytes(), policy=policy.SMTP)
    assert read.keys() == HEADERS
    assert [address.addr_spec for address in read["To"].addresses] == ["lui@exemple.fr"]
    assert read["List-Unsubscribe"] == f"<https://asv.exemple.fr/courriels/arret/{'a' * 64}>"
    assert not read.defects
    assert mail.as_bytes().isascii()


@given(HOSTILE)
def test_an_address_that_is_none_writes_to_nobody(address: str):
    envelope = Enveloppe("asv@exemple.fr", address, "https://asv.exemple.fr", "/courriels/arret/a", "c.1")

    try:
        mail = write_mail(envelope, [Nouvelle("Sujet", "Texte", "/notifications")], NOW)
    except ValueError:
        return
    assert [one.addr_spec for one in mail["To"].addresses] == [address]


@pytest.mark.parametrize(
    "address", ["", "sans arobase", "a@b@c", "a@b\r\nBcc: c@d", "é@exemple.fr", "a b@c.fr", "@c", ":@c", "a@:", "a.@c"]
)
def test_these_are_no_addresses(address: str):
    envelope = Enveloppe("asv@exemple.fr", address, "https://asv.exemple.fr", "/courriels/arret/a", "c.1")

    with pytest.raises(ValueError, match="address"):
        write_mail(envelope, [Nouvelle("Sujet", "Texte", "/notifications")], NOW)
