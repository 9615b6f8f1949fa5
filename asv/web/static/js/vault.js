/* Small states (the open session, a half-filled form…), encrypted under a key no script can read back. */
import { erase, read, settle, transact } from "./store.js";

const AES = { name: "AES-GCM", length: 256 };
const encoder = new TextEncoder();

function stateKey() {
  return settle("coffre", "cle-etat", () => crypto.subtle.generateKey(AES, false, ["encrypt", "decrypt"]));
}

function algorithm(name, iv) {
  return { name: "AES-GCM", iv, additionalData: encoder.encode(name) };
}

async function encrypt(name, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const clear = encoder.encode(JSON.stringify(value));
  return { iv, sealed: await crypto.subtle.encrypt(algorithm(name, iv), await stateKey(), clear) };
}

/** Encrypt states, by name; gives the work that puts them on the shelf "coffre", alone or together with another. */
export async function prepare(states) {
  const entries = Object.entries(states).map(async ([name, value]) => [`etat-${name}`, await encrypt(name, value)]);
  const ready = await Promise.all(entries);
  return (store) => {
    for (const [key, kept] of ready) store.put(kept, key);
  };
}

export async function keep(name, value) {
  await transact("coffre", "readwrite", await prepare({ [name]: value }));
}

/** Give a kept state back, or null when there is none or it no longer opens. Rejects when the disk cannot be read. */
export async function recall(name) {
  const kept = await read("coffre", `etat-${name}`);
  if (!kept) return null;
  const key = await stateKey();
  try {
    const clear = await crypto.subtle.decrypt(algorithm(name, kept.iv), key, kept.sealed);
    return JSON.parse(new TextDecoder().decode(clear));
  } catch {
    return null;
  }
}

export function forget(name) {
  return erase("coffre", `etat-${name}`);
}
