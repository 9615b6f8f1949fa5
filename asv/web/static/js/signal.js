/* A collective signal of the séance: what fails, in which kind of service, how many times. Closed lists only. */
import { home, saved, within } from "./actions.js";
import * as choices from "./choices.js";
import { now } from "./clock.js";
import * as counts from "./counts.js";
import * as reference from "./reference.js";
import * as screens from "./screens.js";
import { addRecord } from "./seance.js";
import { text } from "./texts.js";

const MONTHS_BACK = 6;
const MOST = 99;
const form = document.querySelector('[data-asv-formulaire="signal"]');
const questions = [...form.querySelectorAll("[data-asv-question]")];
const months = questions.find((question) => question.dataset.asvQuestion === "mois");
const situations = form.querySelector('[data-asv-compte="situations"]');
let seance = null;
let isSaving = false;

function monthsBack() {
  const today = now();
  return Array.from({ length: MONTHS_BACK }, (_, back) => {
    const first = new Date(today.getFullYear(), today.getMonth() - back, 1);
    const code = `${first.getFullYear()}-${String(first.getMonth() + 1).padStart(2, "0")}`;
    return { code, libelle: first.toLocaleDateString("fr-FR", { month: "long", year: "numeric" }) };
  });
}

export function clear() {
  form.reset();
  for (const details of form.querySelectorAll("details")) details.open = false;
  for (const question of questions) choices.build(question);
  const known = monthsBack();
  choices.put(months, "mois", known);
  choices.choose(months, "mois", known[0].code);
  counts.buildOne(situations);
}

function open(openSeance) {
  seance = openSeance;
  clear();
  screens.fill("signal-commune", reference.communeName(seance.contenu.commune));
  screens.show("signal");
}

async function save() {
  if (isSaving || !form.reportValidity()) return;
  const number = counts.value(situations);
  if (number < 1 || number > MOST) return void screens.announce(text("signal-sans-situation"), "warning");
  isSaving = true;
  try {
    const data = new FormData(form);
    const { commune, qpv } = seance.contenu;
    const [service] = choices.answers(data, "service");
    await addRecord("signal", { signal: data.get("signal"), service, commune, qpv, situations: number, mois: data.get("mois") });
    clear();
    await saved(text("signal-enregistre"), home);
  } finally {
    isSaving = false;
  }
}

export const actions = {
  montrer: () => within(open),
  enregistrer: save,
  abandonner: () => home().then(clear),
};

form.addEventListener("click", ({ target }) => counts.tap(target, () => 0));
form.addEventListener("change", ({ target }) => {
  const question = target.closest("[data-asv-question]");
  if (question) choices.react(question, target);
});
