/* The rules shared with the server: lists, phrases and patterns of regles.json, all of them on folded text. */
export const KEY_LENGTH = 3;

function byFirstLetters(written) {
  const found = new Map();
  for (const phrase of written.split("|").sort((a, b) => b.split(" ").length - a.split(" ").length)) {
    const words = phrase.split(" ");
    const letters = words[0].replace(/\*$/, "").slice(0, KEY_LENGTH);
    found.set(letters, [...(found.get(letters) ?? []), words]);
  }
  return found;
}

/** Turn regles.json into sets, phrases by their first letters, and compiled patterns. */
export function readRules({ motifs, ...written }) {
  const entries = Object.entries(written);
  const compiled = (flags) => Object.fromEntries(
    Object.entries(motifs).map(([name, pattern]) => [name, new RegExp(pattern, flags)]),
  );
  const read = (isKept, make) => Object.fromEntries(
    entries.filter(isKept).map(([name, text]) => [name, make(text)]),
  );
  return {
    lists: read(([, text]) => !text.includes("|"), (text) => new Set(text.split(" "))),
    phrases: read(([, text]) => text.includes("|"), byFirstLetters),
    patterns: compiled("gu"),
    anchored: compiled("yu"),
  };
}
