/* The code on a card: eight signs, the last one checks the others. Twin of asv/domain/suivis/codes.py. */
export const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const SIGNS = 8;
const REMAINDER = 3;
const SEPARATORS = /[- .\u00a0\u202f\u2011\u2013\u2014]/g;
const PREFIX = /^ASV:/i; // what the QR of a card says before its code

/** Give the signs of a text typed or scanned, without separators, whatever its case. */
export function normalise(text) {
  return text.trim().replace(PREFIX, "").toUpperCase().replaceAll(SEPARATORS, "");
}

/** Give the eight signs of a code, or "" when one is wrong: nothing else can be said without the server. */
export function parse(text) {
  const code = normalise(text);
  if (code.length !== SIGNS) return "";
  let [sum, weight] = [0, 1];
  for (const sign of code) {
    const value = ALPHABET.indexOf(sign);
    if (value < 0) return "";
    sum += weight * value;
    weight = (weight * 3) % ALPHABET.length;
  }
  return sum % ALPHABET.length === REMAINDER ? code : "";
}

/** Write a code as on the card: K7MP-42QX. */
export function format(code) {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}
