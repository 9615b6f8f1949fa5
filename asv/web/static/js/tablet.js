/* The state of the tablet: what waits, whether the browser promises to keep it, what the server said. */
import * as bilan from "./bilan.js";
import { device } from "./enrol.js";
import * as outbox from "./outbox.js";
import * as screens from "./screens.js";
import { text } from "./texts.js";

const NEARLY_FULL = 0.8;
const list = document.querySelector("[data-asv-bilan]");

async function share() {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return quota ? usage / quota : 0;
}

/** Say whether room is running out, before a save fails. */
export async function isNearlyFull() {
  return (await share()) >= NEARLY_FULL;
}

async function showBilan() {
  const sentences = await bilan.lines();
  list.replaceChildren(
    ...sentences.map((sentence) => Object.assign(document.createElement("li"), { textContent: sentence })),
  );
  screens.toggle("bilan", sentences.length > 0);
}

export async function refresh() {
  const kept = await navigator.storage?.persisted?.();
  screens.fill("stockage", text(kept ? "stockage-promis" : "stockage-non-promis"));
  screens.fill("espace", text("espace", { pourcent: Math.ceil((await share()) * 100) }));
  screens.fill("dernier-envoi", await bilan.lastTime());
  screens.toggle("presque-plein", await isNearlyFull());
  await showBilan();
}

/** Hand over the queue as a file, still sealed: for a tablet that can no longer send. */
export async function exportQueue() {
  const elements = (await outbox.rows()).map(outbox.element);
  const file = new Blob([JSON.stringify({ appareil: await device(), elements })], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = text("nom-export", { appareil: (await device()).slice(0, 8) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
