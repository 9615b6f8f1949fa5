/* Public things brought while there is a network, for when there is none: the map, the cards in other languages. */
import { identity } from "./enrol.js";
import { read, write } from "./store.js";

const SHELVES = {
  quartiers: (territoire) => `/terrain/quartiers/${territoire}`,
  traductions: () => "/api/traductions",
};

/** Ask again for one of them; a cut network or a portal's page leaves the last copy in place. */
async function bring(shelf, territoire) {
  const kept = await read("reference", shelf);
  const headers = kept?.territoire === territoire ? { "If-None-Match": kept.etag } : {};
  const options = { headers, cache: "no-store", redirect: "error", signal: AbortSignal.timeout(20_000) };
  const response = await fetch(SHELVES[shelf](territoire), options);
  if (response.status !== 200) return;
  const contenu = await response.json();
  if (contenu.siren === territoire) {
    await write("reference", shelf, { territoire, etag: response.headers.get("etag") ?? "", contenu });
  }
}

/** Bring all of it, when the person is known. */
export async function stock() {
  const { territoire } = (await identity()) ?? {};
  if (!territoire) return;
  await Promise.allSettled(Object.keys(SHELVES).map((shelf) => bring(shelf, territoire)));
}

async function find(shelf, territoire) {
  const kept = await read("reference", shelf);
  if (kept?.territoire === territoire) return kept.contenu;
  await bring(shelf, territoire).catch(() => {});
  const brought = await read("reference", shelf);
  return brought?.territoire === territoire ? brought.contenu : null;
}

/** Give the map of the territoire, or null when there is none here. */
export function mapOf(territoire) {
  return find("quartiers", territoire);
}

/** Give the cards in other languages, or null. */
export function cardsOf(territoire) {
  return find("traductions", territoire);
}
