/* What the buttons about one person do: begin, save, then the next of the family or another in the same situation. */
import { home, saved, within } from "./actions.js";
import * as capture from "./capture.js";
import * as draft from "./draft.js";
import * as panel from "./panel.js";
import * as seances from "./seance.js";
import { text } from "./texts.js";

async function save({ premiereFois, isFamily } = {}) {
  if (premiereFois) capture.answer("premiere_fois", premiereFois);
  const kept = isFamily ? capture.familyAnswers() : [];
  const seance = await capture.save();
  if (!seance) return;
  await saved(text("contact-enregistre"), () => (isFamily ? capture.open(seance, kept) : panel.show(seance)));
}

/* Numbers that were shown leave one bare mark, once per opening of the panel; without a séance they leave none. */
async function showNumbers() {
  const panelOfNumbers = document.querySelector("[data-asv-numeros]");
  if (panelOfNumbers.open) return;
  panelOfNumbers.showModal();
  const seance = await seances.current();
  if (seance) await seances.addUrgence(seance);
}

async function greet(number) {
  await within(async (open) => {
    const seance = await seances.addBonjours(open, number);
    await saved(text("bonjour-compte", { n: seance.bonjours }), () => panel.show(seance));
  });
}

export const actions = {
  bonjour: () => greet(1),
  bonjours: ({ dataset }) => greet(Number(dataset.asvAvec)),
  nouveau: () => within((seance) => capture.open(seance)),
  "nouveau-contact": ({ dataset }) => within((seance) => capture.open(seance, [["sexe", dataset.asvAvec]])),
  pareil: () => within(async (seance) => capture.open(seance, await seances.lastSituation())),
  reprendre: () => within(async (seance) => capture.open(seance, await draft.find(seance.id))),
  enregistrer: () => save(),
  terminer: ({ dataset }) => save({ premiereFois: dataset.asvAvec }),
  famille: () => save({ isFamily: true }),
  refus: () => capture.refuseAll(),
  abandonner: () => draft.drop().then(capture.clear).then(home),
  urgence: showNumbers,
  "fermer-urgence": () => document.querySelector("[data-asv-numeros]").close(),
};
