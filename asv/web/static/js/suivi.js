/* A card is presented: what is noted under its code, then the code forgotten. Nothing of a suivi is ever on the tablet. */
import { home, saved, within } from "./actions.js";
import * as capture from "./capture.js";
import { drawKeys } from "./clavier.js";
import { format, parse } from "./code.js";
import * as contact from "./contact.js";
import * as etape from "./etape.js";
import * as ouvrir from "./ouvrir.js";
import { isOffered, scan } from "./scan.js";
import * as screens from "./screens.js";
import { addRecord } from "./seance.js";
import { text } from "./texts.js";

const CHAINED = new Set(["suivi_etape", "orientation"]);
const input = document.querySelector("#code-carte");
const video = document.querySelector("[data-asv-camera]");
let card = null; // { seance, code, precedent }: in memory, while the card is on the table
let camera = new AbortController();
let isSaving = false;

/** Forget the card: its code, and whatever the forms still show. */
export function clear() {
  camera.abort();
  card = null;
  input.value = "";
  screens.fill("fin-de-code", "");
  screens.toggle("retrait", false);
  for (const form of [etape, ouvrir]) form.clear();
}

async function present(seance) {
  clear();
  card = { seance, code: "", precedent: null };
  const hasCamera = await isOffered();
  screens.toggle("camera", hasCamera);
  screens.toggle("sans-camera", !hasCamera);
  drawKeys(input);
  screens.show("carte-lue");
}

function accept(code) {
  if (!code) return screens.announce(text("code-faux"), "warning");
  Object.assign(card, { code });
  input.value = "";
  screens.fill("fin-de-code", format(code).slice(-2));
  screens.announce(text("code-lu"));
  screens.show("suivi");
}

async function read() {
  camera = new AbortController();
  const found = await scan(video, parse, camera.signal).catch(() => null);
  if (found) accept(found);
  else if (found === null) screens.announce(text("camera-refusee"), "warning");
}

/* One record under the card, once however often the button is tapped. */
async function note(genre, contenu, sentence) {
  if (isSaving || !contenu) return;
  isSaving = true;
  try {
    const chain = CHAINED.has(genre) && card.precedent && { precedent: card.precedent };
    const seance = await addRecord(genre, { code: card.code, date: card.seance.contenu.date, ...contenu, ...chain });
    if (genre !== "retrait") card.precedent = seance.dernier.id;
    screens.show("suivi");
    screens.toggle("retrait", false);
    for (const form of [etape, ouvrir]) form.clear();
    await saved(text(sentence));
  } finally {
    isSaving = false;
  }
}

async function noteContact() {
  const { seance, code } = card;
  clear();
  await capture.open(seance);
  contact.under(code);
}

function fillIn(form) {
  screens.quiet();
  form.open(card.seance);
}

export const actions = {
  presenter: () => within(present),
  scanner: read,
  lire: () => accept(parse(input.value)),
  contact: noteContact,
  etape: () => fillIn(etape),
  ouvrir: () => fillIn(ouvrir),
  noter: () => note(...etape.contenu(), "etape-notee"),
  "enregistrer-ouverture": () => note("suivi_ouverture", ouvrir.contenu(), "suivi-ouvert"),
  "demander-retrait": () => screens.toggle("retrait", true),
  garder: () => screens.toggle("retrait", false),
  retirer: () => note("retrait", {}, "retrait-note"),
  revenir: () => screens.show("suivi"),
  fermer: () => home().then(clear),
};
