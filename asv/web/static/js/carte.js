/* « Montrer sur la carte »: a point is touched, its commune and quartier are offered, the point itself is forgotten. */
import { draw, light, write } from "./dessin.js";
import { fillPlace, fillResidence, meaning } from "./endroit.js";
import { identity } from "./enrol.js";
import { Fenetre } from "./fenetre.js";
import { decode, locate } from "./geometrie.js";
import { watch } from "./gestes.js";
import * as places from "./places.js";
import { mapOf } from "./provisions.js";
import * as reference from "./reference.js";
import * as screens from "./screens.js";
import { text } from "./texts.js";

const screen = document.querySelector('[data-asv-ecran="carte"]');
const svg = screen.querySelector("svg");
const answer = screen.querySelector("[data-asv-reponse]");
const [commune, qpv] = ["carte-commune", "carte-qpv"].map((id) => screen.querySelector(`#${id}`));
const fenetre = new Fenetre(svg, (seen, metres) => write(svg, plan, seen, metres));
let plan = null;
let asker = null;

function leave() {
  const { button, question, from } = asker;
  clear();
  screens.show(from);
  (question ?? button).scrollIntoView({ block: "center" });
  (question?.querySelector("input:checked") ?? button).focus({ preventScroll: true });
}

function choose(place) {
  if (asker.question) fillResidence(asker.question, place);
  else fillPlace(asker.button.closest("form"), place);
  leave();
}

function button(place) {
  const named = { quartier: reference.qpvName(place.qpv), commune: reference.communeName(place.commune) };
  const made = Object.assign(document.createElement("button"), { type: "button", className: "big" });
  made.textContent = text(`carte-${place.zone}`, named);
  made.addEventListener("click", () => choose(place));
  return made;
}

function hint(found, possible) {
  if (!possible.length) return text("carte-ailleurs");
  return text(possible.length > 1 ? "carte-plusieurs" : `carte-aide-${possible[0].zone}`);
}

function offer(found) {
  const all = found.communes.map((code) => meaning(found, code));
  const possible = asker.question ? all : all.filter((place) => place.commune);
  light(svg, found.qpv ?? possible[0]?.commune);
  const line = Object.assign(document.createElement("p"), { textContent: hint(found, possible) });
  answer.replaceChildren(line, ...possible.map(button));
}

/** Empty the screen: neither the point nor the window over it stays in the page. */
export function clear() {
  svg.replaceChildren();
  svg.removeAttribute("viewBox");
  answer.replaceChildren();
  asker = null;
}

async function open(pressed) {
  const map = await mapOf((await identity()).territoire);
  if (!map) return screens.announce(text("carte-absente"), "info");
  plan ??= decode(map);
  asker = { button: pressed, question: pressed.closest("[data-asv-question]"), from: screens.current() };
  screens.fill("carte-titre", text(asker.question ? "carte-residence" : "carte-lieu"));
  places.fillCommunes(commune);
  places.fillQpv(qpv, "");
  screens.show("carte");
  draw(svg, plan);
  fenetre.whole(plan.box);
}

function chooseInList() {
  if (!commune.reportValidity() || !qpv.reportValidity()) return;
  const isOutside = qpv.value === places.OUTSIDE;
  choose({ zone: isOutside ? "ZR_HORS_QPV" : "ZR_QPV", commune: commune.value, qpv: isOutside ? null : qpv.value });
}

export const actions = {
  montrer: open,
  plus: () => fenetre.zoom(0.5),
  moins: () => fenetre.zoom(2),
  entiere: () => fenetre.whole(plan.box),
  choisir: chooseInList,
  retour: leave,
};

watch(fenetre, (x, y) => offer(locate(plan, x, y)));
commune.addEventListener("change", () => places.fillQpv(qpv, commune.value));
