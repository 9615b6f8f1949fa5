/* Underlines under a field what its text may not hold, as one types, and keeps a refused text from leaving.
   The sentences come from the page; without this module the server says the same. Nothing typed is kept or sent. */
import { fragmentsOf, load, verdictOf } from "./reading.js";
import { reworded } from "./rewording.js";

const PAUSE = 250;

function marked(typed, fragments) {
  const letters = Array.from(typed);
  const nodes = [];
  let position = 0;
  for (const { start, end } of fragments) {
    const mark = document.createElement("mark");
    mark.textContent = letters.slice(start, end).join("");
    nodes.push(letters.slice(position, start).join(""), mark);
    position = end;
  }
  return [...nodes, letters.slice(position).join("")];
}

function sentences(box) {
  const { content } = box.querySelector("template");
  const of = (selector) => content.querySelector(selector);
  return {
    verdict: (verdict, what) => of(`[data-verdict=${verdict}]`).textContent.replace("{quoi}", what),
    name: (genre) => of(`[data-genre=${genre}]`).dataset.nom,
    wayOut: (genre) => of(`[data-genre=${genre}]`).textContent,
    instead: (genre) => of(`[data-genre=${genre}]`).dataset.plutot,
    rewording: (text) => of("[data-reprise]").textContent.replace("{texte}", text),
  };
}

function said(box, typed, fragments, verdict, lent) {
  const { usage } = box.dataset;
  const { name, wayOut, instead, rewording, verdict: opening } = sentences(box);
  if (verdict === "clean") return "";
  const genres = [...new Set(fragments.map(({ genre }) => genre))];
  const again = usage === "note" ? reworded(typed, fragments, instead, lent) : "";
  return [
    opening(verdict, genres.map(name).join(", ")), ...genres.map(wayOut), again && rewording(again),
  ].filter(Boolean).join(" ");
}

function show(box, field, lent) {
  const fragments = fragmentsOf(field.value, box.dataset.usage, lent);
  const verdict = verdictOf(fragments, box.dataset.usage);
  const [shown, status] = ["texte", "dit"].map((part) => box.querySelector(`[data-asv-part=${part}]`));
  shown.hidden = verdict === "clean";
  shown.replaceChildren(...marked(field.value, shown.hidden ? [] : fragments));
  const sentence = said(box, field.value, fragments, verdict, lent);
  if (status.textContent !== sentence) status.textContent = sentence; // said once, not at each key
  box.dataset.verdict = verdict;
  return verdict;
}

function watch(box, lent) {
  const field = document.getElementById(box.dataset.asvTexteLibre);
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => show(box, field, lent), PAUSE);
  });
  field.form.addEventListener("submit", (event) => {
    if (show(box, field, lent) !== "refuse") return;
    event.preventDefault();
    field.focus();
  });
  show(box, field, lent);
}

const boxes = document.querySelectorAll("[data-asv-texte-libre]");
if (boxes.length > 0) {
  try {
    const lent = await load();
    boxes.forEach((box) => watch(box, lent));
  } catch {
    boxes.forEach((box) => box.remove()); // the rules are away: the server will say it
  }
}
