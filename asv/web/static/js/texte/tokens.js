/* Cuts a folded text into words and numbers, and finds phrases in them. Twin of asv/detection/tokens.py. */
import { KEY_LENGTH } from "./rules.js";

const TOKEN = /[0-9]+|[\p{L}\p{Nl}\p{No}]+/gu;
const ENDS_A_SENTENCE = /[.!?\n:;"«»([*•>=]|(?:^|[ ,])-[ ]?$/u;

/** Words and numbers of a text, in order; `gap` is what stands before each, `opens` that its capital says nothing. */
export function cut({ text, upper }) {
  const tokens = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const gap = text.slice(end, match.index);
    end = match.index + match[0].length;
    const capitals = upper.slice(match.index, end);
    tokens.push({
      text: match[0], start: match.index, end, gap,
      opens: tokens.length === 0 || ENDS_A_SENTENCE.test(gap),
      isCapital: capitals[0], isUpper: capitals.length > 1 && capitals.every(Boolean),
      isNumber: /^[0-9]/u.test(match[0]),
    });
  }
  return tokens;
}

const fits = (token, wanted) => (
  wanted.endsWith("*") ? token.text.startsWith(wanted.slice(0, -1)) : token.text === wanted
);

/** First token and end token of each phrase found, the longest at each place, without overlap. */
export function phrasesIn(tokens, phrases) {
  const found = [];
  for (let place = 0; place < tokens.length;) {
    const known = phrases.get(tokens[place].text.slice(0, KEY_LENGTH)) ?? [];
    const phrase = known.find((words) => words.every((word, n) => tokens[place + n] && fits(tokens[place + n], word)));
    const end = place + (phrase?.length ?? 0);
    if (phrase && tokens.slice(place + 1, end).every(({ gap }) => gap.length === 1)) found.push([place, end]);
    place += phrase?.length ?? 1;
  }
  return found;
}
