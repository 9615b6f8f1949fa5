/* From a commune and a quartier found on the map to the answer of the form that asked. */
import * as places from "./places.js";
import * as reference from "./reference.js";

function tell(field) {
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function select(form, name, value) {
  const field = form.elements.namedItem(name);
  field.value = value;
  tell(field);
}

/** Say what one commune of an answer means: outside the agglomération, a quartier out of the contrat, or as found. */
export function meaning({ zone, qpv }, commune) {
  if (!commune) return { zone: "ZR_HORS_CALL", commune: "", qpv: null };
  if (zone !== "ZR_QPV") return { zone, commune, qpv: null };
  const isKnown = reference.qpvOf(commune).includes(qpv);
  return { zone: isKnown ? zone : "ZR_HORS_QPV", commune, qpv: isKnown ? qpv : null };
}

/** Put it where the séance takes place; a doubtful quartier stays to be chosen by hand. */
export function fillPlace(form, { zone, commune, qpv }) {
  select(form, "commune", commune);
  if (zone !== "ZR_INCERTAIN") select(form, "qpv", qpv ?? places.OUTSIDE);
}

/** Put it where the person lives. */
export function fillResidence(question, { zone, commune, qpv }) {
  const radio = question.querySelector(`input[name="residence"][value="${zone}"]`);
  radio.checked = true;
  tell(radio);
  if (zone === "ZR_QPV") select(radio.form, "residence-qpv", `${commune} ${qpv}`);
  else if (commune) select(radio.form, "residence-commune", commune);
}
