/* The form of one étape: which fields go with which nature, and the content that leaves. */
import * as choices from "./choices.js";
import * as destination from "./destination.js";
import * as residence from "./residence.js";
import * as screens from "./screens.js";

const form = document.querySelector('[data-asv-formulaire="etape"]');
const questions = [...form.querySelectorAll("[data-asv-question]")];
const parts = [...form.querySelectorAll("[data-asv-selon]")];
let seance = null;

function isResidence(question) {
  return question.dataset.asvQuestion === "residence";
}

function follow(nature) {
  for (const part of parts) part.hidden = part.disabled = part.dataset.asvSelon !== nature;
}

/** Empty the form. */
export function clear() {
  form.reset();
  for (const details of form.querySelectorAll("details")) details.open = false;
  for (const question of questions) {
    if (!isResidence(question)) choices.build(question);
    else if (seance) residence.build(question, seance.contenu);
  }
  follow("");
  if (seance) void proposed("");
}

export function open(openSeance) {
  seance = openSeance;
  clear();
  screens.show("etape");
}

/* A reminder falls on the day the answer is expected, counted from the day of the séance. */
function awaited(days) {
  if (!days) return {};
  const day = new Date(`${seance.contenu.date}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + Number(days));
  return { delai_jours: Number(days), relance_le: day.toISOString().slice(0, 10) };
}

function moved(data) {
  const { zone_residence: objet, commune_residence: commune, qpv_residence: qpv } = residence.read(data, seance.contenu);
  return { objet, commune, qpv };
}

const READ = {
  demarche: (one) => ({ objet: one("objet_demarche"), ...awaited(one("delai_demarche")) }),
  droit: (one) => ({ objet: one("objet_droit"), avant: one("avant"), apres: one("apres") }),
  besoin: (one) => ({ objet: one("objet_besoin"), apres: one("origine") }),
  autonomie: (one) => ({ objet: one("objet_autonomie"), apres: one("niveau") }),
  residence: (one, data) => moved(data),
  rencontre: () => ({ objet: seance.contenu.mode }),
  relance: (one) => ({ objet: one("objet_relance") }),
};

/** Give the genre and the content of the étape described; no content when an answer is missing (the browser says which). */
export function contenu() {
  if (!form.reportValidity()) return ["", null];
  const data = new FormData(form);
  const one = (name) => choices.answers(data, name)[0] ?? null;
  const nature = data.get("nature");
  if (nature === "orientation") {
    const sent = { type: one("objet_orientation"), force: one("force"), ...awaited(one("delai_orientation")) };
    return ["orientation", data.get("structure") ? { ...sent, structure: data.get("structure") } : sent];
  }
  return ["suivi_etape", { nature, ...READ[nature](one, data) }];
}

function proposed(type) {
  return destination.offer(form.elements.namedItem("structure"), type, seance.contenu.commune);
}

form.addEventListener("change", ({ target }) => {
  if (target.name === "nature") follow(target.value);
  const question = target.closest("[data-asv-question]");
  if (!question) return;
  if (isResidence(question)) residence.react(question, target);
  else choices.react(question, target);
  if (target.name === "objet_orientation") void proposed(target.value);
});
