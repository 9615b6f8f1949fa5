/* The tablet's page, started: last known lists first, then the network if there is one. */
import { act, home } from "./actions.js";
import * as annuaire from "./annuaire.js";
import * as bilan from "./bilan.js";
import * as capture from "./capture.js";
import * as clock from "./clock.js";
import * as draft from "./draft.js";
import * as enrol from "./enrol.js";
import * as lock from "./lock.js";
import * as opening from "./opening.js";
import * as outbox from "./outbox.js";
import * as panel from "./panel.js";
import * as piece from "./piece.js";
import * as reference from "./reference.js";
import * as screens from "./screens.js";
import { announce } from "./sync.js";
import { text } from "./texts.js";
import * as update from "./update.js";
import * as wake from "./wake.js";

/** Bring lists and person up to date. Another person starts from an empty page. */
async function meetServer() {
  if (!navigator.onLine) return;
  const [who] = await Promise.all([enrol.refresh(), reference.refresh().catch(() => {})]);
  screens.toggle("connexion", who === "login");
  if (who === "changed") await empty();
  if (who === "same" || who === "changed") announce(hearVerdicts);
  if (who === "changed" || (who === "same" && screens.current() === "enrolement")) await home();
  stock().catch(() => {}); // may come another time
}

/* What a contact does without, and nobody waits for. */
async function stock() {
  await Promise.allSettled([annuaire.refresh().then(opening.offerCompany), reference.refreshOthers()]);
  const provisions = await import("./provisions.js");
  await provisions.stock();
}

async function hearVerdicts(verdicts) {
  const telling = await bilan.note(verdicts).catch(() => 0);
  if (telling) screens.announce(text("a-revoir", { n: telling }), "warning");
}

async function empty() {
  await draft.drop();
  await capture.clear();
  await piece.clearAll();
  if (screens.isBusy()) await home();
}

async function start() {
  panel.showState();
  await Promise.all([clock.load(), reference.load()]);
  await panel.refreshQueue(); // first, or it would move the screen
  const isKnown = reference.isReady() && (await enrol.identity());
  if (!isKnown) await meetServer();
  if (screens.current() === "chargement") await home();
  wake.start(panel.showState, hearVerdicts);
  outbox.onChange(panel.refreshQueue);
  lock.watch(empty);
  await update.watch(screens.isBusy);
  if (isKnown) await meetServer();
}

document.addEventListener("click", act);
document.addEventListener("submit", (event) => event.preventDefault());
window.addEventListener("online", meetServer);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && screens.current() === "seance") home();
});
await start();
