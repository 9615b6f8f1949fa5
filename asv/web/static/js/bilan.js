/* What the server answered about records it could not simply keep: how many, and why. No record is named. */
import { now } from "./clock.js";
import { forget, keep, recall } from "./vault.js";

const WORTH_TELLING = new Set(["conflict", "rejected", "needs_coordinator", "parked"]);
const NAME = "bilan";

export async function stored() {
  return (await recall(NAME)) ?? { envoyes: 0, lignes: [], dernier: null };
}

function count(lignes, { verdict, champ = null, raison = null }) {
  const same = lignes.find((ligne) => ligne.verdict === verdict && ligne.champ === champ && ligne.raison === raison);
  if (same) same.n += 1;
  else lignes.push({ verdict, champ, raison, n: 1 });
}

/** Add a batch of verdicts; gives the number that need someone's eye. */
export async function note(verdicts) {
  const bilan = await stored();
  const telling = verdicts.filter(({ verdict }) => WORTH_TELLING.has(verdict));
  bilan.envoyes += verdicts.length;
  bilan.dernier = now().toISOString();
  for (const verdict of telling) count(bilan.lignes, verdict);
  await keep(NAME, bilan);
  return telling.length;
}

export function clear() {
  return forget(NAME);
}

