/* Questions made of big native buttons. A question is a fieldset of the page; its answers come from the lists. */
import { announce } from "./screens.js";
import * as reference from "./reference.js";
import { text } from "./texts.js";

const models = document.querySelector("template[data-asv-modeles]").content;
const UNASKED = "ND";

function part(question, name) {
  return question.querySelector(`[data-asv-part="${name}"]`);
}

function option(question, name, { code, court, libelle }) {
  const node = models.querySelector('[data-asv-modele="choix"]').cloneNode(true);
  const input = node.querySelector("input");
  const type = question.dataset.asvMax ? "checkbox" : "radio";
  const required = "asvObligatoire" in question.dataset && name === question.dataset.asvQuestion; // its detail is not
  Object.assign(input, { type, name, value: code, required });
  node.querySelector("[data-asv-libelle]").textContent = court || libelle;
  const picto = node.querySelector("use");
  if (document.getElementById(`picto-${code}`)) picto.setAttribute("href", `#picto-${code}`);
  else picto.parentNode.remove();
  return node;
}

/** Draw values in one part of a question. */
export function put(question, partName, values, name = question.dataset.asvQuestion) {
  part(question, partName)?.replaceChildren(...values.map((value) => option(question, name, value)));
}

/* Sensitive values are offered only by a question that says so: the theme of a group, a suivi under agreement. */
function scope(question) {
  return [question.dataset.asvListe, "asvSensibles" in question.dataset];
}

function shelf(question, recent) {
  const usual = (question.dataset.asvUsuels ?? "").split(" ");
  const offered = new Map(reference.values(...scope(question)).map((value) => [value.code, value]));
  const codes = [...new Set([...recent, ...usual])].filter((code) => offered.has(code));
  return codes.slice(0, Number(question.dataset.asvRayon ?? 6)).map((code) => offered.get(code));
}

/** Draw one question afresh, `recent` codes first. Nothing of an earlier answer remains. */
export function build(question, recent = []) {
  const list = question.dataset.asvListe;
  const first = part(question, "usuels") ? shelf(question, recent) : [];
  const shown = new Set(first.map((value) => value.code));
  put(question, "usuels", first);
  if (list) {
    const isLeft = ({ code }) => !shown.has(code) && code !== question.dataset.asvSauf;
    put(question, "principal", reference.roots(...scope(question)).filter(isLeft));
    put(question, "tous", reference.values(...scope(question)).filter(isLeft));
  }
  if (part(question, "detail")) part(question, "detail").parentNode.hidden = true;
  put(question, "detail", []);
  if (!part(question, "sans-reponse")) return;
  put(question, "sans-reponse", reference.values("VALEUR_MANQUANTE"));
  choose(question, question.dataset.asvQuestion, UNASKED);
}

/** Select one answer, as a finger would. */
export function choose(question, name, value) {
  const input = question.querySelector(`input[name="${name}"][value="${value}"]`);
  if (!input) return;
  input.checked = true;
  react(question, input);
}

/** After an answer: offer its finer values, hold a multiple answer to its maximum. */
export function react(question, input) {
  const most = Number(question.dataset.asvMax ?? 0);
  if (most && question.querySelectorAll("input:checked").length > most) {
    input.checked = false;
    announce(text("maximum", { n: most }), "info");
  }
  const name = question.dataset.asvQuestion;
  if (!part(question, "detail") || input.name !== name) return;
  const [list, withSensible] = scope(question);
  const finer = reference.children(list, input.value, withSensible);
  const none = { code: "", libelle: text("sans-preciser") };
  put(question, "detail", [none, ...finer], `${name}-detail`);
  part(question, "detail").parentNode.hidden = finer.length === 0;
}

/** Give the answers of one question: the finer one where there is one. */
export function answers(data, name) {
  const finer = data.get(`${name}-detail`);
  return finer ? [finer] : data.getAll(name).filter((value) => value && value !== UNASKED);
}
