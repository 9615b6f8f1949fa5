/* When to send: a while after a record (time to take it back), when the network or the screen returns, on a timer. */
import * as outbox from "./outbox.js";
import { send } from "./sync.js";

const GRACE = 30_000;
const FIRST_RETRY = 3_000;
const LAST_RETRY = 300_000;
const STAGGER = 1_500;
const FINAL = new Set(["login", "forbidden"]);

let timer = 0;
let due = 0;
let failures = 0;
let state = "idle";
let report = () => {};
let collect = async () => {};

function enter(next) {
  state = next;
  report(next);
}

export function currentState() {
  return navigator.onLine ? state : "offline";
}

function backoff(retryAfter) {
  const delay = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** (failures - 1));
  return Math.max(delay * (0.5 + Math.random()), retryAfter * 1000);
}

/** Send in `delay` ms, or sooner if that was already planned. */
export function wake(delay = GRACE) {
  const at = Date.now() + delay;
  if (timer && due <= at) return;
  clearTimeout(timer);
  due = at;
  timer = setTimeout(run, delay);
}

/** Send now; gives the state it ended in. Whatever fails here, storage included, the next try is planned. */
export async function run() {
  clearTimeout(timer);
  timer = 0;
  try {
    return await attempt();
  } catch {
    failures += 1;
    enter("unreachable");
    wake(backoff(0));
    return "unreachable";
  }
}

async function attempt() {
  if (!(await outbox.count())) {
    enter("idle");
    return "sent";
  }
  if (!navigator.onLine) {
    enter("offline");
    wake(LAST_RETRY);
    return "offline";
  }
  enter("sending");
  const outcome = await send(collect);
  failures = outcome.state === "sent" ? 0 : failures + 1;
  enter(outcome.state === "sent" ? "idle" : outcome.state);
  if (outcome.state === "sent" && (await outbox.count())) wake();
  else if (outcome.state !== "sent" && !FINAL.has(outcome.state)) wake(backoff(outcome.retryAfter));
  return outcome.state;
}

/** Begin to watch. `onState` hears each change of state, `onVerdicts` each batch of verdicts. */
export function start(onState, onVerdicts) {
  report = onState;
  collect = onVerdicts;
  const soon = () => wake(Math.random() * STAGGER);
  window.addEventListener("online", () => {
    enter("idle");
    failures = 0;
    soon();
  });
  window.addEventListener("offline", () => enter("offline"));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") soon();
  });
  outbox.onChange(() => {
    if (!failures && state !== "sending") wake();
  });
  soon();
}
