/* The contact form: drawn afresh for each person, read once, emptied. */
import * as choices from "./choices.js";
import * as contact from "./contact.js";
import * as draft from "./draft.js";
import * as langue from "./langue.js";
import * as recents from "./recents.js";
import * as residence from "./residence.js";
import * as screens from "./screens.js";
import { addContact, keepSituation } from "./seance.js";

const form = document.querySelector('[data-asv-formulaire="contact"]');
const questions = [...form.querySelectorAll("[data-asv-question]")];
const REFUSED = "REFUS";
const OF_ONE_PERSON = new Set(["sexe", "tranche_age", "premiere_fois", "accompagnants", "langue_avant"]);
const OF_A_FAMILY = new Set(["residence", "residence-qpv", "residence-commune", "langue"]);
let seance = null;
let isSaving = false;
let tidying = Promise.resolve();

function react(input) {
  const question = input.closest("[data-asv-question]");
  if (!question) return;
  if (question.dataset.asvQuestion === "residence") residence.react(question, input);
  else choices.react(question, input);
  langue.react(form, input);
  screens.toggle("orientation", Boolean(choices.answers(new FormData(form), "orientation")[0]));
}

/** Draw the form afresh, without an answer. */
export async function clear() {
  if (!seance) return;
  const shelves = await recents.all();
  contact.reset(form);
  for (const details of form.querySelectorAll("details")) details.open = false;
  for (const question of questions) {
    if (question.dataset.asvQuestion === "residence") residence.build(question, seance.contenu, shelves.residence);
    else choices.build(question, shelves[question.dataset.asvQuestion]);
  }
  langue.clear(form);
  screens.toggle("orientation", false);
}

/** Show an empty form for this séance, or the one begun, or one that keeps `kept` answers of a relative. */
export async function open(openSeance, kept = []) {
  await tidying;
  seance = openSeance;
  await clear();
  draft.restore(form, kept, react);
  screens.show("contact");
}

/** Give one answer, as a finger would. */
export function answer(name, value) {
  choices.choose(questions.find((question) => question.dataset.asvQuestion === name), name, value);
}

/** « Refuse de répondre », once for every question put to the person. */
export function refuseAll() {
  for (const question of questions.filter((one) => one.querySelector('[data-asv-part="sans-reponse"]'))) {
    choices.choose(question, question.dataset.asvQuestion, REFUSED);
    if (question.dataset.asvQuestion === "residence") residence.react(question, { name: "residence", value: REFUSED });
  }
  draft.save(form, seance.id);
}

/** Seal and queue the answers; the form is emptied only once the disk has them. Gives the séance. */
export async function save() {
  if (isSaving || !form.reportValidity()) return null;
  isSaving = true;
  try {
    const data = new FormData(form);
    const answers = contact.read(data, seance.contenu);
    const next = await addContact(seance, answers);
    const isShared = ([name, value]) => value && !answers.code && !OF_ONE_PERSON.has(name);
    await Promise.allSettled([draft.drop(), keepSituation([...data].filter(isShared))]);
    const noted = answers.code ? Promise.resolve() : recents.note(contact.used(answers)); // under a code, nothing stays
    tidying = noted.catch(() => {}).then(clear).catch(() => {}); // the next form waits for it, the séance does not
    return next;
  } finally {
    isSaving = false;
  }
}

/** Answers a relative shares: where the family lives, the language spoken. */
export function familyAnswers() {
  return [...new FormData(form)].filter(([name]) => OF_A_FAMILY.has(name));
}

form.addEventListener("change", ({ target }) => {
  react(target);
  draft.save(form, seance.id);
});
