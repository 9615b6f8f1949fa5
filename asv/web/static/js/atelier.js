/* The atelier of the séance: its margins, each summing to the number of people. No person, no cross-table. */
import { home, saved, within } from "./actions.js";
import * as choices from "./choices.js";
import * as counts from "./counts.js";
import * as screens from "./screens.js";
import { addRecord } from "./seance.js";
import { text } from "./texts.js";

const form = document.querySelector('[data-asv-formulaire="atelier"]');
const questions = [...form.querySelectorAll("[data-asv-question]")];
const groups = [...form.querySelectorAll("[data-asv-repartition]")];
const [total, known] = ["total", "deja_rencontres"].map((name) => form.querySelector(`[data-asv-compte="${name}"]`));
let seance = null;
let isSaving = false;

function isOptional(group) {
  return "asvFacultatif" in group.dataset;
}

function follow() {
  for (const group of groups) {
    const rest = counts.left(group, counts.value(total));
    counts.showLeft(group, rest, !counts.value(total) || (isOptional(group) && rest >= 0));
  }
}

/** Draw the form afresh, at zero. */
export function clear() {
  form.reset();
  for (const details of form.querySelectorAll("details")) details.open = false;
  for (const question of questions) choices.build(question);
  for (const group of groups) counts.build(group);
  counts.buildOne(total, 5);
  counts.buildOne(known);
  choices.choose(questions[1], "type_action", "AC_ATELIER");
  follow();
}

function open(openSeance) {
  seance = openSeance;
  clear();
  screens.show("atelier");
}

function fault() {
  const people = counts.value(total);
  if (!people) return "atelier-sans-personne";
  const isWrong = (group) => (isOptional(group) ? counts.left(group, people) < 0 : counts.left(group, people) !== 0);
  if (groups.some(isWrong)) return "atelier-a-repartir";
  return counts.value(known) > people ? "atelier-trop-rencontres" : "";
}

function contenu() {
  const data = new FormData(form);
  const { date, creneau, commune, qpv, lieu_type, mediateurs } = seance.contenu;
  const answered = groups.map((group) => [group.dataset.asvRepartition, counts.read(group)]);
  return {
    date, creneau, commune, qpv, lieu_type,
    ...(mediateurs && { mediateurs }),
    theme: data.get("theme"),
    type_action: data.get("type_action"),
    total: counts.value(total),
    deja_rencontres: counts.value(known),
    ...Object.fromEntries(answered.filter(([name, counted]) => name !== "satisfaction" || Object.keys(counted).length)),
    questions: data.getAll("questions"),
  };
}

async function save() {
  if (isSaving || !form.reportValidity()) return;
  const wrong = fault();
  if (wrong) return void screens.announce(text(wrong), "warning");
  isSaving = true;
  try {
    await addRecord("atelier", contenu());
    clear();
    await saved(text("atelier-enregistre"), home);
  } finally {
    isSaving = false;
  }
}

export const actions = {
  montrer: () => within(open),
  enregistrer: save,
  abandonner: () => home().then(clear),
};

form.addEventListener("click", ({ target }) => {
  const remainderOf = (button) => counts.left(button.closest("[data-asv-repartition]"), counts.value(total));
  if (counts.tap(target, remainderOf)) follow();
});
form.addEventListener("input", follow);
form.addEventListener("change", ({ target }) => {
  const question = target.closest("[data-asv-question]");
  if (question) choices.react(question, target);
});
