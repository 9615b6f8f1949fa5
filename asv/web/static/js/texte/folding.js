/* Brings a text to plain small letters and plain figures, without losing the place each one came from.
   Twin of asv/detection/folding.py: what one changes, the other changes. Places are counted in characters. */
const SPELLED = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d", ı: "i" };
const QUOTES = new Set("’ʼ‘`´′＇");
const DASHES = new Set("‐‑‒–—−－");
const EASTERN = new Map(Array.from({ length: 20 }, (_, n) => [
  String.fromCodePoint((n < 10 ? 0x660 : 0x6e6) + n), String(n % 10),
]));

function signs(sign) {
  if (QUOTES.has(sign)) return "'";
  if (DASHES.has(sign)) return "-";
  if (sign === "\t" || /\p{Z}/u.test(sign)) return " ";
  if (/\p{Cf}/u.test(sign)) return "";
  const lowered = sign.toLowerCase();
  const plain = (SPELLED[lowered] ?? EASTERN.get(sign) ?? lowered).normalize("NFKD").toLowerCase();
  return Array.from(plain, (c) => (/[\p{M}\p{Z}]/u.test(c) ? "" : SPELLED[c] ?? c)).join("");
}

/** Give the folded text, and for each of its signs the character it came from and whether that was a capital. */
export function fold(typed) {
  const origin = [];
  const upper = [];
  let text = "";
  Array.from(typed).forEach((letter, place) => {
    const folded = signs(letter);
    const isUpper = letter !== letter.toLowerCase();
    for (let n = 0; n < folded.length; n += 1) {
      origin.push(place);
      upper.push(isUpper);
    }
    text += folded;
  });
  return { text, origin, upper };
}
