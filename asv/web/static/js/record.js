/* One gesture for every kind of record: draw its number, sign, seal, queue. Nothing readable touches the disk. */
import { identity } from "./enrol.js";
import { add } from "./outbox.js";
import { sealRecord } from "./seal.js";
import { prepare } from "./vault.js";

const VERSIONS = { contact: 2, atelier: 2 };

/** Queue a record with the states it changes, and give its id. Rejects when the disk refuses: then nothing was saved. */
export async function record(genre, contenu, states = {}, id = crypto.randomUUID()) {
  const sealed = await sealRecord({ id, genre, version: VERSIONS[genre] ?? 1, contenu }, await identity());
  await add(id, sealed, await prepare(states));
  return id;
}
