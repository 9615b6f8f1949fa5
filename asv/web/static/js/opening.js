/* Opening a séance: mode, then « Ouvrir », when the last place is known. */
import * as annuaire from "./annuaire.js";
import * as choices from "./choices.js";
import { creneau, inWords, today } from "./clock.js";
import * as places from "./places.js";
import * as reference from "./reference.js";
import * as screens from "./screens.js";
import { lastPlace, open } from "./seance.js";

const form = document.querySelector('[data-asv-formulaire="ouverture"]');
const [date, commune, qpv] = ["date", "commune", "qpv"].map((name) => form.elements.namedItem(name));
const place = form.querySelector("[data-asv-lieu]");

function describe(last) {
  const outside = qpv.dataset.asvHors;
  const words = [places.inWords(last, outside), reference.label("LIEU_TYPE", last.lieu_type)];
  screens.fill("dernier-lieu", words.filter(Boolean).join(", "));
}

/** Offer the colleagues and the hosts that are known by now. */
export function offerCompany() {
  return annuaire.offer(form, commune.value);
}

/** Show the form, the place of the last séance ready. */
export async function prepare() {
  form.reset();
  for (const name of ["seance-lieu", "seance-moment"]) screens.fill(name, "");
  for (const question of form.querySelectorAll("[data-asv-question]")) choices.build(question);
  date.value = today();
  date.max = today();
  screens.fill("jour", inWords(today()));
  form.querySelector(`input[name="creneau"][value="${creneau()}"]`).checked = true;
  const last = await lastPlace();
  places.fillCommunes(commune, last?.commune);
  places.fillQpv(qpv, last?.commune ?? "", last ? (last.qpv ?? places.OUTSIDE) : "");
  if (last) {
    describe(last);
    choices.choose(form.querySelector('[data-asv-question="lieu_type"]'), "lieu_type", last.lieu_type);
  }
  await offerCompany();
  place.open = !last;
  screens.toggle("dernier-lieu", Boolean(last));
  screens.show("ouverture");
}

/** Open the séance described; gives null when an answer is missing (the browser says which). */
export async function submit() {
  const data = new FormData(form);
  if (!data.get("lieu_type") || !data.get("commune") || !data.get("qpv")) place.open = true;
  if (!form.reportValidity()) return null;
  return open({
    date: data.get("date"),
    creneau: data.get("creneau"),
    commune: data.get("commune"),
    qpv: data.get("qpv") === places.OUTSIDE ? null : data.get("qpv"),
    lieu_type: data.get("lieu_type"),
    mode: data.get("mode"),
    ...(data.get("collegue") && { mediateurs: [data.get("collegue")] }),
    ...(data.get("structure_hote") && { structure_hote: data.get("structure_hote") }),
  });
}

commune.addEventListener("change", () => places.fillQpv(qpv, commune.value));
date.addEventListener("change", () => screens.fill("jour", inWords(date.value || today())));
