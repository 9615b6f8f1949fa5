/* Small states (the open session, a half-filled form…), encrypted under a key no script can read back. */
import { erase, read, settle, write } from "./store.js";

const AES = { name: "AES-GCM", length: 256 };
const encoder = new TextEncoder();

function stateKey() {
  return settle("coffre", "cle-etat", () => crypto.subtle.generateKey(AES, false, ["encrypt", "decrypt"]));
}

function algorithm(name, iv) {
  return { name: "AES-GCM", iv, additionalData: encoder.encode(name) };
}

export async function keep(name, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const clear = encoder.encode(JSON.stringify(value));
  const sealed = await crypto.subtle.encrypt(algorithm(name, iv), await stateKey(), clear);
  await write("coffre", `etat-${name}`, { iv, sealed });
}

/** Give a kept state back, or null when there is none or it no longer opens. */
export async function recall(name) {
  const kept = await read("coffre", `etat-${name}`);
  if (!kept) return null;
  try {
    const clear = await crypto.subtle.decrypt(algorithm(name, kept.iv), await stateKey(), kept.sealed);
    return JSON.parse(new TextDecoder().decode(clear));
  } catch {
    return null;
  }
}

export function forget(name) {
  return erase("coffre", `etat-${name}`);
}
