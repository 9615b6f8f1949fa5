/* Street addresses: a number and a street, a street and its name, a flat and its number. Twin of addresses.py. */
const REPEATS = new Set(["bis", "ter", "quater", "a", "b", "c", "d"]);
const INSIDE = new Set([" ", "-", "'", ". "]);
const [LONGEST_NAME, LONGEST_NUMBER] = [6, 4];

function numberBefore(tokens, place) {
  let first = place - 1;
  if (first > 0 && REPEATS.has(tokens[first].text) && ["", " "].includes(tokens[first].gap)) first -= 1;
  const isNumber = first >= 0 && tokens[first].isNumber && tokens[first].text.length <= LONGEST_NUMBER;
  return isNumber && [" ", ", "].includes(tokens[place].gap) ? first : place;
}

function nameAfter({ tokens, common }, place, { lists }) {
  let [end, last, isProper] = [place + 1, place + 1, false];
  while (end < tokens.length && end - place <= LONGEST_NAME && INSIDE.has(tokens[end].gap)) {
    const token = tokens[end];
    const isMonth = tokens[end - 1].isNumber && lists.mois.has(token.text);
    const isName = token.isCapital || token.isNumber || isMonth || !common[end];
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

function isFlat(tokens, place) {
  const after = tokens[place + 1];
  if (!after || /[^ .:n°]/u.test(after.gap)) return false;
  return after.isNumber || (after.text.length === 1 && after.isCapital);
}

/** Addresses, from the number to the end of the name. */
export function addresses(known, rules) {
  const { tokens } = known;
  const found = [];
  tokens.forEach((token, place) => {
    if (rules.lists.logement.has(token.text) && isFlat(tokens, place)) {
      found.push([token.start, tokens[place + 1].end, "adresse"]);
    }
    const isStreet = rules.lists.rue.has(token.text);
    if (!isStreet && !rules.lists.voie.has(token.text)) return;
    const first = numberBefore(tokens, place);
    const [end, isProper] = nameAfter(known, place, rules);
    if ((first < place && (isProper || (isStreet && end > place + 1))) || (isStreet && isProper)) {
      found.push([tokens[first].start, tokens[end - 1].end, "adresse"]);
    }
  });
  return found;
}
