/* What the buttons about one person do: begin, save, then the next of the family or another in the same situation. */
import { home, saved, within } from "./actions.js";
import * as capture from "./capture.js";
import * as draft from "./draft.js";
import * as panel from "./panel.js";
import * as seances from "./seance.js";
import { text } from "./texts.js";

async function save(premiereFois, isFamily = false) {
  if (premiereFois) capture.answer("premiere_fois", premiereFois);
  const kept = isFamily ? capture.familyAnswers() : [];
  const seance = await capture.save();
  if (!seance) return;
  await (isFamily ? capture.open(seance, kept) : panel.show(seance));
  await saved(text("contact-enregistre"));
}

/* Numbers that were shown leave one bare mark, once per opening of the panel; without a séance they leave none. */
async function showNumbers() {
  const panelOfNumbers = document.querySelector("[data-asv-numeros]");
  if (panelOfNumbers.open) return;
  panelOfNumbers.showModal();
  const seance = await seances.current();
  if (seance) await seances.addUrgence(seance);
}

export const actions = {
  nouveau: ({ dataset: { asvAvec } }) => within((seance) => capture.open(seance, asvAvec ? [["sexe", asvAvec]] : [])),
  pareil: () => within(async (seance) => capture.open(seance, await seances.lastSituation())),
  reprendre: () => within(async (seance) => capture.open(seance, await draft.find(seance.id))),
  enregistrer: ({ dataset }) => save(dataset.asvAvec),
  famille: () => save("", true),
  refus: () => capture.refuseAll(),
  abandonner: () => draft.drop().then(capture.clear).then(home),
  bonjour: ({ dataset }) => within(async (open) => {
    const seance = await seances.addBonjours(open, Number(dataset.asvAvec ?? 1));
    await panel.show(seance);
    await saved(text("bonjour-compte", { n: seance.bonjours }));
  }),
  urgence: showNumbers,
  "fermer-urgence": () => document.querySelector("[data-asv-numeros]").close(),
};
