/* One request of a queue and what its answer is worth: only our own verdicts count as a receipt. */
import { compare } from "./clock.js";
import { device } from "./enrol.js";
import { element } from "./outbox.js";

const TIMEOUT = 45_000;
const ANSWERED = new Set(["stored", "already_stored", "conflict", "parked", "rejected", "needs_coordinator"]);

/** `state` says why nothing was acknowledged: unreachable, login, forbidden or refused. */
export class Unanswered extends Error {
  constructor(state, retryAfter = 0) {
    super(state);
    this.state = state;
    this.retryAfter = retryAfter;
  }
}

async function send(batch, held) {
  const sent = { appareil: await device(), elements: batch.map(element) };
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

/** Send a batch, with the numbers `held` when they are to be announced. Give the verdicts that answer for it: known
    word, known id. A portal's page gives none. */
export async function post(batch, held) {
  const response = await send(batch, held);
  if (!response.ok) refuse(response);
  const sent = new Set(batch.map((row) => row.id));
  const answer = await response.json().catch(() => null);
  if (!Array.isArray(answer?.verdicts)) throw new Unanswered("unreachable");
  await compare(response.headers).catch(() => {});
  const verdicts = answer.verdicts.filter((verdict) => sent.has(verdict?.id) && ANSWERED.has(verdict.verdict));
  return { verdicts, manquantes: Number(answer.manquantes) || 0 };
}
