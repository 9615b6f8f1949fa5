/* The séance screen: two counters, what waits, and the state of the network in words. */
import { isOff } from "./clock.js";
import * as draft from "./draft.js";
import * as outbox from "./outbox.js";
import * as places from "./places.js";
import * as reference from "./reference.js";
import * as screens from "./screens.js";
import { current, lastSituation } from "./seance.js";
import { text } from "./texts.js";
import { currentState } from "./wake.js";

const OFFLINE = new Set(["offline", "unreachable"]);
const BLOCKED = new Set(["login", "forbidden", "refused"]);
const badge = document.querySelector("[data-asv-connexion]");

export function showState() {
  const state = currentState();
  screens.fill("reseau", text(`reseau-${state}`));
  screens.toggle("horloge", isOff());
  badge.classList.toggle("offline", OFFLINE.has(state));
  badge.classList.toggle("blocked", BLOCKED.has(state));
  if (state === "login") screens.toggle("connexion", true);
}

/** Write how many records wait; offer to take back the last one while it has surely not left. */
export async function refreshQueue() {
  await showQueue(await current());
}

async function showQueue(seance) {
  screens.fill("attente", text("attente", { n: await outbox.count() }));
  screens.toggle("annuler", Boolean(seance?.dernier && (await outbox.isUntried(seance.dernier.id))));
  if (seance) showCounts(seance);
}

function showCounts({ bonjours, contacts }) {
  screens.fill("bonjours", String(bonjours));
  screens.fill("contacts", String(contacts));
}

export async function show(seance) {
  const { contenu } = seance;
  screens.fill("seance-mode", reference.label("MODE_CONTACT", contenu.mode));
  screens.fill("seance-lieu", places.inWords(contenu, text("hors-qpv")));
  screens.fill("seance-moment", text(`moment-${contenu.creneau}`));
  screens.fill("qpv-du-lieu", reference.qpvName(contenu.qpv));
  showCounts(seance);
  try {
    screens.toggle("brouillon", Boolean(await draft.find(seance.id)));
    screens.toggle("situation", (await lastSituation()).length > 0);
    await showQueue(seance);
  } finally {
    screens.show("seance"); // last, or it would move; whatever failed, the séance is open
  }
}
