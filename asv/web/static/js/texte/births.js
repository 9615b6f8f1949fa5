/* Birth dates: any date said to be one, and any full date too old to be an appointment. Twin of births.py. */
const DATES = ["date", "date_iso", "date_serree", "date_mots"];
const AFTER_A_WORD = [...DATES, "six_chiffres", "mois_annee", "jour", "annee"];
const [OLD_UP_TO, SOON_UP_TO, WHOLE_YEAR, BEFORE] = [2019, 35, 4, 24];

function isOld(year) {
  if (!year) return false;
  const value = Number(year);
  if (year.length === WHOLE_YEAR) return value <= OLD_UP_TO;
  return !(value > OLD_UP_TO % 100 && value <= SOON_UP_TO);
}

function isRemembered(text, match, { phrases, patterns }) {
  const words = match[0].split(" ");
  const known = phrases.jamais_naissance.get(words[0].slice(0, 3)) ?? [];
  if (known.some((phrase) => phrase.join(" ") === words.join(" "))) return true;
  return text.slice(Math.max(0, match.index - BEFORE), match.index).search(patterns.sauf) >= 0;
}

function said(text, { patterns, anchored }) {
  const found = [];
  for (const trigger of text.matchAll(patterns.naissance)) {
    const start = trigger.index + trigger[0].length;
    for (const name of AFTER_A_WORD) {
      anchored[name].lastIndex = start;
      const match = anchored[name].exec(text);
      if (match) {
        found.push([start, start + match[0].length, "naissance"]);
        break;
      }
    }
  }
  return found;
}

/** Dates of birth, the date alone. */
export function births(text, rules) {
  const old = DATES.flatMap((name) => Array.from(text.matchAll(rules.patterns[name])).filter((match) => {
    const year = match[match.length - 1];
    const withSpaces = name === "date" && match[1] === " " && year.length < WHOLE_YEAR;
    return isOld(year) && !withSpaces && !isRemembered(text, match, rules);
  }).map((match) => [match.index, match.index + match[0].length, "naissance"]));
  return [...said(text, rules), ...old];
}
