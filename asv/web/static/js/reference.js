/* Public reference data: the lists of codes, the communes and the quartiers. The last copy serves without network. */
import { read, write } from "./store.js";

let nomenclatures = null;
let places = null;

async function join() {
  const [first, others] = [await read("reference", "nomenclatures"), await read("reference", "nomenclatures-pieces")];
  nomenclatures = first ? { version: first.version, listes: { ...others?.listes, ...first.listes } } : null;
}

export async function load() {
  await join();
  places = (await read("reference", "lieux")) ?? null;
}

export function isReady() {
  return Boolean(nomenclatures && places);
}

export function version() {
  return nomenclatures.version;
}

async function bring(part, name) {
  const options = { redirect: "error", signal: AbortSignal.timeout(10_000) };
  const response = await fetch(`/nomenclatures.json?part=${part}`, options);
  const fresh = await response.json();
  if (!response.ok || !fresh.version || !fresh.listes) return;
  await write("reference", name, fresh);
  await join();
}

/** Bring the lists of a contact up to date; a portal page or a cut network leaves the last copy in place. */
export function refresh() {
  return bring("saisie", "nomenclatures");
}

/** Bring the other lists, which the pieces read. */
export function refreshOthers() {
  return bring("pieces", "nomenclatures-pieces");
}

export async function keepPlaces({ communes, qpv }) {
  places = { communes, qpv };
  await write("reference", "lieux", places);
}

/** Give the values of a list. Those flagged sensitive only where there is an agreement, or a group instead of a person. */
export function values(list, withSensible = false) {
  return (nomenclatures.listes[list] ?? []).filter((value) => withSensible || !value.sensible);
}

/** Values shown first: without a parent, or whose parent is itself withheld as sensitive. */
export function roots(list, withSensible = false) {
  const offered = values(list, withSensible);
  const codes = new Set(offered.map((value) => value.code));
  return offered.filter((value) => !codes.has(value.parent));
}

export function children(list, parent, withSensible = false) {
  return values(list, withSensible).filter((value) => value.parent === parent);
}

export function label(list, code) {
  const value = (nomenclatures.listes[list] ?? []).find((entry) => entry.code === code);
  return value ? value.court || value.libelle : "";
}

export function communes() {
  return places.communes;
}

export function communeName(code) {
  return places.communes.find((commune) => commune.code === code)?.nom ?? "";
}

export function qpvName(code) {
  return places.qpv.find((qpv) => qpv.code === code)?.nom ?? "";
}

export function qpvOf(commune) {
  return places.communes.find((entry) => entry.code === commune)?.qpv ?? [];
}
