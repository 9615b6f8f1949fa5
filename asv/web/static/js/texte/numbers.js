/* Numbers that belong to one person, and any long run of figures. Twin of asv/detection/numbers.py. */
const [LONG, SPOKEN, NIR, LAST_FIGURE, SEVERAL] = [9, 5, 13, 9, 2];
const [IBAN_HEAD, FEWEST_FIGURES, FURTHEST] = [4, 10, 50];
const CORSICA = { a: "19", b: "18" };

/** Whether the last two figures are the key of the thirteen before; without a key there is nothing to deny. */
export function hasNirKey(number) {
  const signs = Array.from(number).filter((sign) => /[0-9ab]/u.test(sign));
  let figures = signs.map((sign) => CORSICA[sign] ?? sign).join("");
  if (signs.some((sign) => sign in CORSICA)) figures = figures.slice(0, 5) + figures.slice(6);
  return figures.length <= NIR || 97 - (Number(figures.slice(0, NIR)) % 97) === Number(figures.slice(NIR));
}

function ibanEnd(text, start, { lists }) {
  const country = text.slice(start, start + 2);
  let [head, count, rest, figures] = [0, 0, 0, 0];
  for (let place = start; place < Math.min(text.length, start + FURTHEST); place += 1) {
    if (text[place] === " " || text[place] === "-") continue;
    if (!/[0-9a-z]/u.test(text[place]) ) break;
    const value = Number.parseInt(text[place], 36);
    const scale = value > LAST_FIGURE ? 100 : 10;
    count += 1;
    figures += value <= LAST_FIGURE ? 1 : 0;
    if (count <= IBAN_HEAD) {
      head = head * scale + value;
      continue;
    }
    rest = (rest * scale + value) % 97;
    if (lists.iban.has(`${country}${count}`)) {
      const isWhole = figures >= FEWEST_FIGURES && !/[0-9a-z]/u.test(text[place + 1] ?? "");
      return isWhole && (rest * 1_000_000 + head) % 97 === 1 ? place + 1 : 0;
    }
  }
  return 0;
}

const spansOf = (text, pattern, genre) => Array.from(
  text.matchAll(pattern), (match) => [match.index, match.index + match[0].length, genre],
);

function runs(text, { patterns }) {
  return spansOf(text, patterns.suite, "numero").filter(([start, end]) => {
    let run = text.slice(start, end);
    for (const name of ["date", "date_iso", "jour", "annee_seule"]) run = run.replaceAll(patterns[name], "");
    return run.replaceAll(/[^0-9]/gu, "").length >= LONG;
  });
}

/** Numbers of a person, the surest first; the caller keeps the first at each place. */
export function numbers(text, rules) {
  const { patterns } = rules;
  const nir = spansOf(text, patterns.nir, "nir").map(([start, end]) => (
    [start, end, hasNirKey(text.slice(start, end).replace("cle", "")) ? "nir" : "numero"]
  ));
  const iban = spansOf(text, patterns.iban, "iban")
    .map(([start]) => [start, ibanEnd(text, start, rules), "iban"]).filter(([, end]) => end > 0);
  return [
    ...nir, ...iban,
    ...spansOf(text, patterns.courriel, "courriel"),
    ...spansOf(text, patterns.courriel_court, "courriel"),
    ...spansOf(text, patterns.courriel_sans_point, "courriel"),
    ...spansOf(text, patterns.telephone, "telephone").filter(([start, end]) => (
      (text.slice(start, end).match(patterns.jour) ?? []).length < SEVERAL
    )),
    ...spansOf(text, patterns.etranger, "telephone"),
    ...spansOf(text, patterns.passeport, "numero"),
    ...runs(text, rules),
  ];
}

/** A telephone number written out: at least five words of number from a zero on. */
export function spokenNumbers(tokens, { lists }) {
  const found = [];
  for (let place = 0; place < tokens.length;) {
    let end = place;
    const isSaid = () => lists.nombres.has(tokens[end].text) || (end > place && tokens[end].isNumber);
    while (end < tokens.length && isSaid()) end += 1;
    if (end - place >= SPOKEN && tokens[place].text === "zero") {
      found.push([tokens[place].start, tokens[end - 1].end, "telephone"]);
    }
    place = Math.max(end, place + 1);
  }
  return found;
}
