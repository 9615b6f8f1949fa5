/* Which drawing stands for an answer, on a card turned towards a person who may not read. */
const AGES = [
  ["A65", "ancien"],
  ["A18", "adulte"],
  ["A06", "enfant"],
  ["A00", "bebe"],
];
const SAME = { COMPRIS: "OUI" };

/** Give the address of the drawing of a code: the one of the form when there is one, else the one of the cards. */
export function pictogram(code) {
  if (document.getElementById(`picto-${code}`)) return `#picto-${code}`;
  const isAge = /^A\d/.test(code);
  return `#carte-${isAge ? AGES.find(([from]) => code >= from)[1] : (SAME[code] ?? code)}`;
}
