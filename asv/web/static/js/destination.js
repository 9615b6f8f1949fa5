/* Whom an orientation goes to: the directory, those that answer the kind chosen and stand in the commune first. */
import * as reference from "./reference.js";
import { recall } from "./vault.js";

const MOST = 40;

function told({ nom, commune, horaires, langues = [] }) {
  const place = [nom, reference.communeName(commune)].filter(Boolean).join(", ");
  return [place, horaires, langues.join(", ")].filter(Boolean).join(" – ");
}

/** List the structures for this kind of orientation, the fittest first; what was chosen stays. */
export async function offer(select, type, commune) {
  const { structures = [] } = (await recall("annuaire")) ?? {};
  const rank = (one) => (one.vers?.includes(type) ? 0 : 2) + (one.commune === commune ? 0 : 1);
  const { value } = select;
  const sorted = [...structures].sort((a, b) => rank(a) - rank(b)).slice(0, MOST);
  const options = sorted.map((one) => new Option(told(one), one.id));
  select.replaceChildren(new Option(select.dataset.asvInvite, ""), ...options);
  select.value = sorted.some(({ id }) => id === value) ? value : "";
}
