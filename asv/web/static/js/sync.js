/* Emptying the queue: one sender for all tabs, small batches, an entry never blocks another. */
import * as outbox from "./outbox.js";
import { post, Unanswered } from "./post.js";
import { text } from "./texts.js";

const LOCK = "asv-envoi";
const BREATH = 200;
let told = false;

/** What the server was once told of and never got: the store of this browser was emptied, somebody has to know. */
function lost(n) {
  if (!n || told) return [];
  told = true;
  return [{ id: null, verdict: "needs_coordinator", raison: text("manquantes", { n }) }];
}

async function sendBatch(batch, held, onVerdicts) {
  await outbox.markTried(batch).catch(() => {}); // a full disk must not stop what empties it
  const { verdicts, manquantes } = await post(batch, held);
  await outbox.remove(verdicts.map((verdict) => verdict.id));
  await onVerdicts([...verdicts, ...lost(manquantes)]);
  if (verdicts.length < batch.length) throw new Unanswered("unreachable");
}

/** Between two full batches: a long queue leaves the server to the others half of the time. */
function breath() {
  return new Promise((resolve) => setTimeout(resolve, BREATH));
}

/** Send all that waits, announced with the first batch. A batch refused whole is sent without the announcement, which an
    older server does not know, then halved, then stepped over: one entry never blocks the rest. */
async function drain(onVerdicts) {
  const skipped = new Set();
  let limit = outbox.BATCH_ITEMS;
  let held = await outbox.ids();
  for (let batch = await outbox.batch(limit, skipped); batch.length; batch = await outbox.batch(limit, skipped)) {
    try {
      await sendBatch(batch, held, onVerdicts);
      if (batch.length === outbox.BATCH_ITEMS) await breath();
    } catch (error) {
      if (error.state !== "refused") throw error;
      if (!held && batch.length === 1) skipped.add(batch[0].id);
      if (!held) limit = Math.ceil(batch.length / 2);
    }
    held = null;
  }
  if (skipped.size) throw new Unanswered("refused");
}

/** Try to empty the queue. Gives { state, retryAfter }: sent, busy, unreachable, login, forbidden or refused. */
export function send(onVerdicts) {
  return navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (!lock) return { state: "busy", retryAfter: 0 };
    try {
      await drain(onVerdicts);
      return { state: "sent", retryAfter: 0 };
    } catch (error) {
      return { state: error.state ?? "unreachable", retryAfter: error.retryAfter ?? 0 };
    }
  });
}

/** Say what this tablet holds, be it nothing: a store that was emptied is noticed at the next login. */
export function announce(onVerdicts) {
  return navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (lock) await sendBatch([], await outbox.ids(), onVerdicts).catch(() => {});
  });
}

/** Take back an entry, unless it was ever tried or a send is under way. */
export function withdraw(id, along) {
  return navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? outbox.withdraw(id, along) : false));
}
