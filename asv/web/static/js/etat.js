/* The state of the tablet: what waits, whether the browser promises to keep it, what the server said. */
import * as bilan from "./bilan.js";
import { device, identity } from "./enrol.js";
import * as outbox from "./outbox.js";
import * as panel from "./panel.js";
import * as screens from "./screens.js";
import { isNearlyFull, share } from "./tablet.js";
import { text } from "./texts.js";

const list = document.querySelector("[data-asv-bilan]");

function inWords({ verdict, raison, n }) {
  const sentence = text(`verdict-${verdict}`, { n });
  return raison ? text("verdict-raison", { phrase: sentence, raison }) : sentence;
}

async function showBilan() {
  const { lignes, dernier } = await bilan.stored();
  const sent = dernier && new Date(dernier).toLocaleString("fr-FR", { dateStyle: "long", timeStyle: "short" });
  screens.fill("dernier-envoi", sent || text("jamais"));
  const lines = lignes.map((ligne) => Object.assign(document.createElement("li"), { textContent: inWords(ligne) }));
  list.replaceChildren(...lines);
  screens.toggle("bilan", lines.length > 0);
}

async function refresh() {
  const kept = await navigator.storage?.persisted?.();
  screens.fill("mediateur", (await identity())?.nom ?? "");
  screens.fill("version", document.body.dataset.asvVersion);
  screens.fill("stockage", text(kept ? "stockage-promis" : "stockage-non-promis"));
  screens.fill("espace", text("espace", { pourcent: Math.ceil((await share()) * 100) }));
  screens.toggle("presque-plein", await isNearlyFull());
  panel.showState();
  await panel.refreshQueue();
  await showBilan();
}

/* Hand over the queue as a file, still sealed: for a tablet that can no longer send. */
async function exportQueue() {
  const elements = (await outbox.rows()).map(outbox.element);
  const file = new Blob([JSON.stringify({ appareil: await device(), elements })], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = text("nom-export", { appareil: (await device()).slice(0, 8) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export const actions = {
  montrer: () => refresh().then(() => screens.show("etat")),
  vu: () => bilan.clear().then(refresh),
  exporter: exportQueue,
};
