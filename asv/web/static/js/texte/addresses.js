/* Street addresses: a number and a street, a street and its name, a flat and its number. Twin of addresses.py. */
import { NONE, PLACE } from "./words.js";

const REPEATS = new Set(["bis", "ter", "quater", "a", "b", "c", "d"]);
const INSIDE = new Set([" ", "-", "'", ". "]);
const NUMBER_SIGNS = new Set(["n", "no", "num", "numero"]);
const [LONGEST_NAME, LONGEST_NUMBER] = [6, 4];

function numberBefore(tokens, place) {
  let first = place - 1;
  if (first > 0 && REPEATS.has(tokens[first].text) && ["", " "].includes(tokens[first].gap)) first -= 1;
  const isNumber = first >= 0 && tokens[first].isNumber && tokens[first].text.length <= LONGEST_NUMBER;
  return isNumber && [" ", ", "].includes(tokens[place].gap) ? first : place;
}

function nameAfter({ tokens, common, kinds }, place, { lists }) {
  let [end, last, isProper] = [place + 1, place + 1, false];
  while (end < tokens.length && end - place <= LONGEST_NAME && INSIDE.has(tokens[end].gap)) {
    const token = tokens[end];
    const isMonth = tokens[end - 1].isNumber && lists.mois.has(token.text);
    const isName = token.isCapital || token.isNumber || isMonth || !common[end] || ![NONE, PLACE].includes(kinds[end]);
    if (!lists.article.has(token.text) || token.isUpper) {
      if (!isName && last > place + 1) break;
      isProper = isProper || isName;
      last = end + 1;
      if (!isName) break;
    }
    end += 1;
  }
  return [last, isProper];
}

function afterNumberSign(tokens, place) {
  return tokens[NUMBER_SIGNS.has(tokens[place + 1]?.text) ? place + 2 : place + 1];
}

function isFlat(tokens, place) {
  const after = afterNumberSign(tokens, place);
  if (!after || /[^ .:°]/u.test(after.gap)) return false;
  return after.isNumber || (after.text.length === 1 && after.isCapital);
}

function livedIn(tokens, place) {
  for (let number = place + 1; number < Math.min(place + 4, tokens.length - 1); number += 1) {
    if (tokens[number].isNumber) {
      const after = tokens[number + 1];
      const isShort = tokens[number].text.length <= LONGEST_NUMBER;
      return isShort && after.isCapital && [" ", ", "].includes(after.gap) ? number + 2 : 0;
    }
  }
  return 0;
}

/** Addresses, from the number to the end of the name. */
export function addresses(known, rules) {
  const { tokens } = known;
  const found = [];
  tokens.forEach((token, place) => {
    if (rules.lists.logement.has(token.text) && isFlat(tokens, place)) {
      found.push([token.start, afterNumberSign(tokens, place).end, "adresse"]);
    } else if (rules.lists.demeure.has(token.text)) {
      const end = livedIn(tokens, place);
      if (end > 0) found.push([tokens[end - 2].start, tokens[end - 1].end, "adresse"]);
    }
    const isStreet = rules.lists.rue.has(token.text);
    if (!isStreet && !rules.lists.voie.has(token.text)) return;
    const first = numberBefore(tokens, place);
    const [end, isProper] = nameAfter(known, place, rules);
    const isHome = rules.lists.habitat.has(token.text) && end > place + 2;
    if ((first < place && (isProper || isHome || (isStreet && end > place + 1))) || (isStreet && isProper)) {
      found.push([tokens[first].start, tokens[end - 1].end, "adresse"]);
    }
  });
  return found;
}
