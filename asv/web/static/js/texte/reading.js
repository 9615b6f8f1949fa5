/* Reads a text from the surest trace to the least sure. Twin of asv/detection/reading.py, without its libraries. */
import { addresses } from "./addresses.js";
import { births } from "./births.js";
import { fold } from "./folding.js";
import { names } from "./names.js";
import { numbers, spokenNumbers } from "./numbers.js";
import { readRules } from "./rules.js";
import { cut, phrasesIn } from "./tokens.js";
import { NONE, readWords } from "./words.js";

const SENSITIVE = ["maladie", "statut", "jugement"];
const REFUSED = { texte: ["nir", "iban", "courriel", "telephone", "numero", "adresse"] };
const ASKED = { texte: ["nom", "naissance"] };
REFUSED.note = [...REFUSED.texte, "maladie", "statut"];
ASKED.note = [...ASKED.texte, "jugement"];
let lent;

async function bring() {
  const [rules, words] = await Promise.all([fetch("/static/regles.json"), fetch("/static/mots.bin")]);
  if (!rules.ok || !words.ok) throw new Error("rules away");
  return { rules: readRules(await rules.json()), words: readWords(await words.arrayBuffer()) };
}

/** Bring the rules and the word sets, once; may be asked again after a failure. */
export function load() {
  lent ??= bring().catch((error) => {
    lent = undefined;
    throw error;
  });
  return lent;
}

function claimed(length) {
  const held = new Uint8Array(length);
  const spans = [];
  const take = (found) => found.forEach(([start, end, genre]) => {
    if (held.subarray(start, end).some(Boolean)) return;
    held.fill(1, start, end);
    spans.push([start, end, genre]);
  });
  return { spans, take, of: (tokens) => tokens.map(({ start }) => held[start] === 1) };
}

function sensitive(tokens, { phrases }) {
  const proper = new Set(phrasesIn(tokens, phrases.lieux).flatMap(([first, end]) => (
    Array.from({ length: end - first }, (_, n) => first + n)
  )));
  return SENSITIVE.flatMap((name) => phrasesIn(tokens, phrases[name])
    .filter(([first, end]) => !proper.has(first) && !proper.has(end - 1))
    .map(([first, end]) => [first, end, name]));
}

function read(folded, rules, words) {
  const tokens = cut(folded);
  const known = {
    tokens,
    common: tokens.map(({ text, isNumber }) => isNumber || words.isCommon(text)),
    kinds: tokens.map(({ text, isNumber }) => (isNumber ? NONE : words.kindOfName(text))),
  };
  const claims = claimed(folded.text.length);
  claims.take(numbers(folded.text, rules));
  claims.take(spokenNumbers(tokens, rules));
  claims.take(addresses(known, rules));
  claims.take(births(folded.text, rules));
  const found = sensitive(tokens, rules);
  const ill = new Set(found.flatMap(([first, end]) => Array.from({ length: end - first }, (_, n) => first + n)));
  claims.take(names(known, { taken: claims.of(tokens), ill, rules }));
  claims.take(found.map(([first, end, genre]) => [tokens[first].start, tokens[end - 1].end, genre]));
  return claims.spans;
}

/** Give the fragments of a text, in characters, for one usage: « texte » or « note ». */
export function fragmentsOf(typed, usage, { rules, words }) {
  const folded = fold(typed);
  const kept = new Set([...REFUSED[usage], ...ASKED[usage]]);
  return read(folded, rules, words)
    .map(([start, end, genre]) => ({ start: folded.origin[start], end: folded.origin[end - 1] + 1, genre }))
    .filter(({ genre }) => kept.has(genre)).sort((a, b) => a.start - b.start);
}

/** Give « refuse », « ask » or « clean » for the fragments of one usage. */
export function verdictOf(fragments, usage) {
  if (fragments.some(({ genre }) => REFUSED[usage].includes(genre))) return "refuse";
  return fragments.length > 0 ? "ask" : "clean";
}
