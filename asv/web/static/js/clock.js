/* Dates as people in the room read them. The tablet's own clock may be wrong: each answer of ours corrects it. */
const TOO_FAR = 10 * 60 * 1000;
let offset = 0;

/** Learn the offset from an answer's Date header; say whether the tablet is more than ten minutes off. */
export function compare(headers) {
  const server = Date.parse(headers.get("date") ?? "");
  if (!Number.isNaN(server)) offset = server - Date.now();
  return isOff();
}

export function isOff() {
  return Math.abs(offset) > TOO_FAR;
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

export function inWords(date, withYear = false) {
  const [year, month, day] = date.split("-").map(Number);
  const form = { weekday: "long", day: "numeric", month: "long", ...(withYear && { year: "numeric" }) };
  return new Date(year, month - 1, day).toLocaleDateString("fr-FR", form);
}
