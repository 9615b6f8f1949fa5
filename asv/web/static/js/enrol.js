/* Which tablet this is, and whose hands it is in. The tablet keeps its number; the person may change. */
import { compare } from "./clock.js";
import { keepPlaces } from "./reference.js";
import { fromBase64, importAuthorKey } from "./seal.js";
import { read, settle, write } from "./store.js";
import { forget, keep, recall } from "./vault.js";

/** States that belong to one person and go when another takes the tablet. The sealed queue stays. */
const PERSONAL = ["seance", "brouillon", "recents", "dernier-lieu", "bilan", "situation", "annuaire"];

export function device() {
  return settle("reference", "appareil", () => crypto.randomUUID());
}

/** Give what sealing needs, or null on a tablet nobody logged in on yet. */
export async function identity() {
  const person = await recall("personne");
  const cle = await read("coffre", "cle-auteur");
  const serveur = await read("reference", "cle-serveur");
  if (!person || !cle || !serveur) return null;
  return { ...person, cle, serveur, appareil: await device() };
}

async function adopt(answer) {
  const known = await recall("personne");
  if (known && known.auteur !== answer.auteur) await Promise.all(PERSONAL.map(forget));
  await write("coffre", "cle-auteur", await importAuthorKey(fromBase64(answer.cle_auteur)));
  await write("reference", "cle-serveur", fromBase64(answer.cle_serveur));
  await keepPlaces(answer);
  await keep("personne", { auteur: answer.auteur, nom: answer.nom_affiche, territoire: answer.territoire });
  await navigator.storage?.persist?.();
  return known?.auteur === answer.auteur ? "same" : "changed";
}

/** Ask the server who is logged in: "same", "changed", "login" (nobody, or not a mediator) or "unreachable". */
export async function refresh() {
  try {
    const response = await fetch(`/api/terrain?appareil=${await device()}`, {
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(10_000),
    });
    if (response.status === 401 || response.status === 403) return "login";
    const answer = await response.json();
    if (!response.ok || !answer.cle_auteur || !answer.cle_serveur) return "unreachable";
    await compare(response.headers);
    return await adopt(answer);
  } catch {
    return "unreachable";
  }
}
