/* The half-filled form, so that a killed tab loses at most the last tap. Encrypted, and gone after five minutes. */
import { forget, keep, recall } from "./vault.js";

const NAME = "brouillon";
const LIFETIME = 5 * 60 * 1000;
const PAUSE = 250;
let timer = 0;

export function save(form, seanceId) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const values = [...new FormData(form)];
    keep(NAME, { seance: seanceId, at: Date.now(), values }).catch(() => {});
  }, PAUSE);
}

export function drop() {
  clearTimeout(timer);
  return forget(NAME);
}

/** Give the answers of a form begun in this séance less than five minutes ago, or null. */
export async function find(seanceId) {
  const draft = await recall(NAME);
  if (!draft) return null;
  if (draft.seance === seanceId && Math.abs(Date.now() - draft.at) < LIFETIME) return draft.values;
  await drop();
  return null;
}

/** Put answers back, one by one, as fingers would: a finer list appears after its family is chosen. */
export function restore(form, values, react) {
  for (const [name, value] of values) {
    const choice = form.querySelector(`input[name="${name}"][value="${value}"]`);
    const field = choice ?? form.querySelector(`select[name="${name}"]`);
    if (!field) continue;
    if (field.tagName === "SELECT") field.value = value;
    else field.checked = true;
    react(field);
  }
}
