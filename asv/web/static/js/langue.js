/* How the exchange was made possible. A child who translated first is kept beside what came after: it blames nobody. */
import * as screens from "./screens.js";

const CHILD = "LG_PROCHE_MINEUR";
const INTERPRETERS = new Set(["LG_INT_TEL", "LG_INT_PRES"]);
let last = "";

function offerFormer(form, isFormer) {
  screens.toggle("langue-avant", isFormer);
  form.elements.namedItem("langue_avant").checked = isFormer;
}

/** Follow an answer of the contact form. */
export function react(form, { name, value, checked }) {
  if (name === "langue_avant" && checked) screens.toggle("langue-avant", true);
  if (name !== "langue") return;
  screens.toggle("interprete", INTERPRETERS.has(value));
  if (value === CHILD) offerFormer(form, false);
  else if (last === CHILD) offerFormer(form, true);
  last = value;
}

export function clear(form) {
  last = "";
  screens.toggle("interprete", false);
  offerFormer(form, false);
}

/** Give the fields of the record. */
export function read(data) {
  const langue = data.get("langue");
  const minutes = INTERPRETERS.has(langue) && Number(data.get("interpretariat_minutes"));
  return {
    ...(langue && { langue }),
    ...(data.get("langue_avant") && { langue_avant: data.get("langue_avant") }),
    ...(minutes && { interpretariat_minutes: minutes }),
  };
}
