/* From the answers of the form to the record of a contact. */
import { answers } from "./choices.js";
import * as langue from "./langue.js";
import * as reference from "./reference.js";
import * as residence from "./residence.js";
import * as screens from "./screens.js";

const NO_BARRIER = new Set(["NC", "REFUS", "NSP", "SO", "AUCUN_FREIN"]);
const MOST_BARRIERS = 3;
let code = "";

/** Note the contact being entered under a card; its code is in memory until the form is emptied. */
export function under(given) {
  code = given;
  screens.toggle("sous-code", Boolean(code));
}

export function reset(form) {
  form.reset();
  under("");
}

/** Give one to three obstacles, the main one first; « aucun » or a refusal stands alone. */
function freins(data) {
  const given = [...new Set([...answers(data, "frein"), ...answers(data, "freins_autres")])];
  const real = given.filter((code) => !NO_BARRIER.has(code));
  return real.length ? real.slice(0, MOST_BARRIERS) : given.slice(0, 1);
}

export function read(data, lieu) {
  const one = (name) => answers(data, name)[0] ?? null;
  const orientation = one("orientation");
  return {
    ...(code && { code }),
    sexe: one("sexe") ?? "ND",
    tranche_age: one("tranche_age") ?? "ND",
    ...residence.read(data, lieu),
    freins: freins(data),
    themes: answers(data, "themes"),
    interventions: answers(data, "interventions"),
    orientation,
    force_orientation: orientation && one("force_orientation"),
    premiere_fois: one("premiere_fois") ?? "ND",
    publics: answers(data, "publics"),
    ...langue.read(data),
    ...(one("accompagnants") && { accompagnants: Number(one("accompagnants")) }),
    ...(one("duree_minutes") && { duree_minutes: Number(one("duree_minutes")) }),
  };
}

/** Give what to offer first next time: finer difficulties and quartiers, two taps away otherwise, among the rest. */
export function used({ freins, themes, interventions, orientation, commune_residence, qpv_residence }) {
  const families = new Set(reference.roots("FREIN").map(({ code }) => code));
  return {
    frein: freins.slice(0, 1).filter((code) => reference.label("FREIN", code) && !families.has(code)),
    themes, interventions,
    orientation: orientation ? [orientation] : [],
    residence: qpv_residence ? [`${commune_residence} ${qpv_residence}`] : [],
  };
}
