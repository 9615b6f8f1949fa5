/* What waits to be sent: sealed, nameless, in order. An entry leaves only when the server answered for it. */
import { toBase64 } from "./seal.js";
import { transact } from "./store.js";

export const BATCH_ITEMS = 200;
const BATCH_BYTES = 840_000; // leaves room in a request of 1 MB for what it announces
const MOST_ANNOUNCED = 5000;
const ENVELOPE_BYTES = 80;
const listeners = new Set();
const channel = new BroadcastChannel("asv-file");
channel.onmessage = () => tell();

function tell() {
  for (const listener of listeners) listener();
}

function changed() {
  channel.postMessage("");
  tell();
}

/** Call `listener` whenever the queue changed, in this tab or another. */
export function onChange(listener) {
  listeners.add(listener);
}

/** Queue an entry; `along` writes on the shelf "coffre" what must be kept with it or not at all. */
export async function add(id, scelle, along = () => {}) {
  try {
    await transact(["file", "coffre"], "readwrite", (file, coffre) => [file.add({ id, scelle }), along(coffre)]);
  } catch (error) {
    if (error?.name !== "ConstraintError") throw error; // a retried write that had in fact succeeded
  }
  changed();
}

export function count() {
  return transact("file", "readonly", (store) => store.count());
}

export function rows(limit) {
  return transact("file", "readonly", (store) => store.getAll(undefined, limit));
}

/** Identifiers of all that waits, the oldest first. */
export async function ids() {
  return (await rows(MOST_ANNOUNCED)).map((row) => row.id);
}

export function element({ id, scelle }) {
  return { id, scelle: toBase64(scelle) };
}

/** Give the oldest entries that fit one request, leaving out those in `skipped`. */
export async function batch(limit, skipped) {
  const chosen = [];
  let bytes = 0;
  for (const row of await rows(limit + skipped.size)) {
    if (skipped.has(row.id)) continue;
    bytes += Math.ceil(row.scelle.length / 3) * 4 + ENVELOPE_BYTES;
    if (chosen.length === limit || (chosen.length && bytes > BATCH_BYTES)) break;
    chosen.push(row);
  }
  return chosen;
}

function each(ids, work, along = () => {}) {
  return transact(["file", "coffre"], "readwrite", (file, coffre) => {
    along(coffre);
    for (const id of ids) {
      file.index("id").openCursor(IDBKeyRange.only(id)).onsuccess = ({ target }) => target.result && work(target.result);
    }
  });
}

/** Note that these entries may have reached the server, whatever comes back. */
export async function markTried(batch) {
  const fresh = batch.filter((row) => !row.tente).map((row) => row.id);
  if (!fresh.length) return;
  await each(fresh, (cursor) => cursor.update({ ...cursor.value, tente: 1 }));
  changed();
}

export async function remove(ids, along) {
  await each(ids, (cursor) => cursor.delete(), along);
  changed();
}

/** Say whether an entry has surely not reached the server. */
export async function isUntried(id) {
  const row = await transact("file", "readonly", (store) => store.index("id").get(id));
  return Boolean(row && !row.tente);
}

/** Take back an entry that was never tried, and write `along` with it; say whether it was. */
export async function withdraw(id, along) {
  const mayLeave = await isUntried(id);
  if (mayLeave) await remove([id], along);
  return mayLeave;
}
