/* Where the person lives, which is not where the contact takes place: never guessed beyond « même quartier ». */
import * as choices from "./choices.js";
import * as places from "./places.js";
import * as reference from "./reference.js";

const SAME = "MEME";
const QPV = "ZR_QPV";
const MOST_RECENT = 3;
const IN_COMMUNE = new Set(["ZR_HORS_QPV", "ZR_INCERTAIN"]);
const NOWHERE = { commune_residence: null, qpv_residence: null };

function follow(question, value) {
  for (const field of question.querySelectorAll("[data-asv-quand]")) {
    field.hidden = !field.dataset.asvQuand.split(" ").includes(value);
    field.querySelector("select").disabled = field.hidden;
  }
}

function areas(recent, seance) {
  const isElsewhere = (area) => area !== `${seance.commune} ${seance.qpv}` && reference.qpvName(area.split(" ")[1]);
  return recent.filter(isElsewhere).slice(0, MOST_RECENT).map((area) => {
    const [commune, qpv] = area.split(" ");
    return { code: `${QPV} ${area}`, libelle: `${reference.qpvName(qpv)}, ${reference.communeName(commune)}` };
  });
}

/** Prepare the question for a séance: the quartier of the place is proposed, then those lately answered. */
export function build(question, seance, recent = []) {
  choices.build(question);
  choices.put(question, "recents", areas(recent, seance));
  places.fillAreas(question.querySelector('select[name="residence-qpv"]'));
  places.fillCommunes(question.querySelector('select[name="residence-commune"]'), seance.commune);
  const same = question.querySelector(`input[value="${SAME}"]`);
  same.closest("label").hidden = !seance.qpv;
  if (seance.qpv) same.checked = true;
  follow(question, seance.qpv ? SAME : "");
}

export function react(question, input) {
  if (input.name === "residence") follow(question, input.value);
}

/** Give the three fields of residence. */
export function read(data, seance) {
  const zone = data.get("residence");
  if (zone === SAME) return { zone_residence: QPV, commune_residence: seance.commune, qpv_residence: seance.qpv };
  if (IN_COMMUNE.has(zone)) {
    return { zone_residence: zone, commune_residence: data.get("residence-commune"), qpv_residence: null };
  }
  const [kind, ...recent] = zone.split(" ");
  if (kind !== QPV) return { zone_residence: zone, ...NOWHERE };
  const [commune, qpv] = recent.length ? recent : data.get("residence-qpv").split(" ");
  return { zone_residence: QPV, commune_residence: commune, qpv_residence: qpv };
}
