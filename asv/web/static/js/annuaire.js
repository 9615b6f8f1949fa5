/* Whom a séance may be held with, and where: colleagues and structures. Kept encrypted: they are names. */
import * as reference from "./reference.js";
import { keep, recall } from "./vault.js";

const NAME = "annuaire";

/** Bring the directory up to date; a portal's page or a cut network leaves the last copy in place. */
export async function refresh() {
  const kept = await recall(NAME);
  const headers = kept ? { "If-None-Match": kept.etag } : {};
  const options = { headers, cache: "no-store", redirect: "error", signal: AbortSignal.timeout(10_000) };
  const response = await fetch("/api/terrain/annuaire", options);
  if (response.status !== 200) return;
  const { collegues, structures } = await response.json();
  if (collegues && structures) await keep(NAME, { etag: response.headers.get("etag"), collegues, structures });
}

function fill(select, rows) {
  const { value } = select;
  select.replaceChildren(new Option(select.dataset.asvInvite, ""), ...rows.map(({ id, nom }) => new Option(nom, id)));
  select.value = rows.some(({ id }) => id === value) ? value : "";
}

/** List the colleagues, and the structures with those of the commune first; what was chosen stays. */
export async function offer(form, commune) {
  const { collegues = [], structures = [] } = (await recall(NAME)) ?? {};
  const isNear = (structure) => structure.commune === commune;
  const named = structures.map((structure) => ({
    ...structure,
    nom: [structure.nom, reference.communeName(structure.commune)].filter(Boolean).join(", "),
  }));
  fill(form.elements.namedItem("collegue"), collegues);
  fill(form.elements.namedItem("structure_hote"), [...named.filter(isNear), ...named.filter((one) => !isNear(one))]);
}
