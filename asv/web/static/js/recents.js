/* The last values used on this tablet, by question: shown first. Kept encrypted; codes only. */
import { keep, recall } from "./vault.js";

const SHELF = 6;
const NAME = "recents";

export async function all() {
  return (await recall(NAME)) ?? {};
}

export async function note(used) {
  const recents = await all();
  for (const [question, codes] of Object.entries(used)) {
    recents[question] = [...new Set([...codes, ...(recents[question] ?? [])])].slice(0, SHELF);
  }
  await keep(NAME, recents);
}
