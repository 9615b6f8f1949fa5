/* Opening a suivi with a card already printed: the agreement first, and nothing asked before it. */
import * as choices from "./choices.js";
import * as reference from "./reference.js";
import * as residence from "./residence.js";
import * as screens from "./screens.js";
import { text } from "./texts.js";

const MINORS = new Set(["A00_05", "A06_11", "A12_14", "A15_17"]);
const LEVELS = { AUTONOMIE_DOMAINE: "AUTONOMIE", COUVERTURE: "ETAT_DROIT" };
const form = document.querySelector('[data-asv-formulaire="ouvrir-suivi"]');
const after = form.querySelector("[data-asv-apres-accord]");
const minor = form.querySelector("[data-asv-mineur]");
const questions = [...form.querySelectorAll("[data-asv-question]")];
let seance = null;

function show(part, isShown) {
  part.hidden = part.disabled = !isShown;
}

function line(list, { code, court, libelle }) {
  const field = Object.assign(document.createElement("div"), { className: "field" });
  const select = Object.assign(document.createElement("select"), { id: `${list}-${code}`, name: `${list}:${code}` });
  const label = Object.assign(document.createElement("label"), { htmlFor: select.id, textContent: court || libelle });
  const levels = reference.values(LEVELS[list], true).map((one) => new Option(one.court || one.libelle, one.code));
  select.replaceChildren(new Option(text("non-regarde"), ""), ...levels);
  field.append(label, select);
  return field;
}

/** Empty the form: only the agreement shows. */
export function clear() {
  form.reset();
  for (const details of form.querySelectorAll("details")) details.open = false;
  for (const question of questions) {
    if (question.dataset.asvQuestion !== "residence") choices.build(question);
    else if (seance) residence.build(question, seance.contenu);
  }
  for (const lines of form.querySelectorAll("[data-asv-lignes]")) {
    const list = lines.dataset.asvLignes;
    lines.replaceChildren(...reference.values(list, true).map((value) => line(list, value)));
  }
  show(after, false);
  show(minor, false);
}

export function open(openSeance) {
  seance = openSeance;
  clear();
  screens.show("ouvrir-suivi");
}

function pairs(data, list, [first, second]) {
  const chosen = [...data].filter(([name, value]) => value && name.startsWith(`${list}:`));
  return chosen.map(([name, value]) => ({ [first]: name.split(":")[1], [second]: value }));
}

function needs(data) {
  const said = data.getAll("besoins_dits").map((code) => ({ code, origine: "EXPRIME" }));
  const isNew = (code) => !said.some((one) => one.code === code);
  return [...said, ...data.getAll("besoins_reperes").filter(isNew).map((code) => ({ code, origine: "REPERE" }))];
}

function fault(data, { besoins, autonomies }) {
  if (data.get("accord") !== "OUI") return "sans-accord";
  if (data.has("representant") && data.get("representant") !== "OUI") return "sans-representant";
  if (!besoins.length) return "sans-besoin";
  return autonomies.length ? "" : "sans-autonomie";
}

/** Give what opens the suivi, or null after saying what is missing. */
export function contenu() {
  if (!form.reportValidity()) return null;
  const data = new FormData(form);
  const one = (name) => choices.answers(data, name)[0] ?? "ND";
  const autonomies = pairs(data, "AUTONOMIE_DOMAINE", ["domaine", "niveau"]);
  const besoins = needs(data);
  const wrong = fault(data, { besoins, autonomies });
  if (wrong) return void screens.announce(text(wrong), "warning");
  const told = { information: "IP_ORALE", accord: "IP_ACCORD_SUIVI", representant: "IP_REPRESENTANT" };
  const accords = Object.entries(told).filter(([name]) => data.has(name)).map(([, accord]) => accord);
  return {
    seance: seance.id, accords, ...residence.read(data, seance.contenu), sexe: one("sexe"), tranche_age: one("tranche_age"),
    besoins, autonomies, droits: pairs(data, "COUVERTURE", ["couverture", "etat"]), freins: data.getAll("freins_suivi"),
  };
}

form.addEventListener("change", ({ target }) => {
  if (target.name === "accord") show(after, target.value === "OUI");
  if (target.name === "tranche_age") show(minor, MINORS.has(target.value));
  const question = target.closest("[data-asv-question]");
  if (question?.dataset.asvQuestion === "residence") residence.react(question, target);
  else if (question) choices.react(question, target);
});
