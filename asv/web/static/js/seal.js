/* Envelopes only the server opens. Byte layout: docs/decisions/0004-file-scellee.md; twin of asv/sealing. */
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const HMAC = { name: "HMAC", hash: "SHA-256" };
const INFO = "asv-scelle-1";
const encoder = new TextEncoder();

export function fromBase64(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

export function toBase64(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function join(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function uuidBytes(id) {
  return Uint8Array.from(id.replaceAll("-", "").match(/../g), (pair) => Number.parseInt(pair, 16));
}

async function contentKey(ephemeral, point, serverRaw) {
  const server = await crypto.subtle.importKey("raw", serverRaw, CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: server }, ephemeral.privateKey, 256);
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const hkdf = { name: "HKDF", hash: "SHA-256", salt: join(point, serverRaw), info: encoder.encode(INFO) };
  return crypto.subtle.deriveKey(hkdf, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
}

/** Seal with given randomness: for test vectors only, a pair used twice gives the content away. */
export async function sealWith(ephemeral, iv, serverRaw, plaintext, itemId) {
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", ephemeral.publicKey));
  const name = new Uint8Array(await crypto.subtle.digest("SHA-256", serverRaw)).subarray(0, 8);
  const header = join(Uint8Array.of(1), name, point);
  const key = await contentKey(ephemeral, point, serverRaw);
  const algorithm = { name: "AES-GCM", iv, additionalData: join(header, uuidBytes(itemId)) };
  const sealed = await crypto.subtle.encrypt(algorithm, key, encoder.encode(plaintext));
  return join(header, iv, new Uint8Array(sealed));
}

export async function seal(serverRaw, plaintext, itemId) {
  const ephemeral = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  return sealWith(ephemeral, crypto.getRandomValues(new Uint8Array(12)), serverRaw, plaintext, itemId);
}

/** Keep an author's key in a form the browser uses and no script reads back. */
export function importAuthorKey(raw) {
  return crypto.subtle.importKey("raw", raw, HMAC, false, ["sign"]);
}

export async function mark(authorKey, lines) {
  return new Uint8Array(await crypto.subtle.sign("HMAC", authorKey, encoder.encode(lines.join("\n"))));
}

/** Sign, then seal, one record. `contenu` travels as text so that both sides sign the same bytes. */
export async function sealRecord({ id, genre, version, contenu }, identity) {
  const { auteur, appareil, cle, serveur } = identity;
  const body = JSON.stringify(contenu);
  const mac = toBase64(await mark(cle, [id, genre, version, auteur, appareil, body]));
  const plaintext = JSON.stringify({ genre, version, auteur, appareil, contenu: body, mac });
  return seal(serveur, plaintext, id);
}
