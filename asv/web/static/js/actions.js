/* What each button of the tablet's page does, by the name in its data-asv-action; data-asv-piece says whose it is. */
import * as enrol from "./enrol.js";
import * as lock from "./lock.js";
import * as opening from "./opening.js";
import * as panel from "./panel.js";
import { actions as persons } from "./persons.js";
import * as piece from "./piece.js";
import * as reference from "./reference.js";
import * as screens from "./screens.js";
import * as seances from "./seance.js";
import * as tablet from "./tablet.js";
import { text } from "./texts.js";
import * as update from "./update.js";
import * as wake from "./wake.js";

/** Go where this tablet stands: nobody yet, a séance open, or none. */
export async function home() {
  const me = reference.isReady() && (await enrol.identity());
  screens.fill("mediateur", me?.nom ?? "");
  if (!me) return screens.show("enrolement");
  const seance = await seances.current();
  return seance ? panel.show(seance) : opening.prepare();
}

/** Work in the séance of the day; past midnight there is none. */
export async function within(work) {
  const seance = await seances.current();
  return seance ? work(seance) : home();
}

/** Show what follows a record, then say that it is safe, or that room runs out. What fails here must not pass for a
    record not saved. */
export async function saved(sentence, follow = async () => {}) {
  await follow().catch(() => {});
  const isNearlyFull = await tablet.isNearlyFull().catch(() => false);
  screens.announce(isNearlyFull ? text("presque-plein") : sentence, isNearlyFull ? "warning" : "success");
}

const actions = {
  ...persons,
  async ouvrir() {
    const seance = await opening.submit();
    if (seance) await panel.show(seance);
  },
  async annuler() {
    const isUndone = await seances.undo();
    await home();
    screens.announce(text(isUndone ? "derniere-annulee" : "deja-partie"), isUndone ? "success" : "info");
  },
  async fermer() {
    await seances.close();
    wake.wake(0);
    await home();
    screens.announce(text("seance-fermee"));
  },
  async synchroniser() {
    const state = await wake.run();
    screens.announce(text(`envoi-${state}`), state === "sent" ? "success" : "warning");
  },
  retour: home,
  voiler: lock.cover,
  devoiler: lock.uncover,
  "mettre-a-jour": update.accept,
};

const failures = { QuotaExceededError: "plus-de-place", PieceMissing: "piece-absente" };

/** Do what a button says. Whatever fails, the answers stay on screen and the person is told. */
export async function act({ target }) {
  if (target.closest("[data-asv-annonce]")) screens.quiet();
  const button = target.closest("[data-asv-action]");
  const { asvAction, asvPiece } = button?.dataset ?? {};
  if (!asvAction) return;
  screens.quiet();
  try {
    const offered = asvPiece ? (await piece.load(asvPiece)).actions : actions;
    await offered[asvAction]?.(button);
  } catch (error) {
    screens.announce(text(failures[error?.name] ?? "non-enregistre"), "alert");
  }
}
