/* Which words are names by themselves, and which are after « Mme » or « s’appelle ». Twin of names.py. */
import { phrasesIn } from "./tokens.js";
import { ALSO_WORD, PLACE, RARE, SURE } from "./words.js";

const [SHORTEST, SHORTEST_IN_SMALL, SHORTEST_IN_CAPITALS, FURTHEST_BACK] = [3, 4, 6, 4];
const [NEVER, BREAKS, LATIN] = [["connus", "civilite", "mois"], ["connus", "nomme", "parente"], "\u0370"];
const isListed = (kind) => kind === SURE || kind === RARE || kind === ALSO_WORD;
export const JOINS = new Set([" ", "-", "'", "  ", "- ", " - "]);

/** Look at one text; `taken` tokens belong to another rule, `ill` ones to a word of illness. */
export function seedsOf({ tokens, common, kinds }, { taken, ill, rules }) {
  const masked = [...taken];
  for (const [first, end] of phrasesIn(tokens, rules.phrases.lieux)) masked.fill(true, first, end);
  const is = (place, name) => rules.lists[name].has(tokens[place].text);

  function mayBeName(place, byTitle = false) {
    const [token, after] = [tokens[place], tokens[place + 1]];
    const isStuck = (token.gap === "" && place > 0) || (after?.gap === "" && after.isNumber);
    const held = byTitle ? taken[place] : masked[place];
    const never = byTitle && token.isCapital ? NEVER.slice(1) : NEVER;
    const stops = isStuck && kinds[place] !== SURE;
    return !(token.isNumber || held || stops || never.some((name) => is(place, name)));
  }

  function isProper(place) {
    const token = tokens[place];
    const shortest = token.isUpper ? SHORTEST_IN_CAPITALS : SHORTEST;
    const isSpoken = /[aeiouy]/u.test(token.text) || token.text > LATIN;
    return token.isCapital && !common[place] && kinds[place] !== PLACE && isSpoken && token.text.length >= shortest;
  }

  function namesAPlace(place) {
    for (let before = place - 1; before >= Math.max(place - FURTHEST_BACK, 0); before -= 1) {
      if (!tokens[before + 1].isCapital || ![" ", "-"].includes(tokens[before + 1].gap)) return false;
      if (is(before, "lieu")) return true;
    }
    return false;
  }

  const isForeign = ({ text }) => text.length >= SHORTEST && Array.from(text).every((sign) => sign > LATIN);

  function standsOut(place) {
    const [before, token, after] = [tokens[place - 1], tokens[place], tokens[place + 1]];
    const hasNext = after && [" ", "-"].includes(after.gap);
    if (hasNext && after.isCapital && mayBeName(place + 1)) return isProper(place + 1) || isListed(kinds[place + 1]);
    if (token.opens) return Boolean(hasNext) && is(place + 1, "verbes") && !token.isUpper;
    const inTitle = before.isCapital && !before.opens && common[place - 1] && [" ", "-"].includes(token.gap);
    return !(inTitle || token.isUpper);
  }

  function isSeed(place) {
    const [token, kind] = [tokens[place], kinds[place]];
    if (ill.has(place) || !mayBeName(place) || namesAPlace(place)) return false;
    if (token.isCapital && token.text.length >= SHORTEST) {
      return kind === SURE || kind === RARE || isProper(place) || (kind === ALSO_WORD && standsOut(place));
    }
    return (kind === SURE && token.text.length >= SHORTEST_IN_SMALL && !common[place]) || isForeign(token);
  }

  function isCalled(place, byTitle) {
    if (!mayBeName(place, byTitle) || is(place, "roles") || is(place, "article")) return false;
    const [token, kind] = [tokens[place], kinds[place]];
    if (token.isCapital) return byTitle || isListed(kind) || isProper(place);
    if (isListed(kind)) return byTitle || kind !== ALSO_WORD;
    return !common[place] && token.text.length >= (byTitle ? SHORTEST : SHORTEST_IN_SMALL);
  }

  function continues(place) {
    const token = tokens[place];
    if (!JOINS.has(token.gap) || masked[place] || ill.has(place) || !token.isCapital) return false;
    if (token.text.length === 1) return !["'", ""].includes(tokens[place + 1]?.gap);
    const isShouted = token.isUpper && common[place] && !isListed(kinds[place]);
    return !(BREAKS.some((name) => is(place, name)) || kinds[place] === PLACE || isShouted);
  }

  return { tokens, common, kinds, masked, is, mayBeName, isSeed, isCalled, continues };
}
