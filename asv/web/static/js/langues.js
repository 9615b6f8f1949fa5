/* One question turned towards the person, in her language; what she touches is the answer of the form. */
import { identity } from "./enrol.js";
import { pictogram } from "./pictos.js";
import { cardsOf } from "./provisions.js";
import * as screens from "./screens.js";
import { text } from "./texts.js";

const FIRST = "fr";
const APART = new Set(["REFUS", "NSP"]);
const screen = document.querySelector('[data-asv-ecran="langues"]');
const [face, bar] = [screen.querySelector("[data-asv-carte]"), screen.querySelector("[data-asv-langues]")];
const model = document.querySelector("template[data-asv-modele-carte]").content;
let cards = null;
let chosen = FIRST; // the language stays until the page is left, and is written nowhere
let asker = null;

function element(name, textContent) {
  return Object.assign(document.createElement(name), { textContent });
}

/** Give the answers of the question that have words: those of its list, then the two non-answers a person may touch. */
function answers(textes) {
  const { question, name, list } = asker;
  const inputs = [...question.querySelectorAll(`input[name="${name}"]`)].map((input) => ({
    input,
    words: textes[`${APART.has(input.value) ? "VALEUR_MANQUANTE" : list}.${input.value}`],
    isApart: APART.has(input.value),
  }));
  const worded = inputs.filter(({ words }) => words);
  const order = Object.keys(textes);
  const rank = ({ input, isApart }) => (isApart ? order.length : order.indexOf(`${list}.${input.value}`));
  return worded.sort((one, other) => rank(one) - rank(other));
}

function answer(input) {
  input.checked = true;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  leave();
  screens.announce(text("carte-repondue"));
}

function button({ input, words, isApart }) {
  const made = model.firstElementChild.cloneNode(true);
  made.querySelector("use").setAttribute("href", pictogram(input.value));
  made.querySelector("span").textContent = words;
  made.classList.toggle("apart", isApart);
  made.addEventListener("click", () => answer(input));
  return made;
}

function draw() {
  const { code, sens, relue, textes } = cards.langues.find((one) => one.code === chosen) ?? cards.langues[0];
  Object.assign(face, { lang: code, dir: sens });
  const choices = Object.assign(element("div", ""), { className: "card-answers" });
  choices.append(...answers(textes).map(button));
  const told = textes[`texte.${asker.name}`];
  face.replaceChildren(element("h2", textes[`question.${asker.name}`]), ...(told ? [element("p", told)] : []), choices);
  for (const one of bar.children) one.setAttribute("aria-pressed", String(one.lang === code));
  screens.toggle("carte-non-relue", !relue);
}

function language({ code, sens, textes }) {
  const made = Object.assign(element("button", textes["langue.nom"]), { type: "button", className: "quiet", lang: code, dir: sens });
  made.addEventListener("click", () => draw((chosen = code)));
  return made;
}

function leave() {
  const { button: pressed, from } = asker;
  face.replaceChildren();
  face.classList.remove("upside-down");
  screens.show(from);
  pressed.scrollIntoView({ block: "center" });
  pressed.focus({ preventScroll: true });
}

/** Turn the question of this button; `asvQuestion` names its card. */
async function turn(pressed) {
  cards = await cardsOf((await identity()).territoire);
  if (!cards) return screens.announce(text("cartes-absentes"), "info");
  const question = pressed.closest("[data-asv-question]");
  const { asvQuestion: name, asvListe: list = "reponse" } = question.dataset;
  asker = { button: pressed, question, name, list, from: screens.current() };
  bar.replaceChildren(...cards.langues.map(language));
  draw();
  screens.show("langues");
}

export function clear() {
  face.replaceChildren();
  chosen = FIRST;
}

export const actions = {
  tourner: turn,
  retour: leave,
  renverser: () => face.classList.toggle("upside-down"),
};
