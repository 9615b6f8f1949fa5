/* The open séance: its number, its place, two counters, the last record. Kept encrypted, until closed or the next day. */
import { today } from "./clock.js";
import { record } from "./record.js";
import { version } from "./reference.js";
import { withdraw } from "./sync.js";
import { forget, keep, prepare, recall } from "./vault.js";

const NAME = "seance";
const SITUATION = "situation";
let lastTurn = Promise.resolve();

/** One change at a time, so that quick taps are all counted. */
function inTurn(work) {
  const result = lastTurn.then(work);
  lastTurn = result.catch(() => {});
  return result;
}

/** Give the séance of the day, or null. One left open on an earlier day is closed. */
export async function current() {
  const seance = await recall(NAME);
  if (!seance || seance.jour === today()) return seance;
  await close();
  return null;
}

export function open(lieu) {
  return inTurn(async () => {
    const contenu = { ...lieu, nomenclature: version() };
    const id = crypto.randomUUID();
    const seance = { id, jour: today(), contenu, bonjours: 0, contacts: 0, dernier: null };
    const place = { commune: lieu.commune, qpv: lieu.qpv, lieu_type: lieu.lieu_type };
    await record("seance", contenu, { [NAME]: seance, "dernier-lieu": place }, id);
    return seance;
  });
}

/** Queue a record made within the séance; `counter`, if any, grows by `by`. Both or neither. Gives the séance. */
export function addRecord(genre, contenu, counter = null, by = 1) {
  return inTurn(async () => {
    const seance = await recall(NAME);
    const id = crypto.randomUUID();
    const counted = counter && { [counter]: seance[counter] + by };
    const next = { ...seance, ...counted, dernier: { id, counter, by } };
    await record(genre, { ...contenu, nomenclature: seance.contenu.nomenclature }, { [NAME]: next }, id);
    return next;
  });
}

/** Count people greeted: one, or a headcount in one record. */
export function addBonjours(seance, number) {
  const several = number > 1 && { nombre: number };
  return addRecord("contact", { seance: seance.id, nature: "salutation", ...several }, "bonjours", number);
}

/** Note that the emergency numbers were shown, and nothing else. */
export function addUrgence(seance) {
  return addRecord("contact", { seance: seance.id, nature: "urgence" });
}

export function addContact(seance, answers) {
  return addRecord("contact", { seance: seance.id, nature: "contact", ...answers }, "contacts");
}

/** Take back the last record; gives the séance, or null when it had left already. */
export function undo() {
  return inTurn(async () => {
    const seance = await recall(NAME);
    if (!seance?.dernier) return null;
    const { id, counter, by } = seance.dernier;
    const next = { ...seance, ...(counter && { [counter]: seance[counter] - by }), dernier: null };
    return (await withdraw(id, await prepare({ [NAME]: next }))) ? next : null;
  });
}

/** Close the séance, once the taps that came before are recorded. */
export function close() {
  return inTurn(async () => {
    await Promise.all([forget("brouillon"), forget(SITUATION)]);
    await forget(NAME);
  });
}

/** Keep what another person may share with the last one; it goes with the séance. */
export function keepSituation(answers) {
  return answers.length ? keep(SITUATION, answers) : forget(SITUATION);
}

export async function lastSituation() {
  return (await recall(SITUATION)) ?? [];
}

export function lastPlace() {
  return recall("dernier-lieu");
}
