/* Emptying the queue: one sender for all tabs, small batches, and only our own verdicts count as a receipt. */
import { compare } from "./clock.js";
import { device } from "./enrol.js";
import * as outbox from "./outbox.js";
import { text } from "./texts.js";

const LOCK = "asv-envoi";
const TIMEOUT = 45_000;
const ANSWERED = new Set(["stored", "already_stored", "conflict", "parked", "rejected", "needs_coordinator"]);

let told = false;

class Unanswered extends Error {
  constructor(state, retryAfter = 0) {
    super(state);
    this.state = state;
    this.retryAfter = retryAfter;
  }
}

async function post(batch, held) {
  const sent = { appareil: await device(), elements: batch.map(outbox.element) };
  const body = JSON.stringify(held ? { ...sent, en_attente: held } : sent);
  const request = { method: "POST", body, headers: { "Content-Type": "application/json" }, redirect: "error" };
  try {
    return await fetch("/api/synchronisation", { ...request, signal: AbortSignal.timeout(TIMEOUT) });
  } catch {
    throw new Unanswered("unreachable");
  }
}

function refuse(response) {
  const retryAfter = Number(response.headers.get("retry-after")) || 0;
  if (response.status === 401) throw new Unanswered("login");
  if (response.status === 403) throw new Unanswered("forbidden");
  if ([429, 502, 503, 504].includes(response.status)) throw new Unanswered("unreachable", retryAfter);
  throw new Unanswered("refused", retryAfter);
}

/** Give the verdicts that answer for this batch: known word, known id. A portal's page gives none. */
async function verdictsOf(response, batch) {
  if (!response.ok) refuse(response);
  const sent = new Set(batch.map((row) => row.id));
  const answer = await response.json().catch(() => null);
  if (!Array.isArray(answer?.verdicts)) throw new Unanswered("unreachable");
  await compare(response.headers).catch(() => {});
  const verdicts = answer.verdicts.filter((verdict) => sent.has(verdict?.id) && ANSWERED.has(verdict.verdict));
  return { verdicts, manquantes: Number(answer.manquantes) || 0 };
}

/** What the server was once told of and never got: the store of this browser was emptied, somebody has to know. */
function lost(n) {
  if (!n || told) return [];
  told = true;
  return [{ id: null, verdict: "needs_coordinator", raison: text("manquantes", { n }) }];
}

async function sendBatch(batch, held, onVerdicts) {
  await outbox.markTried(batch).catch(() => {}); // a full disk must not stop what empties it
  const { verdicts, manquantes } = await verdictsOf(await post(batch, held), batch);
  await outbox.remove(verdicts.map((verdict) => verdict.id));
  await onVerdicts([...verdicts, ...lost(manquantes)]);
  if (verdicts.length < batch.length) throw new Unanswered("unreachable");
}

/** Send all that waits, announced with the first batch. A batch refused whole is halved, then stepped over: one entry never blocks the rest. */
async function drain(onVerdicts) {
  const skipped = new Set();
  let limit = outbox.BATCH_ITEMS;
  let held = await outbox.ids();
  for (let batch = await outbox.batch(limit, skipped); batch.length; batch = await outbox.batch(limit, skipped)) {
    try {
      await sendBatch(batch, held, onVerdicts);
      held = null;
    } catch (error) {
      if (error.state !== "refused") throw error;
      if (batch.length === 1) skipped.add(batch[0].id);
      limit = Math.ceil(batch.length / 2);
    }
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

/** Take back an entry, unless it was ever tried or a send is under way. */
export function withdraw(id) {
  return navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? outbox.withdraw(id) : false));
}
