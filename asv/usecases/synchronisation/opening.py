"""From raw JSON to an item whose genre, auteur and content are known: in clear, or out of its seal."""

import base64
import hashlib
from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID

from asv.domain.errors import Refused
from asv.domain.saisie import InvalidField, NeedsCoordinator, check_uuid, is_slug, parse_uuid
from asv.domain.suivis.codes import parse_code
from asv.domain.suivis.lien import CARTE
from asv.sealing import (
    SealError,
    SealFault,
    ServerKey,
    Statement,
    author_key,
    check_mac,
    key_id_of,
    keyed_hash,
)
from asv.usecases.synchronisation.element import Element, fingerprint
from asv.usecases.synchronisation.genres import is_read
from asv.usecases.synchronisation.strict_json import Unreadable, loads
from asv.usecases.synchronisation.verdicts import Batch

IN_CLEAR = frozenset({"id", "genre", "version", "contenu"})
SEALED = frozenset({"id", "scelle"})
UNDER_SEAL = frozenset({"genre", "version", "auteur", "appareil", "contenu", "mac"})
NEWER = "Cette saisie vient d’une version plus récente de l’outil : elle est gardée scellée jusqu’à sa mise à jour ici."
DAMAGED = "Cette saisie ne s’ouvre pas : elle a été abîmée ou changée en route. Refaites-la si vous le pouvez."
UNSIGNED = "La signature de cette saisie n’est pas celle de son auteur : refaites-la après vous être reconnecté."


class Keyring(Protocol):
    """The secrets a reception needs; the deployment owns them. `former_keys`: retired pairs, kept to open."""

    @property
    def server_key(self) -> ServerKey: ...
    @property
    def former_keys(self) -> Sequence[ServerKey]: ...
    @property
    def auteur_secret(self) -> bytes: ...
    @property
    def carte_secret(self) -> bytes: ...


def open_batch(batch: Batch, carrier: UUID, keyring: Keyring) -> list[Element]:
    """Open each item; one that cannot be opened is already settled. `carrier` is the mediator of the session."""
    elements = [Element(rang, carrier, batch.appareil) for rang in range(len(batch.elements))]
    for element, raw in zip(elements, batch.elements, strict=True):
        try:
            _open(element, raw, keyring)
        except InvalidField as error:
            element.refuse(error)
            # Keyed: what could not be read may hold a code, which a plain hash would let one try.
            element.empreinte = element.empreinte or keyed_hash(keyring.carte_secret, repr(raw))
    return elements


def _open(element: Element, raw: object, keyring: Keyring) -> None:
    if not isinstance(raw, dict):
        raise InvalidField("elements", "Chaque élément est un objet JSON avec son « id ».")
    element.id = check_uuid("id", raw.get("id"))
    element.named = raw["id"]
    if "scelle" in raw:
        _check_keys(raw, SEALED)
        _unseal(element, UUID(element.id), raw["scelle"], keyring)
    else:
        _check_keys(raw, IN_CLEAR)
        element.genre = check_genre(raw.get("genre"))
        _take(element, raw.get("version"), raw.get("contenu"), keyring)


def _check_keys(raw: dict[str, Any], allowed: frozenset[str]) -> None:
    for key in raw:
        if key not in allowed:
            shown = key if is_slug(key) else "elements"
            raise InvalidField(shown, "Ce champ n’existe pas : retirez-le, ou mettez la tablette à jour.")


def check_genre(genre: object) -> str:
    if not isinstance(genre, str) or not is_slug(genre):
        raise InvalidField("genre", "Ce genre de saisie n’est pas lisible : mettez la tablette à jour.")
    return genre


def _take(element: Element, version: object, contenu: object, keyring: Keyring) -> None:
    if type(version) is not int:
        raise InvalidField("version", "La version de la saisie est un nombre entier.")
    if not isinstance(contenu, dict):
        raise InvalidField("contenu", "Le contenu de la saisie est un objet.")
    element.version, element.envoye = version, contenu
    element.contenu = _without_code(contenu, keyring)
    element.empreinte = fingerprint(element.genre or "", element.auteur, element.contenu)
    if not is_read(element.genre or "", version):
        raise NeedsCoordinator("version", NEWER)


def _without_code(contenu: dict[str, Any], keyring: Keyring) -> dict[str, Any]:
    """Put the keyed hash of the card in the place of its code, before anything is hashed, kept or shown."""
    if CARTE in contenu:
        raise InvalidField(CARTE, "Ce champ n’existe pas : retirez-le, ou mettez la tablette à jour.")
    if "code" not in contenu:
        return contenu
    kept = {nom: value for nom, value in contenu.items() if nom != "code"}
    code = contenu["code"]
    if code is None:
        return kept
    if not isinstance(code, str):
        raise InvalidField("code", "Ce champ attend le code de la carte : relisez-la.")
    try:
        return kept | {CARTE: keyed_hash(keyring.carte_secret, parse_code(code)).hex()}
    except Refused as refusal:
        raise InvalidField("code", refusal.message) from None


def _unseal(element: Element, item_id: UUID, scelle: object, keyring: Keyring) -> None:
    try:
        blob = base64.b64decode(scelle, validate=True) if isinstance(scelle, str) else b""
    except ValueError:
        blob = b""
    element.scelle, element.empreinte = blob or None, hashlib.sha256(blob).digest()
    try:
        inside = loads(_key_for(blob, keyring).open(blob, item_id))
    except SealError as error:
        raise _fault(error.fault) from None
    except Unreadable:
        raise InvalidField("scelle", DAMAGED) from None
    if not isinstance(inside, dict):
        raise InvalidField("scelle", DAMAGED)
    _attribute(element, item_id, inside, keyring)
    _take(element, inside["version"], _content(inside["contenu"]), keyring)


def _key_for(blob: bytes, keyring: Keyring) -> ServerKey:
    """The pair this blob names, the one in service when it names none of ours; raises SealError on a cut blob."""
    if not keyring.former_keys:
        return keyring.server_key
    wanted = key_id_of(blob)
    return next((key for key in keyring.former_keys if key.key_id == wanted), keyring.server_key)


def _fault(fault: SealFault) -> InvalidField:
    """A key or a layout this server does not have is newer, or older, than it: the blob waits for whoever opens it."""
    if fault in (SealFault.UNKNOWN_KEY, SealFault.UNKNOWN_VERSION):
        return NeedsCoordinator("scelle", NEWER)
    return InvalidField("scelle", DAMAGED)


def _attribute(element: Element, item_id: UUID, inside: dict[str, Any], keyring: Keyring) -> None:
    """Give the item to the auteur who signed it. The session that carries it proves nothing of who wrote it."""
    if inside.keys() != UNDER_SEAL:
        is_newer = type(inside.get("version")) is int and inside["version"] > 1
        raise NeedsCoordinator("version", NEWER) if is_newer else InvalidField("scelle", DAMAGED)
    genre, version, contenu = check_genre(inside["genre"]), inside["version"], inside["contenu"]
    auteur, appareil = parse_uuid("auteur", inside["auteur"]), parse_uuid("appareil", inside["appareil"])
    if type(version) is not int or not isinstance(contenu, str) or not isinstance(inside["mac"], str):
        raise InvalidField("scelle", DAMAGED)
    try:
        mark = base64.b64decode(inside["mac"], validate=True)
    except ValueError:
        raise InvalidField("scelle", UNSIGNED) from None
    statement = Statement(item_id, genre, version, auteur, appareil, contenu)
    if not check_mac(author_key(keyring.auteur_secret, auteur, appareil), statement, mark):
        raise InvalidField("scelle", UNSIGNED)
    element.genre, element.auteur, element.appareil = genre, auteur, appareil


def _content(text: str) -> object:
    try:
        return loads(text)
    except Unreadable as error:
        raise InvalidField("contenu", error.message) from None
