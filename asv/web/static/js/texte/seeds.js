/* Which words are names by themselves, and which are after « Mme », « fils » or « s’appelle ». Twin of names.py. */
import { phrasesIn } from "./tokens.js";
import { ALSO_WORD, PLACE, RARE, SURE } from "./words.js";

const [SHORTEST, SHORTEST_IN_SMALL, SHORTEST_IN_CAPITALS, FURTHEST_BACK] = [3, 4, 5, 4];
const isListed = (kind) => kind === SURE || kind === RARE || kind === ALSO_WORD;
export const MOST_PARTICLES = 2;

/** Look at one text; `taken` tokens belong to another rule, `ill` ones to a word of illness. */
export function seedsOf({ tokens, common, kinds }, { taken, ill, rules }) {
  const masked = [...taken];
  for (const [first, end] of phrasesIn(tokens, rules.phrases.lieux)) masked.fill(true, first, end);
  const is = (place, name) => rules.lists[name].has(tokens[place].text);

  function mayBeName(place) {
    const [token, after] = [tokens[place], tokens[place + 1]];
    const stuck = (token.gap === "" && place > 0) || (after?.gap === "" && after.isNumber);
    return !(token.isNumber || masked[place] || stuck || is(place, "connus") || is(place, "civilite"));
  }

  function isProper(place) {
    const token = tokens[place];
    const shortest = token.isUpper ? SHORTEST_IN_CAPITALS : SHORTEST;
    return token.isCapital && !common[place] && kinds[place] !== PLACE && token.text.length >= shortest;
  }

  function namesAPlace(place) {
    for (let before = place - 1; before >= Math.max(place - FURTHEST_BACK, 0); before -= 1) {
      if (!tokens[before + 1].isCapital || ![" ", "-"].includes(tokens[before + 1].gap)) return false;
      if (is(before, "lieu")) return true;
    }
    return false;
  }

  const isForeign = ({ text }) => text.length >= SHORTEST && Array.from(text).every((sign) => sign > "\u0370");

  function leads(place) {
    const after = tokens[place + 1];
    if (!after || ![" ", "-"].includes(after.gap) || !mayBeName(place + 1)) return false;
    return after.isCapital && (isProper(place + 1) || isListed(kinds[place + 1]));
  }

  function isSeed(place) {
    const [token, kind] = [tokens[place], kinds[place]];
    if (ill.has(place) || !mayBeName(place) || namesAPlace(place)) return false;
    if (token.isCapital && token.text.length >= SHORTEST) {
      if (kind === SURE || kind === RARE || (kind === ALSO_WORD && !token.opens && !token.isUpper)) return true;
      return isProper(place) || (kind === ALSO_WORD && leads(place));
    }
    return (kind === SURE && token.text.length >= SHORTEST_IN_SMALL && !common[place]) || isForeign(token);
  }

  function isCalled(place, byTitle) {
    if (!mayBeName(place) || is(place, "roles") || is(place, "article")) return false;
    const [token, kind] = [tokens[place], kinds[place]];
    if (token.isCapital) return byTitle || isListed(kind) || isProper(place);
    if (isListed(kind)) return byTitle || kind !== ALSO_WORD;
    return !common[place] && token.text.length >= (byTitle ? SHORTEST : SHORTEST_IN_SMALL);
  }

  return { tokens, common, kinds, masked, ill, is, isSeed, isCalled, mayExtend: (place) => kinds[place] !== PLACE };
}
