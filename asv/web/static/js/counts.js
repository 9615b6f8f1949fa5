/* Numbers of people, tapped: minus, plus, and how many are left to place. Copied from the piece's template. */
import * as reference from "./reference.js";
import { text } from "./texts.js";

const MOST = 500;
const UNKNOWN = "NC";

function label(list, code) {
  return (list && reference.label(list, code)) || text(`valeur-${code}`);
}

/* `name` is what the number counts; `more` adds a button that jumps, `rest` one that takes what is left. */
function row(code, name, { more = 0, rest = false } = {}) {
  const model = document.querySelector("template[data-asv-modele-compte]").content.firstElementChild;
  const node = document.importNode(model, true);
  const input = node.querySelector("input");
  input.id = `compte-${crypto.randomUUID()}`;
  input.dataset.asvCode = code;
  Object.assign(node.querySelector("label"), { textContent: name, htmlFor: input.id });
  const [minus, plus] = node.querySelectorAll("button");
  minus.setAttribute("aria-label", text("compte-moins", { quoi: name }));
  plus.setAttribute("aria-label", text("compte-plus", { quoi: name }));
  if (more) node.append(button(plus, `+${more}`, { asvPas: String(more) }));
  if (rest) node.append(button(plus, text("compte-le-reste"), { asvPas: "reste" }, text("compte-reste", { quoi: name })));
  return node;
}

function button(like, sign, dataset, said) {
  const node = like.cloneNode(false);
  node.removeAttribute("aria-label");
  if (said) node.setAttribute("aria-label", said);
  Object.assign(node.dataset, dataset);
  node.textContent = sign;
  return node;
}

/** Draw one number alone, at zero; `more` jumps by that many. */
export function buildOne(place, more = 0) {
  place.replaceChildren(row("", place.dataset.asvLibelle, { more }));
}

/** Draw a distribution: a row a value of its list (or of those it names), « non communiqué » last. */
export function build(group) {
  const { asvListe: list } = group.dataset;
  const place = group.querySelector('[data-asv-part="comptes"]');
  const named = place.dataset.asvValeurs?.split(" ");
  const codes = named ?? [...reference.values(list).map(({ code }) => code), UNKNOWN];
  const rest = !("asvFacultatif" in group.dataset);
  place.replaceChildren(...codes.map((code) => row(code, label(list, code), { rest })));
}

export function value(place) {
  return Number(place.querySelector("input").value) || 0;
}

/** Give the counts of a distribution, without its zeros. */
export function read(group) {
  const inputs = [...group.querySelectorAll("input[data-asv-code]")];
  const counted = inputs.map((input) => [input.dataset.asvCode, Number(input.value) || 0]);
  return Object.fromEntries(counted.filter(([, count]) => count));
}

/** Say how many of `total` are not placed yet: negative when there are too many. */
export function left(group, total) {
  return total - Object.values(read(group)).reduce((sum, count) => sum + count, 0);
}

/** Answer a tap on minus, plus, a jump or « le reste »; says whether it was one. */
export function tap(target, remainderOf) {
  const pressed = target.closest("button[data-asv-pas]");
  if (!pressed) return false;
  const input = pressed.closest(".count").querySelector("input");
  const { asvPas: step } = pressed.dataset;
  const change = step === "reste" ? remainderOf(pressed) : Number(step);
  input.value = Math.max(0, Math.min(MOST, (Number(input.value) || 0) + change));
  return true;
}

/** Write what is left beside a distribution. */
export function showLeft(group, rest, isSilent = false) {
  const line = group.querySelector("[data-asv-reste]");
  const name = rest > 0 ? "reste" : "trop";
  if (isSilent) line.textContent = "";
  else line.textContent = rest ? text(name, { n: Math.abs(rest) }) : text("reste-rien");
  line.classList.toggle("done", !rest);
}
