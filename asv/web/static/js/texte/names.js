/* Probable names: seeds, what a civility announces, the words that follow, and their echoes. Twin of names.py. */
import { JOINS, seedsOf } from "./seeds.js";
import { PLACE } from "./words.js";

const AFTER_TITLE = new Set([" ", ". ", ".", ".  ", "  "]);
const AFTER_TRIGGER = new Set([" ", " : ", ": ", " (", ", ", " :", ":", " , "]);
const ARTICLES = new Set(["la", "le", "l", "du", "des", "de", "d"]);
const [SHORTEST, MOST_PARTICLES] = [3, 2];

function isTitle({ tokens, is }, place) {
  const [token, after] = [tokens[place], tokens[place + 1]];
  if (token.text !== "m") return is(place, "civilite");
  const isBare = after.gap === " " && token.isCapital && after.isCapital;
  return (after.gap.startsWith(".") || isBare) && !(place > 0 && tokens[place - 1].isNumber);
}

function afterTitle({ tokens, common, is, isCalled }, place) {
  const first = place + 1;
  let name = first;
  while (name + 1 < tokens.length && name - first < MOST_PARTICLES && is(name, "particule")) name += 1;
  const throughArticle = tokens.slice(first, name).some(({ text, isCapital }) => ARTICLES.has(text) && !isCapital);
  if (isCalled(name, true) && !(throughArticle && common[name])) return name;
  return name > first && tokens[first].isCapital && !throughArticle ? first : null;
}

function announces({ tokens, kinds, is }, place) {
  const after = tokens[place + 1];
  if (is(place, "parente") || is(place, "nomme")) return true;
  if (is(place, "verbes_de_nom")) return !after.isCapital && after.gap === " " && kinds[place + 1] !== PLACE;
  return is(place, "famille") && after.isCapital;
}

function call(seeds, named, starts) {
  const { tokens, isCalled } = seeds;
  for (let place = 0; place + 1 < tokens.length; place += 1) {
    const after = tokens[place + 1];
    if (AFTER_TITLE.has(after.gap) && isTitle(seeds, place)) {
      const name = afterTitle(seeds, place);
      if (name !== null) {
        named[name] = true;
        starts.set(name, place);
      }
    } else if (AFTER_TRIGGER.has(after.gap)) {
      if (announces(seeds, place) && isCalled(place + 1, false)) named[place + 1] = true;
    }
  }
}

function extend({ tokens, common, mayBeName, continues }, named, starts) {
  for (let place = 1; place < tokens.length; place += 1) {
    if (named[place - 1] && continues(place)) named[place] = true;
  }
  for (let place = tokens.length - 1; place > 0; place -= 1) {
    const token = tokens[place - 1];
    if (named[place] && !starts.has(place) && JOINS.has(tokens[place].gap)) {
      const isProper = token.isCapital && !common[place - 1] && token.text.length >= SHORTEST;
      named[place - 1] ||= isProper && mayBeName(place - 1);
    }
  }
}

function echo({ tokens, common, masked }, named) {
  const found = new Set(tokens.filter((_, place) => named[place]).map(({ text }) => text));
  tokens.forEach((token, place) => {
    const isKnown = found.has(token.text) && token.text.length >= SHORTEST && !masked[place];
    if (isKnown && (!common[place] || (token.isCapital && !token.opens))) named[place] = true;
  });
}

function joins({ tokens, is }, last, place) {
  if (place - last > MOST_PARTICLES + 1) return false;
  for (let step = last + 1; step <= place; step += 1) {
    if (!JOINS.has(tokens[step].gap) || (step !== place && !is(step, "particule"))) return false;
  }
  return true;
}

/** Probable names of a text, civility included. */
export function names(known, { taken, ill, rules }) {
  const seeds = seedsOf(known, { taken, ill, rules });
  const named = known.tokens.map((_, place) => seeds.isSeed(place));
  const starts = new Map();
  call(seeds, named, starts);
  extend(seeds, named, starts);
  echo(seeds, named);
  const spans = [];
  let last = null;
  named.forEach((isNamed, place) => {
    if (!isNamed) return;
    if (last !== null && !starts.has(place) && joins(seeds, last, place)) spans.at(-1)[1] = known.tokens[place].end;
    else spans.push([known.tokens[starts.get(place) ?? place].start, known.tokens[place].end, "nom"]);
    last = place;
  });
  return spans;
}
