/* Dates as people in the room read them. A tablet's clock may be days off: our answers say by how much. */
import { read, write } from "./store.js";

const TOO_FAR = 10 * 60 * 1000;
let offset = 0;

/** Take up the offset last measured, for a start without network. */
export async function load() {
  offset = (await read("reference", "horloge")) ?? 0;
}

/** Learn the offset from an answer's Date header. Under ten minutes it is left alone, so that midnight stays midnight. */
export async function compare(headers) {
  const server = Date.parse(headers.get("date") ?? "");
  if (Number.isNaN(server)) return;
  const measured = server - Date.now();
  offset = Math.abs(measured) > TOO_FAR ? measured : 0;
  await write("reference", "horloge", offset);
}

export function isOff() {
  return offset !== 0;
}

export function now() {
  return new Date(Date.now() + offset);
}

/** Give the calendar day where the tablet is, never shifted through UTC. */
export function today() {
  const day = now();
  const two = (number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

export function creneau() {
  const hour = now().getHours();
  if (hour < 13) return "matin";
  return hour < 18 ? "apres_midi" : "soir";
}

export function inWords(date) {
  const [year, month, day] = date.split("-").map(Number);
  return new Date(year, month - 1, day).toLocaleDateString("fr-FR", { weekday: "long", day: "numeric", month: "long" });
}
